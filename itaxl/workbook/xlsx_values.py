"""One value of a cell, from the text and the type that a worksheet writes."""

import math
import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from itaxl.workbook.book import Kind
from itaxl.workbook.package import UnreadableError
from itaxl.workbook.xlsx_text import plain

Result = tuple[Kind, str | float | bool | None]

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}


def typed(kind: str, raw: str) -> Result:
    """The value of a cell from its text and its type (`t`); what does not fit its type is text."""
    if kind == "n":
        stripped = raw.strip()
        # NaN, "inf" and 1E999 are no numbers, though float() takes them.
        if _NUMBER.fullmatch(stripped) and math.isfinite(number := float(stripped)):
            return Kind.NUMBER, number
    elif kind == "b" and raw.strip() in _BOOLEANS:
        return Kind.BOOL, _BOOLEANS[raw.strip()]
    elif kind == "e":
        return Kind.ERROR, plain(raw)
    return Kind.TEXT, plain(raw)


def serial_date(raw: str, date_1904: bool) -> float | None:
    """Excel's day number of an ISO date or time stamp; None for what is none. Excel has 29 February 1900."""
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return None
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    first = date(1904, 1, 1) if date_1904 else date(1899, 12, 30)
    serial = moment.toordinal() - first.toordinal() + (moment - midnight) / timedelta(days=1)
    return serial if date_1904 or serial >= 61 else serial - 1


def moment(raw: str, zone: tzinfo = UTC) -> datetime | None:
    """A W3C date and time in UTC; without a zone it is taken as of `zone`."""
    try:
        stated = datetime.fromisoformat(raw)
        return (stated.replace(tzinfo=zone) if stated.tzinfo is None else stated).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def truth(raw: str) -> bool:
    """An XML boolean; anything else is false."""
    return raw in {"1", "true", "on"}


def is_whole(raw: str) -> bool:
    return raw.isascii() and raw.isdigit() and len(raw) <= 9


def whole(raw: str) -> int:
    """The number that `is_whole` allows; raises UnreadableError F110 for anything else."""
    if not is_whole(raw):
        raise UnreadableError("F110")
    return int(raw)
