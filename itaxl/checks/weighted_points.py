"""Tell announced scores of dimensions from their weighted points, typed in the place of scores."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from itaxl.analysis.assess import Announced
from itaxl.instrument import grading, scoring
from itaxl.instrument.model import Dimension, Instrument


def typed(
    dimension: Dimension, computed: Fraction | None, announced: Announced, instrument: Instrument
) -> bool:
    """Tell whether score × weight fits and the score does not: by the indicators' mean, else by the other figures."""
    official = announced.dimensions[dimension.code]
    if computed is not None and grading.agree(official, computed):
        return False
    if computed is not None and grading.agree(official, scoring.points(computed, dimension)):
        return True
    return dimension.code in _by_total(announced, instrument)


def _by_total(announced: Announced, instrument: Instrument) -> tuple[str, ...]:
    """Return the dimensions that must be points for the announced figures to give the announced total.

    Without a total all that are given, where all are so low: no agency is. Where some are not given, all of them if the
    total is more than they could give as scores.
    """
    given = {dimension: announced.dimensions.get(dimension.code) for dimension in instrument.dimensions}
    scores = {dimension: score for dimension, score in given.items() if score is not None}
    low = [dimension for dimension, score in scores.items() if score <= dimension.weight]
    if announced.total is None or len(scores) < len(given):
        beyond = announced.total is None or announced.total > _most(given)
        return tuple(dimension.code for dimension in low) if beyond and len(low) == len(scores) else ()
    for size in range(len(low) + 1):
        for chosen in combinations(low, size):
            parts = (
                score if dimension in chosen else scoring.points(score, dimension)
                for dimension, score in scores.items()
            )
            if grading.agree(announced.total, sum(parts, Fraction())):
                return tuple(dimension.code for dimension in chosen)
    return ()


def _most(given: Mapping[Dimension, Fraction | Decimal | None]) -> Fraction:
    """Return the highest total that is possible beside the scores that are given."""
    full = Fraction(100)
    return sum(
        (
            scoring.points(Fraction(full if score is None else score), dimension)
            for dimension, score in given.items()
        ),
        Fraction(),
    )
