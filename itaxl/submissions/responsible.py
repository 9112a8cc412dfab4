"""Reader of the cell of those responsible: the divisions that it names, however they are listed.

Names of the settings win whole, whatever signs they hold; only what stands between them is split. A position beside a
division's name ("ผอ.กองคลัง") means that division, "ทุกส่วนราชการ" all of them; both are told apart from plain lists, so
that they can be noted.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from itaxl import thai
from itaxl.agency.settings import Agency, Division
from itaxl.thai import sara_am

_LETTER = "[\\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
_OR = "หรือ"
_AND = f"(?:และ|{_OR}|ร่วมกับ|กับ|รวมถึง|รวมทั้ง|ตลอดจน|พร้อมด้วย|พร้อมทั้ง)"
_BULLETS = "•●▪■◦○·‣➢❖✓✔*"
_NAME, _ALL = "\x00", "\x01"  # stand in for a name and for "all of them", a sign for each letter
_END = f"(?=\\s*{_AND}|ฯ|กอง|สำนัก|(?!{_LETTER}))"
_NUMBERING = f"(?:^|(?<=[\\s{_NAME}{_ALL}]))\\(?(?:[0-9]{{1,2}}[.)]|[ก-ฮa-z][.)](?=\\s))"
_ENTRIES = re.compile(f"[,\n;、|{re.escape(_BULLETS)}]|{_NUMBERING}", re.MULTILINE)
_PARTS = re.compile(f"{_AND}|[/&+]|\\s[-–—]\\s")
_POSITION = (
    "(?:ผอ|ผู้|หัวหน้า|หน\\.|รอง|รักษา|เจ้า|จพง|จนท|พนักงาน|ข้าราชการ|บุคลากร|ลูกจ้าง|นัก|นาย|นาง|น\\.ส|นิติกร|วิศวกร|สถาปนิก|ครู|ปลัด"
    "|คณะ|ฝ่าย|งาน|กลุ่ม|แผนก|ทีม|ตัวแทน|ส่วนงาน|director|head|chief|officer|staff)"
)
_STARTS_WITH_POSITION = re.compile(f"[\\s(\\-–—]*{_POSITION}", re.IGNORECASE)
_POSITION_BEFORE = re.compile(f"(?:^|[^\\w.]|{_AND}){_POSITION}[^\\s,;/()]*$", re.IGNORECASE)
_AND_BEFORE = re.compile(f"{_AND}$")
_LETTER_BEFORE = re.compile(f"{_LETTER}$")
_REACH = 80  # letters before a name in which the word for a position begins
# A unit of its own beside a division's name is another one, which is not known.
_ROLE = "(?:หลัก|รอง|ร่วม|สนับสนุน|ประสาน|เจ้าภาพ|รับผิดชอบ|ดำเนินการ|ที่)"
_UNIT = re.compile(f"(?:กอง|สำนัก|ส่วน(?!งาน|ราชการ{_ROLE})|หน่วย(?!งาน{_ROLE})|ศูนย์|โรงเรียน|สถาน)")
_WORDS = re.compile(f"[^\\s(){_NAME}{_ALL}]+")
_SAYS = re.compile("[^\\W\\d_]")
_EXCEPT = re.compile("ยกเว้น|เว้นแต่|ไม่รวม|นอกจาก|นอกเหนือ|\\bexcept\\b|\\bwithout\\b", re.IGNORECASE)
_KINDS = "(?:หน่วยงานย่อย|หน่วยงาน|หน่วย|ส่วนราชการ|ส่วนงาน|ส่วน|สำนักงาน|สำนัก|กอง|ฝ่าย|แผนก|ศูนย์)"
_UNTICKED = re.compile("[☐□][^☐□☑☒✓✔]*")
_TICKED = re.compile("[☑☒✓✔]")
_SEVERAL = f"{_KINDS}(?:\\s*(?:[/,]|และ|หรือ|\\s)\\s*(?:ทุก(?:ๆ)?\\s*)?{_KINDS}){{0,6}}"
_SHORTENED = re.compile(f"(?<!{_LETTER}){_KINDS}[^\\s,;/ฯ]+\\s*ฯ")  # กองสาธารณสุขฯ
_CLERK = ("สำนักปลัด", "สำนักงานปลัด")  # short for one of a longer name, such as สำนักปลัดเทศบาล
_FIRST_PART = re.compile("(?:กอง|สำนัก|หน่วย|ศูนย์)[^\\s,/]{4,}?(?=และ|[\\s,/])")  # of กองสาธารณสุขและสิ่งแวดล้อม


@dataclass(frozen=True)
class Responsible:
    """Ids in the agency's order; `unknown` names are no division's; `understood` texts mean these ids by more than a
    plain name."""

    ids: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    understood: tuple[tuple[str, tuple[str, ...]], ...] = ()


def division_ids(divisions: Iterable[Division]) -> dict[str, str]:
    """Return the id of a division by every way in which it may be written, as `thai.key`."""
    ids: dict[str, str] = {}
    for division in divisions:
        for name in division.spellings:
            ids.setdefault(thai.key(name), division.id)
    return ids


def read(text: str, agency: Agency) -> Responsible:
    """Return the divisions that a text names; of boxes, those that are ticked."""
    whole = thai.uncircled(thai.clean(text))
    if not (_TICKED.search(whole) and _UNTICKED.search(whole)):
        return _read(whole, agency.name, agency.divisions)
    named = _read(_UNTICKED.sub("", whole), agency.name, agency.divisions)
    return replace(named, understood=((whole, named.ids),)) if named.ids else named


@lru_cache(maxsize=1024)  # many measures share their divisions
def _read(text: str, agency: str, divisions: tuple[Division, ...]) -> Responsible:
    names, masked, unsure = _masked(text, agency, divisions)
    if _EXCEPT.search(masked):
        return Responsible((), (text,))
    ids: set[str] = set()
    unknown: list[str] = []
    understood: list[tuple[str, tuple[str, ...]]] = []
    for start, end in _between(_ENTRIES, masked, 0, len(masked)):
        named = _ordered(_named(names, start, end), divisions)
        ids.update(named)
        strangers, words = _others(masked, start, end)
        unknown += [text[first:last] for first, last in strangers]
        signs = words or _ALL in masked[start:end] or _OR in masked[start:end]
        if named and (signs or any(start <= at < end for at in unsure)):
            understood.append((text[start:end].strip(), named))
    return Responsible(_ordered(ids, divisions), tuple(unknown), tuple(understood))


def _masked(
    text: str, agency: str, divisions: tuple[Division, ...]
) -> tuple[dict[int, tuple[str, ...]], str, set[int]]:
    """Return the ids by where their name begins, the text with signs in place of the names, and where one is not
    written as it is."""
    names: dict[int, tuple[str, ...]] = {}
    masked = thai.arabic_digits(text)
    unsure: set[int] = set()
    if not divisions:
        return names, masked, unsure
    pattern, ids, exact = _pattern(divisions)
    at = 0
    while match := pattern.search(masked, at):
        at = match.start() + 1
        if _may_begin(masked[max(match.start() - _REACH, 0) : match.start()]):
            names[match.start()] = (ids[sara_am.ringless(thai.key(match[0]))],)
            if thai.key(match[0]) not in exact:
                unsure.add(match.start())
            masked, at = _hidden(masked, match, _NAME), match.end()
    for match in _SHORTENED.finditer(masked):
        meant = {id for name, id in ids.items() if name.startswith(sara_am.ringless(thai.key(match[0][:-1])))}
        if len(meant) == 1:
            names[match.start()] = tuple(meant)
            masked = _hidden(masked, match, _NAME)
    for match in _everyone(agency).finditer(masked):
        if not _may_begin(masked[max(match.start() - _REACH, 0) : match.start()]):
            continue
        names[match.start()] = tuple(division.id for division in divisions)
        masked = _hidden(masked, match, _ALL)
    return names, masked, unsure


def _hidden(text: str, match: re.Match[str], sign: str) -> str:
    return text[: match.start()] + sign * len(match[0]) + text[match.end() :]


def _may_begin(before: str) -> bool:
    """Tell whether a name may begin after these letters: no word goes on, or it is one for a position."""
    if not _LETTER_BEFORE.search(before):
        return True
    return bool(_AND_BEFORE.search(before) or _POSITION_BEFORE.search(before))


@lru_cache(maxsize=64)
def _pattern(divisions: tuple[Division, ...]) -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    """Return what finds the names, the longest first, their ids by keys without a ring, and the keys as they are."""
    ids = division_ids(divisions)
    clerks = {id for name, id in ids.items() if name.startswith(_CLERK)}
    for short in _CLERK if len(clerks) == 1 else ():
        ids.setdefault(thai.key(short), *clerks)
    exact = frozenset(ids)
    ids = {**_first_parts(divisions, exact), **ids}
    ids = {sara_am.ringless(name): id for name, id in ids.items()}
    longest_first = sorted(ids, key=len, reverse=True)
    return re.compile("|".join(map(_name_pattern, longest_first)), re.IGNORECASE), ids, exact


def _first_parts(divisions: tuple[Division, ...], names: frozenset[str]) -> dict[str, str]:
    """Return the first part of long names, by which everyone calls a division, where no other name begins so."""
    parts: dict[str, str] = {}
    for division in divisions:
        match = _FIRST_PART.match(thai.clean(division.name))
        part = thai.key(match[0]) if match else ""
        if part and sum(name.startswith(part) for name in names) == 1:
            parts[part] = division.id
    return parts


def _name_pattern(key: str) -> str:
    """Return a pattern for a name; a number at its end must not be that of the next line: กองช่าง 2. กองคลัง."""
    pattern = "\\s*".join("[าำ]" if letter == "า" else re.escape(letter) for letter in key)
    return pattern + (f"(?![.)]\\s*{_LETTER})" if key[-1:].isdigit() else "") + _END


@lru_cache(maxsize=64)
def _everyone(agency: str) -> re.Pattern[str]:
    """Return what finds "all divisions", of this agency if it says of whom."""
    owners = "|".join(
        ("เทศบาล", "อบต\\.?", "อบจ\\.?", "องค์กร", "หน่วยงาน", *filter(None, (re.escape(agency),)))
    )
    within = f"(?:\\s*(?:ภายใน|ใน|ของ|ที่)?\\s*(?:สังกัด)?\\s*(?:{owners})?)"
    thai_words = (
        f"(?:ทุก\\s*(?:ๆ)?|แต่ละ)\\s*{_SEVERAL}{within}"
        f"|{_SEVERAL}{within}\\s*(?:ทุก\\s*(?:{_SEVERAL}|แห่ง)|ทั้งหมด)"
    )
    english = "(?:all|every)(?: the)? (?:division|department|office|unit)s?"
    return re.compile(f"(?:{thai_words}|{english}){_END}", re.IGNORECASE)


def _between(separator: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where what stands between the separators begins and ends."""
    for match in separator.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _named(names: dict[int, tuple[str, ...]], start: int, end: int) -> set[str]:
    return {id for at, ids in names.items() if start <= at < end for id in ids}


def _ordered(ids: set[str], divisions: tuple[Division, ...]) -> tuple[str, ...]:
    return tuple(division.id for division in divisions if division.id in ids)


def _others(masked: str, start: int, end: int) -> tuple[list[tuple[int, int]], bool]:
    """Return where an entry names strangers, and whether other words stand beside its names."""
    strangers, words = [], False
    any_name = _holds_name(masked[start:end])
    for first, last in _between(_PARTS, masked, start, end):
        part = masked[first:last]
        if not _SAYS.search(part):
            continue
        if _holds_name(part):
            units = [match.span() for match in _WORDS.finditer(masked, first, last) if _UNIT.match(match[0])]
            strangers += units
            words = words or not units
        elif any_name and _STARTS_WITH_POSITION.match(part):
            words = True
        else:
            strangers.append(_stripped(masked, first, last))
    return strangers, words


def _holds_name(text: str) -> bool:
    return _NAME in text or _ALL in text


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out spaces at both ends, and a dash before a line."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip(" \n-–—")), start + len(part.rstrip())
