"""Check that a search, a screen reader or a copy finds the same text in a PDF that went into it.

There are two steps. Text of the HTML must be in the pages that WeasyPrint laid out (`lost`), and the text drawn on a
page must be the text that PDFium, the reader in a well-known browser, finds on that page (`compare`). The order of
pieces on a page is not compared, since tables and running heads have no single order; inside a piece, and so in each
word, every letter counts: ดาเนินงาน is not ดำเนินงาน.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

# White space, hyphens (readers join words at a line's end), and characters without a shape.
_UNSEEN = re.compile(
    "[\\s\\-\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\x00-\x1f\u2010\u2011-]+"
)


@dataclass(frozen=True)
class Difference:
    """Text that should be on a `page` (from 1; 0: in the whole document), and the text found there instead."""

    page: int
    expected: str
    actual: str


def plain(text: str) -> str:
    """Return the text without white space, hyphens and invisible characters."""
    return _UNSEEN.sub("", text)


def verify(pdf: bytes, laid_out: Any) -> tuple[Difference, ...]:
    """Return the differences between the HTML, the pages laid out from it and the text of the PDF."""
    pages = [list(_text_boxes(page)) for page in laid_out.pages]
    drawn = [[text for box in page if (text := plain(box.text))] for page in pages]
    return (*lost(box for page in pages for box in page), *compare(drawn, extracted(pdf)))


def extracted(pdf: bytes) -> list[str]:
    """Return the plain text of each page as PDFium reads it."""
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(plain(text.get_text_range()))
            text.close()
            page.close()
        return texts
    finally:
        document.close()


def compare(drawn: Sequence[Sequence[str]], read: Sequence[str]) -> tuple[Difference, ...]:
    """Return, page by page, pieces drawn that are not in the text read, and text read that nothing drew; all plain."""
    differences: list[Difference] = []
    for number, (pieces, text) in enumerate(zip(drawn, read, strict=True), 1):
        missing = list(_missing(number, pieces, text))
        differences += missing or _left_over(number, pieces, text)
    return tuple(differences)


def _missing(number: int, pieces: Sequence[str], text: str) -> Iterable[Difference]:
    """Yield pieces that are not in the text.

    Most pieces come in order, so each search starts where the last piece ended.
    """
    cursor = 0
    for piece in pieces:
        place = text.find(piece, cursor)
        if place < 0:
            place = text.find(piece)
        if place < 0:
            yield Difference(number, piece, text[cursor : cursor + len(piece)])
        else:
            cursor = place + len(piece)


def _left_over(number: int, pieces: Sequence[str], text: str) -> list[Difference]:
    """Return letters that the text has too often or too seldom, though it has every piece.

    A letter may be doubled, or a piece found inside another one.
    """
    expected, actual = Counter("".join(pieces)), Counter(text)
    if expected == actual:
        return []
    return [Difference(number, _listed(expected - actual), _listed(actual - expected))]


def _listed(letters: Counter[str]) -> str:
    return "".join(sorted(letters.elements()))


def lost(boxes: Iterable[Any]) -> tuple[Difference, ...]:
    """Return elements of the HTML whose own text the boxes hold only in part, or changed.

    An element that repeats (head of a table, running head) may be there several times. An element that style sheets
    hide has no box, and is skipped.
    """
    printed: defaultdict[Element, str] = defaultdict(str)
    for box in boxes:
        if box.element is not None and "::" not in box.element_tag:  # otherwise a style sheet made it
            printed[box.element] += plain(box.text)
    pairs = [(_own_text(element), text) for element, text in printed.items()]
    return tuple(
        Difference(0, own, text) for own, text in pairs if not _repeats(text.casefold(), own.casefold())
    )


def _own_text(element: Element) -> str:
    return plain("".join([element.text or "", *(child.tail or "" for child in element)]))


def _repeats(text: str, piece: str) -> bool:
    """Return whether the text is the piece, any number of times over."""
    times = len(text) // len(piece) if piece else 0
    return text == piece * times


def _text_boxes(page: Any) -> Iterable[Any]:
    """Yield the visible boxes of text, with those in the margins and positioned ones."""
    from weasyprint.formatting_structure.boxes import TextBox  # noqa: PLC0415

    for box in page._page_box.descendants(placeholders=True):
        if isinstance(box, TextBox) and box.style["visibility"] == "visible" and box.style["font_size"]:
            yield box
