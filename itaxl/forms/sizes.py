"""Widths of columns and heights of rows, so that each text has room in Excel and in what does not fit rows itself."""

import math
import unicodedata
from collections.abc import Iterable

from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.forms.layout import CODE_ROW, HEADING_ROW, TITLE_ROW, WHO_ROW, Column

SIZE = 16  # points, of letters
LINE, ROW = 23, 27  # points: a line of SIZE, and a row of one line
SECTION_HEIGHT = 34
LETTER = 1.7  # width in characters of Excel: 1.25 in TH Sarabun New, up to 1.8 in fonts in its place
ROW_HEIGHTS = {TITLE_ROW: 36, WHO_ROW: ROW, CODE_ROW: 18, CODE_ROW + 1: ROW, HEADING_ROW: 70}  # points
INDENT = 2  # characters of a column's width that stay free beside the text
TALLEST = 409  # points, of a row in Excel
WIDEST = 100  # characters, of a column whose text is long


def width(column: Column, followup: bool) -> float:
    """Return a width in characters of Excel. A follow-up's plan is only read: narrower, so that all columns fit."""
    return column.followup_width if followup and column.followup_width else column.width


def fitting_width(column: Column, followup: bool, texts: Iterable[object]) -> float:
    """Return a width with which the tallest row that Excel can show holds each of these texts, within reason."""
    fitting = width(column, followup)
    longest = [str(text) for text in texts if text]
    while fitting < WIDEST and any(ROW + LINE * (_lines(text, fitting) - 1) > TALLEST for text in longest):
        fitting += 4
    return fitting


class _GrowingRow(RowDimension):
    """Row with a height to begin with, that still grows with what is typed into it."""

    customHeight = False  # noqa: N815 - openpyxl's name; True would fix the height


def set_height(sheet: Worksheet, row: int, height: float) -> None:
    """Set a height in points, for programs that do not fit rows to their text on opening, such as LibreOffice."""
    sheet.row_dimensions[row] = _GrowingRow(sheet, index=row, ht=height)


def text_height(cells: Iterable[tuple[object, float]], size: float = SIZE) -> float:
    """Points that a row needs for its cells' values, each with the width of its column; reckoned amply.

    `size` is that of the letters, in points.
    """
    scale = size / SIZE
    lines = max((_lines(str(value or ""), width, scale) for value, width in cells), default=1)
    return min(TALLEST, scale * (ROW + LINE * (lines - 1)))


def _lines(text: str, width: float, scale: float = 1) -> int:
    """Lines of a text in a column, at least one; marks over and under a letter take no room."""
    letters = (sum(unicodedata.category(char) != "Mn" for char in line) for line in text.split("\n"))
    return sum(max(1, math.ceil(count * LETTER * scale / (width - INDENT))) for count in letters)
