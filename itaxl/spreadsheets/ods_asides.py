"""Things that lie beside the values of an .ods: comments, text boxes, pictures, links, and what is crossed out."""

import re
from dataclasses import replace

from itaxl.spreadsheets.book import NO_ASIDE, Aside, column_number
from itaxl.spreadsheets.bounds import COMMENT_LENGTH, LAST_COLUMN, LAST_ROW, Bounds
from itaxl.spreadsheets.safe_xml import Attributes
from itaxl.spreadsheets.xlsx_values import printable

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_TABLE, _TEXT, _STYLE = (f"{_ODF}:{name}:1.0" for name in ("table", "text", "style"))
_LINK = "http://www.w3.org/1999/xlink href"
# Elements whose paragraphs a person reads beside the cells, and those that hold others for other reasons.
WORDS = (
    *("annotation", "frame", "g", "custom-shape", "rect", "line", "polyline", "polygon", "path", "circle"),
    *("ellipse", "connector", "caption", "measure", "control"),
)
_END = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_LINE_THROUGH = re.compile(rb"text-line-through-(?:style|type)=\"(?!none\")")
_LINKS_LENGTH = 8000  # characters of all addresses behind one cell, before one more is added
Place = tuple[int, int]
Area = tuple[int, int, int, int]


def crosses_out(styles: bytes) -> bool:
    """Tell whether any style does, in a part that is else not worth reading."""
    return bool(_LINE_THROUGH.search(styles))


class CrossedOut:
    """Styles that cross out, and where they hold now: the spans that are open, the row, the columns."""

    def __init__(self) -> None:
        self.styles: dict[str, bool] = {}
        self.any = False
        self._columns: list[tuple[int, int]] = []
        self._row = ""
        self._spans: list[bool | None] = []

    def __bool__(self) -> bool:
        return self.any

    def inherit(self, name: str, attributes: Attributes) -> None:
        """Begin a style with what the one has that it is made from."""
        parent = attributes.get(f"{_STYLE} parent-style-name", "")
        if parent in self.styles:
            self.styles[name] = self.styles[parent]

    def style(self, name: str, attributes: Attributes) -> None:
        lines = (attributes.get(f"{_STYLE} text-line-through-{which}") for which in ("style", "type"))
        stated = [line for line in lines if line is not None]
        if stated:
            self.styles[name] = any(line != "none" for line in stated)
            self.any = self.any or self.styles[name]

    def sheet(self) -> None:
        self._columns = []

    def columns(self, attributes: Attributes, first: int, last: int) -> None:
        style = attributes.get(f"{_TABLE} default-cell-style-name", "")
        if first <= LAST_COLUMN and self.styles.get(style):
            self._columns.append((first, last))

    def row(self, attributes: Attributes) -> None:
        self._row = attributes.get(f"{_TABLE} default-cell-style-name", "")

    def span(self, attributes: Attributes) -> None:
        outer = self._spans[-1] if self._spans else None
        self._spans.append(self.styles.get(attributes.get(f"{_TEXT} style-name", ""), outer))

    def end_span(self) -> None:
        if self._spans:
            self._spans.pop()

    def cell(self, attributes: Attributes, column: int) -> bool:
        """Tell whether a cell's own font is crossed out."""
        style = attributes.get(f"{_TABLE} style-name") or self._row
        if style:
            return self.styles.get(style, False)
        return any(first <= column <= last for first, last in self._columns)

    def text(self, *, of_cell: bool) -> bool:
        """Tell whether the text that comes now is crossed out."""
        inner = self._spans[-1] if self._spans else None
        return of_cell if inner is None else inner


class Beside:
    """Asides of a sheet, and the words and pictures of the element beside the cells that is open."""

    def __init__(self, sheet: str, bounds: Bounds, files: frozenset[str] = frozenset()) -> None:
        self.asides: dict[Place, Aside] = {}
        self.pictures: list[Area] = []
        self._sheet, self._bounds, self._names = sheet, bounds, files
        self.files = 0  # of other programs, put into the sheet
        self._words: list[str] | None = None
        self._inside = self._picture = self._object = False
        self._corner: Place | None = None

    def add(self, place: Place, **aside: str | bool) -> None:
        if place[0] <= LAST_ROW and place[1] <= LAST_COLUMN:
            self.asides[place] = replace(self.asides.get(place, NO_ASIDE), **aside)  # type: ignore[arg-type]

    def link(self, place: Place, attributes: Attributes) -> None:
        """Keep the target of a link in a cell, each of several in a line of its own."""
        self._bounds.count_aside("links", self._sheet)
        link = printable(attributes.get(_LINK, "")).strip()
        before = self.asides.get(place, NO_ASIDE).link
        if link and len(before) < _LINKS_LENGTH and link not in before.splitlines():
            self.add(place, link="\n".join(filter(None, (before, link))))

    def begin(self, attributes: Attributes) -> None:
        self._words, self._picture, self._object = [], False, False
        end = _END.fullmatch(attributes.get(f"{_TABLE} end-cell-address", "").rpartition(".")[2])
        self._corner = (int(end[2]), column_number(end[1])) if end else None

    def paragraph(self) -> None:
        self._inside = True
        if self._words:
            self._words.append("\n")

    def end_paragraph(self) -> None:
        self._inside = False

    def text(self, text: str) -> None:
        if self._words is not None and self._inside:  # not the author's name, the day, a picture's title
            self._words.append(text)

    def image(self, _attributes: Attributes) -> None:
        self._picture = True

    def object(self, attributes: Attributes) -> None:
        """Note an object: a chart comes with a picture of itself, which is none of the sender's."""
        self._object = True
        if attributes.get(_LINK, "").removeprefix("./").rstrip("/") in self._names:
            self.file()

    def file(self) -> None:
        """Count a file of another program, which comes with a picture of itself too."""
        self._bounds.count_aside("pictures", self._sheet)
        self._object = True
        self.files += 1

    def end(self, place: Place | None) -> None:
        """Keep it by the cell that it is in; one that is on the page alone may lie over any."""
        words = printable("".join(self._words or ())).strip()[:COMMENT_LENGTH]
        picture = self._picture and not self._object
        top, left = place or (1, 1)
        if words or picture:
            self._bounds.count_aside("pictures" if picture else "comments", self._sheet)
        if words:
            before = self.asides.get((top, left), NO_ASIDE).comment
            self.add((top, left), comment="\n".join(filter(None, (before, words)))[:COMMENT_LENGTH])
        if picture and top <= LAST_ROW and left <= LAST_COLUMN:
            bottom, right = self._corner or ((top, left) if place else (LAST_ROW, left))
            self.pictures.append((top, left, max(top, bottom), max(left, right)))
        self._words = None
