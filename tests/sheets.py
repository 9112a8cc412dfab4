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
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.forms.layout import FIRST_ROW, HEADING_ROW, WHO_INPUT
from itaxl.forms.save import save
from tests.building import once

Row = Mapping[str, str]
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
    book = load_workbook(io.BytesIO(workbook))
    for name, rows in sheets.items():
        _fill_sheet(book[name], table(rows) if isinstance(rows, str) else rows)
    if who:
        book.worksheets[1].cell(*WHO_INPUT).value = who
    return save(book, saved)


@once
def change(workbook: bytes, cells: str | Sequence[Row], saved: datetime) -> bytes:
    """A workbook with single cells typed over: `| แผ่นงาน | ช่อง | ค่า |`."""
    book = load_workbook(io.BytesIO(workbook))
    for row in table(cells) if isinstance(cells, str) else cells:
        _type(book[row["แผ่นงาน"]][row["ช่อง"]], row["ค่า"])
    return save(book, saved)


def opened(workbook: bytes) -> Workbook:
    """For what no table can say, such as taking a sheet away; `save` of the package closes it again."""
    return load_workbook(io.BytesIO(workbook))


def _fill_sheet(sheet: Worksheet, rows: Iterable[Row]) -> None:
    columns = {str(cell.value): cell.column for cell in sheet[HEADING_ROW] if cell.value}
    for row in rows:
        number = _row(sheet, columns, row)
        for heading, value in row.items():
            if value:
                _type(sheet.cell(number, columns[heading]), value)


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


def _type(cell: Cell | MergedCell, text: str) -> None:
    """As a person would type it into the cell."""
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
