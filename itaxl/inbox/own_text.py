"""Look for our text in the bytes of a file, also in what no reader can read."""

import re
import zipfile
from functools import cache

from itaxl.forms import layout
from itaxl.inbox import archive
from itaxl.inbox.foreign import OWN_NAME
from itaxl.spreadsheets.gate import is_compound
from itaxl.spreadsheets.package import MEGABYTE
from itaxl.texts import catalogue

STAMP = "ITAXL-"
_TITLES = (
    *("title.guide", "title.scores", "title.questions", "title.answers", "title.items", "title.results"),
    *("title.measures.plan", "title.measures.followup", "who.agency"),
)
_WANTED = 2  # headings and titles of ours; one may stand in another table too
_TITLE_LENGTH, _HEADING_LENGTH = 12, 18
_SCALE = "(0–100)"
_MOST = 64 * MEGABYTE
_WITHOUT_TEXT = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff", ".ttf")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp874")


def bears(data: bytes, whole: bool = True) -> bool | None:
    """Tell whether our code or several of our headings are in there; None where not all of it could be looked through.

    `whole`: a file that is no ZIP is all there.
    """
    if data.startswith(archive.STARTS):
        return _zip_bears(data)
    if _is_ours(data, set()):
        return True
    return False if whole or not is_compound(data) else None


def _zip_bears(data: bytes) -> bool | None:
    texts: set[str] = set()
    left, complete = _MOST, True
    try:
        with archive.opened(data) as package:
            for info in package.infolist():
                name = info.filename.casefold()
                if OWN_NAME.search(info.filename):
                    return True
                if name.endswith(_WITHOUT_TEXT):
                    continue
                left -= info.file_size
                content = _content(package, info) if left >= 0 else None
                complete = complete and content is not None
                if content and _is_ours(content, texts):
                    return True
    except archive.FAULTS:
        return None
    return False if complete else None


def _content(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | None:
    try:
        return package.read(info)
    except archive.FAULTS:
        return None


def _is_ours(content: bytes, texts: set[str]) -> bool:
    """Tell whether a part is ours. `texts`: headings and titles of the parts before it; its own are added."""
    if any(STAMP.encode(encoding) in content for encoding in _ENCODINGS[:3]):
        return True
    texts |= {text for text, needles in _needles().items() if any(needle in content for needle in needles)}
    return len(texts) >= _WANTED


@cache
def _needles() -> dict[str, tuple[bytes, ...]]:
    """Headings and titles that no other table has, as bytes."""
    headings = {column.heading for form in layout.headed() for column in form.columns}
    texts = {heading for heading in headings if len(heading) >= _HEADING_LENGTH or _SCALE in heading}
    for key in _TITLES:
        literal = max(re.split(r"\{[a-z_]+\}", catalogue("workbook")[key]["th"]), key=len).strip(" ·")
        texts |= {literal} if len(literal) >= _TITLE_LENGTH else set()
    return {text: (*_encoded(text), text.encode("ascii", "xmlcharrefreplace")) for text in sorted(texts)}


def _encoded(text: str) -> tuple[bytes, ...]:
    return tuple(text.encode(encoding, "replace") for encoding in _ENCODINGS)
