"""Costs of the measures: the sum of their budgets, and how many need none or do not say."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from itaxl.assessment import Measure


@dataclass(frozen=True)
class Costs:
    """Budgets of measures: `budget` is the sum of all that is given, by `budgeted` ones.

    `free` ones need none; of `unstated` ones it is not told, or not in every plan.
    """

    budget: Fraction
    budgeted: int
    free: int
    unstated: int


def costs(measures: Iterable[Measure]) -> Costs:
    """Return what the measures cost, as far as their plans say."""
    measures = tuple(measures)
    sums = [measure.budget for measure in measures if isinstance(measure.budget, Fraction)]
    return Costs(
        sum(sums, Fraction()),
        len(sums),
        sum(measure.budget == "none" and not _is_unstated(measure) for measure in measures),
        sum(_is_unstated(measure) for measure in measures),
    )


def _is_unstated(measure: Measure) -> bool:
    """Return whether the measure, or the plan of one of its divisions, says nothing of a budget."""
    return any(plan.budget is None for plan in (measure.plans or (measure,)))
