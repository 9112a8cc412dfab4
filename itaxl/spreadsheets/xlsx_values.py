"""Conversion of a cell's value, from the text and the type that a worksheet writes."""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo

from itaxl import thai
from itaxl.spreadsheets.book import Kind
from itaxl.spreadsheets.package import UnreadableError

_YEAR = re.compile(r"\A[0-9]{4}(?=-)")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")

# Control characters but tab and line feed, halves of surrogate pairs, and the two code points that are none.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(raw: str) -> str:
    """Return what a person sees of a text in .xlsx: `_x000D_` and the like decoded (ECMA-376-1, 22.9.2.19)."""
    if "_x" in raw:
        raw = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), raw)
        raw = raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return printable(raw)


def printable(raw: str) -> str:
    """Return what a person sees of a text in a format without escapes: no control characters."""
    if raw.isprintable():
        return raw
    return _UNWANTED.sub("", raw.replace("\r\n", "\n").replace("\r", "\n"))


Result = tuple[Kind, str | float | bool | None]

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}


def typed(kind: str, raw: str, text: Callable[[str], str] = plain) -> Result:
    """Return the value of a cell from its text and its type (`t`); what does not fit its type is `text` of it."""
    if kind == "n":
        stripped = raw.strip()
        # NaN, "inf" and 1E999 are no numbers, though float() takes them.
        if _NUMBER.fullmatch(stripped) and math.isfinite(number := float(stripped)):
            return Kind.NUMBER, number
    elif kind == "b" and raw.strip() in _BOOLEANS:
        return Kind.BOOL, _BOOLEANS[raw.strip()]
    elif kind == "e":
        return Kind.ERROR, text(raw)
    return Kind.TEXT, text(raw)


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
    """Return a W3C date and time in UTC; without a zone it is taken as of `zone`.

    A Buddhist year is mended in the text: 2563-02-29, which is 29 February 2020, is no day of a year 2563.
    """
    try:
        stated = datetime.fromisoformat(_YEAR.sub(_common_year, raw))
        return (stated.replace(tzinfo=zone) if stated.tzinfo is None else stated).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _common_year(year: re.Match[str]) -> str:
    return str(thai.common_year(int(year[0])))


def truth(raw: str) -> bool:
    """Read an XML boolean; anything else is false."""
    return raw in {"1", "true", "on"}


def is_whole(raw: str) -> bool:
    return raw.isascii() and raw.isdigit() and len(raw) <= 9


def whole(raw: str) -> int:
    """Return the number that `is_whole` allows; raises UnreadableError F110 for anything else."""
    if not is_whole(raw):
        raise UnreadableError("F110")
    return int(raw)
