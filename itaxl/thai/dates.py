"""Dates as Thai offices write them, and fiscal years. Nothing here guesses."""

import re
from datetime import date, datetime

from itaxl.thai.text import arabic_digits, clean, key

ERA = 543  # Buddhist year minus Common Era year
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
_ENGLISH_MONTH = {
    name[:size].lower(): n + 1 for n, name in enumerate(ENGLISH_MONTHS) for size in (3, None)
} | {"sept": 9}
_DATE_LENGTH = 80
# Of times of Greenwich those that are the same day here: from 17:00Z on it is the next one in Thailand.
_TIME = (
    r"(?:[ T](?:(?:0?[0-9]|1[0-6]):[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z"
    r"|(?:เวลา)? ?[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]+)?)?(?: ?น\.?|\+07:?00)?))?"
)
_YEAR_FIRST = re.compile(rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}}){_TIME}")
_ERA = r"(?P<era>[พค]\. ?ศ\.|[พค]ศ\.?|พุทธศักราช|คริสต์ศักราช)?"
_YEAR = rf"{_ERA} ?['’]?(?P<year>[0-9]{{4}}|[0-9]{{2}})"
_NUMERIC = re.compile(
    rf"(?P<day>[0-9]{{1,2}}) ?(?P<sign>[/.-]) ?(?P<month>[0-9]{{1,2}}) ?(?P=sign) ?{_YEAR}{_TIME}"
)
_NAMED = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?P<month>[^0-9]+?)[-/, ]*{_YEAR}{_TIME}", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[A-Za-z]{3,9})\.? ?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})", re.IGNORECASE
)
_DAY_WORD = re.compile(r"(?:(?:วัน[ก-์]*?)?ที่|(?:วัน)?(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัสฯ?|ศุกร์|เสาร์|อาทิตย์)) ?(?=[0-9])")
_FORMS = (_YEAR_FIRST, _NUMERIC, _NAMED, _MONTH_FIRST)


def parse_date(text: str) -> date | None:
    """Read a date as Thai offices write it; the day comes before the month, except in 2020-04-10.

    Years 2400 to 2799 are Buddhist, 1900 to 2399 of the Common Era, others are refused; two digits
    are 25xx; two digits with an English month or with ค.ศ. could mean either and are refused.
    """
    plain = " ".join(arabic_digits(clean(text)).split())
    if len(plain) > _DATE_LENGTH:
        return None
    plain = _DAY_WORD.sub("", plain, count=1)
    match = next((match for form in _FORMS if (match := form.fullmatch(plain))), None)
    if match is None:
        return None
    parts = match.groupdict()
    month, english = _month(parts["month"])
    year = _common_year(parts["year"], parts.get("era") or "", english)
    try:
        return date(year, month, int(parts["day"])) if year else None
    except ValueError:
        return None


def _month(text: str) -> tuple[int, bool]:
    """Return the number of the month (0: none) and whether it was an English name."""
    if text.isdigit():
        return int(text), False
    name = key(text.strip("-/,. ")).replace(".", "").removeprefix("เดือน")
    return _THAI_MONTH.get(name) or _ENGLISH_MONTH.get(name, 0), name in _ENGLISH_MONTH


def _common_year(digits: str, era: str, english: bool) -> int | None:
    year = int(digits)
    if len(digits) == 2:
        return None if english or era.startswith("ค") else 2500 + year - ERA
    if year != common_year(year):
        return None if era.startswith("ค") else year - ERA
    return year if 1900 <= year < 2400 and not era.startswith("พ") else None


def common_year(year: int) -> int:
    """Return a year of the common era; one from 2400 to 2799 is Buddhist."""
    return year - ERA if 2400 <= year < 2800 else year


def common_era(moment: datetime) -> datetime | None:
    """Return a time whose year may be Buddhist in the common era; None for a 29 February that there was none of."""
    try:
        return moment.replace(year=common_year(moment.year))
    except ValueError:
        return None


def buddhist_year(day: date) -> int:
    """Buddhist calendar year of a day (not the fiscal year)."""
    return day.year + ERA


def short_date(day: date, lang: str = "th") -> str:
    """Return a short date in Arabic digits: 10 เม.ย. 2563; 10 Apr 2020."""
    if lang == "en":
        return f"{day.day} {ENGLISH_MONTHS[day.month - 1][:3]} {day.year}"
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {buddhist_year(day)}"


def long_date(day: date, lang: str = "th") -> str:
    """Return a whole date in Arabic digits: 10 เมษายน 2563; 10 April 2020."""
    if lang == "en":
        return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]} {buddhist_year(day)}"


def fiscal_year_start(year: int) -> date:
    """Return 1 October before the fiscal year `year` (Buddhist era): 2563 begins on 1 October 2562."""
    return date(year - ERA - 1, 10, 1)


def fiscal_year_end(year: int) -> date:
    """Return 30 September of the fiscal year `year` (Buddhist era)."""
    return date(year - ERA, 9, 30)


def half_year_end(year: int) -> date:
    """Return 31 March of the fiscal year `year` (Buddhist era), after its first six months."""
    return date(year - ERA, 3, 31)
