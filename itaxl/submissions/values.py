"""Turn a raw cell into a value by the type of its column: small named repairs, each logged; never a guess."""

import math
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from msgspec import structs

from itaxl import thai
from itaxl.forms.layout import NO_BUDGET, Type
from itaxl.spreadsheets.book import NO_ASIDE, Aside, Cell, Kind
from itaxl.submissions import answers, links
from itaxl.submissions.mended import Mended, as_shown, is_date, is_percent, serial_day, shown
from itaxl.thai import ambiguous

BUDDHIST_FROM = 2400  # a year from here on is of the Buddhist era
# What is typed in words.
_IN_THAI = frozenset({Type.LINES, Type.DIVISIONS, Type.STATUS, Type.RESULT, Type.DATE})
_MARKS_IN_PLACE, _THAI = re.compile("[?\ufffd]{3}"), re.compile("[ก-๛]")
_FREE = frozenset(
    thai.key(word)
    for word in (
        *(NO_BUDGET, "ไม่ใช้งบ", "ไม่มีงบประมาณ", "ไม่ใช้งบประมาณดำเนินการ"),
        *("ไม่ได้ใช้งบประมาณ", "ไม่ได้ใช้งบ", "ไม่ต้องใช้งบประมาณ", "ไม่มีค่าใช้จ่าย", "ไม่มีงบ"),
        *("ไม่มีการใช้งบประมาณ", "ไม่ใช้งบประมาณในการดำเนินการ", "ไม่ใช้งบประมาณในการดำเนินงาน"),
    )
)
_INDICATOR = re.compile(
    r"(?:ตัวชี้วัด(?:ที่)?|ข้อ(?:ที่)?|ที่)? ?(?:\(([0-9]{1,3})\)|([0-9]{1,3})[.)]?)(?: ?[:–—-]?(?: ?[ก-๙(][^0-9]*)?)?"
)
# Amounts in thousands and more, as a text says it or the cell's number format shows it.
_SCALES = {"พัน": 10**3, "หมื่น": 10**4, "แสน": 10**5, "ล้าน": 10**6}
_SCALED = re.compile(rf"(?P<number>.*[0-9๐-๙]) ?(?P<scale>{'|'.join(_SCALES)}) ?(?:บาท(?:ถ้วน)?)?", re.DOTALL)
_SHOWN_SCALE = re.compile(
    rf"[0#?][\s\"\\]*(?P<scale>{'|'.join(_SCALES)})"
)  # no comma before it, which divides
_BAHT = re.compile(
    r"(?:฿|THB|Bt\.?|บาท|(?:ใช้)?งบประมาณ(?:จำนวน)?|จำนวน(?:เงิน)?|เป็นเงิน|วงเงิน)(?: ?:)? ?(?=[0-9๐-๙])"
    r"|(?<=[0-9๐-๙]) ?(?:฿|THB|Baht|บ\.)|(?<=[0-9๐-๙])[.,]?-(?= ?บาท)",
    re.IGNORECASE,
)


def mend(cell: Cell, kind: Type, *, date_1904: bool = False, aside: Aside = NO_ASIDE) -> Mended:
    """Return the value of a cell: str, Fraction, int, date, or "none" for a budget that is not used."""
    seen = shown(cell, date_1904=date_1904)
    if aside.picture:
        return Mended(shown=seen, problem="C367")
    mended = _mend(cell, kind, seen, date_1904)
    if aside.crossed_out and not mended.blank:
        return Mended(shown=seen, problem="C368")
    return _with_link(mended, cell, aside) if kind is Type.LINK else mended


def _mend(cell: Cell, kind: Type, seen: str, date_1904: bool) -> Mended:
    if cell.kind is Kind.NO_VALUE:
        return Mended(shown=cell.formula_text and f"={cell.formula_text}", problem="C306")
    if cell.kind is Kind.ERROR:
        return Mended(shown=seen, problem="C307")
    if kind in _IN_THAI and _is_lost(seen):
        return Mended(shown=seen, problem="C381")
    if kind is Type.DATE:
        return _day(cell, seen, date_1904)
    return _BY_TYPE[kind](cell, seen)


def _is_lost(text: str) -> bool:
    """Recognise a text whose Thai letters were lost in saving: question marks, or signs for what could not be read."""
    if not _MARKS_IN_PLACE.search(text) or _THAI.search(text):
        return False
    lost = sum(map(text.count, "?\ufffd"))
    return lost >= sum(map(str.isalpha, text))


def _text(_: Cell, seen: str) -> Mended:
    if answers.is_dash(seen):
        return Mended(shown=seen, repairs=("nothing",))
    cleaned = thai.repair(seen)
    return Mended(cleaned.text, seen, cleaned.repairs)


def _link(cell: Cell, seen: str) -> Mended:
    """Read links and names: there "ไม่มี" says that there is none; in running text it may be the answer."""
    return answers.nothing(seen) or _text(cell, seen)


