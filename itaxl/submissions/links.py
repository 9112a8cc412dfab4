"""Addresses behind the words of a cell: a link or the formula HYPERLINK. Nothing is worked out, nothing fetched."""

import re
from urllib.parse import unquote

from itaxl.spreadsheets.book import Aside, Cell

LONGEST = 2083  # characters; Excel's own limit of a link
# Only an address that is written out in the formula; what it is worked out from is not known here.
_LITERAL = re.compile(r'HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;].*)?\)', re.IGNORECASE | re.DOTALL)
_FORMULA = re.compile(r"HYPERLINK\(", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_BARE = re.compile(
    r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:th|com|org|net|info|gov)(?=[/:?#]|$))[^\s<>\"]*", re.IGNORECASE
)
_IN_TEXT = re.compile(r"https?://|www\.|[\w-]\.(?:th|com|org|net|info|gov)\b", re.IGNORECASE)
_CUT_OFF = re.compile(r"(?:…|\.{2,})$")


def behind(cell: Cell, aside: Aside) -> str:
    """Return the address behind a cell as it was written; blank where there is none."""
    literal = _LITERAL.fullmatch(cell.formula_text.strip())
    return (literal[1].replace('""', '"') if literal else aside.link).strip()


def is_computed(cell: Cell) -> bool:
    """Tell whether a cell is a link whose address only its program knows."""
    text = cell.formula_text.strip()
    return bool(_FORMULA.match(text)) and not _LITERAL.fullmatch(text)


def on_the_web(address: str) -> str:
    """Return an address that anyone can open, without blanks; blank for any other (mailto:, file:, a cell).

    Of several, one a line, all must be.
    """
    if "\n" in address:
        several = [on_the_web(line) for line in address.splitlines()]
        return "\n".join(several) if all(several) else ""
    whole = address.replace(" ", "%20")
    if len(whole) > LONGEST:
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
