"""Assess merged frames: scores up the tree, totals, grade, weakest indicators. Pure functions."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Literal

import pandas as pd

from itaxl import thai
from itaxl.agency.own_documents import FOLLOWUPS
from itaxl.agency.settings import Agency
from itaxl.agency.shown_before import Shown
from itaxl.assessment import (
    Assessment,
    DimensionResult,
    DivisionResult,
    IndicatorResult,
    Measure,
    Previous,
    Source,
    YearResult,
)
from itaxl.findings import Finding
from itaxl.forms import layout
from itaxl.forms.identity import ROUNDS
from itaxl.instrument import grading, scoring
from itaxl.instrument.model import DIMENSIONS, Instrument
from itaxl.merging import frames, small_groups
from itaxl.merging import measures as merging
from itaxl.merging.agency_scores import own_scores
from itaxl.merging.merge import Merged
from itaxl.merging.respondents import respondents
from itaxl.merging.small_groups import Hidden, Pair


@dataclass(frozen=True)
class Announced:
    """Contents of the announced workbook; blank where there is none."""

    scores: Mapping[int, Fraction]
    dimensions: Mapping[str, Fraction]
    total: Fraction | None
    grade: str | None
    recommendations: Mapping[int, str]

    @property
    def anything(self) -> bool:
        return bool(self.scores or self.dimensions or self.total is not None or self.grade)


@dataclass(frozen=True)
class Outcome:
    """Assessment, what the divisions' scores alone give, and what was found on the way."""

    assessment: Assessment
    announced: Announced
    merged_scores: Mapping[int, Fraction]
    findings: tuple[Finding, ...]
    hidden: Hidden = field(default_factory=Hidden)


def assess(
    merged: Merged,
    agency: Agency,
    instrument: Instrument,
    previous: Previous | None,
    *,
    earlier: tuple[YearResult, ...] = (),
    shown: Shown | None = None,
) -> Outcome:
    """Assess a year. Lateness is judged on the date of the newest round's document, else at the end of that round.

    `previous` holds what can be compared of the year before, `earlier` all that is known of all years before; `shown`
    what was published of this year's scores before.
    """
    official = announced(merged.results, instrument)
    own = own_scores(merged, instrument, official.scores)
    measures, conflicts = merging.measures(merged, agency)
    newest_round = _newest_round(measures)
    limits = agency.for_figures(instrument.year)
    hidden = small_groups.hidden(own.answered, limits, official.scores, shown)
    scores = {no: score for no, score in own.scores.items() if no not in hidden.means} | dict(official.scores)
    people = respondents(own.answered, hidden, agency)
    dimensions = tuple(
        replace(
            _dimension(dimension.code, scores, official, instrument), respondents=people.get(dimension.code)
        )
        for dimension in instrument.dimensions
    )
    total, total_source = _total(official, dimensions)
    assessment = Assessment(
        year=instrument.year,
        source=_source(official, scores),
        total=total,
        total_computed=scoring.total(scores, instrument),
        grade_announced=official.grade,
        grade_computed=_grade(total, {dimension.code: dimension.score for dimension in dimensions}, instrument),
        indicators=tuple(
            _indicator(indicator.no, indicator.dimension, scores, official, previous, indicator.recommendation.th)
            for indicator in instrument.indicators
        ),
        dimensions=dimensions,
        divisions=tuple(_divisions(own.answered, hidden.pairs, agency, instrument)),
        measures=measures,
        previous=previous,
        followup_round=newest_round,
        as_of=_judged(agency, newest_round, instrument.year),
        items=own.items,
        questions=tuple(
            question
            for question in own.questions
            if question.indicator not in hidden.earlier and not small_groups.small(question.respondents, limits)
        ),
        earlier=earlier,
        total_source=total_source,
    )  # fmt: skip
    findings = (*own.findings, *small_groups.findings_about(hidden, limits), *conflicts)
    return Outcome(assessment, official, own.scores, findings, hidden)


def announced(results: pd.DataFrame, instrument: Instrument) -> Announced:
    """Sort the announced frame by meaning; of a code that stands twice the first filled cell counts."""
    scores: dict[str, Fraction] = {}
    recommendations: dict[str, str] = {}
    for row in frames.rows(results):
        if row["score"] is not None:
            scores.setdefault(row["code"], row["score"])
        if row["recommendation"]:
            recommendations.setdefault(row["code"], row["recommendation"])
    grades = [grade for grade in results["grade"] if grade]
    indicators = {indicator.code: indicator.no for indicator in instrument.indicators}
    return Announced(
        {no: scores[code] for code, no in indicators.items() if code in scores},
        {code: scores[code] for code in DIMENSIONS if code in scores},
        scores.get(layout.TOTAL),
        grades[0] if grades else None,
        {no: recommendations[code] for code, no in indicators.items() if code in recommendations},
    )


