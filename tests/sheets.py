"""Markdown table in, workbook out: fills the cells of a built workbook from text that can be read in the test.

    | รหัส | คะแนน (0–100) |
    |---|---|
    | 1 | 84.62 |

Headings are those of the sheet. A row whose first cell stands in the sheet from the start, as a code does, is filled
in there; other rows go into the first rows that are still blank. `<br>` is a line end, `2020-04-10` a date, a number
is a number except in a column of text, a leading apostrophe makes text of anything, `=A1` is a formula without its
result, `#REF!` an Excel error, and a blank cell is left as it is.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.relationship import RelationshipList
from openpyxl.reader import excel as reader
from openpyxl.styles import stylesheet
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer import excel
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_STYLE

from itaxl.forms.layout import FIRST_ROW, HEADING_ROW, WHO_INPUT
from itaxl.forms.save import save
from tests.building import once

Row = Mapping[str, str]
_styles: dict[bytes, dict[str, Any]] = {}  # tables of a workbook by the file that they were read from
_TABLES = (
    *("_fonts", "_fills", "_borders", "_alignments", "_protections", "_number_formats", "_cell_styles"),
    *("_named_styles", "_differential_styles", "_table_styles", "_date_formats", "_timedelta_formats"),
    "_colors",
)
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RULE = re.compile(r"\|[-: |]+\|")
_TEXT_FORMAT = "@"


def table(markdown: str) -> list[dict[str, str]]:
    """The rows of a Markdown table by its headings."""
    lines = [line.strip() for line in markdown.strip().splitlines()]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if not _RULE.fullmatch(line)
    ]
    headings, *body = rows
    return [dict(zip(headings, row, strict=True)) for row in body]


@once
def fill(workbook: bytes, sheets: Mapping[str, str | Sequence[Row]], saved: datetime, who: str = "") -> bytes:
    """A built workbook with tables written into its sheets, by their names, as it was saved at `saved` (UTC).

    `who` is the name that the sender of a blank workbook types in.
    """
    with _lent(workbook) as book:
        for name, rows in sheets.items():
            _fill_sheet(book[name], table(rows) if isinstance(rows, str) else rows)
        if who:
            _own(book.worksheets[1], *WHO_INPUT).value = who
        return save(book, saved)


@once
def change(workbook: bytes, cells: str | Sequence[Row], saved: datetime) -> bytes:
    """A workbook with single cells typed over: `| แผ่นงาน | ช่อง | ค่า |`."""
    with _lent(workbook) as book:
        for row in table(cells) if isinstance(cells, str) else cells:
            _type(book[row["แผ่นงาน"]], *coordinate_to_tuple(row["ช่อง"]), row["ค่า"])
        return save(book, saved)


@once
def clear(workbook: bytes, sheet: str, cells: Sequence[str], saved: datetime) -> bytes:
    """A workbook with single cells emptied."""
    with _lent(workbook) as book:
        for cell in cells:
            _own(book[sheet], *coordinate_to_tuple(cell)).value = None
        return save(book, saved)


def opened(workbook: bytes) -> Workbook:
    """For what no table can say, such as taking a sheet away; `save` of the package closes it again."""
    return load_workbook(io.BytesIO(workbook))


@lru_cache(maxsize=16)
def _loaded(workbook: bytes) -> Workbook:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "apply_stylesheet", _style)
        book = load_workbook(io.BytesIO(workbook))
    vars(book)["kept"] = _Kept(book)
    return book


def _style(archive: ZipFile, book: Any) -> None:
    """Give a workbook its styles, those of an earlier one if it has the same; `_lent` copies what typing adds to."""
    source = archive.read(ARC_STYLE)
    if source not in _styles:
        stylesheet.apply_stylesheet(archive, book)
        _styles[source] = {name: vars(book)[name] for name in _TABLES}
    vars(book).update(_styles[source])


class _Writer(ExcelWriter):
    """Writer that has kept the sheets of a workbook that is lent again and again, and writes them if nobody typed."""

    def write_worksheet(self, ws: Any) -> None:
        kept: _Kept = vars(self.workbook)["kept"]
        archive: ZipFile = vars(self)["_archive"]
        same = ws._cells == kept.cells[ws.title]
        if same and ws.title in kept.sheets:
            archive.writestr(ws.path[1:], kept.sheets[ws.title])
            ws._drawing, ws._rels = SpreadsheetDrawing(), RelationshipList()
            self.manifest.append(ws)
            return
        super().write_worksheet(ws)
        if same and not (ws._rels or ws._comments or ws._drawing or ws._tables or ws.legacy_drawing):
            kept.sheets[ws.title] = archive.read(ws.path[1:])


class _Kept:
    """What is the same in each copy of a workbook: the cells of its sheets, and what was written of them."""

    def __init__(self, book: Any) -> None:
        self.cells = {sheet.title: sheet._cells for sheet in book.worksheets}
        self.sheets: dict[str, bytes] = {}
        self._styles: dict[object, Any] = {}

    def styles(self, book: Any) -> Any:
        """Return the styles of the workbook as a tree; what a person types brings at most one that is new."""
        key = (*map(tuple, book._cell_styles), *book._number_formats)
        if key not in self._styles:
            self._styles[key] = stylesheet.write_stylesheet(book)
        return self._styles[key]


@contextmanager
def _lent(workbook: bytes) -> Iterator[Workbook]:
    """Lend a workbook that is loaded once; afterwards it holds what it held before.

    Cells that are written to must be the sheet's `_own`. What typing a value and saving change else is put back too.
    """
    book: Any = _loaded(workbook)
    styles = book._cell_styles, book._number_formats
    outlines = [(sheet, sheet.column_dimensions.max_outline) for sheet in book.worksheets]
    book._cell_styles, book._number_formats = map(IndexedList, styles)
    for sheet, cells in zip(book.worksheets, book.kept.cells.values(), strict=True):
        sheet._cells = dict(cells)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("itaxl.forms.save.ExcelWriter", _Writer)
            patch.setattr(excel, "write_stylesheet", book.kept.styles)
            yield book
    finally:
        book._cell_styles, book._number_formats = styles
        for sheet, outline in outlines:
            sheet._cells, sheet.column_dimensions.max_outline = book.kept.cells[sheet.title], outline


def _own(sheet: Any, row: int, column: int) -> Any:
    """A cell to write to, which the workbook that was loaded does not have."""
    cell = copy(sheet.cell(row, column))
    cell._style = copy(cell._style)
    sheet._cells[row, column] = cell
    return cell


def _fill_sheet(sheet: Worksheet, rows: Iterable[Row]) -> None:
    columns = {str(cell.value): cell.column for cell in sheet[HEADING_ROW] if cell.value}
    for row in rows:
        number = _row(sheet, columns, row)
        for heading, value in row.items():
            if value:
                _type(sheet, number, columns[heading], value)


def _row(sheet: Worksheet, columns: Mapping[str, int], row: Row) -> int:
    """The number of the row in which the first cell stands, else of the first blank one."""
    heading, value = next(iter(row.items()))
    numbers = range(FIRST_ROW, sheet.max_row + 1)
    expected = [number for number in numbers if _given(sheet.cell(number, columns[heading])) == value]
    blank = (
        number
        for number in numbers
        if all(sheet.cell(number, column).value is None for column in columns.values())
    )
    return expected[0] if expected else next(blank)


def _given(cell: Cell | MergedCell) -> str:
    """What a locked cell holds, as it is written in a table; blank for a cell that people fill in."""
    given = cell.value if cell.protection.locked else None
    return "" if given is None else str(given).replace("\n", "<br>")


def _type(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """As a person would type it into the cell."""
    cell = _own(sheet, row, column)
    number_format = cell.number_format
    cell.value = _value(text, number_format)
    cell.number_format = number_format
    if text.startswith("'"):
        cell.data_type = "s"


def _value(text: str, number_format: str) -> str | float | date:
    if text.startswith("'"):
        return text[1:]
    if number_format != _TEXT_FORMAT and _NUMBER.fullmatch(text):
        return float(text)
    if number_format != _TEXT_FORMAT and _DATE.fullmatch(text):
        return date.fromisoformat(text)
    return text.replace("<br>", "\n")
