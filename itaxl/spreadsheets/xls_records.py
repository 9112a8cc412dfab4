"""Records of an .xls that calamine passes over: links, comments, pictures, and what is crossed out.

What the records mean: [MS-XLS] 2.4, links [MS-OSHARED] 2.3.7. Only of Excel 97 and later. A record that is not as it
should be is left out; the values of the cells come from calamine all the same.
"""

import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from itaxl.spreadsheets.areas import Area, Linked, Position
from itaxl.spreadsheets.book import NO_ASIDE, Aside, Cell
from itaxl.spreadsheets.bounds import COMMENT_LENGTH, LAST_COLUMN, LAST_ROW, SHEETS, Bounds
from itaxl.spreadsheets.xls_fonts import Fonts
from itaxl.spreadsheets.xls_links import address, literal
from itaxl.spreadsheets.xlsx_values import printable

BOF, EOF, SHEET, FONT, STYLE, STRINGS, CONTINUED = 0x809, 0x0A, 0x85, 0x31, 0xE0, 0xFC, 0x3C
_ROW, _COLUMNS, _FLAT, _HIDDEN = 0x208, 0x7D, 0x20, 0x01
_MODE, _LINK, _NOTE, _OBJECT, _DRAWING, _WORDS = 0x0D, 0x1B8, 0x1C, 0x5D, 0xEC, 0x1B6
_FORMULAS = frozenset({0x06, 0x206, 0x406})
_SHARED_TEXT, _NUMBERS = 0xFD, 0xBD
_CELLS = frozenset({0x203, 0x204, 0x205, 0x27E, _SHARED_TEXT}) | _FORMULAS
_EXCEL_97 = 0x600
_ANCHOR = b"\x00\x00\x10\xf0\x12\x00\x00\x00"  # of a drawing over the cells
_PICTURE, _COMMENT = 8, 0x19  # kinds of objects
RECORDS = 2_000_000  # of a workbook; one with all cells that are allowed has a quarter of a million
_FAULTS = (struct.error, IndexError, UnicodeError, OverflowError)


@dataclass
class Around:
    """Things around the values of a sheet; `formulas` are the cells that hold one, with the literal address of a
    link where it is one; `left` the live texts of cells of which a part is crossed out."""

    asides: dict[Position, Aside] = field(default_factory=dict)
    pictures: list[Area] = field(default_factory=list)
    formulas: dict[Position, str] = field(default_factory=dict)
    live: dict[Position, str] = field(default_factory=dict)
    links: list[tuple[Area, str]] = field(default_factory=list)
    stale: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def add(self, place: Position, **aside: str | bool) -> None:
        if place[0] <= LAST_ROW and place[1] <= LAST_COLUMN:
            self.asides[place] = replace(self.asides.get(place, NO_ASIDE), **aside)  # type: ignore[arg-type]

    def place_links(self, sheet: str, cells: Mapping[Position, Cell]) -> None:
        """Put the links to the cells with a value. Raises UnreadableError F113."""
        linked = Linked(sheet, cells)
        for area, link in self.links:
            for place in linked.under(area):
                self.add(place, link=link)


def is_excel_97(stream: bytes) -> bool:
    """Tell whether a workbook's records are of Excel 97 or later; of older ones only the values are read."""
    return len(stream) >= 8 and struct.unpack_from("<HHH", stream)[::2] == (BOF, _EXCEL_97)


def around(stream: bytes, bounds: Bounds) -> list[Around]:
    """Return what lies around the values of each sheet, in their order; nothing of an older Excel.

    Raises UnreadableError F113 where there is too much of it.
    """
    if not is_excel_97(stream):
        return []
    fonts, starts, left = Fonts(), [], _Left()
    for kind, parts in _records(stream, 0, left):
        with suppress(*_FAULTS):
            if kind == SHEET:
                starts.append(struct.unpack_from("<I", parts[0])[0])
            elif kind == FONT:
                fonts.font(parts[0])
            elif kind == STYLE:
                fonts.style(parts[0])
            elif kind == STRINGS:
                fonts.strings(parts)
    return [_Sheet(fonts, bounds).read(stream, start, left) for start in starts[:SHEETS]]


@dataclass
class _Left:
    """Count of the records that may still be looked at; sheets that lie over each other could make many of few."""

    records: int = RECORDS


def _records(stream: bytes, start: int, left: _Left) -> Iterator[tuple[int, list[bytes]]]:
    """Yield the records of one part of the stream, each with those that continue it; charts inside are passed over."""
    depth, kind, parts = 0, 0, [b""]
    while start + 4 <= len(stream) and left.records > 0:
        left.records -= 1
        number, size = struct.unpack_from("<HH", stream, start)
        content = stream[start + 4 : start + 4 + size]
        start += 4 + size
        if number == CONTINUED:
            parts.append(content)
            continue
        if kind and depth == 1:
            yield kind, parts
        kind, parts = number, [content]
        depth += (number == BOF) - (number == EOF)
        if depth <= 0:
            return


