"""The one state of a measure, and that every count, table and file has it from there."""

import csv
import io
import json
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.analysis.measure_state import State, due, judge, late, states
from itaxl.assessment import Assessment, Measure
from itaxl.forms.layout import DONE, NOT_DONE, UNDER_WAY
from itaxl.report.blocks.table import Row, Table
from itaxl.report.files.open_data import data_json, measures_csv
from itaxl.report.views.material import count_states
from itaxl.report.views.progress import due_table, late_table
from itaxl.report.views.progress_counts import dimension_counts, division_counts
from tests.planned import measure, plan, progress
from tests.report import cases

DAY = date(2020, 3, 31)
NONE, SILENT = "none", ""  # no report; a report without a status
DIVISIONS = ("clerk", "finance", "works")


def shared(*reported: str, end: date | None = None, **more: Any) -> Measure:
    """A measure for which a division answers for each of these statuses."""
    divisions = DIVISIONS[: len(reported)]
    reports = tuple(
        progress(division, "followup-6", status=status, result="ทำแล้ว")
        for division, status in zip(divisions, reported, strict=True)
        if status != NONE
    )
    return measure("2562-IIT-04-01", "IIT", 4, responsible=divisions, end=end, followup=reports, **more)


@pytest.mark.parametrize(
    "reported, whole",
    [
        ((), State.UNREPORTED),
        ((NONE, NONE), State.UNREPORTED),
        ((DONE, DONE), State.DONE),
        ((DONE, NONE), State.UNDER_WAY),
        ((DONE, SILENT), State.UNDER_WAY),
        ((DONE, NOT_DONE), State.UNDER_WAY),
        ((UNDER_WAY, NONE), State.UNDER_WAY),
        ((NOT_DONE, NONE), State.NOT_DONE),
        ((SILENT,), State.NO_STATUS),
        ((SILENT, NONE), State.NO_STATUS),
        ((SILENT, NOT_DONE), State.NO_STATUS),
    ],
)
def test_the_state_of_the_whole(reported: tuple[str, ...], whole: State) -> None:
    assert judge(shared(*reported), DAY).whole is whole


@pytest.mark.parametrize(
    "status, days, is_late, is_due",
    [
        (UNDER_WAY, 1, True, False),
        (UNDER_WAY, 0, False, True),
        (UNDER_WAY, -1, False, False),
        (NONE, 1, True, False),
        (SILENT, 0, False, True),
        (DONE, 1, False, False),
        (DONE, 0, False, False),
    ],
)
def test_late_is_past_the_end_and_due_is_the_end_itself(
    status: str, days: int, is_late: bool, is_due: bool
) -> None:
    state = judge(shared(status, end=DAY - timedelta(days)), DAY)
    assert (state.late, state.due) == (is_late, is_due)


def test_each_division_is_late_by_its_own_plan() -> None:
    plans = (plan("clerk", end=DAY - timedelta(1)), plan("finance", end=DAY + timedelta(90)))
    assert judge(shared(UNDER_WAY, UNDER_WAY, plans=plans), DAY).late
    assert not judge(shared(DONE, UNDER_WAY, plans=plans), DAY).late
    assert judge(shared(DONE, UNDER_WAY, plans=plans), DAY + timedelta(91)).late


statuses = st.sampled_from([DONE, UNDER_WAY, NOT_DONE, SILENT, NONE])
ends = st.sampled_from([None, *(DAY + timedelta(days) for days in (-1, 0, 1))])
drawn_measures = st.lists(
    st.tuples(
        st.sampled_from([("IIT", 4), ("EIT", 7), ("OIT", 9)]),
        ends,
        st.lists(statuses, max_size=3),
        st.lists(ends, max_size=2),
    ),
    min_size=1,
    max_size=8,
)


def followed_up(drawn: list[tuple[tuple[str, int], date | None, list[str], list[date | None]]]) -> Assessment:
    """A follow-up of these measures."""
    made = []
    for serial, ((dimension, no), end, reported, own) in enumerate(drawn, start=1):
        plans = tuple(plan(division, end=day) for division, day in zip(DIVISIONS, own, strict=False))
        whole = shared(*reported, end=end, plans=plans).changed(indicator=no)
        code = f"2562-{dimension}-{no:02}-{serial:02}"
        made.append(Measure({**whole.values, "code": code}, dimension, whole.followup, whole.plans))
    return cases.assessment(measures=tuple(made), as_of=DAY, followup_round="followup-6")


def figures(row: Row) -> list[int]:
    """The figures of a row of counts: of all, then of each column."""
    return [int(cell.paragraphs[0]) for cell in row.cells[1:]]


def rows(table: Table | None) -> list[Row]:
    return [row for body in table.bodies for row in body] if table else []


@pytest.mark.slow
@given(drawn_measures)
def test_a_measure_is_counted_in_one_way_everywhere_and_rows_add_up(
    drawn: list[tuple[tuple[str, int], date | None, list[str], list[date | None]]],
) -> None:
    outcome = followed_up(drawn)
    case = cases.material(outcome, lang="en")
    judged = states(outcome)
    counted = Counter(state.whole for state in judged.values())

    *dimensions, total = [figures(row) for row in rows(dimension_counts(case))]
    assert total == [sum(column) for column in zip(*dimensions, strict=True)]
    for whole, *of_states, _ in (*dimensions, total):
        assert whole == sum(of_states)
    columns = [column.label for column in dimension_counts(case).columns[2:-1]]
    assert dict(zip(columns, total[1:-1], strict=True)) == {
        case.status(state): counted[state] for state in State if case.status(state) in columns
    }
    for whole, *of_states in [figures(row) for row in rows(division_counts(case))]:
        assert whole == sum(of_states)

    counts = count_states(outcome)
    assert sum(counts[state] for state in State) == len(outcome.measures)
    assert counts["late"] == total[-1] == len(late(outcome)) == len(rows(late_table(case)))
    assert counts["due"] == len(due(outcome)) == len(rows(due_table(case)))
    assert not {measure.code for measure in late(outcome)} & {measure.code for measure in due(outcome)}

    data = json.loads(data_json(outcome, cases.AGENCY, cases.INSTRUMENT))
    said = {measure["code"]: measure["status"] or "" for measure in data["measures"]}
    assert said == {code: state.whole.status for code, state in judged.items()}
    lines = csv.DictReader(io.StringIO(measures_csv(outcome).removeprefix("\ufeff"), newline=""))
    assert {line["code"]: line["status"] for line in lines} == said


def test_reported_without_a_status_has_its_own_column_only_where_it_occurs() -> None:
    silent = followed_up([(("IIT", 4), None, [SILENT], [])])
    assert "รายงานโดยไม่ระบุสถานะ" in [
        column.label for column in dimension_counts(cases.material(silent)).columns
    ]
    told = followed_up([(("IIT", 4), None, [DONE], [])])
    assert "รายงานโดยไม่ระบุสถานะ" not in [
        column.label for column in dimension_counts(cases.material(told)).columns
    ]
