"""Conversion of a cell's value, from the attributes and the text that an .ods writes."""

import math
import re

from itaxl.spreadsheets.book import Kind
from itaxl.spreadsheets.safe_xml import Attributes
from itaxl.spreadsheets.xlsx_values import Result, printable, serial_date, typed

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_ERROR = re.compile(r"#(?:[A-Z]+/?[A-Z0-9]*[!?]|N/A|DIV/0!)|Err:[0-9]{3}")
_TIME = re.compile(r"(-?)PT(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?")


def result_of(attributes: Attributes, text: str, formula: bool) -> Result:
    """Return the value by its type; what does not fit its type is the text that the sheet shows."""
    kind = attributes.get(f"{_OFFICE} value-type", "")
    if attributes.get(f"{_CALC} value-type") == "error" or (formula and _ERROR.fullmatch(text)):
        return Kind.ERROR, text
    if not kind and formula and not text:
        return Kind.NO_VALUE, None
    if kind in {"float", "percentage", "currency"}:
        result = typed("n", attributes.get(f"{_OFFICE} value", ""), printable)
        return result if result[0] is Kind.NUMBER else (Kind.TEXT, text)
    if kind == "boolean":
        result = typed("b", attributes.get(f"{_OFFICE} boolean-value", ""))
        return result if result[0] is Kind.BOOL else (Kind.TEXT, text)
    serial = None
    if kind == "date":
        serial = serial_date(attributes.get(f"{_OFFICE} date-value", ""), date_1904=False)
    if kind == "time":
        serial = _part_of_day(attributes.get(f"{_OFFICE} time-value", ""))
    if serial is not None:
        return Kind.NUMBER, serial
    stated = attributes.get(f"{_OFFICE} string-value")
    return Kind.TEXT, text if stated is None or text else printable(stated)


def _part_of_day(raw: str) -> float | None:
    """Return a duration in days: PT12H00M00S → 0.5; None for what is no duration."""
    match = _TIME.fullmatch(raw)
    if match is None:
        return None
    sign, *parts = match.groups()
    hours, minutes, seconds = (float(part or 0) for part in parts)
    days = (hours * 3600 + minutes * 60 + seconds) / 86_400
    return (-days if sign else days) if math.isfinite(days) else None
