"""Scores up the tree, in exact fractions; nothing is rounded before it is printed.

The rule: a dimension is the plain mean of its indicators, the total the weighted sum of the dimensions,
rounded once at the very end, half up. It reproduces the totals of all 39 units of an internal assessment by
the scheme of 2563 (rounding each dimension's points first reproduces only 28), and all five complete province
means published for 2563 and 2564 within 0.01.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from itaxl.instrument.model import Dimension, Instrument

_DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def as_fraction(value: float | Decimal | Fraction | str) -> Fraction:
    """Return the number that a person sees: a float by its shortest decimal (73.8, not 73.79999…).

    Raises ValueError for an infinite number and for a text that is no plain decimal; TypeError for a bool.
    """
    if isinstance(value, bool):
        raise TypeError(value)
    if isinstance(value, float):
        return Fraction(repr(float(value)))
    if isinstance(value, str) and not _DECIMAL.fullmatch(value):
        raise ValueError(value)
    try:
        return Fraction(value)
    except OverflowError as error:  # an infinite Decimal
        raise ValueError(value) from error


def mean(values: Iterable[Fraction]) -> Fraction | None:
    """Plain mean; None of nothing."""
    numbers = tuple(values)
    return sum(numbers, Fraction()) / len(numbers) if numbers else None


def weighted_mean(values: Iterable[tuple[Fraction, int]]) -> Fraction | None:
    """Mean of (value, weight), weighted by respondents for instance; None where the weights add up to 0."""
    pairs = tuple(values)
    weights = sum(weight for _, weight in pairs)
    return sum((value * weight for value, weight in pairs), Fraction()) / weights if weights else None


def indicator_score(questions: Mapping[str, Fraction], no: int, instrument: Instrument) -> Fraction | None:
    """Score (0–100) of an indicator of a survey: the plain mean of its questions', by code.

    A question is the mean of its sub-questions (see `answers`), an indicator that of its questions, as two
    universities' own systems have it. None where the year's questions or one of the scores are unknown.
    """
    codes = [question.code for question in instrument.questions if question.indicator == no]
    return mean(questions[code] for code in codes) if all(code in questions for code in codes) else None


def dimension_score(scores: Mapping[int, Fraction], dimension: Dimension) -> Fraction | None:
    """Score (0–100) of a dimension from its indicators' by number; None where one is missing."""
    numbers = [indicator.no for indicator in dimension.indicators]
    return mean(scores[no] for no in numbers) if all(no in scores for no in numbers) else None


def points(score: Fraction, dimension: Dimension) -> Fraction:
    """Return what a dimension's score (0–100) adds to the total: at most its weight (30, 30, 40)."""
    return score * Fraction(dimension.weight) / 100


def total(scores: Mapping[int, Fraction], instrument: Instrument) -> Fraction | None:
    """Return the total (0–100), not rounded, from the indicators' scores by number; None where one is missing."""
    whole = Fraction()
    for dimension in instrument.dimensions:
        score = dimension_score(scores, dimension)
        if score is None:
            return None
        whole += points(score, dimension)
    return whole


def weakest(scores: Mapping[int, Fraction]) -> tuple[int, ...]:
    """Return the numbers of the lowest indicators, all that tie, in order; no rule for a tie is known.

    They tie where the scores are exactly equal, as given: published scores have two decimals.
    """
    if not scores:
        return ()
    lowest = min(scores.values())
    return tuple(sorted(no for no, score in scores.items() if score == lowest))


def rounded(value: Fraction | Decimal, places: int = 2) -> Decimal:
    """Round to `places` decimals, an exact half away from zero; no published figure decides that case."""
    exact = Fraction(value)
    digits = int(abs(exact) * 10**places + Fraction(1, 2))
    return Decimal((int(exact < 0 < digits), tuple(map(int, str(digits))), -places))
