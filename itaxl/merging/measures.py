"""Unite the rows of all workbooks into measures: one for each code, its divisions and their reports."""

from collections import defaultdict
from collections.abc import Iterator
from typing import cast

from itaxl import thai
from itaxl.agency import register
from itaxl.agency.settings import Agency
from itaxl.assessment import Measure, Progress
from itaxl.findings import Finding, Place, finding
from itaxl.forms import layout
from itaxl.forms.identity import PLAN
from itaxl.merging.merge import Merged, Row

_ONE_ANSWER = ("weakness", "approach", "start", "end", "budget", "target")

_REPORTED = ("status", "percent", "done", "result", "obstacle", "evidence")


def measures(merged: Merged, agency: Agency) -> tuple[tuple[Measure, ...], tuple[Finding, ...]]:
    """One measure for each code, by indicator and number; divisions united, the first filled cell counts.

    Two places that plan one measure differently are a finding that names both cells.
    """
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in cast(list[Row], merged.measures.to_dict("records")):
        groups[row["code"]].append(row)
    found: list[Measure] = []
    findings: list[Finding] = []
    for code, rows in groups.items():
        plans = [row for row in rows if row["round"] == PLAN] or rows
        findings += _conflicts(code, plans, _ONE_ANSWER, merged)
        for reports in _reports(rows).values():
            findings += _conflicts(code, reports, _REPORTED, merged)
        found.append(_measure(code, plans, rows, agency))
    return tuple(sorted(found, key=_by_code)), tuple(findings)


def _by_code(measure: Measure) -> tuple[int, int]:
    return measure.indicator, register.split(measure.code)[1]


def _measure(code: str, plans: list[Row], rows: list[Row], agency: Agency) -> Measure:
    first = {
        name: next((row[name] for row in plans if _given(row[name])), plans[0][name]) for name in plans[0]
    }
    named = {division for row in rows for division in row["responsible"]}
    return Measure(
        code=code,
        dimension=first["dimension"],
        indicator=first["indicator"],
        responsible=tuple(division.id for division in agency.divisions if division.id in named),
        followup=tuple(_progress(reports[0]) for reports in _reports(rows).values()),
        **{name: first[name] for name in ("measure", *_ONE_ANSWER)},
    )


def _given(value: object) -> bool:
    return value is not None and value != ""


def _reports(rows: list[Row]) -> dict[tuple[str, str], list[Row]]:
    """Rows that report anything, by division and round; the first counts. In a plan there is nothing to report yet."""
    reports: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["round"] != PLAN and any(_given(row[name]) for name in _REPORTED):
            reports[row["division"], row["round"]].append(row)
    return reports


def _progress(row: Row) -> Progress:
    return Progress(**{name: row[name] for name in ("division", "round", *_REPORTED)})


def _conflicts(code: str, rows: list[Row], names: tuple[str, ...], merged: Merged) -> Iterator[Finding]:
    for name in names:
        given = [row for row in rows if _given(row[name])]
        for other in given[1:]:
            if _comparable(other[name]) != _comparable(given[0][name]):
                heading = layout.MEASURES_LAYOUT.column(name).heading
                first = _shown(merged.place(given[0], name))
                place, value = merged.place(other, name), merged.shown(other, name)
                yield finding("X413", place, value, measure=code, column=heading, other=first)


def _comparable(value: object) -> object:
    return thai.key(value) if isinstance(value, str) else value


def _shown(place: Place) -> str:
    return f"{place.file} · {place.sheet} · {place.cell}"
