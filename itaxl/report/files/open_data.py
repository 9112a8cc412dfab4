"""Open data of an assessment: `data.json`, `scores.csv`, `measures.csv`, without senders, files and small groups."""

import csv
import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from io import StringIO
from typing import Any

from itaxl.agency.earlier_years import SCHEMA
from itaxl.agency.settings import Agency
from itaxl.assessment import Assessment, DivisionResult, Measure, Progress
from itaxl.instrument.model import Instrument
from itaxl.instrument.scoring import rounded, weakest

SCORE_COLUMNS = ("year", "dimension", "indicator", "division", "respondents", "score")
MEASURE_COLUMNS = (
    "year", "code", "dimension", "indicator", "weakness", "approach", "measure", "responsible", "start", "end",
    "budget", "target", "status", "division", "round", "division_status", "percent", "done", "result", "obstacle",
    "evidence",
)  # fmt: skip
_FORMULA_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "＝",
    "＋",
    "－",
    "＠",
)  # wide ones count in some languages
_NO_DIVISION = ""


def data_json(assessment: Assessment, agency: Agency, instrument: Instrument) -> str:
    """All that may be known, as numbers: parts unrounded to six decimals, the total to two, null for unknown."""
    data = {
        "schema": SCHEMA,
        "year": assessment.year,
        "agency": agency.name,
        "source": assessment.source,
        "total": None if assessment.total is None else float(rounded(assessment.total)),
        "grade": {"announced": assessment.grade_announced, "computed": assessment.grade_computed},
        "dimensions": [
            {
                "code": each.code,
                "score": _number(each.score),
                "weight": _number(each.weight),
                "points": _number(each.points),
                "weakest": _lowest(assessment, each.code),
            }
            for each in assessment.dimensions
        ],
        "indicators": [
            {
                "no": each.no,
                "dimension": each.dimension,
                "name": instrument.indicator(each.no).name.th,
                "score": _number(each.score),
                "previous": _number(each.previous),
            }
            for each in assessment.indicators
        ],
        "divisions": [_division(each) for each in _all_divisions(assessment, agency)],
        "measures": [_measure(each) for each in assessment.measures],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _lowest(assessment: Assessment, dimension: str) -> list[int]:
    """All that tie, at a full score too: what is to be mended is for the documents to say, not for the data."""
    scores = {
        each.no: each.score
        for each in assessment.indicators
        if each.dimension == dimension and each.score is not None
    }
    return list(weakest(scores))


def _all_divisions(assessment: Assessment, agency: Agency) -> list[DivisionResult]:
    """Those without scores too, since measures name divisions by their ids."""
    scored = {each.id: each for each in assessment.divisions}
    return [
        scored.get(each.id) or DivisionResult(each.id, each.name, {}, {}, None, None)
        for each in agency.divisions
    ]


def _division(each: DivisionResult) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": each.name,
        "indicators": {str(no): _number(score) for no, score in sorted(each.indicators.items())},
        "total": None if each.total is None else float(rounded(each.total)),
        "grade": each.grade,
    }


def _measure(each: Measure) -> dict[str, Any]:
    return {
        "code": each.code,
        "indicator": each.indicator,
        "weakness": each.weakness,
        "approach": each.approach,
        "measure": each.measure,
        "responsible": list(each.responsible),
        "start": _day(each.start),
        "end": _day(each.end),
        "budget": 0 if each.budget == "none" else _number(each.budget),
        "target": each.target,
        "followup": [_progress(report) for report in each.followup],
    }


def _progress(each: Progress) -> dict[str, Any]:
    return {
        "division": each.division,
        "round": each.round,
        "status": each.status or None,
        "percent": _number(each.percent),
        "done": _day(each.done),
        "result": each.result,
        "obstacle": each.obstacle,
        "evidence": each.evidence,
    }


def _number(value: Fraction | None) -> float | int | None:
    if value is None:
        return None
    number = float(rounded(value, 6))
    return int(number) if number.is_integer() else number


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def scores_csv(assessment: Assessment) -> str:
    """One line for each indicator of the agency (division blank), then of each division that may be shown."""
    rows: list[tuple[object, ...]] = [
        (assessment.year, each.dimension, each.no, _NO_DIVISION, None, _number(each.score))
        for each in assessment.indicators
        if each.score is not None
    ]
    dimension = {each.no: each.dimension for each in assessment.indicators}
    for division in assessment.divisions:
        for no, score in sorted(division.indicators.items()):
            respondents = division.respondents.get(no)
            rows.append((assessment.year, dimension[no], no, division.id, respondents, _number(score)))
    return _csv(SCORE_COLUMNS, rows)


def measures_csv(assessment: Assessment) -> str:
    """One line for each measure and division's newest report; a measure without a report has one line."""
    rows = [row for measure in assessment.measures for row in _measure_rows(assessment.year, measure)]
    return _csv(MEASURE_COLUMNS, rows)


def _measure_rows(year: int, each: Measure) -> Iterable[tuple[object, ...]]:
    budget = 0 if each.budget == "none" else _number(each.budget)
    plan = (
        year,
        each.code,
        each.dimension,
        each.indicator,
        each.weakness,
        each.approach,
        each.measure,
        " ".join(each.responsible),
        _day(each.start),
        _day(each.end),
        budget,
        each.target,
        each.status(),
    )
    for report in each.latest() or (None,):
        if report is None:
            yield (*plan, *("",) * 8)
        else:
            yield (*plan, report.division, report.round, report.status, _number(report.percent), _day(report.done),
                   report.result, report.obstacle, report.evidence)  # fmt: skip


def _csv(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    """With a byte order mark, so that Excel shows Thai; a text that begins like a formula gets an apostrophe."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_safe(value) for value in row] for row in rows)
    return "\ufeff" + stream.getvalue()


def _safe(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value
