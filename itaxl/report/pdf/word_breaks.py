"""Put the places where lines may end into a page, as the last step before it is laid out.

They are zero-width spaces, which are in no text of a PDF's page; `visible` takes them out of what else is made of it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from xml.etree.ElementTree import Element

from itaxl import thai
from itaxl.report.pdf.line_ends import Bond, Ends, ends
from itaxl.report.views.line_breaks import LONG, LOOSE, WHOLE
from itaxl.thai.words import EIGHTH

ROOM = "\u200b"
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "code",
        "em",
        "i",
        "mark",
        "q",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    )
)
_NOT_LAID_OUT = frozenset(("head", "script", "style", "svg", "title"))
_CELLS = frozenset(("td", "th"))


@dataclass(frozen=True)
class Piece:
    """Text in an element, or after one inside its `parent`; `whole`: the element that keeps it on one line."""

    element: Element
    parent: Element | None  # None: the text is in the element
    whole: Element | None
    in_cell: bool

    @property
    def text(self) -> str:
        return (self.element.text if self.parent is None else self.element.tail) or ""

    def replace(self, text: str, spans: list[Element]) -> None:
        """Put a text and elements after it in place of the text."""
        if self.parent is None:
            self.element.text = text
            self.element[0:0] = spans
        else:
            self.element.tail = text
            if spans:
                place = list(self.parent).index(self.element) + 1
                self.parent[place:place] = spans


def put_in(page: Element) -> None:
    """Change the texts of a page so that its lines end between words."""
    for flow in list(_flows(page)):
        _put_in_flow(flow)


def visible(text: str) -> str:
    """Return a text without what stands in it for the layout alone."""
    return text.replace(ROOM, "")


def _flows(page: Element) -> Iterator[list[Piece]]:
    """Yield the texts that go on from one to the next, across markup inside a line."""
    for is_text, pieces in groupby(_pieces(page, None, in_cell=False), key=bool):
        if is_text:
            yield [piece for piece in pieces if piece]


def _pieces(element: Element, whole: Element | None, *, in_cell: bool) -> Iterator[Piece | None]:
    """Yield the texts in an element; None where a line ends anyway."""
    is_inline = element.tag in _INLINE
    if not is_inline:
        yield None
    if isinstance(element.tag, str) and element.tag not in _NOT_LAID_OUT:  # otherwise a comment
        in_cell = in_cell or element.tag in _CELLS
        whole = element if whole is None and WHOLE in _classes(element) else whole
        if element.text:
            yield Piece(element, None, whole, in_cell)
        for child in element:
            yield from _pieces(child, whole, in_cell=in_cell)
            if child.tail:
                yield Piece(child, element, whole, in_cell)
    if not is_inline:
        yield None


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _put_in_flow(flow: list[Piece]) -> None:
    text = "".join(piece.text for piece in flow)
    passages: list[tuple[range, Bond]] = []
    end = 0
    for _, group in groupby(flow, key=lambda piece: id(piece.whole)):
        pieces = list(group)
        start, end = end, end + sum(len(piece.text) for piece in pieces)
        passages.append((range(start, end), _bond(pieces[0], text[start:end])))
    line_ends = ends(text, passages)
    end = 0
    for piece in flow:
        start, end = end, end + len(piece.text)
        _put_in_piece(piece, range(start, end), text, line_ends)


def _bond(piece: Piece, passage: str) -> Bond:
    """Return what holds a passage together, and take the markup from one that may come apart."""
    if piece.whole is None:
        return Bond.FREE
    letters, classes = thai.width(passage), _classes(piece.whole)
    if piece.in_cell and letters > LONG:  # wider than a column
        bond = Bond.FREE
    elif LOOSE in classes and letters > EIGHTH:
        bond = Bond.LOOSE
    else:
        return Bond.WHOLE
    piece.whole.set("class", " ".join(name for name in classes if name != WHOLE))
    return bond


def _put_in_piece(piece: Piece, place: range, text: str, line_ends: Ends) -> None:
    """Put signs into a text, and markup around what is held together in it."""
    first, last = (bisect_left(line_ends.held, edge, key=_start) for edge in (place.start, place.stop))
    held = line_ends.held[first:last]
    edges = {place.start, place.stop}.union(*((span.start, min(span.stop, place.stop)) for span in held))
    starts = {span.start for span in held}
    before, spans = "", list[Element]()
    for start, end in pairwise(sorted(edges)):
        part = _with_signs(text, start, end, line_ends.places)
        if start in starts:
            spans.append(Element("span", {"class": WHOLE}))
            spans[-1].text, spans[-1].tail = part, ""
        elif spans:
            spans[-1].tail = part
        else:
            before = part
    piece.replace(before, spans)


def _start(span: range) -> int:
    return span.start


def _with_signs(text: str, start: int, end: int, places: Sequence[int]) -> str:
    """Return a part of a text, with a sign before each place after its start, and at its end if that is one.

    A space before markup needs one too: if a text fills its line except for its last space, WeasyPrint would end the
    line far too early.
    """
    inside = places[bisect_right(places, start) : bisect_right(places, end)]
    pieces = [text[first:last] for first, last in pairwise((start, *inside, end))]
    signed = ROOM.join(pieces)
    ends_before_markup = signed.endswith(" ") and not signed.isspace() and end < len(text)
    return signed + ROOM if ends_before_markup else signed
