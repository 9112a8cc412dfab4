"""Whether printed points give the printed total, and whether rounding explains it where they do not."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from itaxl.analysis import sums
from itaxl.analysis.sums import Difference
from itaxl.spreadsheets.book import Book
from tests.cases import ANNOUNCED, announced, everything, outcome

EVEN = dict.fromkeys(range(1, 11), "88")


def difference(inbox: Mapping[str, Book]) -> Difference | None:
    return sums.difference(outcome(inbox).assessment)


def test_points_that_add_up_to_the_total_differ_in_nothing() -> None:
    assert difference({"a": announced(EVEN)}) is None
    assert difference({"a": announced(EVEN, TOTAL="88")}) is None
    assert difference(everything(EVEN)) is None


def test_a_total_that_is_rounded_once_may_differ_from_rounded_points() -> None:
    result = difference({"a": announced()})
    assert result == Difference(Decimal("79.84"), Decimal("79.83"), "rounding")
    assert difference(everything(ANNOUNCED)) == result
    assert difference({"a": announced(TOTAL="79.83")}) == result


def test_an_announced_total_beside_the_divisions_scores_is_no_rounding() -> None:
    result = difference(everything(EVEN) | {"a": announced({}, TOTAL="87.09")})
    assert result == Difference(Decimal("88.00"), Decimal("87.09"), "divisions")
    assert result.size == Decimal("0.91")


@pytest.mark.slow
def test_scores_of_divisions_are_exact_so_that_a_hundredth_is_no_rounding_either() -> None:
    for total in ("88.01", "87.99"):
        result = difference(everything(EVEN) | {"a": announced({}, TOTAL=total)})
        assert result
        assert result.reason == "divisions"


@pytest.mark.parametrize(
    "total, reason",
    [("79.83", "rounding"), ("79.85", "announced"), ("79.82", "announced"), ("80.84", "announced")],
)
def test_announced_figures_give_the_total_as_far_as_their_decimals_leave_open(
    total: str, reason: str
) -> None:
    result = difference({"a": announced(TOTAL=total)})
    assert result
    assert result.reason == reason


def test_more_decimals_leave_less_open() -> None:
    parts = {"IIT": "90.01", "EIT": "80.01", "OIT": "70.01"}  # points 27.003 + 24.003 + 28.004 = 79.010
    assert difference({"a": announced({}, TOTAL="79.02", **parts)}) == Difference(
        Decimal("79.00"), Decimal("79.02"), "announced"
    )
    parts = {code: f"{score}4" for code, score in parts.items()}  # 79.014 ± 0.0005
    result = difference({"a": announced({}, TOTAL="79.02", **parts)})
    assert result
    assert result.reason == "announced"
    parts = {code: f"{score}9" for code, score in parts.items()}  # 79.0149 ± 0.00005, against 79.015 at least
    result = difference({"a": announced({}, TOTAL="79.02", **parts)})
    assert result
    assert result.reason == "announced"


@pytest.mark.slow
def test_a_part_that_is_unknown_is_set_beside_nothing() -> None:
    assert difference({"a": announced({}, TOTAL="80")}) is None
    assert not sums.adds_up(outcome({"a": announced({}, TOTAL="80")}).assessment)
    assert sums.adds_up(outcome({"a": announced(TOTAL="79.83")}).assessment)
    assert not sums.adds_up(outcome(everything(EVEN) | {"a": announced({}, TOTAL="87")}).assessment)
