"""Thai text as offices type it: its normal form, digits, numbers, dates."""

from itaxl.thai.dates import (
    ENGLISH_MONTHS,
    ERA,
    MONTHS,
    SHORT_MONTHS,
    buddhist_year,
    fiscal_year,
    fiscal_year_end,
    fiscal_year_start,
    parse_date,
    short_date,
)
from itaxl.thai.numbers import Number, parse_number
from itaxl.thai.text import (
    THAI_DIGITS,
    Cleaned,
    arabic_digits,
    clean,
    is_lost,
    key,
    printable,
    repair,
    storable,
    thai_digits,
)

__all__ = [
    "ENGLISH_MONTHS",
    "ERA",
    "MONTHS",
    "SHORT_MONTHS",
    "THAI_DIGITS",
    "Cleaned",
    "Number",
    "arabic_digits",
    "buddhist_year",
    "clean",
    "fiscal_year",
    "fiscal_year_end",
    "fiscal_year_start",
    "is_lost",
    "key",
    "parse_date",
    "parse_number",
    "printable",
    "repair",
    "short_date",
    "storable",
    "thai_digits",
]
