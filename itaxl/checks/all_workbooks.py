"""Checks across all workbooks: who is missing, and whether what was announced agrees with what can be computed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction

from itaxl import thai
from itaxl.agency.settings import Division
from itaxl.analysis import coverage, grades, sums
from itaxl.analysis.assess import Outcome
from itaxl.checks import followups, weighted_points
from itaxl.checks.context import Context
from itaxl.findings import Finding, Place, finding
from itaxl.forms import layout
from itaxl.forms.identity import ANNOUNCED, PLAN, ROUNDS, Identity
from itaxl.instrument import grading, items, scoring
from itaxl.merging import counted_answers
from itaxl.merging.merge import Merged
from itaxl.merging.small_groups import small
from itaxl.texts import LANGS, Text, both, filled


@dataclass(frozen=True)
class Whole:
    """Merged year with its outcome: what all checks look at."""

    context: Context
    merged: Merged
    outcome: Outcome

    def place(self, code: str) -> Place:
        """Return the cell of the announced workbook with the score of a row; of several the first filled one."""
        places = [
            (row.score is None and not row.grade, submission.place(layout.RESULTS_KEY, row.row, "score"))
            for submission in self.merged.kept
            for row in submission.results
            if row.code == code
        ]
        return min(places, key=lambda pair: pair[0], default=(True, Place()))[1]


Check = Callable[[Whole], Iterator[Finding]]


def check(whole: Whole) -> tuple[Finding, ...]:
    """Return the findings across workbooks, in the order of the registry."""
    return tuple(item for run in CHECKS for item in run(whole))


def expected(context: Context) -> Iterator[Identity]:
    """Yield the workbooks of the plan round: the announced one, then each division's, by dimension."""
    yield Identity(context.year, ANNOUNCED)
    for division in context.agency.divisions:
        for dimension in division.dimensions:
            yield Identity(context.year, dimension, division.id)


def missing_workbooks(whole: Whole) -> Iterator[Finding]:
    """Name a division of which nothing came once; announced results left blank are missing too."""
    arrived = {
        (submission.identity.dimension, submission.division, submission.identity.round)
        for submission in whole.merged.kept
    }
    heard_of = {submission.division for submission in whole.merged.kept}
    announced = whole.outcome.announced
    if not (announced.scores or announced.dimensions) and announced.total is None:
        yield finding("X412", year=whole.context.year)
    for division in whole.context.agency.divisions:
        if division.dimensions and division.id not in heard_of:
            yield finding("X401", value=division.name, division=division.name)
            continue
        for code in division.dimensions:
            if (code, division.id, PLAN) not in arrived:
                yield _missing(division, code, PLAN)


def _missing(division: Division, dimension: str, round: str) -> Finding:
    return finding(
        "X402",
        value=division.name,
        division=division.name,
        dimension=dimension,
        round=both("terms", f"round.{round}"),
    )


def missing_followups(whole: Whole) -> Iterator[Finding]:
    """Name divisions that answer for a measure and sent nothing, in a round that has begun."""
    arrived = {
        (submission.identity.dimension, submission.division, submission.identity.round)
        for submission in whole.merged.kept
    }
    due = {
        (measure.dimension, division)
        for measure in whole.outcome.assessment.measures
        for division in measure.responsible
    }
    for name in sorted({round for *_, round in arrived} - {PLAN}, key=ROUNDS.index):
        for division in whole.context.agency.divisions:
            for dimension in (dimension.code for dimension in whole.context.instrument.dimensions):
                if (dimension, division.id) in due and (dimension, division.id, name) not in arrived:
                    yield _missing(division, dimension, name)


def no_score(whole: Whole) -> Iterator[Finding]:
    for indicator in whole.outcome.assessment.indicators:
        if indicator.score is None and indicator.no not in whole.outcome.hidden.means:
            yield finding("X407", value=indicator.no, indicator=_indicator(whole, indicator.no))


def weakest_without_measure(whole: Whole) -> Iterator[Finding]:
    """Find lowest indicators without a measure: measures for them are what the report is for."""
    assessment = whole.outcome.assessment
    measured = {measure.indicator for measure in assessment.measures}
    for dimension in assessment.dimensions:
        for no in dimension.weakest:
            if no not in measured:
                yield finding("X406", value=no, dimension=dimension.code, indicator=_indicator(whole, no))


def indicators_without_measure(whole: Whole) -> Iterator[Finding]:
    """Name the indicators under the threshold without a measure, all in one; the lowest are an error of their own."""
    limit = whole.context.shown.threshold
    low = [indicator.no for indicator in coverage.uncovered(whole.outcome.assessment, limit)]
    if low:
        names = Text(
            *(
                ", ".join(f"{no} {whole.context.instrument.indicator(no).good[lang]}" for no in low)
                for lang in LANGS
            )
        )
        yield finding("X428", value=len(low), indicators=names, threshold=f"{limit:g}", count=len(low))


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
            indicator = _indicator(whole, no)
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
            place, name = whole.place(str(no)), _indicator(whole, no)
            yield finding("X411", place, _two(official), computed=_two(computed), no=no, indicator=name)


def small_groups(whole: Whole) -> Iterator[Finding]:
    """Find answers of so few people that their scores are not shown by name."""
    agency = whole.context.shown
    for submission in whole.merged.kept:
        scores = counted_answers.scores(submission, whole.context.instrument)
        few = [pair for pair in scores if pair[1].score is not None and small(pair[1].respondents, agency)]
        if few:
            sheet, row = few[0]
            place = submission.place(sheet, row.row, "respondents")
            yield finding("X416", place, row.respondents, limit=agency.small_group, count=len(few))


def measures_of_followups(whole: Whole) -> Iterator[Finding]:
    """Find follow-ups that lack a measure, report on another's, take a report back, or bear another measure's code."""
    yield from followups.rows_missing(whole.merged, whole.outcome.assessment.measures)
    yield from followups.in_no_plan(whole.merged)
    yield from followups.planned_by_nobody(whole.merged)
    yield from followups.taken_back(whole.merged, whole.outcome.assessment.measures)
    yield from followups.other_codes(whole.merged, whole.context.year)
    yield from followups.plans_changed(whole.merged)


def _indicator(whole: Whole, no: int) -> object:
    return whole.context.instrument.indicator(no).good


def _two(value: Fraction) -> str:
    return str(scoring.rounded(value))


CHECKS: tuple[Check, ...] = (
    missing_workbooks,
    missing_followups,
    no_score,
    weakest_without_measure,
    indicators_without_measure,
    announced_total,
    announced_dimensions_against_total,
    grade_of_no_band,
    announced_grade,
    uncertain_grade,
    unreachable_scores,
    announced_dimensions,
    divisions_against_announced,
    small_groups,
    measures_of_followups,
)
