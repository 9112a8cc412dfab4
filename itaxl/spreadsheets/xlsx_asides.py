"""Things that lie beside the cells of a sheet in .xlsx: addresses of links, comments, pictures, text boxes.

A part is opened only where the sheet names it. Nothing that a link points to is fetched, no picture is looked at.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from itaxl.spreadsheets import safe_xml
from itaxl.spreadsheets.areas import Area, Linked, Position
from itaxl.spreadsheets.book import NO_ASIDE, Sheet, position
from itaxl.spreadsheets.bounds import COMMENT_LENGTH, LAST_COLUMN, LAST_ROW, Bounds
from itaxl.spreadsheets.package import Package
from itaxl.spreadsheets.safe_xml import Attributes
from itaxl.spreadsheets.xlsx_relations import Relation, relations
from itaxl.spreadsheets.xlsx_sheet import Hyperlink
from itaxl.spreadsheets.xlsx_values import is_whole, plain

_OBJECTS = ("oleObject", "package")  # files of other programs, put into a sheet
_THREADS = ("http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments",)
_DRAWINGS = (
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
    "http://purl.oclc.org/ooxml/drawingml/main",
)


def with_asides(
    sheet: Sheet, hyperlinks: Iterable[Hyperlink], package: Package, part: str, bounds: Bounds
) -> Sheet:
    """Return a sheet with what lies beside its cells. Raises UnreadableError: F110, F111, F112, F113."""
    named = relations(package, part)
    asides = dict(sheet.asides)
    for place, link in _links(hyperlinks, named, sheet):
        asides[place] = replace(asides.get(place, NO_ASIDE), link=link)
    comments, pictures = _beside(named, package, sheet.name, bounds)
    for place, comment in comments.items():
        asides[place] = replace(asides.get(place, NO_ASIDE), comment=comment[:COMMENT_LENGTH])
    objects = sum(relation.type in _OBJECTS for relation in named.values())
    if not (asides or pictures or objects):
        return sheet
    return replace(sheet, asides=asides, pictures=pictures, objects=objects)


def _links(
    hyperlinks: Iterable[Hyperlink], named: Mapping[str, Relation], sheet: Sheet
) -> Iterator[tuple[Position, str]]:
    """Yield the cells with a value that are links, and their targets; Excel keeps the fragment of one apart."""
    linked = Linked(sheet.name, sheet.cells)
    for hyperlink in hyperlinks:
        relation = named.get(hyperlink.relation)
        target = plain(relation.target) if relation and relation.external else ""
        link = f"{target}#{hyperlink.location}" if hyperlink.location else target
        first, _, last = hyperlink.cells.upper().partition(":")
        start, end = position(first), position(last or first)
        if start is None or end is None or not link:
            continue
        for place in linked.under((*start, *end)):
            yield place, link


def _beside(
    named: Mapping[str, Relation], package: Package, sheet: str, bounds: Bounds
) -> tuple[dict[Position, str], tuple[Area, ...]]:
    """Return the comments by their cells, those in threads instead of what stands in their place, and the pictures."""
    comments: dict[Position, str] = {}
    texts: dict[Position, str] = {}
    pictures: list[Area] = []
    for kind in ("comments", "threadedComment", "drawing"):
        for relation in named.values():
            content = None
            if relation.type == kind and not relation.external:
                content = package.read_xml(relation.target)
            if content is None:
                continue
            if kind == "drawing":
                drawing = _Drawing(sheet, bounds)
                drawing.read(content)
                pictures += drawing.pictures
                texts |= drawing.texts
            else:
                comments |= _Comments(sheet, bounds).read(content, thread=kind != "comments")
    for place, text in texts.items():
        comments[place] = "\n".join(filter(None, (comments.get(place), text)))
    return comments, tuple(pictures)


class _Comments:
    """Handlers for the comments of a sheet; several in one cell stand one below the other."""

    def __init__(self, sheet: str, bounds: Bounds) -> None:
        self._sheet, self._bounds = sheet, bounds
        self._found: dict[Position, list[str]] = {}
        self._place: Position | None = None
        self._inside = False

    def read(self, content: bytes, *, thread: bool) -> dict[Position, str]:
        comment, text = ("threadedComment", "text") if thread else ("comment", "t")
        safe_xml.parse(
            content,
            {comment: self._comment, text: self._begin},
            {text: self._end},
            self._text,
            _THREADS if thread else safe_xml.MAIN,
        )
        texts = {place: plain("".join(parts)).strip() for place, parts in self._found.items()}
        return {place: text for place, text in texts.items() if text}

    def _comment(self, attributes: Attributes) -> None:
        self._bounds.count_aside("comments", self._sheet)
        self._place = position(attributes.get("ref", "").upper())
        if self._place in self._found:
            self._found[self._place].append("\n")

    def _begin(self, _attributes: Attributes) -> None:
        self._inside = True

    def _end(self) -> None:
        self._inside = False

    def _text(self, text: str) -> None:
        if self._inside and self._place:
            self._found.setdefault(self._place, []).append(text)


class _Drawing:
    """Handlers for what is drawn over a sheet: pictures by the cells under them, texts by the first of these."""

    def __init__(self, sheet: str, bounds: Bounds) -> None:
        self.pictures: list[Area] = []
        self.texts: dict[Position, str] = {}
        self._sheet, self._bounds = sheet, bounds
        self._corners: dict[str, int] = {}
        self._corner = ""
        self._number: list[str] | None = None
        self._words: list[str] | None = None
        self._all_words: list[str] = []
        self._picture = False

    def read(self, content: bytes) -> None:
        anchors = ("twoCellAnchor", "oneCellAnchor")
        safe_xml.parse(
            content,
            {
                **dict.fromkeys(anchors, self._anchor),
                "from": lambda _: self._enter("from"),
                "to": lambda _: self._enter("to"),
                "row": self._begin_number,
                "col": self._begin_number,
                "pic": self._pic,
                "p": lambda _: self._all_words.append("\n") if self._all_words else None,
                "t": self._begin_words,
            },
            {
                **dict.fromkeys(anchors, self._end_anchor),
                "from": lambda: self._enter(""),
                "to": lambda: self._enter(""),
                "row": lambda: self._end_number("row"),
                "col": lambda: self._end_number("column"),
                "t": self._end_words,
            },
            self._text,
            _DRAWINGS,
        )

    def _anchor(self, _attributes: Attributes) -> None:
        self._corners, self._all_words, self._picture = {}, [], False

    def _enter(self, corner: str) -> None:
        self._corner = corner

    def _begin_number(self, _attributes: Attributes) -> None:
        self._number = [] if self._corner else None

    def _end_number(self, which: str) -> None:
        raw = "".join(self._number or ()).strip()
        if self._corner and is_whole(raw):
            self._corners[f"{self._corner} {which}"] = int(raw) + 1
        self._number = None

    def _pic(self, _attributes: Attributes) -> None:
        self._picture = True

    def _begin_words(self, _attributes: Attributes) -> None:
        self._words = []

    def _end_words(self) -> None:
        self._all_words += self._words or ()
        self._words = None

    def _text(self, text: str) -> None:
        if self._number is not None:
            self._number.append(text)
        elif self._words is not None:
            self._words.append(text)

    def _end_anchor(self) -> None:
        top, left = self._corners.get("from row", 1), self._corners.get("from column", 1)
        bottom, right = self._corners.get("to row", top), self._corners.get("to column", left)
        words = plain("".join(self._all_words)).strip()
        if top > LAST_ROW or left > LAST_COLUMN or not (words or self._picture):
            return
        self._bounds.count_aside("pictures", self._sheet)
        if words:
            before = self.texts.get((top, left), "")
            self.texts[top, left] = "\n".join(filter(None, (before, words)))[:COMMENT_LENGTH]
        if self._picture:
            self.pictures.append((top, left, max(top, bottom), max(left, right)))
