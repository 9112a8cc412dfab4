"""Facts about the sheets of an .xls that calamine hides or passes over.

Number formats, errors, and cells that are too far out; of Excel 97 and later links, comments, pictures, hidden rows
and columns, and what is crossed out too. What the records mean: [MS-XLS] 2.4, links [MS-OSHARED] 2.3.7. A record that
is not as it should be is left out; the values of the cells come from calamine all the same.
"""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from itaxl.spreadsheets.areas import Area, Linked, Position
from itaxl.spreadsheets.book import NO_ASIDE, Aside, Cell, address
from itaxl.spreadsheets.bounds import COMMENT_LENGTH, LAST_COLUMN, LAST_ROW, Bounds, beyond
from itaxl.spreadsheets.xls_links import literal, target
from itaxl.spreadsheets.xls_records import SHEET, Workbook, is_excel_97, records
from itaxl.spreadsheets.xlsx_styles import GENERAL
from itaxl.spreadsheets.xlsx_values import printable

_ROW, _COLUMNS, _FLAT, _HIDDEN = 0x208, 0x7D, 0x20, 0x01
_MODE, _LINK, _NOTE, _OBJECT, _DRAWING, _WORDS = 0x0D, 0x1B8, 0x1C, 0x5D, 0xEC, 0x1B6
_FORMULAS = frozenset({0x06, 0x206, 0x406})
_SHARED_TEXT, _NUMBERS, _BOOLEAN_OR_ERROR = 0xFD, 0xBD, 0x205
_CELLS = frozenset({0x203, 0x204, 0x27E, 0xD6, _SHARED_TEXT, _BOOLEAN_OR_ERROR}) | _FORMULAS
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_NO_NUMBER, _TEXT_RESULT, _ERROR_RESULT = b"\xff\xff", (0, 3), 2
_AREA = 4_000_000  # cells, blank ones too, up to the farthest one; calamine makes room for all of them
_ANCHOR = b"\x00\x00\x10\xf0\x12\x00\x00\x00"  # of a drawing over the cells
_PICTURE, _COMMENT = 8, 0x19  # kinds of objects
_FAULTS = (struct.error, IndexError, UnicodeError, OverflowError)


@dataclass
class Around:
    """Things around the values of a sheet, whose `errors` come as blank cells.

    `formats` of cells whose number has one; `formulas` are the cells that hold one, with the literal address of a link
    where it is one; `live` the texts of cells of which a part is crossed out.
    """

    formats: dict[Position, str] = field(default_factory=dict)
    errors: dict[Position, str] = field(default_factory=dict)
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


def around(stream: bytes, bounds: Bounds) -> dict[str, Around]:
    """Return what lies around the values of each sheet, by its name.

    Raises UnreadableError F113 where there is too much of it, or a cell stands too far out.
    """
    workbook, cells = Workbook(is_excel_97(stream)), Bounds()
    sheets: dict[int, _Sheet] = {}  # by where they begin
    for start, kind, parts in records(stream):
        try:  # suppress() takes longer than most records
            if start in sheets:
                sheets[start].record(kind, parts)
            elif start == 0 and kind == SHEET:
                begin = struct.unpack_from("<I", parts[0])[0]
                sheets[begin] = _Sheet(workbook.text(parts[0][6:], 1), workbook, cells, bounds)
            elif start == 0:
                workbook.record(kind, parts)
        except _FAULTS:
            continue
    return {sheet.name: sheet.around for sheet in sheets.values()}


