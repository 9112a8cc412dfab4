"""Read cells that have one of a few answers: a status, มี or ไม่มี, or nothing at all."""

import re

from itaxl import thai
from itaxl.forms.layout import DONE, MISSED, NOT_DONE, PASSED, UNDER_WAY
from itaxl.spreadsheets.book import Cell, Kind
from itaxl.submissions.mended import Mended
from itaxl.thai import sara_am

_NO_WORDS = ("ไม่มี", "ไม่มีข้อมูล", "ไม่มีคะแนน", "ไม่ระบุ", "ไม่ปรากฏ", "N/A", "n.a.", "none")
_NOTHING = frozenset(thai.key(word) for word in _NO_WORDS)
_DASHES = re.compile(r"[-–—._…]+")  # dashes, and the dots on which forms of paper are filled in
_ANSWER = {
    thai.key(word): answer
    for answer, words in {
        PASSED: (PASSED, "มีแล้ว", "มีข้อมูล", "มีครบ", "มีครบถ้วน", "✓", "✔", "☑", "√", "✅", "🗸", "🗹", "/"),
        MISSED: (MISSED, "ยังไม่มี", "ไม่มีข้อมูล", "ยังไม่มีข้อมูล", "✗", "✘", "✕", "✖", "❌", "☒"),
    }.items()
    for word in words
}
# What officers write in the place of the three answers; none of these can be read as another.
_STATUS = {
    sara_am.ringless(thai.key(word)): status
    for status, words in {
        DONE: (
            *(
                "ดำเนินการแล้วเสร็จ",
                "ดำเนินการเสร็จแล้ว",
                "ดำเนินการเสร็จสิ้น",
                "ดำเนินการเสร็จสิ้นแล้ว",
                "ดำเนินการแล้วเสร็จสิ้น",
            ),
            *("เสร็จแล้ว", "เสร็จสิ้น", "เสร็จสิ้นแล้ว", "แล้วเสร็จ", "ทำแล้ว", "เสร็จเรียบร้อย", "เสร็จเรียบร้อยแล้ว"),
            *("ดำเนินการเรียบร้อย", "ดำเนินการเรียบร้อยแล้ว", "ดำเนินการแล้วเสร็จเรียบร้อย"),
            *(
                "ดำเนินการครบถ้วน",
                "ดำเนินการครบถ้วนแล้ว",
                "ดำเนินการครบถ้วนแล้วเสร็จ",
                "ดำเนินการแล้วทั้งหมด",
                "เรียบร้อยแล้ว",
            ),
            *("ดำเนินการเสร็จเรียบร้อย", "ดำเนินการเสร็จเรียบร้อยแล้ว", "ดำเนินการแล้วเสร็จเรียบร้อยแล้ว"),
        ),
        UNDER_WAY: (
            *("อยู่ระหว่างการดำเนินการ", "อยู่ในระหว่างดำเนินการ", "อยู่ในระหว่างการดำเนินการ"),
            *("ระหว่างดำเนินการ", "กำลังดำเนินการ", "กำลังดำเนินการอยู่", "อยู่ระหว่างดำเนินงาน"),
        ),
        NOT_DONE: ("ยังไม่ได้ดำเนินการ", "ยังไม่เริ่มดำเนินการ", "ยังไม่ได้เริ่มดำเนินการ", "ยังไม่เริ่ม", "ยังไม่ดำเนินงาน"),
    }.items()
    for word in (status, *words)
}
_NOT_YET = tuple(
    sara_am.ringless(thai.key(word))
    for word in ("ยังไม่ได้ดำเนินการ", "ยังไม่ดำเนินการ", "ยังไม่ได้เริ่ม", "ไม่ได้ดำเนินการ")
)
# What stands around one of the answers and says nothing of its own: bullets, numbers, quotes, a full stop.
_AROUND_STATUS = re.compile(r"[\s\-–—•▪☑✓✔√'\"“”‘’.]+|\(?[0-9]{1,2}[.)] ?")
# A list of boxes of which one is ticked; Word ticks with a cross.
_OPEN_BOX, _TICK = r"[☐□○]|\[ *\]|\( *\)", r"[☑☒■●]|[\[(] *[/xX✓✔√] *[\])]"
_UNTICKED, _TICKED = (
    re.compile(rf"(?:{_OPEN_BOX})(?:(?!{_TICK}|{_OPEN_BOX}).)*", re.DOTALL),
    re.compile(_TICK),
)
_ALL_DONE = re.compile(r"(?:\(? ?(?:ร้อยละ )?100 ?%? ?\)?)$")


def is_dash(seen: str) -> bool:
    """Tell whether nothing but dashes, or the dots of a paper form, stands in a cell."""
    return _DASHES.fullmatch(thai.clean(seen)) is not None


def nothing(seen: str) -> Mended | None:
    """Read a dash, or words that say that there is nothing; None for anything else."""
    none = thai.key(seen) in _NOTHING or is_dash(seen)
    return Mended(shown=seen, repairs=("nothing",)) if none else None


def status(_: Cell, seen: str) -> Mended:
    """Read one of the three answers, however officers put it."""
    answer = _named(seen) or _bare_status(thai.arabic_digits(_chosen(thai.clean(seen))))
    if answer is None:
        return nothing(seen) or Mended(shown=seen, problem="C311")
    plain = thai.repair(seen)
    return Mended(answer, seen, plain.repairs if plain.text == answer else (*plain.repairs, "wording"))


def _named(text: str) -> str | None:
    """Return the status of a wording; a lost ring or a space in it, as copied out of a PDF, leaves none in doubt."""
    return _STATUS.get(sara_am.ringless(thai.key(text)))


def told_by(words: str) -> str | None:
    """Return the status that the words of a report come to: all of them, or, for what is not done, how they begin."""
    whole = _named(words.strip(" ."))
    begun = sara_am.ringless(thai.key(words)).startswith(_NOT_YET)
    return whole or (NOT_DONE if begun else None)


def _chosen(text: str) -> str:
    """Return what stands beside the ticked box; the whole text where there are no boxes, or not one ticked."""
    if len(_TICKED.findall(text)) != 1 or not _UNTICKED.search(text):
        return text
    return _TICKED.sub("", _UNTICKED.sub("", text))


def _bare_status(text: str) -> str | None:
    """Read a status behind a bullet, or done with its 100 %; any other share beside it is asked about."""
    first = _AROUND_STATUS.match(text)
    bare = text[first.end() if first else 0 :].rstrip(" .✓✔√'\"“”‘’")
    if whole := _ALL_DONE.search(bare):
        answer = _named(bare[: whole.start()])
        return answer if answer == DONE else None
    return _named(bare)


def _ticked(seen: str) -> str | None:
    """Read a word with a tick at its side that says the same, or the one of two boxes that is ticked."""
    text = _chosen(thai.clean(seen))
    bare = text.strip(" ✓✔√☑")
    answer = _ANSWER.get(thai.key(bare))
    return answer if text != bare and (answer == PASSED or text != thai.clean(seen)) else None


def result(cell: Cell, seen: str) -> Mended:
    """Read มี or ไม่มี, or a sign for one of them; a ticked box in the cell says มี, any other nothing for certain."""
    if is_dash(seen):
        return Mended(shown=seen, repairs=("nothing",))
    ticked = cell.kind is Kind.BOOL and cell.value
    answer = PASSED if ticked else _ANSWER.get(thai.key(seen)) or _ticked(seen)
    if answer is None:
        return Mended(shown=seen, problem="C326")
    plain = thai.repair(seen)
    return Mended(answer, seen, plain.repairs if plain.text == answer else ("wording",))
