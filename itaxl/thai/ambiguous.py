"""Texts that can be read in two ways: both readings, so that their writer can be asked which one is meant."""

import calendar
import re
from datetime import date
from decimal import Decimal

from itaxl import thai

_COMMA = re.compile(r"[0-9]{1,3},([0-9]{1,3})(?![0-9]|[.,] ?[0-9])")
_POINT = re.compile(r"([1-9][0-9]{0,2}\.[0-9]{3}) ?(?:บาทถ้วน|บาท|\.-|คน|ราย|ชุด|ท่าน)?")
_NUMBERS = re.compile(r"([0-9]{1,2}) ?([/.-]) ?([0-9]{1,2}) ?\2 ?([0-9]{4}|[0-9]{2})")
_SHORT_YEAR = re.compile(r"(.*[^0-9])([0-9]{2})")
_FIRST_SURE_YEAR = 50  # 25xx from here on; 2549 lies before there was an assessment, 2049 is far ahead
LENGTH = 80


def comma(text: str) -> tuple[int, Decimal, Decimal] | None:
    """Read a number with one comma: digits after it, value with a decimal comma, value with a separator.

    >>> comma("73,8")
    (1, Decimal('73.8'), Decimal('738'))
    """
    plain = thai.arabic_digits(thai.clean(text)).replace("，", ",")
    match = _COMMA.search(plain) if len(plain) <= LENGTH and plain.count(",") == 1 else None
    if match is None:
        return None
    mark, separator = (thai.parse_number(plain.replace(",", sign)) for sign in (".", ""))
    if mark is None or separator is None or mark.value == separator.value:
        return None
    return len(match[1]), mark.value, separator.value


def point(text: str) -> tuple[Decimal, Decimal] | None:
    """Read an amount or a number of people with one point and three digits after it: as decimals, as thousands.

    >>> point("15.000")
    (Decimal('15.000'), Decimal('15000'))
    """
    plain = thai.arabic_digits(thai.clean(text))
    match = _POINT.fullmatch(plain)
    return (Decimal(match[1]), Decimal(match[1].replace(".", ""))) if match else None


def day(text: str) -> tuple[date, date] | None:
    """Read a day in two ways: a year of two digits that fits both eras, or a month without a day (first, last)."""
    plain = " ".join(thai.arabic_digits(thai.clean(text)).split())
    if len(plain) > LENGTH:
        return None
    return _short_year(plain) or _month(plain)


def month_first(text: str) -> date | None:
    """Read a day whose month stands before it, where no other reading is possible.

    >>> month_first("9/30/2563")
    datetime.date(2020, 9, 30)
    """
    match = _NUMBERS.fullmatch(" ".join(thai.arabic_digits(thai.clean(text)).split()))
    if match is None or thai.parse_date(text):
        return None
    swapped = f"{match[3]}{match[2]}{match[1]}{match[2]}{match[4]}"
    return None if day(swapped) else thai.parse_date(swapped)


def certain_day(text: str) -> date:
    """Return a day of settings and options as people write it. Raises ValueError for none, and for one of two."""
    parsed = thai.parse_date(text)
    if parsed is None or day(text):
        raise ValueError(text)
    return parsed


def _short_year(plain: str) -> tuple[date, date] | None:
    match = _SHORT_YEAR.fullmatch(plain)
    if match is None or (int(match[2]) >= _FIRST_SURE_YEAR and thai.parse_date(plain)):
        return None
    first, second = (thai.parse_date(f"{match[1]}{century}{match[2]}") for century in ("25", "20"))
    return (first, second) if first and second else None


def _month(plain: str) -> tuple[date, date] | None:
    first = None if plain[:1].isdigit() else thai.parse_date(f"1 {plain}")
    if first is None:
        return None
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def typed_short(day: date) -> date | None:
    """Read a day of the last century as one whose year was typed as two digits of the Buddhist era, and a program
    took them for 19xx: 10/4/63 becomes 10 April 1963."""
    if not 1900 + _FIRST_SURE_YEAR <= day.year <= 1999:
        return None
    year = day.year - 1900 + 2500 - thai.ERA
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))
