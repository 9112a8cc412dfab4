"""Places where a line of Thai must not end.

libthai breaks lines at words and ignores the no-break space: it breaks a line after one, except before ๆ. So what
must stay together is marked up as `<span class="whole">`, which style sheets do not wrap. Text longer than a narrow
column is marked `whole long`, which they may wrap in a table.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from itaxl import thai

LONG = 17  # pieces with more letters may be wider than a narrow column
LONGEST = 60  # pieces with more letters may be wider than a line
_NUMBER = "[0-9๐-๙][0-9๐-๙.,]*"
_MONTHS = "|".join(map(re.escape, (*thai.MONTHS, *thai.SHORT_MONTHS)))
_BEFORE_NUMBER = "ร้อยละ|ตัวชี้วัดที่|ครั้งที่|ลำดับที่|ตารางที่|วันที่|ที่|หน้า|ข้อ|มาตรา|(?:ประจำ)?ปีงบประมาณ|หน่วยงาน|ส่วนงาน|หมู่|เขต"
_UNITS = "บาท|คะแนน|คน|ราย|ข้อ|วัน|เดือน|ปี|ครั้ง|เรื่อง|ด้าน|ตัวชี้วัด|มาตรการ|โครงการ|หน่วยงาน|ส่วนงาน|แห่ง|หน้า|%"
_TITLES = "นางสาว|นาง(?!สาว)|นาย(?!ก)"
_ENGLISH = "|".join(thai.ENGLISH_MONTHS)
_RULES = (
    rf"(?:(?:(?<![ก-๎])ณ )?วันที่ )?{_NUMBER} (?:{_MONTHS})(?: (?:พ\.ศ\. )?[0-9๐-๙]{{2,4}})?",
    rf"{_NUMBER} (?:{_ENGLISH})(?: (?:B\.E\. )?[0-9]{{2,4}})?",
    r"(?:[Ff]iscal year )?B\.E\. [0-9]{4}",
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
_RULE = "|".join(_RULES).replace(" ", "[ \u00a0]")
_BREAK_AFTER = re.compile("[ก-๎ \u00a0]")  # a line may end after these
NO_ROOM = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200b]")  # marks over and under letters
_SPACE_BEFORE_REPETITION = re.compile("[ \u00a0]+(?=ๆ)")


def no_break(text: str, names: Iterable[str] = ()) -> Markup:
    """Return the text as HTML, with what belongs together kept on one line; also keep `names` of people and offices.

    Stay together: พ.ศ. and its year, a date, a number and its unit or noun, a title and a name, ฯลฯ, Latin letters or
    digits joined by hyphens, and ๆ with the word before it. Only no-break and zero-width spaces are added to the text.
    """
    pattern = _pattern(tuple(sorted(filter(None, names), key=len, reverse=True)))
    parts, end = [], 0
    for match in pattern.finditer(text):
        before = text[end : match.start()]
        parts += [_escaped(before), _whole(match[0], after=before[-1:])]
        end = match.end()
    return Markup("").join([*parts, _escaped(text[end:])])


@lru_cache(maxsize=32)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join([*map(re.escape, names), _RULE]))


def _escaped(text: str) -> Markup:
    return escape(_SPACE_BEFORE_REPETITION.sub("\u00a0", text))


def _whole(text: str, after: str) -> Markup:
    """Return `text` marked up to stay on one line; put a zero-width space before it if `after` allows a break there.

    The engine looks for no words across markup, so a line could not end before the markup without that space. It is
    needed after a space too: if a text fills its line except for its last space, the engine breaks far too early.
    """
    letters = len(NO_ROOM.sub("", text))
    if letters > LONGEST:
        return _escaped(text)
    kind = "whole long" if letters > LONG else "whole"
    if letters > LONG:
        text = text.replace(
            "\u00a0", " "
        )  # in a column that is too narrow, words come apart before letters do
    return Markup('{}<span class="{}">{}</span>').format(
        "\u200b" if _BREAK_AFTER.match(after) else "", kind, _escaped(text)
    )


def clipped(text: str, most: int) -> str:
    """Return at most `most` letters of a text, cut at a blank where there is one, and never before a mark."""
    if len(text) <= most:
        return text
    cut = text.rfind(" ", most // 2, most)
    if cut < 0:
        cut = next(place for place in range(most, 0, -1) if not NO_ROOM.match(text[place]))
    return f"{text[:cut]} …"
