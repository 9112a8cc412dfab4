"""Sheet of an .ods that is being read. Repeated rows and columns stay one until they hold a value."""

from collections.abc import Collection

from itaxl.spreadsheets.areas import Position
from itaxl.spreadsheets.book import NO_ASIDE, Cell, Sheet
from itaxl.spreadsheets.bounds import LAST_COLUMN, LAST_ROW, MERGES, NAME_LENGTH, Bounds, beyond, clipped
from itaxl.spreadsheets.ods_asides import Beside
from itaxl.spreadsheets.ods_styles import Styles
from itaxl.spreadsheets.safe_xml import Attributes
from itaxl.spreadsheets.xlsx_values import printable, whole

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_ROWS_SPANNED, _COLUMNS_SPANNED, _ROWS_REPEATED, _COLUMNS_REPEATED = (
    f"{_TABLE} number-{which}"
    for which in ("rows-spanned", "columns-spanned", "rows-repeated", "columns-repeated")
)
_DEFAULT_STYLE = f"{_TABLE} default-cell-style-name"


class OpenSheet:
    """Place that the reading has come to, and all that was read before it."""

    def __init__(
        self, attributes: Attributes, styles: Styles, bounds: Bounds, files: Collection[str] = ()
    ) -> None:
        self._styles, self._bounds = styles, bounds
        self._name = printable(attributes.get(f"{_TABLE} name", ""))[:NAME_LENGTH]
        self._hidden = self._is_hidden(attributes)
        self.beside = Beside(self._name, bounds, frozenset(files))
        self._cells: dict[Position, Cell] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._merges: list[tuple[int, int, int, int]] = []
        self._column_styles: dict[int, str] = {}
        self._row_style = ""
        self._row, self._rows = 1, 0  # first row that the present element stands for, and how many
        self._column, self._columns = 1, 0
        self._in_row: dict[int, Cell] = {}

    @property
    def place(self) -> Position:
        return self._row, self._column

    def column(self, attributes: Attributes) -> None:
        count = _repeated(attributes, _COLUMNS_REPEATED)
        columns = range(self._column, min(self._column + count - 1, LAST_COLUMN) + 1)
        if self._is_hidden(attributes):
            self._hidden_columns.update(columns)
        style = attributes.get(_DEFAULT_STYLE, "")
        if self._styles.tells(style):
            self._column_styles.update(dict.fromkeys(columns, style))
        self._column += count

    def row(self, attributes: Attributes) -> None:
        self._row += self._rows
        self._rows = _repeated(attributes, _ROWS_REPEATED)
        self._column, self._columns = 1, 0
        self._in_row = {}
        self._row_style = attributes.get(_DEFAULT_STYLE, "")
        if self._is_hidden(attributes):
            last = min(self._row + self._rows - 1, LAST_ROW)
            self._hidden_rows.update(range(self._row, last + 1))

    def end_row(self) -> None:
        """Write the row's cells down as often as it is repeated; the first beyond the bounds ends the reading."""
        last = self._row + self._rows - 1
        if all(
            cell.value == "" for cell in self._in_row.values()
        ):  # formulas that show nothing are no values
            last = min(last, LAST_ROW)
        for row in range(self._row, last + 1) if self._in_row else ():
            for column, cell in self._in_row.items():
                self._bounds.count(self._name, row, column, cell.value, cell.formula_text)
                self._cells[row, column] = cell
        self._repeat_asides(last)
        self._in_row = {}

    def _repeat_asides(self, last: int) -> None:
        """Give the cells of a repeated row what lies beside those of the first."""
        first = {
            column: aside for column in self._in_row if (aside := self.beside.asides.get((self._row, column)))
        }
        for row in range(self._row + 1, last + 1) if first else ():
            self.beside.asides.update({(row, column): aside for column, aside in first.items()})

    def cell(self, attributes: Attributes) -> None:
        """Come to a cell, which may begin a merge."""
        self._column += self._columns
        self._columns = _repeated(attributes, _COLUMNS_REPEATED)
        if _ROWS_SPANNED not in attributes and _COLUMNS_SPANNED not in attributes:
            return
        rows, columns = (whole(attributes.get(name, "1")) for name in (_ROWS_SPANNED, _COLUMNS_SPANNED))
        merge = clipped(self._row, self._column, self._row + rows - 1, self._column + columns - 1)
        if merge is not None:
            if len(self._merges) == MERGES:
                raise beyond("merges", f"{MERGES:,}", self._name)
            self._merges.append(merge)

    def style_of(self, attributes: Attributes) -> str:
        """Return the cell's own style, else that of its row, else that of its column."""
        own = attributes.get(f"{_TABLE} style-name")
        return own or self._row_style or self._column_styles.get(self._column, "")

    def keep(self, cell: Cell) -> None:
        """Keep the present cell, in all columns that it stands for."""
        last = self._column + self._columns - 1
        if cell.value == "":
            last = min(last, LAST_COLUMN)
        elif last > LAST_COLUMN:  # a value in all of a sheet's columns is not written down first
            self._bounds.count(self._name, self._row, last, cell.value)
        self._in_row.update(dict.fromkeys(range(self._column, last + 1), cell))
        aside = self.beside.asides.get(self.place)
        for column in range(self._column + 1, last + 1) if aside else ():
            self.beside.asides[self._row, column] = aside or NO_ASIDE

    def finished(self) -> Sheet:
        return Sheet(
            self._name,
            self._cells,
            self._hidden,
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
            tuple(self._merges),
            self.beside.asides,
            tuple(self.beside.pictures),
            self.beside.files,
        )

    def _is_hidden(self, attributes: Attributes) -> bool:
        flat = attributes.get(f"{_TABLE} style-name") in self._styles.hidden
        return flat or attributes.get(f"{_TABLE} visibility", "visible") != "visible"


def _repeated(attributes: Attributes, name: str) -> int:
    return max(1, whole(attributes[name])) if name in attributes else 1
