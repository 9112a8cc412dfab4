"""Thai text as offices type it: one normal form, digits, numbers and dates. Nothing here guesses."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
ERA = 543  # Buddhist year minus Common Era year

_TO_THAI = str.maketrans("0123456789", THAI_DIGITS)
_TO_ARABIC = str.maketrans(THAI_DIGITS + "０１２３４５６７８９", "0123456789" * 2)

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ODD_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
_TONES = "[\u0e48-\u0e4b]"
_NIKHAHIT_AA = re.compile(f"\u0e4d({_TONES}*)\u0e32")
_AM_TONES = re.compile("\u0e33[\u0e33\u0e48-\u0e4b]+")
_NOT_THAI = re.compile("[^\u0e00-\u0e7f]+")


@dataclass(frozen=True)
class Cleaned:
    """`repairs` names what was mended: `space`, `invisible`, `control`, `sara_ae`, `marks`, `sara_am`."""

    text: str
    repairs: tuple[str, ...] = ()


def thai_digits(text: str) -> str:
    """0–9 as ๐–๙."""
    return text.translate(_TO_THAI)


def arabic_digits(text: str) -> str:
    """๐–๙ and full-width digits as 0–9."""
    return text.translate(_TO_ARABIC)


def clean(text: str) -> str:
    """The normal form of a text, as `repair` makes it; cleaning twice changes nothing more."""
    return repair(text).text


@lru_cache(maxsize=1024)  # the workbooks of an agency share most of their texts
def repair(text: str) -> Cleaned:
    """One normal form for what looks the same on the screen.

    U+0E33 for nikhahit and sara aa, แ for two เ, marks in the order vowel, tone, cancelling, none twice; NFC
    for all that is not Thai; no characters that cannot be seen; plain spaces, none at the ends of lines.
    Line ends, outer spaces and composed Latin letters are no repairs to speak of and are not named.
    """
    repairs: dict[str, None] = {}
    before = None
    text = _LINE_ENDS.sub("\n", text)
    while before != text:
        before = text
        for name, step in _STEPS:
            mended = step(text)
            if mended != text and name:
                repairs[name] = None
            text = mended
    return Cleaned(text, tuple(repairs))


def key(text: str) -> str:
    """For comparing only: the normal form without white space, with Arabic digits, in lower case."""
    return arabic_digits(clean("".join(clean(text).split())).casefold())


def _plain_spaces(text: str) -> str:
    return _ODD_SPACES.sub(" ", text)


def _seen(text: str) -> str:
    """Without zero-width and direction characters and soft hyphens (Unicode's format characters)."""
    if _plain(text):
        return text
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def storable(text: str) -> str:
    """Without what XML cannot hold: control characters, lone surrogates, noncharacters."""
    if _plain(text):
        return text
    return "".join(char for char in text if char == "\n" or not _unstorable(char))


def _plain(text: str) -> bool:
    """Whether every character is printable, as nearly always: then none is a format or control character."""
    return text.replace("\n", "").isprintable()


def _unstorable(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"} or char in "\ufffe\uffff"


def _sara_ae(text: str) -> str:
    return text.replace("เเ", "แ")


def _marks_in_order(text: str) -> str:
    return _MARKS.sub(lambda run: "".join(sorted(dict.fromkeys(run[0]), key=_mark_rank)), text)


def _mark_rank(mark: str) -> int:
    if mark == "\u0e3a":
        return 0
    if mark in "\u0e38\u0e39":
        return 1
    if mark in "\u0e48\u0e49\u0e4a\u0e4b":
        return 3
    return 4 if mark in "\u0e4c\u0e4e" else 2


def _sara_am(text: str) -> str:
    return _AM_TONES.sub(_tones_first, _NIKHAHIT_AA.sub("\\1\u0e33", text))


def _tones_first(run: re.Match[str]) -> str:
    return "".join(sorted(run[0], key=lambda char: char == "\u0e33"))


def _composed(text: str) -> str:
    return _NOT_THAI.sub(lambda part: unicodedata.normalize("NFC", part[0]), text)


def _stripped(text: str) -> str:
    return "\n".join(line.strip(" ") for line in text.split("\n")).strip("\n")


_STEPS = (
    ("space", _plain_spaces),
    ("invisible", _seen),
    ("control", storable),
    ("sara_ae", _sara_ae),
    ("marks", _marks_in_order),
    ("sara_am", _sara_am),
    ("", _composed),
    ("", _stripped),
)


@dataclass(frozen=True)
class Number:
    """A number read from a text.

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
_UNITS = ("คะแนน", "บาทถ้วน", "บาท", "คน", "ราย", "ชุด", ".-")
_SUFFIX = re.compile(rf"(.*?) *({'|'.join(map(re.escape, _PERCENT + _UNITS))})", re.DOTALL)
_WIDE_SIGNS = str.maketrans("％，．−", "%,.-")
_POINT = re.compile(r" *\. *(?=[0-9])")
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]{2}")


def parse_number(text: str) -> Number | None:
    """A number as people type it into a text cell; None for anything that could be read in two ways.

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
    """The number's part and its unit; ร้อยละ in front is a percent sign. Only one unit may stand there."""
    if text.startswith("ร้อยละ"):
        return text.removeprefix("ร้อยละ").lstrip(" "), "%"
    found = _SUFFIX.fullmatch(text)
    return (found[1], found[2]) if found else (text, "")


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


MONTHS = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
SHORT_MONTHS = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_THAI_MONTH = {key(name).replace(".", ""): n % 12 + 1 for n, name in enumerate(MONTHS + SHORT_MONTHS)}
_ENGLISH_MONTH = {name[:size].lower(): n + 1 for n, name in enumerate(ENGLISH_MONTHS) for size in (3, None)}
_DATE_LENGTH = 80
_TIME = r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?)?"
_YEAR_FIRST = re.compile(rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}}){_TIME}")
_ERA = r"(?P<era>[พค]\. ?ศ\.|[พค]ศ\.?)?"
_YEAR = rf"{_ERA} ?(?P<year>[0-9]{{4}}|[0-9]{{2}})"
_NUMERIC = re.compile(
    rf"(?P<day>[0-9]{{1,2}}) ?(?P<sign>[/.-]) ?(?P<month>[0-9]{{1,2}}) ?(?P=sign) ?{_YEAR}{_TIME}"
)
_NAMED = re.compile(rf"(?P<day>[0-9]{{1,2}})(?P<month>[^0-9]+?)[-/, ]*{_YEAR}")
_DAY_WORD = re.compile(r"(?:วัน[ก-์]*?ที่|ที่) ?(?=[0-9])")