class _Sheet:
    """Handlers of the records of one sheet; `cells` counts its values, `bounds` what lies beside them."""

    def __init__(self, name: str, workbook: Workbook, cells: Bounds, bounds: Bounds) -> None:
        self.name, self.around = name, Around()
        self._workbook, self._cells, self._bounds = workbook, cells, bounds
        self._anchor: Area | None = None
        self._object = 0
        self._in_a_note = False
        self._words: dict[int, str] = {}
        self._handlers: Mapping[int, Callable[[bytes], None]] = {
            _ROW: self._row,
            _COLUMNS: self._columns,
            _MODE: self._mode,
            _LINK: self._link,
            _DRAWING: self._drawing,
            _OBJECT: self._draw,
            _NOTE: self._note,
        }

    def record(self, kind: int, parts: list[bytes]) -> None:
        if kind in _CELLS:
            self._cell(kind, parts[0])
        elif kind == _NUMBERS:
            self._numbers(parts[0])
        elif not self._workbook.excel_97:
            return
        elif kind == _WORDS:
            self._say(parts)
        elif kind in self._handlers:
            self._handlers[kind](parts[0])

    # --- cells

    def _numbers(self, content: bytes) -> None:
        """Several numbers side by side."""
        row, column = struct.unpack_from("<HH", content)
        for offset in range((len(content) - 6) // 6):
            place = row + 1, column + 1 + offset
            style = struct.unpack_from("<H", content, 4 + 6 * offset)[0]
            self._count(place)
            self._look(place, style)

    def _cell(self, kind: int, content: bytes) -> None:
        row, column, style = struct.unpack_from("<3H", content)
        place = row + 1, column + 1
        error, is_value = "", True
        if kind == _BOOLEAN_OR_ERROR and content[7]:
            error = _ERRORS.get(content[6], "")
        elif kind in _FORMULAS and content[12:14] == _NO_NUMBER:
            is_value = content[6] not in _TEXT_RESULT
            error = _ERRORS.get(content[8], "") if content[6] == _ERROR_RESULT else ""
        self._count(place, is_value=is_value)
        if error:
            self.around.errors[place] = error
        if kind in _FORMULAS and self._workbook.excel_97:
            self.around.formulas[place] = literal(content)
        if kind == _SHARED_TEXT and self._split(place, struct.unpack_from("<I", content, 6)[0], style):
            return
        self._look(place, style)

    def _count(self, place: Position, *, is_value: bool = True) -> None:
        row, column = place
        if is_value:
            self._cells.count(self.name, row, column, None)
        elif row * column > _AREA:
            which = "rows" if row > LAST_ROW else "columns"
            raise beyond(which, address(LAST_ROW, LAST_COLUMN), self.name, address(row, column))

    def _look(self, place: Position, style: int) -> None:
        code = self._workbook.format_of(style)
        if code != GENERAL:
            self.around.formats[place] = code
        if self._workbook.fonts.crosses_out(style):
            self.around.add(place, crossed_out=True)

    def _split(self, place: Position, text: int, style: int) -> bool:
        """Tell whether parts of a shared text are crossed out."""
        live, dead = self._workbook.fonts.split(text, style)
        if not dead.strip():
            return False
        if live.strip():
            self.around.live[place] = live
            self.around.add(place, left_out=dead)
        else:
            self.around.add(place, crossed_out=True)
        return True

    # --- what lies beside them

    def _row(self, content: bytes) -> None:
        row, _, _, height, _, _, flags = struct.unpack_from("<7H", content)
        if row < LAST_ROW and (flags & _FLAT or not height):
            self.around.hidden_rows.add(row + 1)

    def _columns(self, content: bytes) -> None:
        first, last, width, _, flags = struct.unpack_from("<5H", content)
        if flags & _HIDDEN or not width:
            self.around.hidden_columns.update(range(first + 1, min(last + 1, LAST_COLUMN) + 1))

    def _mode(self, content: bytes) -> None:
        self.around.stale = struct.unpack_from("<h", content)[0] == 0

    def _link(self, content: bytes) -> None:
        self._bounds.count_aside("links", "")
        top, bottom, left, right = struct.unpack_from("<4H", content)
        link = printable(target(content))
        if link:
            self.around.links.append(((top + 1, left + 1, bottom + 1, right + 1), link))

    def _note(self, content: bytes) -> None:
        row, column, _, number = struct.unpack_from("<4H", content)
        self._comment((row + 1, column + 1), self._words.get(number, ""))

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
            self.around.pictures.append(anchor)
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
            self.around.add(place, comment=text)
