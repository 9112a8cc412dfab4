"""Unite the rows of all workbooks into measures: one for each code, its divisions and their reports."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from itaxl import thai
from itaxl.agency import register
from itaxl.agency.settings import Agency
from itaxl.assessment import Measure, Plan, Progress, Value
from itaxl.findings import Finding, Place, finding
from itaxl.forms import layout
from itaxl.forms.identity import PLAN
from itaxl.forms.layout import Column, Join, Part, Type
from itaxl.merging import frames
from itaxl.merging.frames import Row
from itaxl.merging.merge import Merged


def measures(merged: Merged, agency: Agency) -> tuple[tuple[Measure, ...], tuple[Finding, ...]]:
    """Unite rows into one measure for each code, by indicator and number; each division keeps its own plan.

    Two rows in which one division plans a measure differently, or two wordings of one code, are a finding that names
    both cells.
    """
    united: list[Measure] = []
    findings: list[Finding] = []
    for code, rows in rows_by_code(merged).items():
        planned = [row for row in rows if row["round"] == PLAN]
        findings += _wordings(code, planned, merged)
        for own in _by_division(planned or rows).values():
            findings += _conflicts(code, own, layout.own_columns(), merged)
        for reports in _reports(rows).values():
            findings += _conflicts(code, reports, layout.MEASURES_LAYOUT.of(Part.FOLLOWUP), merged)
        united.append(_measure(planned, rows, agency))
    return tuple(sorted(united, key=_by_code)), tuple(findings)


def rows_by_code(merged: Merged) -> dict[str, list[Row]]:
    """Return the rows of plans and follow-ups that were merged, by their measures' codes."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in frames.rows(merged.measures):
        rows[row["code"]].append(row)
    return rows


def _by_code(measure: Measure) -> tuple[int, int]:
    return measure.indicator, register.split(measure.code)[1]


def _measure(planned: list[Row], rows: list[Row], agency: Agency) -> Measure:
    """Make a measure of its rows; without a plan, what was prefilled in the follow-ups is the plan."""
    plan_rows = planned or rows
    plans = tuple(_plan(division, own) for division, own in _by_division(plan_rows).items())
    if not planned:
        plans = _without_copies(plans)
    values = {
        column.key: _united(column.key, rows, agency)
        if column.join is Join.UNITED
        else _first(column.key, plan_rows)
        for column in layout.MEASURES_LAYOUT.of(Part.FIXED, Part.PLAN)
    }
    values |= {column.key: _common(column, plans) for column in layout.own_columns()}
    followup = tuple(_progress(reports[0]) for reports in _reports(rows).values())
    return Measure(values, rows[0]["dimension"], followup, plans)


def _by_division(rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["division"]].append(row)
    return groups


def _plan(division: str, rows: list[Row]) -> Plan:
    return Plan({column.key: _first(column.key, rows) for column in layout.own_columns()}, division)


def _without_copies(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    """Return each plan once: follow-up workbooks of several divisions are prefilled with the same one."""
    once = {tuple(map(comparable, plan.values.values())): plan for plan in reversed(tuple(plans))}
    return tuple(reversed(once.values()))


def _common(column: Column, plans: Sequence[Plan]) -> Value:
    """Return the answer that all who gave one have in common, None where they differ; the sum of budgets."""
    answers = [plan.values[column.key] for plan in plans if _given(plan.values[column.key])]
    if not answers:
        return column.blank
    if column.type is Type.BUDGET:
        sums = [value for value in answers if isinstance(value, Fraction)]
        return sum(sums, Fraction()) if sums else answers[0]
    return answers[0] if len(set(map(comparable, answers))) == 1 else None


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
        answered = [row for row in rows if _given(row[column.key])]
        for other in answered[1:]:
            if comparable(other[column.key]) != comparable(answered[0][column.key]):
                yield _conflict(code, column, answered[0], other, merged)


def _wordings(code: str, planned: list[Row], merged: Merged) -> Iterator[Finding]:
    """Yield rows that bear the code of a measure which another row words differently."""
    column = layout.MEASURES_LAYOUT.column("measure")
    for other in planned[1:]:
        if _measure_key(other) != _measure_key(planned[0]):
            yield _conflict(code, column, planned[0], other, merged)


def _measure_key(row: Row) -> str:
    return register.key(row["indicator"], row["measure"])


def _conflict(code: str, column: Column, first: Row, other: Row, merged: Merged) -> Finding:
    place, value = merged.place(other, column.key), merged.shown(other, column.key)
    there = _shown(merged.place(first, column.key))
    return finding("X413", place, value, measure=code, column=column.heading, other=there)


def comparable(value: object) -> object:
    """Return a value as it is compared: a text by its key."""
    return thai.key(value) if isinstance(value, str) else value


def _shown(place: Place) -> str:
    return f"{place.file} · {place.sheet} · {place.cell}"
