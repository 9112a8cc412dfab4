"""Follow-ups that lack a row, or whose row bears another measure's code."""

import pytest

from itaxl.checks import followups
from itaxl.forms.layout import MEASURES
from itaxl.sending.collection import Status, states
from itaxl.spreadsheets.book import Book
from tests.filled import change, text
from tests.gathered import gathered
from tests.merging.test_merge import planned, row

PLAN = planned("finance", row("ก", responsible="works"), row("ข"))


def told(inbox: dict[str, Book], code: str) -> list[tuple[str, str, str]]:
    """File, cell and value of each finding of a code."""
    findings = gathered(inbox).findings
    return [(item.place.file, item.place.cell, item.value) for item in findings if item.code == code]


def reported(division: str, *measures: str, round: str = "followup-6") -> Book:
    rows = (row(measure, status="ดำเนินการแล้ว", percent="100") for measure in measures)
    return planned(division, *rows, round=round)


def test_a_deleted_row_is_named_and_the_workbook_is_not_complete() -> None:
    inbox = {"p": PLAN, "f": reported("finance", "ก")}
    assert told(inbox, "X445") == [("f", "", "2562-IIT-04-02")]
    state = {(state.division, state.round): state.status for state in states(gathered(inbox))}
    assert state["finance", "followup-6"] is Status.RECEIVED
    assert told({"p": PLAN, "f": reported("finance", "ก", "ข")}, "X445") == []


def test_a_measure_that_was_added_after_mailing_is_named_for_each_division() -> None:
    later = planned("finance", row("ก", responsible="works"), row("ข", responsible="works"), row("ค"))
    inbox = {"p": later, "f": reported("finance", "ก", "ข"), "w": reported("works", "ก")}
    assert told(inbox, "X445") == [("f", "", "2562-IIT-04-03"), ("w", "", "2562-IIT-04-02")]


def test_of_two_rounds_only_the_newer_one_lacks_a_row() -> None:
    older, newer = reported("finance", "ก"), reported("finance", "ก", "ข", round="followup-12")
    assert told({"p": PLAN, "six": older, "twelve": newer}, "X445") == []
    swapped = {
        "p": PLAN,
        "six": reported("finance", "ก", "ข"),
        "twelve": reported("finance", "ก", round="followup-12"),
    }
    assert told(swapped, "X445") == [("twelve", "", "2562-IIT-04-02")]


@pytest.mark.parametrize("code, told_of", [("2562-IIT-04-02", True), ("ใหม่", False), ("", False)])
def test_a_plan_row_with_another_measures_code_is_told(code: str, told_of: bool) -> None:
    plan = planned("finance", row("ก", code=code), row("ข"))
    assert told({"p": plan}, "X425") == ([("p", "A6", code)] if told_of else [])


@pytest.mark.parametrize(
    ("six", "twelve", "says"),
    [
        (("ดำเนินการแล้ว", "100"), ("ยังไม่ดำเนินการ", "0"), "ยังไม่ดำเนินการ, 0 %"),
        (("อยู่ระหว่างดำเนินการ", "60"), ("อยู่ระหว่างดำเนินการ", "30"), "อยู่ระหว่างดำเนินการ, 30 %"),
        (("ดำเนินการแล้ว", "100"), ("อยู่ระหว่างดำเนินการ", ""), "อยู่ระหว่างดำเนินการ"),
        (("อยู่ระหว่างดำเนินการ", "60"), ("อยู่ระหว่างดำเนินการ", "60"), ""),
        (("อยู่ระหว่างดำเนินการ", "60"), ("ดำเนินการแล้ว", ""), ""),
        (("ดำเนินการแล้ว", "100"), ("", ""), ""),
    ],
)
def test_a_report_that_says_less_than_the_round_before_is_told(
    six: tuple[str, str], twelve: tuple[str, str], says: str
) -> None:
    inbox = {"p": PLAN}
    for name, round, (status, percent) in (("s", "followup-6", six), ("t", "followup-12", twelve)):
        rows = (row("ก", status=status, percent=percent), row("ข", status="อยู่ระหว่างดำเนินการ"))
        inbox[name] = planned("finance", *rows, round=round)
    assert told(inbox, "X470") == ([("t", "K6", says)] if says else [])


