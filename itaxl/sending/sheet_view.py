"""Part of a received sheet around a cell, as plain text: for a table that shows where something is wrong."""

from dataclasses import dataclass

from itaxl import thai
from itaxl.findings import Place, shortened
from itaxl.spreadsheets.book import Book, Sheet, column_letters, position
from itaxl.submissions.mended import shown
from itaxl.submissions.reading import Reading

ROWS_AROUND = 2  # above and below the cell
MOST_COLUMNS = 24
LONGEST = 300  # characters of a cell


@dataclass(frozen=True)
class Spot:
    """Cell of the view: its address, what the sheet shows in it, and whether it is the one that is meant."""

    address: str
    text: str
    marked: bool = False


@dataclass(frozen=True)
class Row:
    """Row of the view by its number in the sheet; `heading`: it names the columns."""

    number: int
    spots: tuple[Spot, ...]
    heading: bool = False


@dataclass(frozen=True)
class SheetView:
    """View of a sheet: the letters of its columns, and its rows in order."""

    sheet: str
    letters: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def heading(self) -> Row | None:
        return next((row for row in self.rows if row.heading), None)


def around(book: Book, reading: Reading, place: Place) -> SheetView | None:
    """Return the rows around a cell, below the heading of its table; None where the sheet has no such cell."""
    sheet, cell = book.sheet(place.sheet), position(place.cell)
    if sheet is None or cell is None:
        return None
    table = next((table for table in reading.tables if table.name == sheet.name), None)
    heading = table.heading_row if table else 0
    first = heading + 1 if 0 < heading < cell[0] else 1  # not the titles above a heading
    numbers = set(range(max(cell[0] - ROWS_AROUND, first), cell[0] + ROWS_AROUND + 1)) | {heading} - {0}
    columns = _columns(sheet, numbers, cell[1])
    letters = tuple(map(column_letters, columns))
    rows = (_row(sheet, number, columns, cell, book) for number in sorted(numbers))
    return SheetView(
        sheet.name, letters, tuple(Row(number, spots, number == heading) for number, spots in rows)
    )


def _columns(sheet: Sheet, rows: set[int], own: int) -> range:
    """Return the columns that hold anything in these rows, the cell's own among them, not too many."""
    filled = [column for row, column in sheet.cells if row in rows]
    last = max((*filled, own))
    first = max(min((*filled, own)), own - MOST_COLUMNS + 1) if own > MOST_COLUMNS else min((*filled, own))
    return range(first, min(last, first + MOST_COLUMNS - 1) + 1)


def _row(
    sheet: Sheet, number: int, columns: range, own: tuple[int, int], book: Book
) -> tuple[int, tuple[Spot, ...]]:
    def spot(column: int) -> Spot:
        cell = sheet.cells.get((number, column))
        text = shown(cell, date_1904=book.date_1904) if cell else ""
        if cell and not text and cell.formula_text:
            text = f"={cell.formula_text}"
        address = f"{column_letters(column)}{number}"
        return Spot(address, shortened(thai.storable(text), LONGEST), (number, column) == own)

    return number, tuple(map(spot, columns))
