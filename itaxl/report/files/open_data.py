"""Open data of an assessment: `data.json`, `scores.csv`, `measures.csv`, without senders, files and small groups."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from io import StringIO
from typing import Any

from itaxl.agency.earlier_years import SCHEMA
from itaxl.agency.settings import Agency
from itaxl.analysis.measure_state import MeasureState, states
from itaxl.assessment import Assessment, DivisionResult, Filled, Measure, Plan, Progress, Value
from itaxl.forms import layout
from itaxl.forms.layout import Column, Part, Type
from itaxl.instrument.model import Instrument
from itaxl.instrument.scoring import rounded, weakest

SCORE_COLUMNS = ("year", "dimension", "indicator", "division", "respondents", "score")
# Wide ones count in some languages.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NO_DIVISION = ""


def data_json(assessment: Assessment, agency: Agency, instrument: Instrument) -> str:
    """Write all that may be known: parts unrounded to six decimals, the total to two, null for unknown."""
    data = {
        "schema": SCHEMA,
        "year": assessment.year,
        "agency": agency.name,
        "kind": agency.kind,
        "district": agency.district,
        "province": agency.province,
        "website": agency.website,
        "threshold": number(Fraction(agency.threshold)),
        "judged": assessment.as_of.isoformat(),
        "source": assessment.source,
        "total_source": assessment.total_source,
        "total": None if assessment.total is None else float(rounded(assessment.total)),
        "grade": {"announced": assessment.grade_announced, "computed": assessment.grade_computed},
        "dimensions": [
            {
                "code": dimension.code,
                "score": number(dimension.score),
                "weight": number(dimension.weight),
                "points": number(dimension.points),
                "weakest": _lowest(assessment, dimension.code),
                "source": dimension.source,
            }
            for dimension in assessment.dimensions
        ],
        "indicators": [
            {
                "no": indicator.no,
                "dimension": indicator.dimension,
                "name": instrument.indicator(indicator.no).name.th,
                "score": number(indicator.score),
                "previous": number(indicator.previous),
                "source": indicator.source,
            }
            for indicator in assessment.indicators
        ],
        "divisions": [_division(division) for division in _all_divisions(assessment, agency)],
        "measures": [_measure(measure, state) for measure, state in _judged(assessment)],
        **_details(assessment),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _details(assessment: Assessment) -> dict[str, Any]:
    """Return items and questions, where the year was given one by one; the year after compares itself with them."""
    questions = [
        {"code": question.code, "indicator": question.indicator, "score": number(question.score)}
        for question in assessment.questions
    ]
    items = [{"code": item.code, "passed": item.passed} for item in assessment.items]
    return {key: rows for key, rows in (("questions", questions), ("items", items)) if rows}


def _lowest(assessment: Assessment, dimension: str) -> list[int]:
    """Return the lowest, all that tie, at a full score too: the data do not judge what is to be mended."""
    scores = {
        indicator.no: indicator.score
        for indicator in assessment.indicators
        if indicator.dimension == dimension and indicator.score is not None
    }
    return list(weakest(scores))


def _all_divisions(assessment: Assessment, agency: Agency) -> list[DivisionResult]:
    """Return all divisions, those without scores too, since measures name them by their ids."""
    scored = {division.id: division for division in assessment.divisions}
    return [
        scored.get(division.id) or DivisionResult(division.id, division.name, {}, {}, None, None)
        for division in agency.divisions
    ]


def _division(division: DivisionResult) -> dict[str, Any]:
    return {
        "id": division.id,
        "name": division.name,
        "indicators": {str(no): number(score) for no, score in sorted(division.indicators.items())},
        "total": None if division.total is None else float(rounded(division.total)),
        "grade": division.grade,
    }


def _judged(assessment: Assessment) -> Iterator[tuple[Measure, MeasureState]]:
    judged = states(assessment)
    return ((measure, judged[measure.code]) for measure in assessment.measures)


def _measure(measure: Measure, state: MeasureState) -> dict[str, Any]:
    return {
        **_values(measure, Part.FIXED, Part.PLAN),
        "status": state.whole.status or None,
        "plans": [_plan(plan) for plan in measure.plans],
        "followup": [_progress(report) for report in measure.followup],
    }


def _plan(plan: Plan) -> dict[str, Any]:
    return {"division": plan.division, **_listed(plan, layout.own_columns())}


def _progress(report: Progress) -> dict[str, Any]:
    return {"division": report.division, "round": report.round, **_values(report, Part.FOLLOWUP)}


def _values(filled: Filled, *parts: Part) -> dict[str, Any]:
    """Return the values of the columns that may be published, by their keys, as JSON has them."""
    return _listed(filled, layout.MEASURES_LAYOUT.of(*parts))


def _listed(filled: Filled, columns: Iterable[Column]) -> dict[str, Any]:
    return {
        column.key: _value(filled.values.get(column.key), column.type)
        for column in columns
        if column.published
    }


def _published(*parts: Part) -> tuple[Column, ...]:
    return tuple(column for column in layout.MEASURES_LAYOUT.of(*parts) if column.published)


def _value(value: Value, kind: Type) -> Any:
    """Return a value as JSON: a budget that is not used is 0, a status that was not said null."""
    if kind is Type.BUDGET and value == "none":
        return 0
    if isinstance(value, Fraction):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    return value or None if kind is Type.STATUS else value


def number(value: Fraction | None) -> float | int | None:
    """Return a figure as JSON has it: to six decimals, null for unknown."""
    if value is None:
        return None
    decimal = float(rounded(value, 6))
    return int(decimal) if decimal.is_integer() else decimal


def scores_csv(assessment: Assessment) -> str:
    """Write a line for each indicator of the agency (division blank), then of each division that may be shown."""
    rows: list[tuple[object, ...]] = [
        (assessment.year, indicator.dimension, indicator.no, _NO_DIVISION, None, number(indicator.score))
        for indicator in assessment.indicators
        if indicator.score is not None
    ]
    dimension = {indicator.no: indicator.dimension for indicator in assessment.indicators}
    for division in assessment.divisions:
        for no, score in sorted(division.indicators.items()):
            respondents = division.respondents.get(no)
            rows.append((assessment.year, dimension[no], no, division.id, respondents, number(score)))
    return table(SCORE_COLUMNS, rows)


def measure_columns() -> tuple[str, ...]:
    """Return the columns of `measures.csv`: of the plan, of the measure as a whole, and of one division's report."""
    code, *plan = (column.key for column in _published(Part.FIXED, Part.PLAN))
    reported = (column.key for column in _published(Part.FOLLOWUP))
    own = ("division_status" if key == "status" else key for key in reported)
    return ("year", code, "dimension", *plan, "status", "division", "round", *own)