def _source(official: Announced, own: Collection[int]) -> Literal["announced", "divisions", "mixed"]:
    """Return where the scores are from; `own`: the indicators that the divisions give."""
    if not official.anything:
        return "divisions"
    return "mixed" if set(own) - set(official.scores) else "announced"


def _total(official: Announced, dimensions: Iterable[DimensionResult]) -> tuple[Fraction | None, Source]:
    """Return the announced total, else the sum of the dimensions' points where all are known; and its source."""
    if official.total is not None:
        return official.total, "announced"
    points = [dimension.points for dimension in dimensions]
    known_points = [part for part in points if part is not None]
    return (sum(known_points, Fraction()), "computed") if len(known_points) == len(points) else (None, None)


def _grade(
    total: Fraction | None, dimensions: Mapping[str, Fraction | None], instrument: Instrument
) -> str | None:
    """Return the grade; None where the total, or a dimension that decides, is unknown."""
    known_scores = {code: score for code, score in dimensions.items() if score is not None}
    band = None if total is None else grading.grade(total, instrument, known_scores)
    return band.grade if band else None


def _indicator(
    no: int,
    dimension: str,
    scores: Mapping[int, Fraction],
    official: Announced,
    previous: Previous | None,
    standard: str,
) -> IndicatorResult:
    before = previous.indicators.get(no) if previous else None
    source: Source = "announced" if no in official.scores else "divisions" if no in scores else None
    recommendation = official.recommendations.get(no) or standard
    return IndicatorResult(no, dimension, scores.get(no), before, recommendation, source)


def _dimension(
    code: str, scores: Mapping[int, Fraction], official: Announced, instrument: Instrument
) -> DimensionResult:
    """Return the announced score; else the mean of the dimension's indicators, if all are known."""
    dimension = instrument.dimension(code)
    own = {indicator.no: scores[indicator.no] for indicator in dimension.indicators if indicator.no in scores}
    score = official.dimensions.get(code, scoring.dimension_score(own, dimension))
    source: Source = "announced" if code in official.dimensions else None if score is None else "computed"
    points = None if score is None else scoring.points(score, dimension)
    # At a full score there is nothing to mend.
    wanting = {no: own_score for no, own_score in own.items() if own_score < 100}
    return DimensionResult(code, score, Fraction(dimension.weight), points, scoring.weakest(wanting), source)


def _divisions(
    answered: pd.DataFrame, hidden: Collection[Pair], agency: Agency, instrument: Instrument
) -> Iterator[DivisionResult]:
    """Divisions that gave any score, in the agency's order, without the scores that are not shown by name."""
    groups = dict(list(answered.groupby("division")))
    for division in agency.divisions:
        if division.id not in groups:
            continue
        rows = frames.rows(groups[division.id])
        shown = [row for row in rows if (division.id, row["code"]) not in hidden]
        own = {int(row["code"]): row["score"] for row in shown}
        respondents = {
            int(row["code"]): int(row["respondents"]) for row in shown if pd.notna(row["respondents"])
        }
        total = scoring.total(own, instrument)
        parts = {
            dimension.code: scoring.dimension_score(own, dimension) for dimension in instrument.dimensions
        }
        grade = _grade(total, parts, instrument)
        yield DivisionResult(division.id, division.name, own, respondents, total, grade)


def _judged(agency: Agency, newest_round: str | None, year: int) -> date:
    followup = agency.for_document(year, newest_round or FOLLOWUPS[0])
    return followup.report_date or round_end(newest_round, year)


def round_end(name: str | None, year: int) -> date:
    """Return the last day of a round of the year after `year`; of the first one before any has begun."""
    following = year + 1
    return thai.half_year_end(following) if name in (None, FOLLOWUPS[0]) else thai.fiscal_year_end(following)


def _newest_round(measures: Iterable[Measure]) -> str | None:
    rounds = {report.round for measure in measures for report in measure.followup}
    return max(rounds, key=ROUNDS.index, default=None)