def _evidence(cell: Cell, seen: str) -> Mended:
    """Read a link; a path on the sender's computer or "ตามเอกสารแนบ" leads nobody anywhere and is not published."""
    text = _link(cell, seen)
    lines = str(text.value or "").split("\n")
    kept = [line for line in lines if not links.leads_nowhere(line)]
    if len(kept) == len(lines):
        return text
    if not any(kept):
        return Mended(shown=seen, problem="C356")
    return replace(text, value="\n".join(kept), repairs=(*text.repairs, "no_link"))


def _with_link(words: Mended, cell: Cell, aside: Aside) -> Mended:
    """Read the address behind the words that a cell for links shows; ask where they name another one."""
    address = links.behind(cell, aside)
    named = cell.kind is Kind.TEXT and links.names_address(words.shown)
    if not address:
        computed = links.is_computed(cell) and words.value and not named
        return Mended(shown=words.shown, problem="C373") if computed else words
    link = links.on_the_web(address)
    if not link:
        return words if named else Mended(shown=address, problem="C356")
    if named and links.says(words.shown, link):
        return words
    if named and not links.begins(words.shown, link):
        return Mended(shown=words.shown, problem="C365", readings=(link,))
    return Mended(link, words.shown, ("link",))


def _code(_: Cell, seen: str) -> Mended:
    cleaned = thai.repair(seen)
    return Mended(thai.arabic_digits(cleaned.text).replace(" ", "").upper(), seen, cleaned.repairs)


def _number(cell: Cell, seen: str, units: tuple[str, ...] = (), unsure: tuple[int, ...] = ()) -> Mended:
    """Read any number; a percent format or sign means the number before the sign. A date is no number.

    `unsure`: how many digits after its only comma leave a number in doubt.
    """
    if cell.kind is Kind.TEXT:
        return answers.nothing(seen) or _two_numbers(seen, unsure) or _written_number(seen, units)
    number = float(cell.value or 0)
    if cell.kind is Kind.BOOL or not math.isfinite(number) or is_date(cell.number_format):
        return Mended(shown=seen, problem="C304")
    value = Fraction(as_shown(number))
    if is_percent(cell.number_format):
        return Mended(value * 100, seen, ("percent_format",))
    return Mended(value, seen)


def _two_numbers(seen: str, unsure: tuple[int, ...]) -> Mended | None:
    digits, *readings = ambiguous.comma(seen) or (0,)
    return Mended(shown=seen, problem="C333", readings=tuple(readings)) if digits in unsure else None


def _written_number(seen: str, units: tuple[str, ...]) -> Mended:
    parsed = thai.parse_number(seen)
    if parsed is None or (parsed.unit and parsed.unit not in units):
        return Mended(shown=seen, problem="C304")
    return Mended(Fraction(parsed.value), seen, parsed.repairs or ("text_number",))


def _score(cell: Cell, seen: str) -> Mended:
    """Read a score: 73,80 has a decimal comma; 73,8 and 1,234 may be two numbers, of which one at least must fit."""
    number = _number(cell, seen, ("คะแนน",), unsure=(1, 3))
    if number.readings and not any(0 <= reading <= 100 for reading in number.readings):
        return Mended(shown=seen, problem="C305")
    return _within(number, 0, 100, "C305")


def _whole_score(cell: Cell, seen: str) -> Mended:
    """Refuse a share of one (0.855 for 85.5): taken as it stands it would be the lowest score of all."""
    score = _score(cell, seen)
    return _share(score, "C352") if score.value == 1 or _is_share(score) else score


def _progress(cell: Cell, seen: str) -> Mended:
    """Refuse a share of one (0.75 for 75 %); progress of 1 may be one per cent."""
    percent = _score(cell, seen)
    return _share(percent, "C340") if _is_share(percent) else percent


def _is_share(number: Mended) -> bool:
    return number.value is not None and 0 < number.value < 1


def _share(number: Mended, problem: str) -> Mended:
    """Ask about a share of one, with what it means out of 100; one with a percent sign says what it is."""
    if {"percent", "percent_format"} & set(number.repairs):
        return number
    return Mended(
        shown=number.shown, problem=problem, readings=(Decimal(f"{float(number.value * 100):.10g}"),)
    )


def _count(cell: Cell, seen: str) -> Mended:
    thousands = ambiguous.point(seen) if cell.kind is Kind.TEXT else None
    if thousands:
        return Mended(shown=seen, problem="C333", readings=thousands)
    number = _within(_number(cell, seen, ("คน", "ราย", "ชุด", "ท่าน")), 0, 10_000_000, "C321")
    if number.value is None:
        return Mended(shown=seen, problem="C321") if number.problem == "C304" else number
    if number.value.denominator != 1 or "percent" in number.repairs or "percent_format" in number.repairs:
        return Mended(shown=seen, problem="C321")
    return Mended(int(number.value), seen, number.repairs)


