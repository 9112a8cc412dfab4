"""Published figures first, then what must hold of any scores."""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.instrument import grading, load, scoring

ROOT = Path(__file__).parents[2]
UNITS = ROOT / "samples/units/source/unit-scores-2563.csv"
PROVINCES = ROOT / "tests/data/province-averages.csv"
NUMBERS = range(1, 11)

score = st.decimals(0, 100, places=2).map(Fraction)
all_ten = st.fixed_dictionaries(dict.fromkeys(NUMBERS, score))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def scores(row: dict[str, str]) -> dict[int, Fraction]:
    return {no: scoring.as_fraction(row[f"i{no}"]) for no in NUMBERS if row[f"i{no}"]}


def unit_id(row: dict[str, str]) -> str:
    return f"unit {row['unit']}"


def province_id(row: dict[str, str]) -> str:
    return f"{row['fiscal_year']} {row['province']}"


def complete(row: dict[str, str]) -> bool:
    return len(scores(row)) == len(NUMBERS)


@pytest.mark.parametrize("row", rows(UNITS), ids=unit_id)
def test_a_unit_of_2563_has_its_published_total_and_grade(row: dict[str, str]) -> None:
    instrument = load(2563)
    total = scoring.total(scores(row), instrument)
    assert total is not None
    assert scoring.rounded(total) == Decimal(row["total"])
    grade = grading.grade(total, instrument)
    assert grade is not None
    assert grade.grade == row["grade"]


@pytest.mark.parametrize("row", rows(UNITS), ids=unit_id)
def test_a_unit_of_2563_has_its_published_points(row: dict[str, str]) -> None:
    for dimension in load(2563).dimensions:
        published = row[dimension.code.lower()]
        dimension_score = scoring.dimension_score(scores(row), dimension)
        assert dimension_score is not None
        if published:
            points = scoring.points(dimension_score, dimension)
            assert grading.agree(Decimal(published), points), dimension.code


def test_the_published_figures_are_all_there() -> None:
    assert len(rows(UNITS)) == 39
    assert sum(complete(row) for row in rows(PROVINCES)) == 5


@pytest.mark.parametrize("row", [row for row in rows(PROVINCES) if complete(row)], ids=province_id)
def test_a_mean_of_a_province_has_its_published_total_within_a_hundredth(row: dict[str, str]) -> None:
    total = scoring.total(scores(row), load(int(row["fiscal_year"])))
    assert total is not None
    assert grading.agree(Decimal(row["total"]), total)


def test_rounding_the_points_first_would_give_eleven_units_another_total() -> None:
    instrument = load(2563)
    other = 0
    for row in rows(UNITS):
        parts = [scoring.dimension_score(scores(row), dimension) for dimension in instrument.dimensions]
        pairs = zip(parts, instrument.dimensions, strict=True)
        points = [
            scoring.rounded(scoring.points(part, dimension)) for part, dimension in pairs if part is not None
        ]
        other += sum(points) != Decimal(row["total"])
    assert other == 11


def test_without_one_indicator_there_is_no_total() -> None:
    nine = dict.fromkeys(range(1, 10), Fraction(80))
    assert scoring.total(nine, load(2562)) is None
    assert scoring.dimension_score(nine, load(2562).dimension("OIT")) is None
    assert scoring.dimension_score(nine, load(2562).dimension("EIT")) == 80


@pytest.mark.slow
@given(all_ten, st.randoms())
def test_the_order_of_the_scores_does_not_matter(scores: dict[int, Fraction], random: object) -> None:
    turned = dict(sorted(scores.items(), key=lambda _: random.random()))  # type: ignore[attr-defined]
    instrument = load(2562)
    assert scoring.total(turned, instrument) == scoring.total(scores, instrument)
    assert scoring.weakest(turned) == scoring.weakest(scores)


@pytest.mark.slow
@given(all_ten, st.sampled_from(NUMBERS), score)
def test_a_better_score_never_lowers_the_total(scores: dict[int, Fraction], no: int, other: Fraction) -> None:
    instrument = load(2562)
    before, after = scoring.total(scores, instrument), scoring.total(scores | {no: other}, instrument)
    assert before is not None
    assert after is not None
    assert (after > before) == (other > scores[no])


@pytest.mark.slow
@given(all_ten)
def test_a_total_lies_between_the_lowest_and_the_highest_score(scores: dict[int, Fraction]) -> None:
    total = scoring.total(scores, load(2562))
    assert total is not None
    assert min(scores.values()) <= total <= max(scores.values())


@pytest.mark.slow
@given(st.dictionaries(st.sampled_from(NUMBERS), score, min_size=1))
def test_the_weakest_are_those_that_none_is_below(scores: dict[int, Fraction]) -> None:
    weakest = scoring.weakest(scores)
    assert weakest == tuple(sorted(weakest))
    assert {scores[no] for no in weakest} == {min(scores.values())}
    assert all(scores[no] > scores[weakest[0]] for no in scores.keys() - set(weakest))


def test_nothing_is_weakest_where_there_is_nothing() -> None:
    assert scoring.weakest({}) == ()


@pytest.mark.slow
@given(st.lists(st.tuples(score, st.integers(1, 500)), min_size=1))
def test_a_weighted_mean_is_that_of_each_answer_counted(pairs: list[tuple[Fraction, int]]) -> None:
    repeated = [value for value, weight in pairs for _ in range(weight)]
    assert scoring.weighted_mean(pairs) == scoring.mean(repeated)


def test_means_of_nothing() -> None:
    assert scoring.mean([]) is None
    assert scoring.weighted_mean([(Fraction(80), 0)]) is None


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Fraction("74.994999"), 2, "74.99"),
        (Fraction("74.995"), 2, "75.00"),
        (Fraction("0.125"), 2, "0.13"),
        (Fraction("-0.005"), 2, "-0.01"),
        (Fraction("-0.004"), 2, "0.00"),
        (Fraction(2, 3), 6, "0.666667"),
        (Decimal("1500"), 0, "1500"),
        (Fraction(0), 2, "0.00"),
        (Fraction(10) ** 40 + Fraction("0.005"), 2, f"1{'0' * 40}.01"),
    ],
)
def test_rounding_is_half_away_from_zero_and_exact(
    value: Fraction | Decimal, places: int, shown: str
) -> None:
    assert format(scoring.rounded(value, places), "f") == shown


@pytest.mark.slow
@given(st.fractions(-200, 200), st.integers(0, 6))
def test_rounding_moves_by_at_most_half_a_step(value: Fraction, places: int) -> None:
    assert abs(Fraction(scoring.rounded(value, places)) - value) <= Fraction(1, 2 * 10**places)


@given(st.decimals(0, 100, places=4))
def test_a_number_is_the_same_by_every_way_that_it_comes(value: Decimal) -> None:
    assert (
        scoring.as_fraction(float(value))
        == scoring.as_fraction(value)
        == scoring.as_fraction(format(value, "f"))
        == Fraction(value)
    )


@pytest.mark.parametrize(
    "value", ["nan", "inf", "1_000", "1/3", "1e5", " ", "๗๓", "7 3", float("nan"), float("inf")]
)
def test_what_is_no_plain_number_is_refused(value: float | str) -> None:
    with pytest.raises(ValueError, match=str(value)):
        scoring.as_fraction(value)


def test_infinity_and_truth_are_no_numbers() -> None:
    with pytest.raises(ValueError, match="NaN"):
        scoring.as_fraction(Decimal("NaN"))
    with pytest.raises(ValueError, match="Infinity"):
        scoring.as_fraction(Decimal("Infinity"))
    with pytest.raises(TypeError):
        scoring.as_fraction(True)
