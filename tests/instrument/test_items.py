"""The published scores of 2564 and what mending an item brings, then what must hold of any items."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.instrument import items, load, scheme, scoring
from itaxl.instrument.loading import listed_years

HERE = load(2564)
CODES = [item.code for item in HERE.items]
answers = st.fixed_dictionaries({code: st.booleans() for code in CODES})

PUBLISHED = [
    (9, "97.78", ("O1",)),
    (9, "97.50", ("O10",)),
    (9, "97.14", ("O18",)),
    (9, "96.00", ("O29",)),
    (9, "94.64", ("O10", "O18")),
    (9, "93.78", ("O1", "O29")),
    (9, "93.50", ("O10", "O29")),
    (9, "92.50", ("O10", "O25")),
    (9, "92.50", ("O10", "O11", "O12")),
    (10, "93.75", ("O34",)),
    (10, "87.50", ("O34", "O35")),
]


def without(*missed: str) -> dict[str, bool]:
    return {code: code not in missed for code in CODES}


@pytest.mark.parametrize(("no", "score", "missed"), PUBLISHED)
def test_a_published_score_and_the_items_that_explain_it(
    no: int, score: str, missed: tuple[str, ...]
) -> None:
    computed = items.indicator_score(without(*missed), no, HERE)
    assert computed is not None
    assert scoring.rounded(computed) == scoring.rounded(Fraction(score))
    assert items.reachable(Fraction(score), no, HERE) is True


@pytest.mark.parametrize(
    ("no", "score", "possible"),
    [
        (9, "74.48", True),
        (9, "72.73", False),  # 24 of 33
        (9, "100", True),
        (9, "0", True),
        (9, "99.99", False),
        (10, "93.75", True),
        (10, "93.74", False),
        (10, "90", False),
    ],
)
def test_what_whole_items_can_give(no: int, score: str, possible: bool) -> None:
    assert items.reachable(Fraction(score), no, HERE) is possible


@pytest.mark.parametrize(
    ("code", "gain"),
    [
        *((f"O{number}", "0.44") for number in (1, 9)),
        *((f"O{number}", "0.50") for number in (10, 17)),
        *((f"O{number}", "0.57") for number in (18, 24)),
        *((f"O{number}", "1.00") for number in (25, 28)),
        *((f"O{number}", "0.80") for number in (29, 33)),
        *((f"O{number}", "1.25") for number in (34, 41)),
        *((f"O{number}", "5.00") for number in (42, 43)),
    ],
)
def test_what_mending_an_item_brings(code: str, gain: str) -> None:
    result = items.gain(code, HERE)
    assert result is not None
    assert format(scoring.rounded(result), "f") == gain


def test_all_items_together_are_worth_the_weight_of_their_dimension() -> None:
    gains = [items.gain(code, HERE) for code in CODES]
    assert sum(gain for gain in gains if gain is not None) == 40
    assert None not in gains


UNGROUPED = [year for year in listed_years() if not scheme(year).groups(10)]


def test_the_groups_of_some_years_are_unknown() -> None:
    assert {2562, 2568, 2569} <= set(UNGROUPED)


@pytest.mark.parametrize("year", UNGROUPED)
def test_where_the_groups_are_unknown_nothing_is_computed(year: int) -> None:
    here = scheme(year)
    passed = {item.code: True for item in here.items}
    assert items.indicator_score(passed, 10, here) is None
    assert items.reachable(Fraction(75), 10, here) is None
    assert items.gain("O42", here) is None


def test_an_item_that_is_in_no_list() -> None:
    assert items.gain("O44", HERE) is None


def test_an_item_without_an_answer() -> None:
    passed = without()
    del passed["O1"]
    assert items.indicator_score(passed, 9, HERE) is None
    assert items.indicator_score(passed, 10, HERE) == 100


def test_missed_items_the_dearest_first() -> None:
    results = items.missed(without("O2", "O1", "O43", "O25"), HERE)
    assert [item.code for item, _ in results] == ["O43", "O25", "O1", "O2"]


def test_missed_items_of_unknown_worth_stand_as_in_the_list() -> None:
    here = load(2568)
    passed = {item.code: item.code not in {"O28", "O7"} for item in here.items}
    assert [(item.code, gain) for item, gain in items.missed(passed, here)] == [("O7", None), ("O28", None)]


@pytest.mark.slow
@given(answers)
def test_what_items_give_is_reachable(passed: dict[str, bool]) -> None:
    for no in (9, 10):
        score = items.indicator_score(passed, no, HERE)
        assert score is not None
        assert items.reachable(score, no, HERE)


@pytest.mark.slow
@given(
    answers, st.fixed_dictionaries({no: st.decimals(0, 100, places=2).map(Fraction) for no in range(1, 9)})
)
def test_gains_of_the_missed_items_lead_to_a_full_score(
    passed: dict[str, bool], others: dict[int, Fraction]
) -> None:
    before = {no: items.indicator_score(passed, no, HERE) or Fraction() for no in (9, 10)}
    total = scoring.total(others | before, HERE)
    full = scoring.total(others | {9: Fraction(100), 10: Fraction(100)}, HERE)
    assert total is not None
    gains = [gain for _, gain in items.missed(passed, HERE) if gain is not None]
    assert total + sum(gains) == full