def _budget(cell: Cell, seen: str) -> Mended:
    """Read an amount: 1,234 has a comma between thousands; 15,00 and 1,5 may be two amounts."""
    if thai.key(seen).strip("-–•.") in _FREE:
        return Mended("none", seen)
    scale = _scale(cell, seen)
    if scale:
        bare_cell, factor = scale
        amount = _budget(bare_cell, shown(bare_cell))
        value = amount.value if amount.value in (None, "none") else amount.value * factor
        return replace(
            amount, value=value, shown=seen, repairs=tuple(dict.fromkeys((*amount.repairs, "unit")))
        )
    thousands = ambiguous.point(seen) if cell.kind is Kind.TEXT else None
    if thousands:
        return Mended(shown=seen, problem="C333", readings=thousands)
    if cell.kind is Kind.TEXT and (bare := _BAHT.sub("", seen)) != seen:
        number = _budget(structs.replace(cell, value=bare), bare)
        return replace(number, shown=seen, repairs=tuple(dict.fromkeys((*number.repairs, "unit"))))
    number = _within(_number(cell, seen, ("บาท", "บาทถ้วน", ".-"), unsure=(1, 2)), 0, 10**13, "C319")
    percent = "percent" in number.repairs or "percent_format" in number.repairs
    if number.readings:
        return number
    return Mended(shown=seen, problem="C319") if number.problem or percent else number


def _scale(cell: Cell, seen: str) -> tuple[Cell, int] | None:
    """Split an amount from a word for thousands or millions: "1.5 ล้านบาท", or 1.5 in a format that shows it so."""
    if cell.kind is Kind.NUMBER:
        match = _SHOWN_SCALE.search(cell.number_format)
        return (structs.replace(cell, number_format="General"), _SCALES[match["scale"]]) if match else None
    match = _SCALED.fullmatch(thai.clean(seen)) if len(seen) <= ambiguous.LENGTH else None
    return (structs.replace(cell, value=match["number"]), _SCALES[match["scale"]]) if match else None


def _within(number: Mended, low: int, high: int, problem: str) -> Mended:
    if number.value is not None and not low <= number.value <= high:
        return Mended(shown=number.shown, problem=problem)
    return number


def _indicator(_: Cell, seen: str) -> Mended:
    """Return the number of an indicator; "ตัวชี้วัดที่ 4" and "4 การใช้ทรัพย์สิน…" name it too, "4, 5" names none."""
    plain = thai.uncircled(thai.arabic_digits(thai.clean(seen)))
    match = _INDICATOR.fullmatch(plain)
    if match is None:
        return answers.nothing(seen) or Mended(shown=seen, problem="C309")
    return Mended(int(match[1] or match[2]), seen, () if plain == thai.clean(seen) else ("digits",))


def _day(cell: Cell, seen: str, date_1904: bool) -> Mended:
    if cell.kind is Kind.NUMBER:
        day = serial_day(float(cell.value or 0), date_1904) if is_date(cell.number_format) else None
        if day is None:
            return Mended(shown=seen, problem="C317")
        return _day_of_cell(day, seen)
    two = ambiguous.day(seen) if cell.kind is Kind.TEXT else None
    if two:
        return Mended(shown=seen, problem="C334", readings=two)
    parsed = thai.parse_date(seen) if cell.kind is Kind.TEXT else None
    if parsed is None:
        return answers.nothing(seen) or _unread_day(seen)
    return Mended(parsed, seen, ("text_date",))


def _unread_day(seen: str) -> Mended:
    meant = ambiguous.month_first(seen)
    return (
        Mended(shown=seen, problem="C375", readings=(meant,)) if meant else Mended(shown=seen, problem="C317")
    )


def _day_of_cell(day: date, seen: str) -> Mended:
    meant = ambiguous.typed_short(day)
    if meant:
        return Mended(shown=seen, problem="C334", readings=(day, meant))
    return Mended(day, day.isoformat()) if day.year < BUDDHIST_FROM else _common_era(day, seen)


def _common_era(day: date, seen: str) -> Mended:
    """Mend a Buddhist year that was typed into a cell of Gregorian dates."""
    try:
        return Mended(day.replace(year=day.year - thai.ERA), seen, ("buddhist_year",))
    except ValueError:
        return Mended(shown=seen, problem="C317")


_BY_TYPE: dict[Type, Callable[[Cell, str], Mended]] = {
    Type.CODE: _code,
    Type.TEXT: _text,
    Type.LINES: _text,
    Type.LINK: _evidence,
    Type.DIVISIONS: _link,
    Type.SCORE: _whole_score,
    Type.PERCENT: _progress,
    Type.COUNT: _count,
    Type.BUDGET: _budget,
    Type.STATUS: answers.status,
    Type.RESULT: answers.result,
    Type.INDICATOR: _indicator,
}
