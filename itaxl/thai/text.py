"""Normal form of Thai text as offices type it, and digits. Nothing here guesses."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from itaxl.thai import sara_am

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"

_TO_THAI = tuple(zip("0123456789", THAI_DIGITS, strict=True))
_TO_ARABIC = str.maketrans(THAI_DIGITS + "０１２３４５６７８９", "0123456789" * 2)
_NOT_ARABIC = re.compile("[๐-๙０-９]")

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ODD_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
_TONES = "[\u0e48-\u0e4b]"
_NIKHAHIT_AA = re.compile(f"\u0e4d({_TONES}*)\u0e32")
_AM_AA = re.compile(f"\u0e33({_TONES}*)\u0e32")  # สำาหรับ, as copied out of many a PDF
_AM_TONES = re.compile("\u0e33[\u0e33\u0e48-\u0e4b]+")
_NOT_THAI = re.compile("[^\u0e00-\u0e7f]+")
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# What old fonts of Windows and the Macintosh drew marks with, each in several places over its letter. The tables are
# those by which HarfBuzz draws Thai with such fonts.
_WINDOWS = (
    "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
    "\u0e0d\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a"
)
_MACINTOSH = (
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e48\u0e48\u0e48\u0e49\u0e49\u0e49\u0e4a\u0e4a\u0e4a"
    "\u0e4b\u0e4b\u0e4b\u0e4c\u0e4c\u0e4c\u0e4d\u0e0d\u0e38\u0e39\u0e3a\u0e10"
)
_PRIVATE = {0xF700 + place: mark for place, mark in enumerate(_WINDOWS)} | {
    0xF884 + place: mark for place, mark in enumerate(_MACINTOSH)
}
# Bullets and signs as Word's fonts Symbol and Wingdings have them, in the places where copying leaves them.
_SYMBOLS = str.maketrans(
    "\uf0b7\uf0a7\uf0d8\uf076\uf06c\uf06e\uf06f\uf0a8\uf0a1\uf0fc\uf0fb\uf0fe\uf0fd\uf0e0\uf02d"
    "\uf0e8\uf0f0\uf071\uf072\uf074\uf075\uf077\uf09f\uf0a4\uf0ab\uf046\uf0df",
    "•▪➢❖●■□□○✓✗☑☒→-➔⇨❑❒◆◆◆•◉★☞←",
)
# Signs of which no font of ours has a glyph, each as the nearest that has one. No word is made of them.
_UNDRAWN = str.maketrans(
    "⬛⬜⏺⏵⯈⮚⮞🞂🞄🗸🗹✅❌❎⭐🌟🔹🔸🔶🔷🔴🔵⭕🔘👉⦿・᛫⓵⓶⓷⓸⓹⓺⓻⓼⓽⓾",
    "■□●▶▶➤➤▶•✓☑✔✘☒★★◆◆◆◆●●○◉☞⊙··①②③④⑤⑥⑦⑧⑨⑩",
)
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_NOT_DRAWN = re.compile(f"[{''.join(map(chr, _UNDRAWN))}]")
# Forms of one meaning by Unicode's compatibility (ﬁ Ｔ Ⅳ ⑴ ㎏ 𝐀), and circled ones that no font of ours has.
_FORMS = re.compile(
    "[\ufb00-\ufb06\uff01-\uff5e\ufe50-\ufe6b\u2160-\u217f\u2474-\u24b5\u3380-\u33df\U0001d400-\U0001d7ff]"
)
_OF_LOST = re.compile("[?\ufffd\x80-\xff]")
_CIRCLED = re.compile("[\u246a-\u2473\u24b6-\u24ea\u3251-\u325f\u32b1-\u32bf]")
_NUMBERED = re.compile("[\u2460-\u2473]")
_UNBROKEN = "\u2011"  # Word's hyphen at which no line ends; no font of ours has it


@dataclass(frozen=True)
class Cleaned:
    """Text that was cleaned; `repairs` names what was mended.

    `private`, `space`, `invisible`, `control`, `forms`, `sara_ae`, `marks`, `sara_am`, `am_space`.
    """

    text: str
    repairs: tuple[str, ...] = ()


def thai_digits(text: str) -> str:
    """Return 0–9 as ๐–๙."""
    for arabic, thai in _TO_THAI:  # ten times as fast as `str.translate`, as are searches before one
        text = text.replace(arabic, thai)
    return text


def arabic_digits(text: str) -> str:
    """Return ๐–๙ and full-width digits as 0–9."""
    return text.translate(_TO_ARABIC) if _NOT_ARABIC.search(text) else text


def uncircled(text: str) -> str:
    """Return ①–⑳ as (1)–(20), as they number the lines of a list."""
    return _NUMBERED.sub(lambda sign: f"({unicodedata.normalize('NFKC', sign[0])})", text)


def clean(text: str) -> str:
    """Return the normal form of a text, as `repair` makes it; cleaning twice changes nothing more."""
    return repair(text).text


@lru_cache(maxsize=1024)  # the workbooks of an agency share most of their texts
def repair(text: str) -> Cleaned:
    """Bring what looks the same on the screen into one normal form.

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


