"""Follow-ups that lack a row, or whose row bears another measure's code."""

import pytest

from itaxl.sending.collection import Status, states
from itaxl.spreadsheets.book import Book
from tests.gathered import gathered
from tests.merging.test_merge import planned, row

PLAN = planned("finance", row("ก", responsible="works"), row("ข"))


def told(inbox: dict[str, Book], code: str) -> list[tuple[str, str, str]]:
    """File, cell and value of each finding of a code."""
    found = gathered(inbox).findings
    return [(item.place.file, item.place.cell, item.value) for item in found if item.code == code]


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


def test_a_report_without_any_plan_is_not() -> None:
    assert told({"w": reported("works", "ก")}, "X471") == []
