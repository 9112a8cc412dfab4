"""Comparison of the dimensions' points with the total: does rounding alone explain a difference in print?"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import Literal

from itaxl.assessment import Assessment, DimensionResult, Source
from itaxl.instrument.scoring import rounded

PLACES = 2  # decimals of announced figures, unless they were given with more
Reason = Literal["rounding", "divisions", "announced"]


@dataclass(frozen=True)
class Difference:
    """Difference of a printed total from the sum of the printed points, and what it is due to.

    `divisions`: the total was announced, points rest on the divisions' scores; `announced`: announced figures that
    disagree.
    """

    points: Decimal
    total: Decimal
    reason: Reason

    @property
    def size(self) -> Decimal:
        return abs(self.points - self.total)


def difference(assessment: Assessment) -> Difference | None:
    """Return how the printed points differ from the printed total; None where they do not, or one is unknown."""
    points = [dimension.points for dimension in assessment.dimensions]
    known_points = [rounded(part) for part in points if part is not None]
    if assessment.total is None or len(known_points) < len(points):
        return None
    printed, total = sum(known_points, Decimal()), rounded(assessment.total)
    return None if printed == total else Difference(printed, total, _reason(assessment))


def adds_up(assessment: Assessment) -> bool:
    """Tell whether total and points may be set beside each other: all known, and no more apart than by rounding."""
    if assessment.total is None or any(dimension.points is None for dimension in assessment.dimensions):
        return False
    gap = difference(assessment)
    return gap is None or gap.reason == "rounding"


def points_lost(assessment: Assessment) -> Fraction:
    """Return what the printed total lacks of all points; of an unknown total, all points."""
    full = sum((dimension.weight for dimension in assessment.dimensions), Fraction())
    return full - Fraction(rounded(assessment.total or Fraction()))


def _reason(assessment: Assessment) -> Reason:
    if explained(assessment):
        return "rounding"
    numbers = {dimension.code for dimension in assessment.dimensions if dimension.source != "announced"}
    theirs = any(
        indicator.source == "divisions" and indicator.dimension in numbers
        for indicator in assessment.indicators
    )
    return "divisions" if theirs else "announced"


def explained(assessment: Assessment) -> bool:
    """Tell whether there are exact scores that round to the announced ones, half up, and give the total.

    Scores that were not announced are exact as they are.
    """
    apart = sum((part.points or Fraction() for part in assessment.dimensions), Fraction())
    apart -= assessment.total or Fraction()
    by_points = sum((_slack_of_points(part, assessment) for part in assessment.dimensions), Fraction())
    by_total = _slack(assessment.total, assessment.total_source)
    if by_points and by_total:
        return abs(apart) < by_points + by_total
    return -by_total <= apart < by_total or -by_points < apart <= by_points or apart == 0


def _slack_of_points(dimension: DimensionResult, assessment: Assessment) -> Fraction:
    """Return how far a dimension's exact points may be from those of its score as it was announced."""
    if dimension.source == "announced":
        return _slack(dimension.score, "announced") * dimension.weight / 100
    if assessment.total_source != "announced":
        return Fraction()  # the total is made of the same points
    own = [indicator for indicator in assessment.indicators if indicator.dimension == dimension.code]
    slack = sum((_slack(indicator.score, indicator.source) for indicator in own), Fraction())
    return slack / len(own) * dimension.weight / 100 if own else Fraction()


def _slack(value: Fraction | None, source: Source) -> Fraction:
    """Return half a unit of an announced figure's last decimal."""
    if value is None or source != "announced":
        return Fraction()
    decimals = next(places for places in count(PLACES) if places > 9 or value * 10**places % 1 == 0)
    return Fraction(1, 2 * 10**decimals)
