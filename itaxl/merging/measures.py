"""Unite the rows of all workbooks into measures: one for each code, its divisions and their reports."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import cast

from itaxl import thai
from itaxl.agency import register
from itaxl.agency.settings import Agency
from itaxl.assessment import Measure, Progress, Value
from itaxl.findings import Finding, Place, finding
from itaxl.forms import layout
from itaxl.forms.identity import PLAN
from itaxl.forms.layout import Column, Join, Part
from itaxl.merging.merge import Merged, Row


def measures(merged: Merged, agency: Agency) -> tuple[tuple[Measure, ...], tuple[Finding, ...]]:
    """Unite rows into one measure for each code, by indicator and number; the first filled cell counts.

    Two places that plan one measure differently are a finding that names both cells.
    """
    compared = [column for column in layout.MEASURES_LAYOUT.of(Part.PLAN) if column.join is Join.ONE]
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in cast(list[Row], merged.measures.to_dict("records")):
        groups[row["code"]].append(row)
    united: list[Measure] = []
    findings: list[Finding] = []
    for code, rows in groups.items():
        plans = [row for row in rows if row["round"] == PLAN] or rows
        findings += _conflicts(code, plans, compared, merged)
        for reports in _reports(rows).values():
            findings += _conflicts(code, reports, layout.MEASURES_LAYOUT.of(Part.FOLLOWUP), merged)
        united.append(_measure(plans, rows, agency))
    return tuple(sorted(united, key=_by_code)), tuple(findings)


def _by_code(measure: Measure) -> tuple[int, int]:
    return measure.indicator, register.split(measure.code)[1]


def _measure(plans: list[Row], rows: list[Row], agency: Agency) -> Measure:
    values = {
        column.key: _united(column.key, rows, agency)
        if column.join is Join.UNITED
        else _first(column.key, plans)
        for column in layout.MEASURES_LAYOUT.of(Part.FIXED, Part.PLAN)
    }
    followup = tuple(_progress(reports[0]) for reports in _reports(rows).values())
    return Measure(values, plans[0]["dimension"], followup)


def _first(column: str, rows: list[Row]) -> Value:
    """Return the first filled value, else a blank one."""
    value: Value = next((row[column] for row in rows if _given(row[column])), rows[0][column])
    return value


def _united(column: str, rows: list[Row], agency: Agency) -> tuple[str, ...]:
    """Return the divisions that any row names, in the agency's order."""
    named = {division for row in rows for division in row[column]}
    return tuple(division.id for division in agency.divisions if division.id in named)


def _given(value: object) -> bool:
    return value is not None and value != ""


def _reports(rows: list[Row]) -> dict[tuple[str, str], list[Row]]:
    """Rows that report anything, by division and round; the first counts. In a plan there is nothing to report yet."""
    columns = layout.MEASURES_LAYOUT.of(Part.FOLLOWUP)
    reports: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["round"] != PLAN and any(_given(row[column.key]) for column in columns):
            reports[row["division"], row["round"]].append(row)
    return reports


def _progress(row: Row) -> Progress:
    values = {column.key: row[column.key] for column in layout.MEASURES_LAYOUT.of(Part.FOLLOWUP)}
    return Progress(values, row["division"], row["round"])


def _conflicts(code: str, rows: list[Row], columns: Iterable[Column], merged: Merged) -> Iterator[Finding]:
    for column in columns:
        given = [row for row in rows if _given(row[column.key])]
        for other in given[1:]:
            if _comparable(other[column.key]) != _comparable(given[0][column.key]):
                first = _shown(merged.place(given[0], column.key))
                place, value = merged.place(other, column.key), merged.shown(other, column.key)
                yield finding("X413", place, value, measure=code, column=column.heading, other=first)


def _comparable(value: object) -> object:
    return thai.key(value) if isinstance(value, str) else value


def _shown(place: Place) -> str:
    return f"{place.file} · {place.sheet} · {place.cell}"
