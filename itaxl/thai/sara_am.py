"""Words whose ำ was damaged on the way out of a PDF: its ring lost (ดาเนินการ), or a space behind it (ดำ เนินการ).

Few words are so certain without their ำ that a text may be asked about for them, and still fewer may be mended:
วิชาระดับ, เวลาดับเพลิง and วาจาเป็น hold ชาระ, ลาดับ and จาเป็น, and are right. Lookarounds keep such neighbours out.
"""

import re
from collections.abc import Mapping

# Parts of words that are none by themselves, with what may follow the space; joining them again is no guess.
_JOINED = re.compile(
    r"((?:[สบ]ำ(?=[ \n]+[ก-ฮเ-ไ])|อำ(?=[ \n]+(?:เภอ|นาจ|นวย))|ชำ(?=[ \n]+(?:รุด|นาญ))|คำ(?=[ \n]+(?:นวณ|นึง))"
    r"|ตำ(?=[ \n]+(?:บล(?![็ู])|แหน่ง|รวจ|หนิ))|กำ(?=[ \n]+หนด)|จำ(?=[ \n]+(?:นวน|หน่าย|แนก))|ทำ(?=[ \n]+เนียบ)"
    r"|ดำ(?=[ \n]+(?:เนิน(?:การ|งาน)|รง(?:ตำแหน่ง|ชีวิต)))))[ \n]+"
)
# By the letter before the vowel, so that a search looks at the rest of a word only where one can begin.
_APART = {
    "ท": "(?<!จัดทำ)(?<!กระทำ) +(?=งาน)",
    "ก": " +(?=กับ|ลัง|จัด|ไร)",
    "ล": " +(?=ดับ)",
    "จ": " +(?=เป็น|กัด)",
    "น": "(?<!ผู้นำ)(?<!แนะนำ) +(?=เสนอ)",
    "ค": "(?<!ถ้อยคำ) +(?=สั่ง)",
    "ช": " +(?=ระ(?:เงิน|หนี้|ภาษี|ค่า))",
}
_RINGLESS = {
    "ด": ("เนิน", "รง(?!ค)"),
    "ส": ("(?<!อาสา)(?<!กระดาษสา)นัก", "หรับ", "คัญ", "เร็จ", "รวจ", "เนา(?!ว)", "นวน"),
    "ก": ("(?<![ิ]กา)(?<!ปากกา)(?:กับ|ลัง|จัด|ไร(?![้ั]))", "หนด", "ชับ", "นัน(?!ท)"),
    "จ": (
        *("(?<=ประจา)(?!น)", "นวน", "(?<!วาจา)(?<!เจรจา)(?<!พูดจา)เป็น", "หน่าย", "(?<!วาจา)(?<!เจรจา)กัด"),
        "แนก",
    ),
    "อ": ("นาจ", "นวย", "เภอ"),
    "ต": ("บล(?![็ู])", "แหน่ง", "รวจ", "หนิ(?!ง)"),
    "บ": ("รุง(?!รัง)", "บัด", "เหน็จ", "นาญ"),
    "ช": ("รุด", "นาญ", "ระ(?:เงิน|หนี้|ภาษี|ค่า|บัญชี)"),
    "ล": ("(?<!เวลา)(?<!ศาลา)ดับ(?:ที่|ความ|ขั้น|แรก|ชั้น)",),
    "ท": (
        *("เนียบ", "งาน", "ลาย", "(?<!นินทา)ให้", "(?<=จัดทา)(?![งนย]|บท)"),
        "(?<=กระทา)(?:การ|ผิด|ความ|โดย|ใด)",
    ),
    "น": ("(?<=แนะนา)(?![ยง])", "(?<=ผู้นา)(?![ยง])", "(?<![ฒมสวตษศจ]นา)เสนอ"),
    "ค": (
        *("(?<=ถ้อยคา)", "นวณ", "นึง"),
        "(?<!ราคา)(?<!หลังคา)(?:สั่ง|ชี้แจง|ถาม|แนะน[าำ]|ตอบ(?!แทน)|ร้อง)",
    ),
}
_WATER = "น้า(?<!หน้า)(?:ประปา|มันเชื้อ|เสีย|ท่วม|ดื่ม)"


def _by_letter(vowel: str, rests: Mapping[str, str]) -> str:
    """Return a pattern for a vowel with the letter before it and what may follow each."""
    branches = "|".join(f"(?<={letter}{vowel})(?:{rest})" for letter, rest in rests.items())
    return f"[{''.join(rests)}]{vowel}(?:{branches})"


DAMAGED = "|".join(
    (
        _by_letter("า", {letter: "|".join(rests) for letter, rests in _RINGLESS.items()}),
        _by_letter("ำ", _APART),
        _WATER,
    )
)


def ringless(key: str) -> str:
    """Return a key in which ำ is า, so that a word whose ring was lost is the same; for lists of a few words alone."""
    return key.replace("ำ", "า")


def joined(text: str) -> str:
    """Take out spaces behind ำ where what stands before them is only part of a word.

    >>> joined("ดำ เนินการตามอำ นาจ")
    'ดำเนินการตามอำนาจ'
    """
    return _JOINED.sub(r"\1", text) if "ำ " in text or "ำ\n" in text else text