def measures_csv(assessment: Assessment) -> str:
    """Write a line for each measure and division that reported on it, with its newest report and its own plan.

    Where several divisions plan a measure, one that has not reported has a line too. A measure of none has one line.
    """
    rows = [row for measure, state in _judged(assessment) for row in _lines(assessment.year, measure, state)]
    return table(measure_columns(), rows)


def _lines(year: int, measure: Measure, state: MeasureState) -> Iterator[tuple[object, ...]]:
    reports = {report.division: report for report in measure.latest()}
    planned = [plan.division for plan in measure.plans] if len(measure.plans) > 1 else []
    divisions = [id for id in measure.responsible if id in reports or id in planned]
    for division in divisions or [_NO_DIVISION]:
        whole = {**_values(measure, Part.FIXED, Part.PLAN), **_own_plan(measure, division)}
        code, *values = (" ".join(value) if isinstance(value, tuple) else value for value in whole.values())
        report = reports.get(division)
        blank = (division, *("" for _ in ("round", *_published(Part.FOLLOWUP))))
        reported = tuple(_progress(report).values()) if report else blank
        yield (year, code, measure.dimension, *values, state.whole.status, *reported)


def _own_plan(measure: Measure, division: str) -> dict[str, Any]:
    own = measure.plan_of(division)
    return {} if own is measure else _listed(own, layout.own_columns())


def table(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    """Write CSV with a byte order mark, so that Excel shows Thai; text like a formula gets an apostrophe."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_safe(value) for value in row] for row in rows)
    return "\ufeff" + stream.getvalue()


def _safe(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value
