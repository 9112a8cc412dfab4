"""States that a year can be in, as assessments: what is known of it, and what came of it."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from itaxl.assessment import Assessment, IndicatorResult, Previous, PreviousMeasure, YearResult
from itaxl.instrument import load, publication
from itaxl.report.views.material import Material, build_material
from itaxl.texts import Lang
from tests.report import cases

KNOWN = cases.assessment()
GOOD = dict.fromkeys(range(1, 11), Fraction(90)) | {4: Fraction(86), 7: Fraction(86), 9: Fraction(86)}
LOWEST = tuple(cases.measure(dimension, no, 1) for dimension, no in (("IIT", 4), ("EIT", 7), ("OIT", 9)))


def unscored(**changes: Any) -> Assessment:
    return replace(cases.empty(), **changes)


def of_divisions(outcome: Assessment) -> Assessment:
    """The same, with nothing announced."""
    own = tuple(
        replace(result, source=None if result.score is None else "divisions") for result in outcome.indicators
    )
    return replace(
        outcome,
        source="divisions",
        indicators=own,
        grade_announced=None,
        total_source=None if outcome.total is None else "computed",
    )


def full() -> Assessment:
    """Every score is full: no dimension has a lowest indicator."""
    outcome = cases.assessment(
        dict.fromkeys(range(1, 11), Fraction(100)),
        (),
        total=Fraction(100),
        grade_announced="AA",
        grade_computed="AA",
    )
    return replace(outcome, dimensions=tuple(replace(result, weakest=()) for result in outcome.dimensions))


def one_dimension() -> Assessment:
    """Scores and a measure of the first dimension alone."""
    scores = {no: score for no, score in cases.SCORES.items() if no < 6}
    return cases.assessment(
        scores, LOWEST[:1], total=None, total_computed=None, grade_announced=None, grade_computed=None
    )


def after_years() -> Assessment:
    """With last year's results and measures, and those of a year before."""
    outcome = cases.with_previous(KNOWN)
    before = outcome.previous or Previous(2561, None, None, {})
    measures = (PreviousMeasure("2561-IIT-04-01", 4, "มาตรการเดิม"),)
    earlier = (
        YearResult(2560, Fraction(70), "C", before.indicators),
        YearResult(2561, before.total, before.grade, before.indicators, measures),
    )
    fallen = tuple(_fallen(result) if result.no == 4 else result for result in outcome.indicators)
    return replace(outcome, previous=replace(before, measures=measures), earlier=earlier, indicators=fallen)


def _fallen(result: IndicatorResult) -> IndicatorResult:
    return replace(result, previous=(result.score or Fraction()) + 1)


def many() -> Assessment:
    """More measures than can be printed."""
    return cases.assessment(
        measures=tuple(
            cases.measure("EIT", 7, serial, measure=f"มาตรการที่ {serial}", responsible=cases.EVERYONE)
            for serial in range(1, 700)
        )
    )


STATES: Mapping[str, Assessment] = {
    "known, its grade disputed": KNOWN,
    "its grade agreed": replace(KNOWN, grade_announced="B"),
    "no scores": unscored(),
    "no scores, but measures": unscored(measures=LOWEST),
    "only total and grade announced": unscored(
        source="announced",
        total=Fraction("79.83"),
        total_source="announced",
        grade_announced="B",
        grade_computed="B",
    ),
    "only the grade announced": unscored(source="announced", grade_announced="B"),
    "only the total announced": unscored(
        source="announced", total=Fraction("79.83"), total_source="announced", grade_computed="B"
    ),
    "nothing announced": of_divisions(KNOWN),
    "nothing announced, divisions known": replace(of_divisions(KNOWN), divisions=cases.divisions(6)),
    "announced in part": replace(
        KNOWN,
        source="mixed",
        indicators=tuple(
            replace(result, source="divisions" if result.no > 5 else "announced")
            for result in KNOWN.indicators
        ),
        grade_announced=None,
        total_source="computed",
    ),
    "one indicator missing": cases.assessment({no: s for no, s in cases.SCORES.items() if no != 3}),
    "one dimension only": one_dimension(),
    "no measures": replace(KNOWN, measures=(), followup_round=None),
    "one measure": replace(KNOWN, measures=LOWEST[:1], followup_round=None),
    "measures of one dimension": replace(KNOWN, measures=LOWEST[1:2]),
    "more measures than can be printed": many(),
    "no reports yet": replace(KNOWN, measures=LOWEST, followup_round=None),
    "after six months": replace(KNOWN, followup_round="followup-6"),
    "all pass": cases.assessment(
        GOOD, LOWEST, total=Fraction("88.3"), grade_announced="A", grade_computed="A"
    ),
    "all pass, no measures": cases.assessment(
        GOOD, (), total=Fraction("88.3"), grade_announced="A", grade_computed="A", followup_round=None
    ),
    "all full": replace(full(), followup_round=None),
    "tie": cases.assessment(cases.SCORES | {1: cases.SCORES[4], 6: cases.SCORES[7]}),
    "last year known": cases.with_previous(KNOWN),
    "years known": after_years(),
    "no recommendation": replace(
        KNOWN, indicators=tuple(replace(result, recommendation="") for result in KNOWN.indicators)
    ),
}

# Years whose grades ask something of the dimensions, for certain or not.
LATER: Mapping[str, tuple[int, Assessment]] = {
    f"{year}, {name}": (year, cases.assessment(scores, (), load(year), year=year, **grade))
    for year in (2566, 2567, 2568)
    for name, scores, grade in (
        (
            "a dimension under the mark",
            dict.fromkeys(range(1, 11), Fraction(96)) | dict.fromkeys((6, 7, 8), Fraction(84)),
            {"total": Fraction("92.40"), "grade_announced": "ผ่านดี", "grade_computed": "ผ่าน"},
        ),
        (
            "near the best",
            dict.fromkeys(range(1, 11), Fraction(96)) | dict.fromkeys((6, 7, 8), Fraction(90)),
            {"total": Fraction("94.20"), "grade_announced": "ผ่านดี", "grade_computed": "ผ่านดี"},
        ),
    )
}


def material(name: str, lang: Lang) -> Material:
    """The material of the documents in a state."""
    if name in STATES:
        return cases.material(STATES[name], lang=lang)
    year, outcome = LATER[name]
    return build_material(
        outcome, cases.AGENCY, load(year), publication(year), lang=lang, date=cases.AGENCY.report_date
    )
