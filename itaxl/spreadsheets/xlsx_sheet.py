"""Reader of one worksheet of .xlsx, in one pass: only what holds something is kept, and only within the bounds."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from itaxl.spreadsheets import safe_xml, xlsx_plain
from itaxl.spreadsheets.areas import Position
from itaxl.spreadsheets.book import Aside, Cell, Kind, Sheet, position
from itaxl.spreadsheets.bounds import LAST_COLUMN, LAST_ROW, MERGES, Bounds, beyond, clipped
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.safe_xml import Attributes, text_of
from itaxl.spreadsheets.xlsx_plain import PlainCell, meant
from itaxl.spreadsheets.xlsx_strings import RichText, rich_text
from itaxl.spreadsheets.xlsx_styles import GENERAL
from itaxl.spreadsheets.xlsx_values import Result, plain, serial_date, truth, typed, whole

_COLUMN_ELEMENTS = 16_384
_ZERO = re.compile(r"0+(?:\.0*)?")
_ISO_DATE = "yyyy-mm-dd"
_IMAGE = "_XLFN.IMAGE("
_NO_VALUE: Result = (Kind.NO_VALUE, None)
_BLANK: Result = (Kind.TEXT, "")


@dataclass
class Shared:
    """Things that the sheets of a workbook share, with what they have used up together.

    `strings` by index, `runs` of those that have several fonts; `formats` by the number of the style as cells write it
    ("12"), `crossed_out` the styles whose font is. `cell_pictures`: there are pictures that lie in cells.
    """

    strings: Sequence[str] = ()
    formats: Mapping[str, str] = field(default_factory=dict)
    date_1904: bool = False
    bounds: Bounds = field(default_factory=Bounds)
    crossed_out: frozenset[str] = frozenset()
    runs: Mapping[int, RichText] = field(default_factory=dict)
    cell_pictures: bool = False


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """Link as the sheet writes it: cells, id of the relation that has the address, place inside of it."""

    cells: str
    relation: str
    location: str


def read_sheet(content: bytes, name: str, hidden: bool, shared: Shared) -> tuple[Sheet, list[Hyperlink]]:
    """Return cells, hidden rows and columns, and merges, the last three cut off at the bounds; and the links.

    Raises UnreadableError: F110 broken, F112 with a DTD, F113 (values: `which`, `limit`, `sheet`, `cell`)
    where a cell with a value stands beyond the bounds or there are too many.
    """
    reader = _SheetReader(name, shared)
    safe_xml.gather(
        xlsx_plain.take_cells(content, reader.plain_cells),
        {"c": reader.cell},
        {
            "row": reader.row,
            "hyperlink": reader.hyperlink,
            "col": reader.column,
            "mergeCell": reader.merge,
        },
    )
    sheet = Sheet(
        name,
        reader.cells,
        hidden,
        frozenset(reader.hidden_rows),
        frozenset(reader.hidden_columns),
        tuple(reader.merges),
        reader.asides,
    )
    return sheet, reader.hyperlinks


@lru_cache(maxsize=8192)  # the sheets of all workbooks use much the same cells
def _place(reference: str) -> Position:
    """Return row and column of a reference. Raises UnreadableError F110 for what is none."""
    place = position(reference.upper())
    if place is None or place[0] < 1:
        raise UnreadableError("F110")
    return place


def _is_nothing(attributes: Attributes, size: str) -> bool:
    """Tell whether a row has no height, or a column no width: other programs hide them so."""
    return size in attributes and bool(_ZERO.fullmatch(attributes[size]))


class _SheetReader:
    """Handlers of the elements. One that stands where it should not does nothing."""

    def __init__(self, name: str, shared: Shared) -> None:
        self.cells: dict[Position, Cell] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merges: list[tuple[int, int, int, int]] = []
        self.asides: dict[Position, Aside] = {}
        self.hyperlinks: list[Hyperlink] = []
        self._name = name
        self._shared = shared
        self._may_be_crossed_out = bool(shared.crossed_out or shared.runs)
        self._shared_formulas: dict[str, str] = {}
        self._columns_seen = 0
        self._row = 0
        self._reference, self._offset = "", 0  # the last cell with a reference, and cells since then

    # --- rows, columns, merges, links

    def row(self, attributes: Attributes) -> None:
        stated = attributes.get("r")
        self._row = self._row + 1 if stated is None else whole(stated)
        self._reference, self._offset = "", 0
        hidden = ("hidden" in attributes and truth(attributes["hidden"])) or _is_nothing(attributes, "ht")
        if hidden and self._row <= LAST_ROW:
            self.hidden_rows.add(self._row)

    def column(self, attributes: Attributes) -> None:
        self._columns_seen += 1
        hidden = truth(attributes.get("hidden", "")) or _is_nothing(attributes, "width")
        if self._columns_seen <= _COLUMN_ELEMENTS and hidden:
            first, last = whole(attributes.get("min", "")), whole(attributes.get("max", ""))
            self.hidden_columns.update(range(max(first, 1), min(last, LAST_COLUMN) + 1))

    def merge(self, attributes: Attributes) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        start, end = position(first), position(last)
        if start is None or end is None:
            return
        merge = clipped(*start, *end)
        if merge is None:
            return
        if len(self.merges) == MERGES:
            raise beyond("merges", f"{MERGES:,}", self._name)
        self.merges.append(merge)

    def hyperlink(self, attributes: Attributes) -> None:
        self._shared.bounds.count_aside("links", self._name)
        relation = next((attributes[key] for key in safe_xml.RELATIONSHIP_ID if key in attributes), "")
        location = plain(attributes.get("location", ""))
        self.hyperlinks.append(Hyperlink(attributes.get("ref", ""), relation, location))

    # --- cells

    def plain_cells(self, cells: Iterable[PlainCell]) -> None:
        """Take cells with a value and no formula, which do not come from the parser."""
        formats, count = self._shared.formats, self._shared.bounds.count
        for reference, style, index, kind, value, inline in cells:
            if index:
                result: Result | None = Kind.TEXT, self._string(int(index))
            elif inline:
                result = Kind.TEXT, plain(meant(inline))
            else:
                result = self._typed(kind or "n", meant(value or ""))
            if result is None or result[1] == "":
                continue
            place = _place(reference)
            count(self._name, *place, result[1])
            if self._may_be_crossed_out:
                rich = self._shared.runs.get(int(index)) if index else None
                result = self._without_crossed_out(place, result, rich, style)
            self.cells[place] = Cell(*result, formats.get(style or "", GENERAL))

    def cell(self, cell: Element) -> None:
        """Take any other cell; one without a reference stands right of the one before."""
        reference = cell.get("r")
        if reference:
            self._reference, self._offset = reference, 0
        else:
            self._offset += 1
        if not len(cell):
            return
        value, inline, formula = cell.find("v"), cell.find("is"), cell.find("f")
        kind, rich = cell.get("t", "n"), None
        raw = None if value is None else text_of(value)
        if kind == "inlineStr" and inline is not None:
            raw, rich = rich_text(inline)
        result = None if raw is None else self._typed(kind, raw)
        if kind == "s" and result and raw:
            rich = self._shared.runs.get(int(raw))
        if formula is not None:
            self._keep(cell, result or _NO_VALUE, rich, formula)
        elif result is not None and result != _BLANK:
            self._keep(cell, result, rich, None)

    def _keep(self, cell: Element, result: Result, rich: RichText | None, formula: Element | None) -> None:
        row, column = place = self._position()
        if result == _BLANK and (row > LAST_ROW or column > LAST_COLUMN):
            return  # a formula that shows nothing is no value
        text = "" if formula is None else self._formula_text(formula)
        self._shared.bounds.count(self._name, row, column, result[1], text)
        if result[0] is Kind.ERROR and self._shows_picture(cell, text):
            self.asides[place] = Aside(picture=True)
        style = cell.get("s", "")
        if rich or self._may_be_crossed_out:
            result = self._without_crossed_out(place, result, rich, style)
        code = self._shared.formats.get(style, GENERAL)
        if code == GENERAL and result[0] is Kind.NUMBER and cell.get("t") == "d":
            code = _ISO_DATE
        self.cells[place] = Cell(*result, code, formula is not None, text)

    def _position(self) -> Position:
        if not self._reference:
            place = (self._row, self._offset)
            if not self._row:
                raise UnreadableError("F110")
            return place
        row, column = _place(self._reference)
        return row, column + self._offset

    def _typed(self, kind: str, raw: str) -> Result | None:
        """Return the typed value; None for what is blank, though it is there."""
        if kind in {"str", "inlineStr"}:
            return Kind.TEXT, plain(raw)
        if not raw.strip():
            return None
        if kind == "s":
            return Kind.TEXT, self._string(whole(raw.strip()))
        if kind == "d":
            serial = serial_date(raw.strip(), self._shared.date_1904)
            return (Kind.TEXT, plain(raw)) if serial is None else (Kind.NUMBER, serial)
        return typed(kind, raw)

    def _string(self, index: int) -> str:
        try:
            return self._shared.strings[index]
        except IndexError:
            raise UnreadableError("F110") from None

    def _without_crossed_out(
        self, place: Position, result: Result, rich: RichText | None, style: str | None
    ) -> Result:
        """Return the value without what is crossed out; where nothing else is there, all of it."""
        all_of_it = (style or "0") in self._shared.crossed_out
        live, dead = rich.split(crossed_out=all_of_it) if rich else (str(result[1]), "")
        if dead.strip() and live.strip():
            self.asides[place] = Aside(left_out=dead)
            return Kind.TEXT, live
        if dead.strip() or (all_of_it and not rich and result[1] not in ("", None)):
            self.asides[place] = Aside(crossed_out=True)
        return result

    def _shows_picture(self, cell: Element, formula: str) -> bool:
        """Tell whether an error stands for a picture, which only new programs know in a cell."""
        return (self._shared.cell_pictures and "vm" in cell.attrib) or formula.upper().startswith(_IMAGE)

    def _formula_text(self, formula: Element) -> str:
        """Return the formula. One that several cells share is written in the first only; all of them get its text."""
        text = text_of(formula)
        if formula.get("t") != "shared":
            return text
        if text:
            self._shared_formulas[formula.get("si", "")] = text
        return self._shared_formulas.get(formula.get("si", ""), "")
