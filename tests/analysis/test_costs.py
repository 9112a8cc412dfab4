"""The costs of measures: no budget needed is not a budget that nobody told."""

from fractions import Fraction

from itaxl.analysis.costs import Costs, costs
from tests.report import cases


def test_each_measure_counts_once_by_what_its_plans_say() -> None:
    budgets = (Fraction("1250.50"), Fraction(0), "none", None)
    measures = [cases.measure("OIT", 9, serial, budget=budget) for serial, budget in enumerate(budgets)]
    assert costs(measures) == Costs(Fraction("1250.50"), 2, 1, 1)


def test_without_measures_nothing_costs_anything() -> None:
    assert costs(()) == Costs(Fraction(), 0, 0, 0)