def parse_date(text: str) -> date | None:
    """A date as Thai offices write it; the day comes before the month, except in 2020-04-10.

    Years 2400 to 2799 are Buddhist, 1900 to 2399 of the Common Era, others are refused; two digits
    are 25xx; two digits with an English month or with ค.ศ. could mean either and are refused.
    """
    plain = " ".join(arabic_digits(clean(text)).split())
    if len(plain) > _DATE_LENGTH:
        return None
    plain = _DAY_WORD.sub("", plain, count=1)
    found = _YEAR_FIRST.fullmatch(plain) or _NUMERIC.fullmatch(plain) or _NAMED.fullmatch(plain)
    if found is None:
        return None
    parts = found.groupdict()
    month, english = _month(parts["month"])
    year = _common_year(parts["year"], parts.get("era") or "", english)
    try:
        return date(year, month, int(parts["day"])) if year else None
    except ValueError:
        return None


def common_day(text: str) -> date:
    """A day of settings and options, as 2020-04-10, of the years 1900 to 2399 of the Common Era. Raises ValueError.

    2563-04-10 is refused: it would be printed as a day in the year 3106.
    """
    day = date.fromisoformat(text)
    if not 1900 <= day.year < 2400:
        raise ValueError(text)
    return day


def _month(text: str) -> tuple[int, bool]:
    """Number of the month (0: none) and whether it was an English name."""
    if text.isdigit():
        return int(text), False
    name = key(text.strip("-/,. ")).replace(".", "").removeprefix("เดือน")
    return _THAI_MONTH.get(name) or _ENGLISH_MONTH.get(name, 0), name in _ENGLISH_MONTH


def _common_year(digits: str, era: str, english: bool) -> int | None:
    year = int(digits)
    if len(digits) == 2:
        return None if english or era.startswith("ค") else 2500 + year - ERA
    if 2400 <= year < 2800:
        return None if era.startswith("ค") else year - ERA
    return year if 1900 <= year < 2400 and not era.startswith("พ") else None


def buddhist_year(day: date) -> int:
    """Buddhist calendar year of a day (not the fiscal year)."""
    return day.year + ERA


def long_date(day: date, lang: str = "th") -> str:
    """10 เมษายน 2563; 10 April 2020. Arabic digits."""
    if lang == "en":
        return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]} {buddhist_year(day)}"


def short_date(day: date, lang: str = "th") -> str:
    """10 เม.ย. 2563; 10 Apr 2020. Arabic digits."""
    if lang == "en":
        return f"{day.day} {ENGLISH_MONTHS[day.month - 1][:3]} {day.year}"
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {buddhist_year(day)}"


def fiscal_year_start(year: int) -> date:
    """1 October before the fiscal year `year` (Buddhist era): 2563 begins on 1 October 2562."""
    return date(year - ERA - 1, 10, 1)


def fiscal_year_end(year: int) -> date:
    """30 September of the fiscal year `year` (Buddhist era)."""
    return date(year - ERA, 9, 30)


def fiscal_year(day: date) -> int:
    """Fiscal year (Buddhist era) in which a day lies."""
    return buddhist_year(day) + (day.month >= 10)
