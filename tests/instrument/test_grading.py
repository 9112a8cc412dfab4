from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.instrument import grading, known_years, load

ORDER = ("F", "E", "D", "C", "B", "A", "AA")
total = st.fractions(0, 100)


@pytest.mark.parametrize("year", known_years())
@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("100", "AA"),
        ("95", "AA"),
        ("94.99", "A"),
        ("85", "A"),
        ("84.99", "B"),
        ("79.83", "B"),
        ("75", "B"),
        ("74.99", "C"),
        ("65", "C"),
        ("64.99", "D"),
        ("55", "D"),
        ("54.99", "E"),
        ("50", "E"),
        ("49.99", "F"),
        ("0", "F"),
    ],
)
def test_the_ends_of_the_bands(year: int, total: str, grade: str) -> None:
    assert grading.grade(Fraction(total), load(year)).grade == grade


def test_the_grade_is_that_of_the_total_as_it_is_printed() -> None:
    assert grading.grade(Fraction("84.995"), load(2562)).grade == "A"
    assert grading.grade(Fraction("84.994999"), load(2562)).grade == "B"


@given(total, total)
def test_a_higher_total_never_has_a_lower_grade(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    instrument = load(2562)
    grades = [ORDER.index(grading.grade(each, instrument).grade) for each in (low, high)]
    assert grades == sorted(grades)


@pytest.mark.parametrize("total", [Fraction("100.01"), Fraction("-0.01")])
def test_no_grade_outside_of_0_to_100(total: Fraction) -> None:
    with pytest.raises(ValueError, match=r"01|-1"):
        grading.grade(total, load(2562))


@pytest.mark.parametrize("text", ["AA", " aa ", "ระดับ AA", "A A", "AA\u200b"])
def test_a_grade_as_people_write_it(text: str) -> None:
    band = grading.named(text, load(2562))
    assert band is not None
    assert band.grade == "AA"


@pytest.mark.parametrize("text", ["", "G", "AAA", "ผ่าน"])
def test_what_is_no_grade_of_that_year(text: str) -> None:
    assert grading.named(text, load(2562)) is None


def test_totals_agree_within_a_hundredth() -> None:
    assert grading.agree(Decimal("79.83"), Fraction("79.8449"))
    assert grading.agree(Decimal("79.83"), Fraction("79.815"))
    assert not grading.agree(Decimal("79.83"), Fraction("79.845"))
    assert not grading.agree(Decimal("79.83"), Fraction("79.81"))