@lru_cache(maxsize=1024)
def key(text: str) -> str:
    """Return a key for comparing: the normal form without white space, with Arabic digits, in lower case."""
    return arabic_digits(clean("".join(clean(text).split())).casefold())


def _plain_spaces(text: str) -> str:
    return _ODD_SPACES.sub(" ", text)


def _seen(text: str) -> str:
    """Remove zero-width and direction characters, soft hyphens and variation selectors."""
    text = _VARIATION.sub("", text)
    if _plain(text):
        return text
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def storable(text: str) -> str:
    """Remove what XML cannot hold: control characters, lone surrogates, noncharacters."""
    if _plain(text):
        return text
    return "".join(char for char in text if char == "\n" or not _unstorable(char))


def printable(text: str) -> str:
    """Remove what a terminal obeys and what cannot be seen: control and direction characters. Line ends stay."""
    return storable(_seen(text))


def is_lost(text: str) -> bool:
    """Tell whether this was Thai before a program without Thai saved it: "??????", or the letters of a Western code."""
    letters = "".join(text.split())
    return len(letters) > 2 and 2 * len(_OF_LOST.findall(letters)) >= len(letters)


def _plain(text: str) -> bool:
    """Tell whether every character is printable, as nearly always: then none is a format or control character."""
    return text.replace("\n", "").isprintable()


def _unstorable(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"} or char in "\ufffe\uffff"


def _public(text: str) -> str:
    return text.translate(_PRIVATE).translate(_SYMBOLS) if _PRIVATE_USE.search(text) else text


def _drawn(text: str) -> str:
    return text.translate(_UNDRAWN) if _NOT_DRAWN.search(text) else text


def _folded(text: str) -> str:
    text = _CIRCLED.sub(lambda sign: f"({unicodedata.normalize('NFKC', sign[0])})", text)
    text = text.replace(_UNBROKEN, "-")
    return _FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text)


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
    joined = _AM_AA.sub("\\1\u0e33", _NIKHAHIT_AA.sub("\\1\u0e33", text))
    return _AM_TONES.sub(_tones_first, joined)


def _tones_first(run: re.Match[str]) -> str:
    return "".join(sorted(dict.fromkeys(run[0]), key=lambda char: char == "\u0e33"))


def _composed(text: str) -> str:
    return _NOT_THAI.sub(lambda part: unicodedata.normalize("NFC", part[0]), text)


def _stripped(text: str) -> str:
    return "\n".join(line.strip(" ") for line in text.split("\n")).strip("\n")


_STEPS = (
    ("private", _public),
    ("space", _plain_spaces),
    ("invisible", _seen),
    ("control", storable),
    ("forms", _folded),
    ("", _drawn),
    ("sara_ae", _sara_ae),
    ("marks", _marks_in_order),
    ("sara_am", _sara_am),
    ("am_space", sara_am.joined),
    ("", _composed),
    ("", _stripped),
)
