"""Checks of what was announced against what can be computed: total, grade, dimensions, indicators."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from fractions import Fraction

from itaxl import thai
from itaxl.analysis import grades, sums
from itaxl.checks import weighted_points
from itaxl.checks.context import Whole, YearCheck
from itaxl.findings import Finding, finding
from itaxl.forms import layout
from itaxl.instrument import grading, items, scoring
from itaxl.texts import Text, both, filled


def announced_total(whole: Whole) -> Iterator[Finding]:
    """Compare the announced total with the weighted indicators, with the tolerance that published figures need."""
    official, computed = whole.outcome.announced.total, whole.outcome.assessment.total_computed
    if official is not None and computed is not None and not grading.agree(official, computed):
        yield finding("X408", whole.place(layout.TOTAL), _two(official), computed=_two(computed))


def announced_dimensions_against_total(whole: Whole) -> Iterator[Finding]:
    """Find announced dimensions whose points do not give the announced total, beyond what rounding can do.

    Where indicators tell which of these figures is wrong, that is said already.
    """
    official, gap = whole.outcome.announced, sums.difference(whole.outcome.assessment)
    if official.total is None or not official.dimensions or gap is None or gap.reason != "announced":
        return
    if any(announced_total(whole)) or any(announced_dimensions(whole)):
        return
    places = {"points": gap.points, "difference": gap.size, "dimensions": ", ".join(official.dimensions)}
    yield finding("X460", whole.place(layout.TOTAL), _two(official.total), **places)


def grade_of_no_band(whole: Whole) -> Iterator[Finding]:
    """Find an announced grade that the year does not have; its grades are listed, the nearest first."""
    official, instrument = whole.outcome.announced.grade, whole.context.instrument
    if official and instrument.grades and not grading.named(official, instrument):
        names = sorted((band.grade for band in instrument.grades), key=lambda name: -_alike(official, name))
        place = whole.place(layout.GRADE)
        yield finding("X426", place, official, year=instrument.year, grades=", ".join(names))


def _alike(typed: str, name: str) -> float:
    return SequenceMatcher(None, thai.key(typed), thai.key(name)).ratio()


def announced_grade(whole: Whole) -> Iterator[Finding]:
    """Find an announced grade that the total and the dimensions exclude."""
    assessment, instrument = whole.outcome.assessment, whole.context.instrument
    official = grading.named(whole.outcome.announced.grade or "", instrument)
    best = grades.disputed(assessment, instrument)
    if official and best and assessment.total is not None:
        computed = " / ".join(band.grade for band in grades.allowed(assessment, instrument))
        reason = _why(official.grade, best.grade, assessment.total, whole)
        place, total = whole.place(layout.GRADE), _two(assessment.total)
        yield finding("X409", place, official.grade, computed=computed, total=total, reason=reason)


def _why(official: str, computed: str, total: Fraction, whole: Whole) -> Text:
    """Say what decided the computed grade: a condition missed, a condition met, or the bands alone."""
    instrument = whole.context.instrument
    computed_band, stated_band = (grading.named(grade, instrument) for grade in (computed, official))
    assert computed_band is not None
    better = grading.withheld(computed_band, total, instrument)
    order = instrument.grades
    told_better = stated_band is not None and order.index(stated_band) < order.index(computed_band)
    if better and (told_better or computed_band.every is None):
        scores = {
            dimension.code: dimension.score
            for dimension in whole.outcome.assessment.dimensions
            if dimension.score is not None
        }
        short = ", ".join(f"{code} {_two(scores[code])}" for code in grading.short_of(better, scores))
        return filled("instruments", "decided.short", grade=better.grade, every=better.every, short=short)
    if computed_band.every is not None:
        return filled("instruments", "decided.every", every=computed_band.every)
    return both("instruments", "decided.bands")


def uncertain_grade(whole: Whole) -> Iterator[Finding]:
    """Name an unknown of the year's grades, or of a dimension, that would decide the grade."""
    assessment, instrument = whole.outcome.assessment, whole.context.instrument
    if assessment.total is None or assessment.grade_computed:
        return
    scores = {
        dimension.code: dimension.score for dimension in assessment.dimensions if dimension.score is not None
    }
    graded = grading.graded(assessment.total, instrument, scores)
    if graded.doubt:
        grades = " / ".join(band.grade for band in graded.possible)
        doubt = both("instruments", f"doubt.{graded.doubt}")
        yield finding("X418", whole.place(layout.GRADE), grades, total=_two(assessment.total), doubt=doubt)


def unreachable_scores(whole: Whole) -> Iterator[Finding]:
    """Note scores that whole items cannot give; whether parts are ever given is unknown, so no more than a note."""
    for no, score in sorted(whole.outcome.announced.scores.items()):
        if items.reachable(score, no, whole.context.instrument) is False:
            indicator = whole.indicator(no)
            yield finding("X419", whole.place(str(no)), _two(score), no=no, indicator=indicator)


def announced_dimensions(whole: Whole) -> Iterator[Finding]:
    """Compare the dimensions' announced scores with their indicators' means; tell points typed as scores apart."""
    indicators = whole.outcome.assessment.indicators
    scores = {indicator.no: indicator.score for indicator in indicators if indicator.score is not None}
    for dimension in whole.context.instrument.dimensions:
        official = whole.outcome.announced.dimensions.get(dimension.code)
        if official is None:
            continue
        computed = scoring.dimension_score(scores, dimension)
        if weighted_points.typed(dimension, computed, whole.outcome.announced, whole.context.instrument):
            place = whole.place(dimension.code)
            weight = dimension.weight
            values = {
                "dimension": dimension.code,
                "weight": weight,
                "likely": _two(official * 100 / Fraction(weight)),
            }
            yield finding("X427", place, _two(official), **values)
        elif computed is not None and not grading.agree(official, computed):
            place = whole.place(dimension.code)
            yield finding("X410", place, _two(official), dimension=dimension.code, computed=_two(computed))


def divisions_against_announced(whole: Whole) -> Iterator[Finding]:
    for no, computed in sorted(whole.outcome.merged_scores.items()):
        official = whole.outcome.announced.scores.get(no)
        if official is not None and not grading.agree(official, computed):
            place, name = whole.place(str(no)), whole.indicator(no)
            yield finding("X411", place, _two(official), computed=_two(computed), no=no, indicator=name)


def _two(value: Fraction) -> str:
    return str(scoring.rounded(value))


CHECKS: tuple[YearCheck, ...] = (
    announced_total,
    announced_dimensions_against_total,
    grade_of_no_band,
    announced_grade,
    uncertain_grade,
    unreachable_scores,
    announced_dimensions,
    divisions_against_announced,
)
