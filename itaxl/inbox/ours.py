"""Judge files that were left out: may one be a division's workbook?

It may be one by its name, by who sent it, or by its text: then it is an error, for a report without it is not whole.
Where nothing points to it and its text was looked through, it is a foreign file, however it fails to be read.
"""

import re
from dataclasses import replace

from itaxl import thai
from itaxl.agency import addresses
from itaxl.agency.settings import Agency
from itaxl.findings import Finding, Place, finding, innermost
from itaxl.inbox import foreign, leftovers, own_text
from itaxl.inbox.foreign import OWN_NAME, SPREADSHEETS
from itaxl.submissions.reading import Reading
from itaxl.texts import LANGS, Text, both

_MAY_BE_OURS = "F140"
_FOREIGN, _NOT_A_SPREADSHEET, _DOCUMENT, _PACKED = "W201", "F101", "F109", "F125"
_HIDDEN, _NO_FILE = "F151", "F152"
_EMPTY, _LOCKED, _LOCKED_FOR_GOOD = "F102", "F103", "F157"
_BROKEN, _SHEET_MISSING = "F110", "W207"

# Warnings that become errors where the file may be ours; of the latter kinds everyone sends some that are not.
_LEFT_OUT = frozenset(
    (
        *(_FOREIGN, _PACKED, _NO_FILE, foreign.OTHER_PROGRAM, foreign.SPLIT, foreign.PREFIXED),
        *(foreign.METHOD, foreign.SHORTCUT, foreign.LOCKED_MAIL, foreign.BEFORE),
    )
)
_ONLY_BY_NAME = frozenset((_NOT_A_SPREADSHEET, _DOCUMENT, _HIDDEN))
# Errors that become a warning where it is none of ours.
_UNREADABLE = frozenset((_BROKEN, "F111", "F113", "F116", "F117", "F118", _SHEET_MISSING))
_OTHER_FORMATS = {"F104": "kind.old_excel", "F105": "kind.flat_ods", "F106": "kind.xlsb"}
_SHUT = frozenset((foreign.METHOD, foreign.BEFORE))  # a workbook may be in there, and nobody can look
_NOTHING_SEEN = frozenset((_EMPTY, _LOCKED, _LOCKED_FOR_GOOD))

_DIMENSION = re.compile(r"(?<![a-z])(iit|eit|oit)(?![a-z])", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)2[45]\d\d(?!\d)")
_COPY = re.compile(  # what people and programs put behind a name
    r"(?:[\s_-]*(?:\(\d+\)|\d{1,2}|copy|final|new|rev|สำเนา|ฉบับแก้ไข|แก้ไขแล้ว|แก้ไข|ล่าสุด|ใหม่|ส่ง))*(?:\.[a-z0-9]{2,5})?$",
    re.IGNORECASE,
)
_TOPICS = ("มาตรการ", "ita", "แบบ")
_ENDING = re.compile(r"\.[a-z0-9]{2,5}$", re.IGNORECASE)
_ENDINGS = (*SPREADSHEETS, ".zip", ".eml", ".msg", ".mbox", ".rar", ".7z")


def judged(reading: Reading, data: bytes, agency: Agency) -> Reading:
    """Return a reading of which nothing is merged, with what is said of it by whose it may be."""
    if reading.identity is not None:
        return reading
    if foreign.is_binary(data):
        reading = replace(reading, findings=(finding(foreign.BINARY, Place(reading.file)),))
    codes = {notice.code for notice in reading.findings}
    sign = _sign(reading, data, agency, codes)
    if sign:
        return replace(reading, findings=tuple(_as_ours(notice, sign) for notice in reading.findings))
    verdict = _of_foreign(reading.file, data, codes)
    return replace(reading, findings=(verdict,)) if verdict else reading


def named_like_ours(name: str, agency: Agency) -> bool:
    """Tell whether a file is named as the workbooks that were sent out, or after a division, alone or with what it is
    about."""
    base = _base(name)
    if OWN_NAME.search(base) or _DIMENSION.search(base):
        return True
    key = thai.key(base)
    names_topic = _YEAR.search(base) or any(word in key for word in _TOPICS)
    divisions = agency.divisions
    names = {thai.key(name) for division in divisions for name in division.names}
    if names_topic and any(name in key for name in names):
        return True
    return thai.key(_COPY.sub("", base)) in names | {division.id for division in divisions}


def sent_by_ours(sender: str, agency: Agency) -> bool:
    """Tell whether it came from a division's address, or from the analyst's own."""
    return addresses.parsed(sender) in agency.addresses


def _sign(reading: Reading, data: bytes, agency: Agency, codes: set[str]) -> str:
    """Return what says that it may be ours: a key `sign.*` of the terms, blank where nothing does."""
    is_workbook = _base(reading.file).casefold().endswith(SPREADSHEETS)
    by_name = is_workbook or not codes & _ONLY_BY_NAME
    if OWN_NAME.search(_base(reading.file)) or (by_name and named_like_ours(reading.file, agency)):
        return "name"
    if by_name and sent_by_ours(reading.sender, agency):
        return "sender"
    if codes & {_FOREIGN, _DOCUMENT} and own_text.bears(data):
        return "text"
    return "unknown" if codes & _SHUT and is_workbook else ""


def _as_ours(notice: Finding, sign: str) -> Finding:
    cut_short = notice.code == foreign.HALF and not leftovers.half_download(innermost(notice.place.file))
    if not cut_short and notice.code not in _LEFT_OUT | _ONLY_BY_NAME:
        return notice
    what, fix = Text(*map(notice.what, LANGS)), Text(*map(notice.fix, LANGS))
    if notice.code in _ONLY_BY_NAME:
        fix = both("terms", "fix.rename" if notice.code == _HIDDEN else "fix.ask")
    return finding(
        _MAY_BE_OURS, notice.place, notice.value, sign=both("terms", f"sign.{sign}"), what=what, fix=fix
    )


def _of_foreign(name: str, data: bytes, codes: set[str]) -> Finding | None:
    """Return the warning in place of an error about a file that is none of ours; None where it may be."""
    place = Place(name)
    if codes & _NOTHING_SEEN:
        ending = _ENDING.search(_base(name))
        is_other = ending and not _base(name).casefold().endswith(_ENDINGS)
        return finding(_NOT_A_SPREADSHEET, place) if is_other else None
    other = next((kind for code, kind in _OTHER_FORMATS.items() if code in codes), "")
    if not data or not (other or codes & _UNREADABLE):
        return None
    if own_text.bears(data, whole=_BROKEN not in codes) is not False:
        return None
    return (
        finding(foreign.OTHER_PROGRAM, place, kind=both("terms", other))
        if other
        else finding(_FOREIGN, place)
    )


def _base(name: str) -> str:
    return innermost(name).rpartition("/")[2]