def test_a_report_on_a_measure_of_others_is_told() -> None:
    inbox = {"p": PLAN, "f": reported("finance", "ก", "ข"), "w": reported("works", "ก", "ข")}
    assert told(inbox, "X471") == [("w", "A7", "2562-IIT-04-02")]


@pytest.mark.slow
def test_a_measure_of_a_follow_up_that_no_plan_has_is_named() -> None:
    dropped = planned("finance", row("ก", responsible="works"))
    inbox = {"p": dropped, "f": reported("finance", "ก", "ติดกล้องวงจรปิด")}
    assert told(inbox, "X476") == [("f", "A7", "2562-IIT-04-02")]
    assert told({"p": PLAN, "f": reported("finance", "ก", "ข")}, "X476") == []
    assert (
        told({"f": reported("finance", "ก", "ข")}, "X476") == []
    )  # the plan that is missing is named itself
    broken = {"p": planned("finance", row("ก", responsible="works"), row("", budget="1"))}
    assert told(inbox | broken, "X476") == []  # the row that could not be used may be it
    elsewhere = {"w": planned("works", row("ติดกล้องวงจรปิด", responsible="finance"))}
    assert told(inbox | elsewhere, "X476") == []


def test_a_measure_that_went_out_and_is_nowhere_any_more_is_named() -> None:
    whole = gathered({"p": PLAN, "f": reported("finance", "ก", "ข")})
    sent = [("finance", "IIT", "2562-IIT-04-09"), ("works", "IIT", "2562-IIT-04-08")]
    sent += [("finance", "IIT", "2562-IIT-04-01"), ("finance", "EIT", "2562-EIT-06-01")]
    (item,) = followups.vanished(whole.merged, sent)
    assert (item.code, item.place.file, item.place.sheet, item.value) == (
        "X477",
        "f",
        MEASURES,
        "2562-IIT-04-09",
    )


def test_a_report_without_any_plan_is_not() -> None:
    assert told({"w": reported("works", "ก")}, "X471") == []


def test_a_follow_up_that_changes_the_plan_is_told_and_the_plan_counts() -> None:
    plan = planned("finance", row("ก", budget="1000", target="หนึ่ง"))
    same = row("ก", budget="1000", target=" หนึ่ง ", status="ดำเนินการแล้ว")
    more = row("ก", budget="25000", target="สอง", start="2019-10-01", status="ดำเนินการแล้ว")
    assert told({"p": plan, "f": planned("finance", same, round="followup-6")}, "C374") == []
    inbox = {"p": plan, "f": planned("finance", more, round="followup-6")}
    assert told(inbox, "C374") == [("f", "G6", "2019-10-01")]
    (measure,) = gathered(inbox).outcome.assessment.measures
    assert (str(measure.budget), measure.target) == ("1000", "หนึ่ง")
    assert measure.start is None


def test_a_follow_up_prefilled_with_another_divisions_plan_changes_nothing() -> None:
    plan = planned("finance", row("ก", budget="1000", responsible="works"))
    report = planned("works", row("ก", budget="1000", status="ดำเนินการแล้ว"), round="followup-6")
    assert told({"p": plan, "f": report}, "C374") == []
    assert told({"f": report}, "C374") == []


def test_what_was_prefilled_out_of_a_plan_that_has_changed_since_is_no_change_of_the_sender() -> None:
    plans = {name: planned(name, row("ก", target="ใหม่")) for name in ("finance", "works")}
    reports = {
        f"{name}-6": planned(name, row("ก", target="เดิม", status="ดำเนินการแล้ว"), round="followup-6")
        for name in plans
    }
    assert told(plans | reports, "C374") == []


def test_a_sheet_without_its_headings_is_not_said_to_lack_rows() -> None:
    report = change(reported("finance", "ก"), MEASURES, {(5, 11): text("ผล")})
    assert told({"p": PLAN, "f": report}, "X445") == []
    assert told({"p": PLAN, "f": report}, "W208")
