"""Cells that a sender filled in beside the tables: never merged, kept so that they can be given back."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from itaxl import thai
from itaxl.forms import layout
from itaxl.spreadsheets.book import Book, Kind, Sheet, address
from itaxl.submissions.mended import shown

MOST = 500  # cells of one workbook
LENGTH = 1_000  # characters of one cell


@dataclass(frozen=True, slots=True)
class Outside:
    """Cell that belongs to no table, by the address where its sender has it, as plain text."""

    sheet: str
    cell: str
    text: str


def outside(
    book: Book, tables: Collection[str], taken: Collection[tuple[str, str]], copies: Collection[str] = ()
) -> tuple[Outside, ...]:
    """Yield at most MOST cells outside the tables, our own titles among them.

    Sheets with a table, by their names in `tables`, come first and the guide last; `taken` are the cells, as sheet and
    address, that are values of a table. Numbers count only beside a table and in `copies` of one, by the names of
    their sheets, text anywhere.
    """
    ranks = dict.fromkeys(tables, 0) | {layout.GUIDE: 2}
    sheets = [sheet for sheet in book.sheets if sheet.name not in (layout.META, layout.MENDING)]
    cells: list[Outside] = []
    for sheet in sorted(sheets, key=lambda sheet: ranks.get(sheet.name, 1)):
        for cell in _of_sheet(sheet, taken, sheet.name in (*tables, *copies)):
            if len(cells) == MOST:
                return tuple(cells)
            cells.append(cell)
    return tuple(cells)


def _of_sheet(sheet: Sheet, taken: Collection[tuple[str, str]], numbers: bool) -> Iterator[Outside]:
    for (row, column), cell in sorted(sheet.cells.items()):
        where = address(row, column)
        wanted = cell.kind is Kind.TEXT or (numbers and cell.kind is Kind.NUMBER)
        text = thai.clean(shown(cell)[: 2 * LENGTH]) if wanted and (sheet.name, where) not in taken else ""
        if text:
            yield Outside(sheet.name, where, text[:LENGTH])
