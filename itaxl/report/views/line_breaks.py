"""Places where a line of Thai must not end.

Programs break Thai at words, some of them after a no-break space too. So what must stay together is marked up as
`<span class="whole">`, which style sheets do not wrap. Text longer than a narrow column is `long`, which they may wrap
in a table. Names and dates are `loose`: a PDF breaks a long one between its words where it would leave a line empty.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from itaxl import thai

WHOLE, LOOSE = "whole", "loose"
LONG = 17  # pieces with more letters may be wider than a narrow column
LONGEST = 60  # pieces with more letters may be wider than a line
_SHORT = 400  # letters of texts that are remembered
_NUMBER = "[0-9๐-๙][0-9๐-๙.,]*"
_MONTHS = "|".join(map(re.escape, (*thai.MONTHS, *thai.SHORT_MONTHS)))
_BEFORE_NUMBER = "ร้อยละ|ตัวชี้วัดที่|ครั้งที่|ลำดับที่|ตารางที่|วันที่|ที่|หน้า|ข้อ|มาตรา|(?:ประจำ)?ปีงบประมาณ|หน่วยงาน|ส่วนงาน|หมู่|เขต"
_UNITS = "บาท|คะแนน|คน|ราย|ข้อ|วัน|เดือน|ปี|ครั้ง|เรื่อง|ด้าน|ตัวชี้วัด|มาตรการ|โครงการ|หน่วยงาน|ส่วนงาน|แห่ง|หน้า|%"
_TITLES = "นางสาว|นาง(?!สาว)|นาย(?!ก)"
_ENGLISH = "|".join(thai.ENGLISH_MONTHS)
_DATES = (
    rf"(?:(?:(?<![ก-๎])ณ )?วันที่ )?{_NUMBER} (?:{_MONTHS})(?: (?:พ\.ศ\. )?[0-9๐-๙]{{2,4}})?",
    rf"{_NUMBER} (?:{_ENGLISH})(?: (?:B\.E\. )?[0-9]{{2,4}})?",
    r"(?:[Ff]iscal year )?B\.E\. [0-9]{4}",
)
_RULES = (
    r"(?:[Ii]ndicator|[Ii]tem|[Pp]age|[Gg]rade) (?:[0-9.]+(?![0-9])|O[0-9]+|[A-F]{1,2}(?![A-Za-z]))",
    r"ข้อ O[0-9]+",
    r"(?:พ\.ศ\.|ค\.ศ\.) ?[0-9๐-๙]{4}",
    rf"(?:{_BEFORE_NUMBER}) {_NUMBER}(?: (?:{_UNITS})(?![ก-๎]))?",
    rf"{_NUMBER} (?:{_UNITS})(?![ก-๎])",
    r"ระดับ [A-F]{1,2}(?![A-Za-z])",
    rf"(?<![ก-๎])(?:{_TITLES})[ก-๎]{{2,20}} [ก-๎]{{2,20}}",
    "ฯลฯ",
    r"(?<![A-Za-z0-9๐-๙_.@/:-])[A-Za-z0-9๐-๙]+(?:[-/][A-Za-z0-9๐-๙]+)+(?![A-Za-z0-9๐-๙_@/:-])",
)
_DATE, _RULE = ("|".join(rules).replace(" ", "[ \u00a0]") for rules in (_DATES, _RULES))
_SPACE_BEFORE_REPETITION = re.compile("[ \u00a0]+(?=ๆ)")


def no_break(text: str, names: Iterable[str] = (), people: Iterable[str] = ()) -> Markup:
    """Return the text as HTML, with what belongs together kept on one line; also keep `names` of offices and `people`.

    Stay together: พ.ศ. and its year, a date, a number and its unit or noun, a title and a name, ฯลฯ, Latin letters or
    digits joined by hyphens, and ๆ with the word before it. Nothing but no-break spaces is added to the text.
    """
    pattern = _pattern(tuple(filter(None, names)), tuple(filter(None, people)))
    return _marked_again(pattern, text) if len(text) <= _SHORT else _marked(pattern, text)


def _marked(pattern: re.Pattern[str], text: str) -> Markup:
    parts, end = [], 0
    for match in pattern.finditer(text):
        parts += [_escaped(text[end : match.start()]), _whole(match[0], loose=match.lastgroup == LOOSE)]
        end = match.end()
    return Markup("").join([*parts, _escaped(text[end:])])


_marked_again = lru_cache(maxsize=4096)(_marked)  # paper, the screen and the site show the same texts


@lru_cache(maxsize=32)
def _pattern(names: tuple[str, ...], people: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"{_either(people)}(?P<{LOOSE}>{_either(names)}{_DATE})|{_RULE}")


def _either(texts: tuple[str, ...]) -> str:
    """Return the beginning of a pattern, for the longest of the texts that fits."""
    return "".join(f"{re.escape(text)}|" for text in sorted(texts, key=len, reverse=True))


def _escaped(text: str) -> Markup:
    return escape(_SPACE_BEFORE_REPETITION.sub("\u00a0", text))


def _whole(text: str, *, loose: bool) -> Markup:
    letters = thai.width(text)
    if letters > LONGEST:
        return _escaped(text)
    if letters > LONG:  # in a column that is too narrow, words come apart before letters do
        text = text.replace("\u00a0", " ")
    kinds = [WHOLE, *(["long"] if letters > LONG else []), *([LOOSE] if loose else [])]
    return Markup(f'<span class="{" ".join(kinds)}">{_escaped(text)}</span>')


def clipped(text: str, most: int) -> str:
    """Return at most `most` letters of a text, cut at a blank where there is one, and never before a mark."""
    if len(text) <= most:
        return text
    cut = text.rfind(" ", most // 2, most)
    if cut < 0:
        cut = next(place for place in range(most, 0, -1) if not thai.NO_ROOM.match(text[place]))
    return f"{text[:cut]} …"
