"""Checks across all workbooks: who is missing, and which indicators lack a score or a measure."""

from collections.abc import Iterator

from itaxl.agency.settings import Division
from itaxl.analysis import coverage
from itaxl.checks import announced, followups
from itaxl.checks.context import Context, Whole, YearCheck
from itaxl.checks.measure_twins import differ_in_signs
from itaxl.findings import Finding, finding
from itaxl.forms.identity import ANNOUNCED, PLAN, ROUNDS, Identity
from itaxl.merging import counted_answers
from itaxl.merging.small_groups import small
from itaxl.texts import LANGS, Text, both


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
    official = whole.outcome.announced
    if not (official.scores or official.dimensions) and official.total is None:
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
            yield finding("X407", value=indicator.no, indicator=whole.indicator(indicator.no))


def weakest_without_measure(whole: Whole) -> Iterator[Finding]:
    """Find lowest indicators without a measure: measures for them are what the report is for."""
    assessment = whole.outcome.assessment
    measured = {measure.indicator for measure in assessment.measures}
    for dimension in assessment.dimensions:
        for no in dimension.weakest:
            if no not in measured:
                yield finding("X406", value=no, dimension=dimension.code, indicator=whole.indicator(no))


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


CHECKS: tuple[YearCheck, ...] = (
    missing_workbooks,
    missing_followups,
    no_score,
    weakest_without_measure,
    indicators_without_measure,
    *announced.CHECKS,
    small_groups,
    measures_of_followups,
    differ_in_signs,
)
