"""What a division finds in its follow-up workbook of a measure that others plan too."""

from dataclasses import replace
from fractions import Fraction

import pytest

from itaxl.forms import prefill
from itaxl.forms.identity import Identity
from tests.filled import AGENCY
from tests.planned import measure, plan

SHARED = measure(
    *("2562-IIT-04-01", "IIT", 4),
    weakness=None,
    budget=Fraction(20000),
    responsible=("clerk", "finance", "works"),
    plans=(
        plan("clerk", weakness="ไม่มีประกาศ", budget=Fraction(15000)),
        plan("finance", weakness="ไม่มีคู่มือ", budget=Fraction(5000)),
    ),
)


@pytest.mark.parametrize(
    "division, weakness, budget",
    [("clerk", "ไม่มีประกาศ", 15000), ("finance", "ไม่มีคู่มือ", 5000), ("works", None, None)],
)
def test_a_division_finds_its_own_plan(division: str, weakness: str | None, budget: float | None) -> None:
    values = prefill.values(SHARED, Identity(2562, "IIT", division, "followup-6"), AGENCY)
    assert (values["weakness"], values["budget"]) == (weakness, budget)


def test_what_a_division_left_blank_is_what_the_others_have_in_common() -> None:
    whole = SHARED.changed(weakness="ไม่มีประกาศ")
    blank = replace(whole, plans=(*SHARED.plans[:1], plan("works")))
    values = prefill.values(blank, Identity(2562, "IIT", "works", "followup-6"), AGENCY)
    assert (values["weakness"], values["budget"]) == ("ไม่มีประกาศ", None)


def test_a_division_without_a_plan_finds_the_others_only_one() -> None:
    item = measure("2562-IIT-04-01", "IIT", 4, budget=Fraction(5000), plans=SHARED.plans[1:])
    values = prefill.values(item, Identity(2562, "IIT", "works", "followup-6"), AGENCY)
    assert values["budget"] == 5000