class _Sheet:
    def __init__(self, fonts: Fonts, bounds: Bounds) -> None:
        self._fonts, self._bounds = fonts, bounds
        self._found = Around()
        self._anchor: Area | None = None
        self._object = 0
        self._in_a_note = False
        self._words: dict[int, str] = {}
        self._handlers = {
            _NUMBERS: self._numbers,
            _ROW: self._row,
            _COLUMNS: self._columns,
            _MODE: self._mode,
            _LINK: self._link,
            _DRAWING: self._drawing,
            _OBJECT: self._draw,
            _NOTE: self._note,
        }

    def read(self, stream: bytes, start: int, left: _Left) -> Around:
        for kind, parts in _records(stream, start, left):
            with suppress(*_FAULTS):
                self._record(kind, parts)
        return self._found

    def _record(self, kind: int, parts: list[bytes]) -> None:
        if kind in _CELLS:
            self._cell(kind, parts[0])
        elif kind == _WORDS:
            self._say(parts)
        elif kind in self._handlers:
            self._handlers[kind](parts[0])

    def _row(self, content: bytes) -> None:
        row, _, _, height, _, _, flags = struct.unpack_from("<7H", content)
        if row < LAST_ROW and (flags & _FLAT or not height):
            self._found.hidden_rows.add(row + 1)

    def _columns(self, content: bytes) -> None:
        first, last, width, _, flags = struct.unpack_from("<5H", content)
        if flags & _HIDDEN or not width:
            self._found.hidden_columns.update(range(first + 1, min(last + 1, LAST_COLUMN) + 1))

    def _mode(self, content: bytes) -> None:
        self._found.stale = struct.unpack_from("<h", content)[0] == 0

    def _link(self, content: bytes) -> None:
        self._bounds.count_aside("links", "")
        top, bottom, left, right = struct.unpack_from("<4H", content)
        link = printable(address(content))
        if link:
            self._found.links.append(((top + 1, left + 1, bottom + 1, right + 1), link))

    def _note(self, content: bytes) -> None:
        row, column, _, number = struct.unpack_from("<4H", content)
        self._comment((row + 1, column + 1), self._words.get(number, ""))

    def _numbers(self, content: bytes) -> None:
        """Several numbers side by side."""
        row, column = struct.unpack_from("<HH", content)
        for offset in range((len(content) - 6) // 6):
            style = struct.unpack_from("<H", content, 4 + 6 * offset)[0]
            self._cross_out((row + 1, column + 1 + offset), style)

    def _cell(self, kind: int, content: bytes) -> None:
        row, column, style = struct.unpack_from("<3H", content)
        place = row + 1, column + 1
        if kind in _FORMULAS:
            self._found.formulas[place] = literal(content)
        if kind == _SHARED_TEXT:
            live, dead = self._fonts.split(struct.unpack_from("<I", content, 6)[0], style)
            if dead.strip() and live.strip():
                self._found.live[place] = live
                self._found.add(place, left_out=dead)
                return
            if dead.strip():
                self._found.add(place, crossed_out=True)
                return
        self._cross_out(place, style)

    def _cross_out(self, place: Position, style: int) -> None:
        if self._fonts.crosses_out(style):
            self._found.add(place, crossed_out=True)

    def _drawing(self, content: bytes) -> None:
        at = content.rfind(_ANCHOR)
        if at >= 0:
            _, left, _, top, _, right, _, bottom, _ = struct.unpack_from("<9H", content, at + len(_ANCHOR))
            self._anchor = top + 1, left + 1, bottom + 1, right + 1

    def _draw(self, content: bytes) -> None:
        kind, self._object = struct.unpack_from("<HH", content, 4)
        anchor = self._anchor
        if kind == _PICTURE and anchor and anchor[0] <= LAST_ROW and anchor[1] <= LAST_COLUMN:
            self._bounds.count_aside("pictures", "")
            self._found.pictures.append(anchor)
        self._in_a_note = kind == _COMMENT

    def _say(self, parts: list[bytes]) -> None:
        """Read the words of a comment, which a later record places, or of a text box, which lies where it is drawn."""
        left = struct.unpack_from("<H", parts[0], 10)[0]
        words = ""
        for part in parts[1:]:
            if left <= 0 or not part:
                break
            wide = part[0] & 1
            taken = min(left, (len(part) - 1) // (1 + wide))
            words += part[1 : 1 + taken * (1 + wide)].decode("utf-16-le" if wide else "latin-1")
            left -= taken
        self._words[self._object] = words
        if not self._in_a_note and self._anchor:
            self._comment(self._anchor[:2], words)

    def _comment(self, place: Position, words: str) -> None:
        text = printable(words).strip()[:COMMENT_LENGTH]
        if text:
            self._bounds.count_aside("comments", "")
            self._found.add(place, comment=text)
