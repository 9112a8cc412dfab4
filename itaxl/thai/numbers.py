"""Numbers as people type them into a text cell. Nothing here guesses."""

import re
from dataclasses import dataclass
from decimal import Decimal

from itaxl.thai.text import arabic_digits, repair


@dataclass(frozen=True)
class Number:
    """Number read from a text.

    `repairs` adds to those of `Cleaned`: `digits` (Thai or full-width), `thousands`, `comma` (a decimal
    comma), `percent`, `unit`. `percent`: a percent sign or word stood there; the value is as written (85 for
    "85%").
    `unit`: the word that stood there ("คะแนน"), for a caller who wants to refuse it.
    """

    value: Decimal
    repairs: tuple[str, ...] = ()
    percent: bool = False
    unit: str = ""


_NUMBER_LENGTH = 60
_PERCENT = ("%", "เปอร์เซ็นต์", "เปอร์เซนต์")
_UNITS = ("คะแนน", "บาทถ้วน", "บาท", "คน", "ราย", "ชุด", "ท่าน", ".-")
_SUFFIX = re.compile(rf"(.*?) *({'|'.join(map(re.escape, _PERCENT + _UNITS))})", re.DOTALL)
_WIDE_SIGNS = str.maketrans("％，．−", "%,.-")
_POINT = re.compile(r" *\. *(?=[0-9])")
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]{2}")


def parse_number(text: str) -> Number | None:
    """Read a number as people type it into a text cell; None for anything that could be read in two ways.

    Read: "๗๓.๘๐", "73,80" (a comma with exactly two digits after it and no other mark), "1,234.5" (commas
    only between thousands), "85 %", "ร้อยละ 85", "1,500 บาท". Refused: nan, inf, 1_000, 1e5, "73,8", "12 34".
    """
    cleaned = repair(text)
    repairs = list(cleaned.repairs)
    rest = arabic_digits(cleaned.text).translate(_WIDE_SIGNS)
    if len(rest) > _NUMBER_LENGTH:
        return None
    if rest != cleaned.text:
        repairs.append("digits")
    rest, unit = _without_unit(rest)
    percent = unit in _PERCENT
    if unit:
        repairs.append("percent" if percent else "unit")
    value, mended = _decimal(rest)
    if value is None:
        return None
    return Number(value, tuple(dict.fromkeys(repairs + mended)), percent, "" if percent else unit)


def _without_unit(text: str) -> tuple[str, str]:
    """Split a number from its unit; ร้อยละ in front is a percent sign. Only one unit may stand there."""
    if text.startswith("ร้อยละ"):
        return text.removeprefix("ร้อยละ").lstrip(" "), "%"
    match = _SUFFIX.fullmatch(text)
    return (match[1], match[2]) if match else (text, "")


def _decimal(text: str) -> tuple[Decimal | None, list[str]]:
    joined = _POINT.sub(".", text)
    repairs = ["space"] if joined != text else []
    if _PLAIN.fullmatch(joined):
        return Decimal(joined), repairs
    if _THOUSANDS.fullmatch(joined):
        return Decimal(joined.replace(",", "")), [*repairs, "thousands"]
    if _DECIMAL_COMMA.fullmatch(joined):
        return Decimal(joined.replace(",", ".")), [*repairs, "comma"]
    return None, []
