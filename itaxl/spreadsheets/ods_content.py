"""Reader of an .ods file's `content.xml`. Repeated rows and columns stay one until they hold a value."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from msgspec import structs

from itaxl.spreadsheets import safe_xml
from itaxl.spreadsheets.book import NO_ASIDE, Cell, Kind, Sheet
from itaxl.spreadsheets.bounds import (
    LAST_COLUMN,
    LAST_ROW,
    MERGES,
    NAME_LENGTH,
    TEXT_LENGTH,
    Bounds,
    beyond,
    clipped,
)
from itaxl.spreadsheets.ods_asides import WORDS, Beside, CrossedOut, crosses_out
from itaxl.spreadsheets.ods_styles import percent_styles
from itaxl.spreadsheets.ods_values import result_of
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.safe_xml import Attributes
from itaxl.spreadsheets.xlsx_styles import GENERAL
from itaxl.spreadsheets.xlsx_values import printable

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, META = f"{_ODF}:office:1.0", f"{_ODF}:meta:1.0"
DC = "http://purl.org/dc/elements/1.1/"
_TABLE, _TEXT, _STYLE, _DRAW = (f"{_ODF}:{name}:1.0" for name in ("table", "text", "style", "drawing"))

_ROWS_SPANNED, _COLUMNS_SPANNED, _ROWS_REPEATED, _COLUMNS_REPEATED = (
    f"{_TABLE} number-{which}"
    for which in ("rows-spanned", "columns-spanned", "rows-repeated", "columns-repeated")
)
_DEFAULT_STYLE = f"{_TABLE} default-cell-style-name"
_FORMATS = {"percentage": "0.00%", "date": "yyyy-mm-dd", "time": "h:mm:ss"}
# Elements inside a cell or a sheet that hold text or tables of their own and no words for a reader.
_ASIDE = ("shapes", "dde-links", "tracked-changes", "forms", "ruby-text", "note")
_WHITE = re.compile(r"[\t\r\n]+")  # of the file's own layout: tabs and line ends of the text are elements
_ZERO = re.compile(r"0+(?:\.0*)?(?:[a-z]{2})?")
_FORMULA_PREFIX = re.compile(r"[a-z]+:=?|=")


def read_sheets(content: bytes, styles: bytes = b"", files: Collection[str] = ()) -> tuple[Sheet, ...]:
    """Read the sheets of `content.xml`; `styles` are those with names, of `styles.xml`; `files` the objects that
    are no charts.

    Raises UnreadableError: F110 broken, F111 and F113 beyond the limits, F112 with a DTD.
    """
    reader = _Content(percent_styles(styles, content), frozenset(files))
    if crosses_out(styles):
        named = {"style": reader.style, "text-properties": reader.text_properties}
        safe_xml.parse(styles, named, namespaces=(_STYLE,))
    safe_xml.parse(
        content,
        {
            "style": reader.style,
            "table-properties": reader.table_properties,
            "table-row-properties": reader.flat,
            "table-column-properties": reader.flat,
            "text-properties": reader.text_properties,
            "table": reader.table,
            "table-column": reader.column,
            "table-row": reader.row,
            "table-cell": reader.cell,
            "covered-table-cell": reader.cell,
            "p": reader.paragraph,
            "s": reader.spaces,
            "tab": lambda _: reader.add("\t"),
            "line-break": lambda _: reader.add("\n"),
            "a": reader.link,
            "span": reader.crossed_out.span,
            "image": reader.image,
            "object": reader.object,
            "object-ole": reader.file,
            **dict.fromkeys(_ASIDE, reader.aside),
            **dict.fromkeys(WORDS, reader.words),
        },
        {
            "table": reader.end_table,
            "table-row": reader.end_row,
            "table-cell": reader.end_cell,
            "covered-table-cell": reader.end_cell,
            "p": reader.end_paragraph,
            "span": reader.crossed_out.end_span,
            **dict.fromkeys((*_ASIDE, *WORDS), reader.end_aside),
        },
        reader.text,
        (_TABLE, _TEXT, _STYLE, _DRAW, OFFICE),
    )
    return tuple(reader.sheets)


@dataclass
class _OpenSheet:
    """Sheet that is being read, as far as it has come."""

    name: str
    hidden: bool
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


class _Content:
    """Handlers of the elements. One that stands where it should not does nothing."""

    def __init__(self, percent: frozenset[str], files: frozenset[str]) -> None:
        self.sheets: list[Sheet] = []
        self._files = files
        self._percent = percent  # styles in which a number is a percentage
        self._row_style = ""
        self._column_styles: dict[int, str] = {}
        self._bounds = Bounds()
        self._hidden_styles: set[str] = set()
        self._style = ""
        self.crossed_out = CrossedOut()
        self.beside = Beside("", self._bounds, files)
        self._tables = 0  # how many tables are open: one inside a cell is no sheet
        self._aside = self._wordy = 0  # how many elements aside are open, and from which on there are words
        self._sheet = _OpenSheet("", False)
        self._row, self._rows = 0, 1  # first row that the present element stands for, and how many
        self._column, self._columns = 0, 1
        self._in_row: dict[int, Cell] = {}
        self._attributes: Attributes | None = None  # of the cell that is open
        self._lines: list[list[str]] = []
        self._live: list[list[str]] = []  # the same without what is crossed out
        self._dead: list[str] = []  # what is
        self._font_crossed_out = False  # of the cell that is open
        self._in_paragraph = False

    @property
    def _reads(self) -> bool:
        return self._tables == 1 and not self._aside

    # --- styles, sheets, columns, rows

    def style(self, attributes: Attributes) -> None:
        self._style = attributes.get(f"{_STYLE} name", "")
        self.crossed_out.inherit(self._style, attributes)

    def table_properties(self, attributes: Attributes) -> None:
        if attributes.get(f"{_TABLE} display") == "false":
            self._hidden_styles.add(self._style)

    def flat(self, attributes: Attributes) -> None:
        """Note a style of rows without height, or of columns without width."""
        sizes = (attributes.get(f"{_STYLE} {size}", "") for size in ("row-height", "column-width"))
        if any(map(_ZERO.fullmatch, sizes)):
            self._hidden_styles.add(self._style)

    def text_properties(self, attributes: Attributes) -> None:
        self.crossed_out.style(self._style, attributes)

    def _is_hidden(self, attributes: Attributes) -> bool:
        flat = attributes.get(f"{_TABLE} style-name") in self._hidden_styles
        return flat or attributes.get(f"{_TABLE} visibility", "visible") != "visible"

    def table(self, attributes: Attributes) -> None:
        if self._aside:
            return
        self._tables += 1
        if self._reads:
            hidden = self._is_hidden(attributes)
            self._sheet = _OpenSheet(printable(attributes.get(f"{_TABLE} name", ""))[:NAME_LENGTH], hidden)
            self.beside = Beside(self._sheet.name, self._bounds, self._files)
            self.crossed_out.sheet()
            self._row, self._rows, self._column, self._columns = 1, 0, 1, 0
            self._column_styles = {}

    def end_table(self) -> None:
        if self._aside or not self._tables:
            return
        self._tables -= 1
        if not self._tables:
            sheet = self._sheet
            self.sheets.append(
                Sheet(
                    sheet.name,
                    sheet.cells,
                    sheet.hidden,
                    frozenset(sheet.hidden_rows),
                    frozenset(sheet.hidden_columns),
                    tuple(sheet.merges),
                    self.beside.asides,
                    tuple(self.beside.pictures),
                    self.beside.files,
                )
            )

    def column(self, attributes: Attributes) -> None:
        if self._reads:
            count = _repeated(attributes, _COLUMNS_REPEATED)
            self.crossed_out.columns(attributes, self._column, self._column + count - 1)
            if self._is_hidden(attributes):
                last = min(self._column + count - 1, LAST_COLUMN)
                self._sheet.hidden_columns.update(range(self._column, last + 1))
            if attributes.get(_DEFAULT_STYLE) in self._percent:
                last = min(self._column + count - 1, LAST_COLUMN)
                self._column_styles.update(
                    dict.fromkeys(range(self._column, last + 1), attributes[_DEFAULT_STYLE])
                )
            self._column += count

    def row(self, attributes: Attributes) -> None:
        if self._reads:
            self._row += self._rows
            self._rows = _repeated(attributes, _ROWS_REPEATED)
            self._column, self._columns = 1, 0
            self._in_row = {}
            self.crossed_out.row(attributes)
            self._row_style = attributes.get(_DEFAULT_STYLE, "")
            if self._is_hidden(attributes):
                last = min(self._row + self._rows - 1, LAST_ROW)
                self._sheet.hidden_rows.update(range(self._row, last + 1))

    def end_row(self) -> None:
        """Write the row's cells down as often as it is repeated; the first beyond the bounds ends the reading."""
        if not (self._reads and self._in_row):
            return
        last = self._row + self._rows - 1
        if all(
            cell.value == "" for cell in self._in_row.values()
        ):  # formulas that show nothing are no values
            last = min(last, LAST_ROW)
        for row in range(self._row, last + 1):
            for column, cell in self._in_row.items():
                self._bounds.count(self._sheet.name, row, column, cell.value, cell.formula_text)
                self._sheet.cells[row, column] = cell
        self._repeat_asides(last)
        self._in_row = {}

    def _repeat_asides(self, last: int) -> None:
        """Give the cells of a repeated row what lies beside those of the first."""
        first = {
            column: aside for column in self._in_row if (aside := self.beside.asides.get((self._row, column)))
        }
        for row in range(self._row + 1, last + 1) if first else ():
            self.beside.asides.update({(row, column): aside for column, aside in first.items()})

    # --- the parts of a cell

    def cell(self, attributes: Attributes) -> None:
        if self._reads:
            self._column += self._columns
            self._columns = _repeated(attributes, _COLUMNS_REPEATED)
            self._attributes = attributes
            self._lines, self._live, self._dead = [], [], []
            if self.crossed_out:
                self._font_crossed_out = self.crossed_out.cell(attributes, self._column)
            self._merge(attributes)

    def paragraph(self, _attributes: Attributes) -> None:
        if self._wordy:
            self.beside.paragraph()
        if self._reads and self._attributes is not None:
            self._lines.append([])
            self._live.append([])
            self._in_paragraph = True

    def end_paragraph(self) -> None:
        self.beside.end_paragraph()
        if not self._aside:
            self._in_paragraph = False

    def spaces(self, attributes: Attributes) -> None:
        self.add(" " * min(_number(attributes.get(f"{_TEXT} c", "1")), TEXT_LENGTH))

    def text(self, text: str) -> None:
        self.add(_WHITE.sub(" ", text))

    def add(self, text: str) -> None:
        if self._wordy:
            self.beside.text(text)
        if self._in_paragraph and not self._aside:
            self._lines[-1].append(text)
            if self.crossed_out:
                dead = self.crossed_out.text(of_cell=self._font_crossed_out)
                (self._dead if dead else self._live[-1]).append(text)

    def link(self, attributes: Attributes) -> None:
        if self._reads and self._attributes is not None:
            self.beside.link((self._row, self._column), attributes)

    def image(self, attributes: Attributes) -> None:
        self.beside.image(attributes)

    def object(self, attributes: Attributes) -> None:
        self.beside.object(attributes)

    def file(self, _attributes: Attributes) -> None:
        self.beside.file()

    def aside(self, _attributes: Attributes) -> None:
        self._aside += 1

    def words(self, attributes: Attributes) -> None:
        """Begin something with words or pictures of its own; what is inside of it belongs to it."""
        self._aside += 1
        if self._tables == 1 and not self._wordy:
            self._wordy = self._aside
            self.beside.begin(attributes)

    def end_aside(self) -> None:
        if self._wordy == self._aside:
            self.beside.end((self._row, self._column) if self._attributes is not None else None)
            self._wordy = 0
        self._aside -= 1

    def _merge(self, attributes: Attributes) -> None:
        if _ROWS_SPANNED not in attributes and _COLUMNS_SPANNED not in attributes:
            return
        rows, columns = (_number(attributes.get(name, "1")) for name in (_ROWS_SPANNED, _COLUMNS_SPANNED))
        merge = clipped(self._row, self._column, self._row + rows - 1, self._column + columns - 1)
        if merge is not None:
            if len(self._sheet.merges) == MERGES:
                raise beyond("merges", f"{MERGES:,}", self._sheet.name)
            self._sheet.merges.append(merge)

    # --- the cell as a whole

    def end_cell(self) -> None:
        if not self._reads or self._attributes is None:
            return
        attributes, self._attributes = self._attributes, None
        cell = self._cell(attributes)
        if cell is None:
            return
        cell = self._without_crossed_out(cell)
        last = self._column + self._columns - 1
        if cell.value == "":
            last = min(last, LAST_COLUMN)
        elif last > LAST_COLUMN:  # a value in all of a sheet's columns is not written down first
            self._bounds.count(self._sheet.name, self._row, last, cell.value)
        self._in_row.update(dict.fromkeys(range(self._column, last + 1), cell))
        aside = self.beside.asides.get((self._row, self._column))
        for column in range(self._column + 1, last + 1) if aside else ():
            self.beside.asides[self._row, column] = aside or NO_ASIDE

    def _without_crossed_out(self, cell: Cell) -> Cell:
        """Return a cell without what is crossed out; where nothing else is there, all of it."""
        dead = printable("".join(self._dead)).strip() if self._dead else ""
        if not dead:
            return cell
        live = printable("\n".join("".join(line) for line in self._live)).strip("\n")
        place = (self._row, self._column)
        if not live.strip():
            self.beside.add(place, crossed_out=True)
        elif cell.kind is Kind.TEXT:
            self.beside.add(place, left_out=dead)
            return structs.replace(cell, value=live)
        return cell

    def _cell(self, attributes: Attributes) -> Cell | None:
        formula = attributes.get(f"{_TABLE} formula")
        if formula is None and not self._lines and not any(name.startswith(OFFICE) for name in attributes):
            return None  # as nearly all cells of a form
        text = printable("\n".join("".join(line) for line in self._lines))
        kind, value = result_of(attributes, text, formula is not None)
        if formula is None and value in ("", None):
            return None
        written = attributes.get(f"{OFFICE} value-type", "")
        if written == "float" and self._style_of(attributes) in self._percent:
            written = "percentage"
        number_format = _FORMATS.get(written, GENERAL) if kind is Kind.NUMBER else GENERAL
        bare = _FORMULA_PREFIX.sub("", printable(formula), count=1) if formula else ""
        return Cell(kind, value, number_format, formula is not None, bare)

    def _style_of(self, attributes: Attributes) -> str:
        """Return the cell's own style, else that of its row, else that of its column."""
        own = attributes.get(f"{_TABLE} style-name")
        return own or self._row_style or self._column_styles.get(self._column, "")


def _repeated(attributes: Attributes, name: str) -> int:
    return max(1, _number(attributes[name])) if name in attributes else 1


def _number(raw: str) -> int:
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 9):
        raise UnreadableError("F110")
    return int(raw)
