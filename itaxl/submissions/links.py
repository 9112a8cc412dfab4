"""Addresses behind the words of a cell: a link or the formula HYPERLINK. Nothing is worked out, nothing fetched."""

import re
from urllib.parse import unquote

from itaxl.spreadsheets.book import Aside, Cell

LONGEST = 2083  # characters; Excel's own limit of a link
# Only an address that is written out, in IFERROR or IF too; what a formula works one out from is not known here.
_LITERAL = re.compile(r'HYPERLINK\(\s*"((?:[^"]|"")*)"\s*[,;)]', re.IGNORECASE)
_FORMULA = re.compile(r"\bHYPERLINK\(", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_BARE = re.compile(
    r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:th|com|org|net|info|gov)(?=[/:?#]|$))[^\s<>\"]*", re.IGNORECASE
)
_IN_TEXT = re.compile(r"https?://|www\.|[\w-]\.(?:th|com|org|net|info|gov)\b", re.IGNORECASE)
_CUT_OFF = re.compile(r"(?:…|\.{2,})$")

# On the sender's own computer or network, or words that point to a paper: nobody else can follow them.
_HOST_OF_NONE = (
    r"(?:localhost(?![\w.])|(?:127|10|192\.168|169\.254|172\.(?:1[6-9]|2[0-9]|3[01]))(?=\.[0-9]+\.[0-9]+))"
)
_SCHEME_OF_NONE = r"(?!https?:|ftps?:)[a-z][a-z0-9+-]*://|(?:file|javascript|data|mailto|tel|about|chrome|onenote|outlook|blob|ms-[a-z]+):"
_HOST_ALONE = r"https?://(?:[^\s/.:?#]*(?:[/:?#].*)?$|\[)"  # http://nas/a.pdf, http://intranet
_OWN_CELL = r"#[^/]*|[^/]*![A-Z]{1,3}[0-9]{1,7}"
_OWN_PLACE = re.compile(
    rf"(?:{_SCHEME_OF_NONE}|{_HOST_ALONE}).*|{_OWN_CELL}|[A-Za-z]:[\\/].*|[~/].*"
    rf"|(?:https?://)?{_HOST_OF_NONE}.*|[^/:]*\\.*|[^/:]*\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|heic|zip|rar)",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"[(\[]?(?:โปรด|กรุณา)?(?:รายละเอียด)?(?:ปรากฏ)?(?:ดู|ตาม|ดัง|ใน|ได้)*(?:มี)?"
    r"(?:(?:ไฟล์|เอกสาร|หลักฐาน|ภาพถ่าย|ภาพ|รูปถ่าย|รูป|รายละเอียด)*(?:ที่)?(?:ได้)?แนบ(?:ท้าย|ไฟล์|เอกสาร|มา|ไป|ให้|พร้อมนี้|นี้|แล้ว)*"
    r"|สิ่งที่(?:ได้)?ส่งมา(?:ด้วย|พร้อมนี้)*)"
    r"(?:หมายเลข|ที่|ลำดับที่)?[0-9๐-๙]{0,3}[)\]]?"
    r"|(?:ได้)?(?:จัด)?ส่ง(?:ไฟล์|หลักฐาน|เอกสาร)?(?:ให้)?(?:ทาง|ใน|ผ่าน)(?:กลุ่ม)?(?:ไลน์|line|อีเมล|อีเมล์|email|e-mail)(?:กลุ่ม)?(?:แล้ว)?"
    r"|(?:กรุณา|โปรด)?คลิ[็-๋]?ก(?:ดู|ที่นี่|ตรงนี้|ลิงก์|ลิงค์)*|ลิ้?งก?[ค์]*|link|click(?:here)?|here|มี(?:แล้ว)?|yes"
    r"|(?:จะ)?(?:จัด)?ส่ง(?:ให้)?(?:ใน)?ภายหลัง|ดูรายละเอียด|(?:ดาวน์โหลด|download)|(?:ตาม|ดู|ใน|สแกน|scan)*(?:qr|คิวอาร์)(?:code|โค้ด)?"
    r"|(?:see|as|file|files)?(?:the)?attach(?:ed|ment|ments)(?:file|files)?",
    re.IGNORECASE,
)


def behind(cell: Cell, aside: Aside) -> str:
    """Return the address behind a cell as it was written; blank where there is none."""
    literal = _literal(cell.formula_text)
    return (literal[1].replace('""', '"') if literal else aside.link).strip()


def is_computed(cell: Cell) -> bool:
    """Tell whether a cell is a link whose address only its program knows."""
    return bool(_FORMULA.search(cell.formula_text)) and not _literal(cell.formula_text)


def _literal(formula: str) -> re.Match[str] | None:
    """Return the address that a formula links to, where it has no more than one link."""
    return _LITERAL.search(formula) if len(_FORMULA.findall(formula)) == 1 else None


def leads_nowhere(line: str) -> bool:
    """Tell whether a line of evidence names what nobody but its sender has: a path, a paper, words without a link."""
    words = line.strip()
    return bool(_OWN_PLACE.fullmatch(words) or _PAPER.fullmatch(words.replace(" ", "").rstrip(".")))


def on_the_web(address: str) -> str:
    """Return an address that anyone can open, without blanks; blank for any other (mailto:, file:, a cell).

    Of several, one a line, all must be.
    """
    if "\n" in address:
        several = [on_the_web(line) for line in address.splitlines()]
        return "\n".join(several) if all(several) else ""
    whole = address.replace(" ", "%20")
    if len(whole) > LONGEST or leads_nowhere(address):
        return ""
    if _WEB.fullmatch(whole):
        return whole
    return f"http://{whole}" if _BARE.fullmatch(whole) else ""


def names_address(text: str) -> bool:
    """Tell whether a text names an address itself."""
    return bool(_IN_TEXT.search(text))


def says(text: str, address: str) -> bool:
    """Tell whether a text has this address in it, however it is written."""
    return all(_key(line) in _key(text) for line in address.splitlines())


def begins(text: str, address: str) -> bool:
    """Tell whether a text is the beginning of an address: the site alone, or what a program cut off."""
    return _key(address).startswith(_key(_CUT_OFF.sub("", text.strip())))


def _key(text: str) -> str:
    bare = re.sub(r"https?://(?:www\.)?|(?<![\w.])www\.", "", unquote(text).casefold())
    return "".join(bare.split()).rstrip("/")
