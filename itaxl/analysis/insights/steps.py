"""Cheapest way to the next grade: the fewest open data items, else how far single indicators must rise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from itaxl.analysis import sums
from itaxl.analysis.insights.insight import Insight, insight
from itaxl.analysis.insights.points import by_item, worth
from itaxl.assessment import Assessment
from itaxl.instrument import grading, scoring
from itaxl.instrument.model import Grade, Instrument, Item
from itaxl.texts import Text


@dataclass(frozen=True)
class Way:
    """Way to the band `grade`: `missing` points of the total, and dimensions that must rise to `every`.

    `items` are the fewest that bring `missing`, empty where items are not known or do not suffice; `raises` gives
    for each indicator that could do it alone the score that it must reach.
    """

    grade: Grade
    missing: Fraction
    low_dimensions: tuple[str, ...]
    items: tuple[Item, ...]
    raises: Mapping[int, Fraction]


def next_grade(assessment: Assessment, instrument: Instrument) -> Way | None:
    """Return the way to the next grade.

    None without a total, without a better grade, in doubt of today's, or where the total was announced and the
    divisions' scores give another.
    """
    total, present = assessment.total, assessment.grade_computed
    apart = sums.difference(assessment)
    if assessment.grade_announced not in (None, present) or (apart and apart.reason == "divisions"):
        return None
    names = [grade.grade for grade in instrument.grades]
    if total is None or present not in names or names.index(present) == 0:
        return None
    better = instrument.grades[names.index(present) - 1]
    missing = _missing(total, better)
    return Way(
        better,
        missing,
        _low(assessment, better, instrument),
        _fewest(by_item(assessment, instrument), missing),
        dict(_alone(assessment, instrument, missing)),
    )


def _missing(total: Fraction, better: Grade) -> Fraction:
    """Points from the total as it is printed to the lower end of a band: a reader who adds them arrives there."""
    return max(Fraction(), Fraction(better.lower) - Fraction(scoring.rounded(total)))


def _low(assessment: Assessment, better: Grade, instrument: Instrument) -> tuple[str, ...]:
    """Dimensions whose printed score is below what the better grade asks of every dimension, if that is certain."""
    if not instrument.requires(better):
        return ()
    scores = {
        dimension.code: dimension.score for dimension in assessment.dimensions if dimension.score is not None
    }
    return grading.short_of(better, scores)


def _fewest(missed: tuple[tuple[Item, Fraction | None], ...], missing: Fraction) -> tuple[Item, ...]:
    """Return the items of the greatest gains that suffice: no smaller number of items could."""
    chosen: list[tuple[Item, Fraction]] = []
    for item, gain in missed:
        if gain is not None and sum((earned for _, earned in chosen), Fraction()) < missing:
            chosen.append((item, gain))
    enough = sum((earned for _, earned in chosen), Fraction()) >= missing > 0
    return tuple(item for item, _ in chosen) if enough else ()


def _alone(
    assessment: Assessment, instrument: Instrument, missing: Fraction
) -> Iterator[tuple[int, Fraction]]:
    for indicator in assessment.indicators:
        if indicator.score is not None and missing > 0:
            needed = indicator.score + missing * 100 / worth(indicator.no, instrument)
            if needed <= 100:
                yield indicator.no, needed


def sentences(assessment: Assessment, instrument: Instrument) -> Iterator[Insight]:
    """Yield how far the next grade is, and the cheapest ways to it."""
    way = next_grade(assessment, instrument)
    if way is None:
        return
    grade = way.grade.grade
    if way.missing > 0:
        yield insight(
            "steps", "missing", way.missing, grade=grade, missing=way.missing, lower=Fraction(way.grade.lower)
        )
    for code in way.low_dimensions:
        score = assessment.dimension(code).score or Fraction()
        yield insight(
            "steps",
            "dimension",
            0,
            grade=grade,
            dimension=code,
            score=score,
            every=Fraction(way.grade.every or 0),
        )
    if way.items:
        names = tuple(
            Text(f"{item.code} {item.name.th}", f"{item.code} {item.name.en}") for item in way.items
        )
        yield insight("steps", "items", way.missing, grade=grade, count=len(names), items=names)
    if way.missing > 0 and not way.items and not way.raises:
        yield insight("steps", "no_single", 0, grade=grade)
    ordered = sorted(
        way.raises.items(), key=lambda pair: pair[1] - (assessment.indicator(pair[0]).score or 0)
    )
    for no, needed in ordered[:2]:
        score = assessment.indicator(no).score or Fraction()
        name = instrument.indicator(no).good
        yield insight("steps", "alone", 0, grade=grade, no=no, indicator=name, score=score, needed=needed)
