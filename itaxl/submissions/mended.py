"""Show a cell as the sheet does, and hold what it was mended to.

A `Mended` has either a value or a problem, which is the code of a finding; neither means that the cell is blank.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from itaxl.spreadsheets.book import Cell, Kind

_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_NO_LETTERS = re.compile(r"general|e[+-]")  # words of a format whose letters are no days and years


@dataclass(frozen=True)
class Mended:
    """Value as it was meant; `shown`: as the person sees it; `repairs`: names of `repair.*` in the catalogue of terms.

    `readings`: where two fit, the numbers or days that it may mean.
    """

    value: Any = None
    shown: str = ""
    repairs: tuple[str, ...] = ()
    problem: str = ""
    readings: tuple[Any, ...] = ()

    @property
    def blank(self) -> bool:
        """Tell whether it says nothing: an empty cell, or a dash in it."""
        return self.value in (None, "") and not self.problem


def shown(cell: Cell, *, date_1904: bool = False) -> str:
    """Return nearly what the sheet shows."""
    if cell.kind is Kind.BOOL:
        return str(cell.value).upper()
    if cell.kind is not Kind.NUMBER:
        return "" if cell.value is None else str(cell.value)
    number = float(cell.value or 0)
    if is_percent(cell.number_format):
        return f"{_plainly(as_shown(number) * 100)}%"
    if is_date(cell.number_format):
        day = serial_day(number, date_1904)
        return day.isoformat() if day else repr(number)
    return _plainly(as_shown(number))


def as_shown(number: float) -> Decimal:
    """Return a number with the digits that spreadsheets show: 8.62 for 8.620000000000001."""
    return Decimal(f"{number:.15g}")


def _plainly(number: Decimal) -> str:
    return f"{number.normalize():f}"


def is_percent(number_format: str) -> bool:
    return "%" in _NOT_FORMAT.sub("", number_format)


def is_date(number_format: str) -> bool:
    """Tell whether a number format shows a day; a format of the time alone does not."""
    bare = _NOT_FORMAT.sub("", number_format.split(";", maxsplit=1)[0]).lower()
    bare = _NO_LETTERS.sub("", bare)
    months = "m" in bare and not set("hs") & set(bare)  # beside hours and seconds an m is a minute
    return months or bool(set("dybeg") & set(bare))


def serial_day(number: float, date_1904: bool) -> date | None:
    start = date(1904, 1, 1) if date_1904 else date(1899, 12, 30)
    try:
        return start + timedelta(days=int(number)) if number >= 1 else None
    except OverflowError:
        return None
