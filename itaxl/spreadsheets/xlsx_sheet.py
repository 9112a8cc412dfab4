"""Reader of one worksheet of .xlsx, in one pass: only what holds something is kept, and only within the bounds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from itaxl.spreadsheets import safe_xml, xlsx_plain
from itaxl.spreadsheets.book import Aside, Cell, Kind, Sheet, position
from itaxl.spreadsheets.bounds import LAST_COLUMN, LAST_ROW, MERGES, Bounds, beyond, clipped
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.safe_xml import Attributes
from itaxl.spreadsheets.xlsx_strings import RichText, RunReader
from itaxl.spreadsheets.xlsx_styles import GENERAL
from itaxl.spreadsheets.xlsx_values import Result, plain, serial_date, truth, typed, whole

_COLUMN_ELEMENTS = 16_384

_ZERO = re.compile(r"0+(?:\.0*)?")
_ISO_DATE = "yyyy-mm-dd"
_IMAGE = "_XLFN.IMAGE("

_NO_VALUE: Result = (Kind.NO_VALUE, None)


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
    safe_xml.parse(
        xlsx_plain.take_cells(content, reader.plain_cell),
        {
            "row": reader.row,
            "c": reader.cell,
            "v": reader.begin_value,
            "f": reader.begin_formula,
            "is": reader.begin_inline,
            "t": reader.begin_text,
            "rPh": reader.begin_reading,
            "r": reader.runs.begin,
            "rPr": reader.runs.font,
            "strike": reader.runs.strike,
            "hyperlink": reader.hyperlink,
            "col": reader.column,
            "mergeCell": reader.merge,
        },
        {
            "c": reader.end_cell,
            "v": reader.end_value,
            "f": reader.end_formula,
            "t": reader.end_text,
            "rPh": reader.end_reading,
        },
        reader.text,
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
def _place(reference: str) -> tuple[int, int] | None:
    return position(reference.upper())


@lru_cache(maxsize=8192)
def _plain_place(reference: bytes) -> tuple[int, int]:
    """Return row and column of a reference that is surely one, but for row 0. Raises UnreadableError F110."""
    place = position(reference.decode())
    if place is None or place[0] < 1:
        raise UnreadableError("F110")
    return place


def _is_nothing(attributes: Attributes, size: str) -> bool:
    """Tell whether a row has no height, or a column no width: other programs hide them so."""
    return size in attributes and bool(_ZERO.fullmatch(attributes[size]))


class _SheetReader:
    """Handlers of the elements. One that stands where it should not does nothing."""

    def __init__(self, name: str, shared: Shared) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merges: list[tuple[int, int, int, int]] = []
        self.asides: dict[tuple[int, int], Aside] = {}
        self.hyperlinks: list[Hyperlink] = []
        self.runs = RunReader()  # of a text in the cell itself
        self._name = name
        self._shared = shared
        self._may_be_crossed_out = bool(shared.crossed_out or shared.runs)
        self._shared_formulas: dict[str, str] = {}
        self._columns_seen = 0
        self._row = 0
        self._reference, self._offset = "", 0  # the last cell with a reference, and cells since then
        self._text: list[str] | None = None  # what is being gathered
        self._reading = False
        self._attributes: Attributes = {}
        self._formula_attributes: Attributes = {}
        self._forget()

    def _forget(self) -> None:
        self._value: str | None = None
        self._inline: list[str] | None = None
        self._formula: str | None = None

    # --- rows, columns, merges

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

    # --- the parts of a cell

    def cell(self, attributes: Attributes) -> None:
        self._attributes = attributes
        reference = attributes.get("r")
        if reference:
            self._reference, self._offset = reference, 0
        else:
            self._offset += 1

    def begin_value(self, _attributes: Attributes) -> None:
        self._text = []

    def end_value(self) -> None:
        self._value = self._gathered()

    def begin_formula(self, attributes: Attributes) -> None:
        self._formula_attributes = attributes
        self._text = []

    def end_formula(self) -> None:
        self._formula = self._gathered()

    def begin_inline(self, _attributes: Attributes) -> None:
        self._inline = []
        self.runs.reset()

    def begin_text(self, _attributes: Attributes) -> None:
        if self._inline is not None and not self._reading:
            self._text = []

    def end_text(self) -> None:
        text = self._gathered()
        if self._inline is not None and not self._reading:
            self._inline.append(text)
            self.runs.add(text)

    def begin_reading(self, _attributes: Attributes) -> None:
        self._reading = True

    def end_reading(self) -> None:
        self._reading = False

    def text(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _gathered(self) -> str:
        gathered, self._text = "".join(self._text or ()), None
        return gathered

    # --- the cell as a whole

    def plain_cell(self, reference: bytes, style: bytes, kind: str, raw: str) -> None:
        """Take a cell with a value and no formula, which does not come from the parser."""
        result = self._typed(kind, raw)
        if result is None or (result[1] == "" and result[0] is Kind.TEXT):
            return
        place = _plain_place(reference)
        self._shared.bounds.count(self._name, *place, result[1])
        number = style.decode()
        if self._may_be_crossed_out:
            rich = self._shared.runs.get(whole(raw.strip())) if kind == "s" else None
            result = self._crossed_out(place, result, rich, number)
        self.cells[place] = Cell(*result, self._shared.formats.get(number, GENERAL))

    def end_cell(self) -> None:
        if self._value is not None or self._formula is not None or self._inline is not None:
            result = self._result()
            if result is not None:
                self._keep(*result)
            self._forget()

    def _result(self) -> Result | None:
        kind = self._attributes.get("t", "n")
        raw = self._value
        if kind == "inlineStr" and self._inline is not None:
            raw = "".join(self._inline)
        result = None if raw is None else self._typed(kind, raw)
        return _NO_VALUE if result is None and self._formula is not None else result

    def _typed(self, kind: str, raw: str) -> Result | None:
        """Return the typed value; None for what is blank, though it is there."""
        if kind not in {"str", "inlineStr"} and not raw.strip():
            return None
        if kind == "s":
            return Kind.TEXT, self._shared_string(raw.strip())
        if kind == "d":
            return self._date(raw.strip())
        return typed(kind, raw)

    def _shared_string(self, raw: str) -> str:
        try:
            return self._shared.strings[whole(raw)]
        except IndexError:
            raise UnreadableError("F110") from None

    def _date(self, raw: str) -> Result:
        serial = serial_date(raw, self._shared.date_1904)
        return (Kind.TEXT, plain(raw)) if serial is None else (Kind.NUMBER, serial)

    def _keep(self, kind: Kind, value: str | float | bool | None) -> None:
        formula = self._formula is not None
        blank = value == "" and kind == Kind.TEXT
        if blank and not formula:
            return
        row, column = self._position()
        if blank and (row > LAST_ROW or column > LAST_COLUMN):  # a formula that shows nothing is no value
            return
        text = self._formula_text() if formula else ""
        self._shared.bounds.count(self._name, row, column, value, text)
        if self._shows_picture(kind, text):
            self.asides[row, column] = Aside(picture=True)
        rich = self._rich_text()
        if rich or self._may_be_crossed_out:
            kind, value = self._crossed_out(
                (row, column), (kind, value), rich, self._attributes.get("s", "0")
            )
        self.cells[row, column] = Cell(kind, value, self._number_format(kind), formula, text)

    def _rich_text(self) -> RichText | None:
        """Return a text of several fonts, which is shared, or in the cell itself."""
        kind = self._attributes.get("t", "n")
        if kind == "s" and self._value is not None:
            return self._shared.runs.get(whole(self._value.strip()))
        rich = kind == "inlineStr" and self._inline is not None and self.runs.rich
        return RichText(tuple(self.runs.gathered)) if rich else None

    def _crossed_out(
        self, place: tuple[int, int], result: Result, rich: RichText | None, style: str
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

    def _shows_picture(self, kind: Kind, formula: str) -> bool:
        """Tell whether an error stands for a picture, which only new programs know in a cell."""
        if kind is not Kind.ERROR:
            return False
        in_cell = self._shared.cell_pictures and "vm" in self._attributes
        return in_cell or formula.upper().startswith(_IMAGE)

    def _position(self) -> tuple[int, int]:
        """Row and column from 1; a cell without reference stands right of the one before."""
        if not self._reference:
            place: tuple[int, int] | None = (self._row, self._offset)
        else:
            place = _place(self._reference)
        if place is None or place[0] < 1:
            raise UnreadableError("F110")
        return (place[0], place[1] + self._offset) if self._reference else place

    def _formula_text(self) -> str:
        """Return the formula. One that several cells share is written in the first only; all of them get its text."""
        text = self._formula or ""
        if self._formula_attributes.get("t") == "shared":
            index = self._formula_attributes.get("si", "")
            if text:
                self._shared_formulas[index] = text
            return self._shared_formulas.get(index, "")
        return text

    def _number_format(self, kind: Kind) -> str:
        code = self._shared.formats.get(self._attributes.get("s", ""), GENERAL)
        date = kind is Kind.NUMBER and self._attributes.get("t") == "d"
        return _ISO_DATE if date and code == GENERAL else code
