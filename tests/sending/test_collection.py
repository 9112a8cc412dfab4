"""What has come from whom, and what its sender can mend."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from itaxl.forms.build import first_saved
from itaxl.forms.layout import MEASURES, SCORES
from itaxl.sending.collection import State, Status, local, states, unplaced
from itaxl.spreadsheets.book import Book
from tests.cases import ANNOUNCED, announced
from tests.filled import AGENCY, SAVED, book, who
from tests.gathered import gathered

GOOD = "| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) |\n|---|---|---|\n" + "".join(
    f"| {no} | 20 | 80 |\n" for no in range(1, 6)
)
BAD = GOOD.replace("| 4 | 20 | 80 |", "| 4 | 20 | แปดสิบ |")
DOUBTFUL = GOOD.replace("| 4 | 20 | 80 |", "| 4 | | 80 |")
MEASURE = "| ตัวชี้วัด | มาตรการ | ผู้รับผิดชอบ |\n|---|---|---|\n| 4 | อบรม | กองช่าง |\n"


def plan(scores: str = GOOD, division: str = "finance", measures: str = "") -> Book:
    return book(who(division=division), {SCORES: scores, MEASURES: measures})


def state_of(workbooks: dict[str, Book], division: str = "finance", round: str = "plan") -> State:
    results = [
        state for state in states(gathered(workbooks)) if (state.division, state.round) == (division, round)
    ]
    return next(state for state in results if state.dimension == "IIT")


def test_in_an_empty_inbox_all_that_is_expected_is_missing_in_order() -> None:
    table = states(gathered({}))
    assert {state.status for state in table} == {Status.MISSING}
    divisions = [division.id for division in AGENCY.divisions]
    expected = [
        ("", "announced"),
        *((division, code) for division in divisions for code in ("IIT", "EIT", "OIT")),
    ]
    assert [(state.division, state.dimension) for state in table] == expected


def test_a_division_is_asked_only_for_its_dimensions() -> None:
    agency = replace(AGENCY, divisions=(replace(AGENCY.divisions[0], dimensions=("OIT",)),))
    assert [state.dimension for state in states(gathered({}, agency))] == ["announced", "OIT"]


@pytest.mark.parametrize(
    "scores, status, errors, warnings",
    [
        (GOOD, Status.COMPLETE, 0, 0),
        ("", Status.COMPLETE, 0, 0),
        (DOUBTFUL, Status.RECEIVED, 0, 1),
        (BAD, Status.ERRORS, 1, 0),
    ],
)
def test_what_came_is_complete_doubtful_or_wrong(
    scores: str, status: Status, errors: int, warnings: int
) -> None:
    state = state_of({"a.xlsx": plan(scores)})
    assert (state.status, state.errors, state.warnings) == (status, errors, warnings)
    assert state.saved == SAVED


def test_announced_results_have_a_state_of_their_own() -> None:
    table = states(gathered({"r.xlsx": announced(ANNOUNCED)}))
    assert (table[0].dimension, table[0].status) == (
        "announced",
        Status.RECEIVED,
    )  # total and grade are missing


def test_older_versions_are_counted_and_copies_are_not() -> None:
    newer = replace(plan(), modified=SAVED + timedelta(days=2))
    old = replace(plan(BAD), modified=SAVED + timedelta(days=1))
    state = state_of({"a.xlsx": plan(DOUBTFUL), "b.xlsx": old, "c.xlsx": newer, "d.xlsx": newer})
    assert (state.status, state.superseded, state.saved) == (Status.COMPLETE, 2, newer.modified)


def test_two_that_cannot_be_ordered_are_an_error() -> None:
    state = state_of({"a.xlsx": plan(), "b.xlsx": plan(DOUBTFUL)})
    assert (state.status, state.superseded) == (Status.ERRORS, 0)


@pytest.mark.slow
def test_whose_it_is_and_when_comes_from_the_workbook_and_its_mail() -> None:
    sent = datetime(2020, 5, 1, 3, tzinfo=UTC)
    untouched, named = replace(plan(), modified_by="itaxl"), replace(plan(), modified_by="สมชาย")
    assert state_of({"a.xlsx": untouched}).by == ""
    assert state_of({"a.xlsx": named}).by == "สมชาย"
    year_data = gathered(
        {"a.xlsx": replace(named, modified=None)}, mails={"a.xlsx": ("somchai@example.go.th", sent)}
    )
    state = next(state for state in states(year_data) if state.status is not Status.MISSING)
    assert (state.by, state.saved, state.sent) == ("somchai@example.go.th", None, sent)


def test_a_blank_workbooks_own_time_is_nobodys() -> None:
    untouched = replace(plan(), modified=first_saved(2562).replace(tzinfo=UTC))
    assert (state_of({"a.xlsx": untouched}).saved, state_of({"a.xlsx": plan()}).saved) == (None, SAVED)


def test_a_sender_is_shown_by_the_address_on_one_line() -> None:
    mails = {"a.xlsx": ("finance@example.go.th\n\x1b[2J <stranger@example.com>", SAVED)}
    state = next(state for state in states(gathered({"a.xlsx": plan()}, mails=mails)) if state.by)
    assert state.by == "stranger@example.com"


def test_what_came_by_other_hands_is_an_error_until_it_is_decided() -> None:
    finance, works = (
        replace(division, email=f"{division.id}@example.go.th") for division in AGENCY.divisions[1:]
    )
    year_data = replace(AGENCY, divisions=(AGENCY.divisions[0], finance, works))
    copy = replace(plan(DOUBTFUL), modified=SAVED + timedelta(days=1))
    mails = {"b.xlsx": ("works@example.go.th", SAVED + timedelta(days=2))}
    table = states(gathered({"a.xlsx": plan(), "b.xlsx": copy}, year_data, mails=mails))
    (state,) = (
        state for state in table if state.division == "finance" and state.status is not Status.MISSING
    )
    assert (state.status, state.errors, state.superseded) == (Status.ERRORS, 1, 0)
    assert (state.by, state.saved, state.sent) == ("works@example.go.th", SAVED, None)


def test_announced_results_by_a_strangers_mail_are_not_said_to_be_missing() -> None:
    mails = {"r.xlsx": ("stranger@example.com", SAVED)}
    state = states(gathered({"r.xlsx": announced(ANNOUNCED)}, mails=mails))[0]
    assert (state.status, state.errors, state.by) == (Status.ERRORS, 1, "stranger@example.com")
    assert not state.usable


def test_a_lone_workbook_by_other_hands_is_to_be_looked_at() -> None:
    finance = replace(AGENCY.divisions[1], email="finance@example.go.th")
    mails = {"a.xlsx": ("stranger@example.com", SAVED)}
    year_data = gathered({"a.xlsx": plan()}, replace(AGENCY, divisions=(finance,)), mails=mails)
    (state,) = (state for state in states(year_data) if state.status is not Status.MISSING)
    assert (state.status, state.errors, state.warnings, state.by) == (
        Status.RECEIVED,
        0,
        1,
        "stranger@example.com",
    )


def test_a_follow_up_is_expected_of_the_responsible_once_it_has_begun() -> None:
    report = "| รหัสมาตรการ | สถานะ |\n|---|---|\n| 2562-IIT-04-01 | ดำเนินการแล้ว |\n"
    begun = {"p.xlsx": plan(measures=MEASURE), "f.xlsx": book(who(round="followup-6"), {MEASURES: report})}
    results = [state for state in states(gathered(begun)) if state.round == "followup-6"]
    assert [(state.division, state.dimension, state.status is Status.MISSING) for state in results] == [
        ("finance", "IIT", False),
        ("works", "IIT", True),
    ]


def test_a_follow_up_that_nobody_answered_is_expected_where_it_is_asked_for() -> None:
    year_data = gathered({"p.xlsx": plan(measures=MEASURE)})
    assert {state.round for state in states(year_data)} == {"plan"}
    followups = [state for state in states(year_data, ["followup-12"]) if state.round == "followup-12"]
    assert [state.division for state in followups] == ["finance", "works"]


def test_a_workbook_that_was_not_asked_for_is_shown_too() -> None:
    agency = replace(AGENCY, divisions=(replace(AGENCY.divisions[1], dimensions=("OIT",)),))
    table = states(gathered({"a.xlsx": plan()}, agency))
    assert [(state.dimension, state.status) for state in table if state.division] == [
        ("IIT", Status.COMPLETE),
        ("OIT", Status.MISSING),
    ]


def test_the_order_of_files_changes_nothing() -> None:
    workbooks = {"a.xlsx": plan(BAD), "b.xlsx": plan(division="works"), "c.xlsx": announced(ANNOUNCED)}
    assert states(gathered(workbooks)) == states(gathered(dict(reversed(workbooks.items()))))


def test_a_workbook_of_nobody_is_no_state_and_is_told_apart() -> None:
    nobody = book(replace(who(), division=""), {SCORES: GOOD}, name="กองไม่มี", agency="")
    year_data = gathered({"a.xlsx": nobody, "b.xlsx": plan()})
    assert [workbook.file for workbook in unplaced(year_data)] == ["a.xlsx"]
    assert sum(state.status is not Status.MISSING for state in states(year_data)) == 1


def test_times_are_those_of_thailand() -> None:
    assert local(datetime(2020, 3, 31, 20, 30, tzinfo=UTC)).strftime("%d %H:%M") == "01 03:30"
    assert local(datetime.max.replace(tzinfo=UTC)).year == datetime.max.replace(tzinfo=UTC).year
