from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl import thai
from itaxl.thai import ambiguous


@pytest.mark.parametrize(
    "typed, digits, mark, separator",
    [
        ("73,8", 1, "73.8", "738"),
        ("๗๓,๘๐", 2, "73.80", "7380"),
        ("1,234", 3, "1.234", "1234"),
        ("1，234 บาท", 3, "1.234", "1234"),
        ("ร้อยละ 8,5", 1, "8.5", "85"),
    ],
)
def test_a_comma_may_stand_for_two_things(typed: str, digits: int, mark: str, separator: str) -> None:
    assert ambiguous.comma(typed) == (digits, Decimal(mark), Decimal(separator))


@pytest.mark.parametrize(
    "typed", ["1,234.5", "1,234,567", "1,2345", "73.8", "4, 5", "", ",5", "a,b", "1," * 60]
)
def test_without_one_comma_between_digits_there_is_no_such_doubt(typed: str) -> None:
    assert ambiguous.comma(typed) is None


@pytest.mark.parametrize(
    "typed, one, other",
    [
        ("10/4/20", date(1977, 4, 10), date(2020, 4, 10)),
        ("๑๐ เม.ย. ๒๐", date(1977, 4, 10), date(2020, 4, 10)),
        ("10 Apr 63", date(2020, 4, 10), date(2063, 4, 10)),
        ("เม.ย. 2563", date(2020, 4, 1), date(2020, 4, 30)),
        ("เดือนกุมภาพันธ์ พ.ศ. ๒๕๖๓", date(2020, 2, 1), date(2020, 2, 29)),
        ("February 2021", date(2021, 2, 1), date(2021, 2, 28)),
    ],
)
def test_days_that_may_be_two(typed: str, one: date, other: date) -> None:
    assert ambiguous.day(typed) == (one, other)


@pytest.mark.parametrize(
    "typed",
    ["10/4/63", "10 เม.ย. ๖๓", "10/4/2563", "10 เม.ย. พ.ศ. 20", "2563", "31/2/20", "", "ตลอดปี", "1" * 99],
)
def test_days_that_are_one_or_none(typed: str) -> None:
    assert ambiguous.day(typed) is None


def test_a_short_year_that_a_program_took_for_the_last_century() -> None:
    assert ambiguous.typed_short(date(1963, 4, 10)) == date(2020, 4, 10)
    assert ambiguous.typed_short(date(1964, 2, 29)) == date(2021, 2, 28)
    assert ambiguous.typed_short(date(1949, 4, 10)) is None
    assert ambiguous.typed_short(date(2020, 4, 10)) is None


@given(st.text(alphabet="0123456789,. /๐๑เม.ย-", max_size=12))
def test_readings_are_two_different_ones(typed: str) -> None:
    number = ambiguous.comma(typed)
    assert number is None or number[1] != number[2]
    days = ambiguous.day(typed)
    assert days is None or days[0] != days[1]


@given(st.dates(date(2010, 1, 1), date(2050, 12, 31)))
def test_a_year_of_four_digits_is_never_in_doubt(day: date) -> None:
    assert ambiguous.day(thai.short_date(day)) is None
    assert ambiguous.day(day.isoformat()) is None


@pytest.mark.parametrize(
    "typed",
    ["2020-04-10", "2563-04-10", "10/4/2563", "10-4-63", "๑๐ เมษายน ๒๕๖๓", "10 Apr 2020", "วันที่ 10 เม.ย. 63"],
)
def test_a_day_as_people_write_it(typed: str) -> None:
    assert ambiguous.certain_day(typed) == date(2020, 4, 10)


@pytest.mark.parametrize(
    "typed", ["", "10/4/20", "10 Apr 63", "เม.ย. 2563", "31/4/2563", "1800-04-10", "พรุ่งนี้", "1" * 99]
)
def test_a_day_that_is_none_or_could_be_two_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=f"^{typed}$"):
        ambiguous.certain_day(typed)
