"""Things that lie beside the values of an .ods: comments, text boxes, pictures, links."""

import re
from dataclasses import replace

from itaxl.spreadsheets.book import NO_ASIDE, Aside, column_number
from itaxl.spreadsheets.bounds import COMMENT_LENGTH, LAST_COLUMN, LAST_ROW, Bounds
from itaxl.spreadsheets.safe_xml import Attributes
from itaxl.spreadsheets.xlsx_values import printable

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_TABLE = f"{_ODF}:table:1.0"
_LINK = "http://www.w3.org/1999/xlink href"
# Elements whose paragraphs a person reads beside the cells, and those that hold others for other reasons.
WORDS = (
    *("annotation", "frame", "g", "custom-shape", "rect", "line", "polyline", "polygon", "path", "circle"),
    *("ellipse", "connector", "caption", "measure", "control"),
)
_END = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_LINKS_LENGTH = 8000  # characters of all addresses behind one cell, before one more is added
Place = tuple[int, int]
Area = tuple[int, int, int, int]


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
