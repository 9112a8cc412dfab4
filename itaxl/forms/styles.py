"""Styles of the workbooks: fonts, colours, protection, print set-up. Nothing of what they say."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.forms.layout import HEADING_ROW, Column, Part, Type
from itaxl.forms.sizes import SIZE

FONT = "TH Sarabun New"
INK, FAINT = "FF1F2937", "FF6B7280"
INPUT, LOCKED, BAND = "FFFFF8DC", "FFF1F2F4", "FFE1E6EC"
PLAN_HEADING, FOLLOWUP_HEADING, SECTION = "FFD9E6F5", "FFDDEEDD", "FFEAF1F8"
GOOD, MIDDLE, BAD = "FFCDEBD0", "FFFFE0B2", "FFFBD0CE"
A4 = 9  # Excel's number of the paper
CellValue = str | float | date | None

# Both kinds of year that people type are shown in the Buddhist era: a serial beyond 200,000 was typed as one
# (1 October 2562 CE is 242,052), a smaller one is a true date and is shown by the Thai Buddhist calendar.
DATE_FORMAT = "[>200000][$-101041E]d mmm yyyy;[$-107041E]d mmm yyyy"
_TEXT_FORMAT = "@"  # else "- จัดทำ…" would be taken as a formula and "1/2" as a date
NUMBER_FORMATS: Mapping[Type, str] = {
    Type.SCORE: "0.00",
    Type.COUNT: "#,##0",
    Type.PERCENT: "General",  # any other format swallows the sign of "85%" and keeps 0.85
    Type.BUDGET: "#,##0.00",
    Type.DATE: DATE_FORMAT,
}
_BANDED = {Type.CODE, Type.TEXT}
_CENTRED = {
    Type.CODE,
    Type.INDICATOR,
    Type.SCORE,
    Type.COUNT,
    Type.PERCENT,
    Type.DATE,
    Type.STATUS,
    Type.RESULT,
}

_EDGE = Side(style="thin", color="FFB8BEC7")


@dataclass(frozen=True)
class Look:
    """Style: sizes in points, colours as ARGB, `fill` blank for none."""

    name: str
    size: float = SIZE
    bold: bool = False
    colour: str = INK
    fill: str = ""
    border: bool = False
    across: str = "left"
    down: str = "top"
    indent: int = 0
    wrap: bool = False
    number_format: str = "General"
    locked: bool = True

    def style(self) -> NamedStyle:
        side = _EDGE if self.border else Side()
        return NamedStyle(
            name=f"itaxl {self.name}",
            font=Font(name=FONT, size=self.size, bold=self.bold, color=self.colour),
            fill=PatternFill("solid", fgColor=self.fill) if self.fill else PatternFill(),
            border=Border(left=side, right=side, top=side, bottom=side),
            alignment=Alignment(
                horizontal=self.across, vertical=self.down, wrap_text=self.wrap, indent=self.indent
            ),
            number_format=self.number_format,
            protection=Protection(locked=self.locked),
        )


def _value_looks() -> tuple[Look, ...]:
    """Return the styles of each type of column: to be filled in, locked, and darker for groups of rows."""
    return tuple(
        Look(
            value_style(kind, locked, banded=banded),
            fill=(BAND if banded else LOCKED) if locked else INPUT,
            border=True,
            across="center" if kind in _CENTRED else "right" if kind is Type.BUDGET else "left",
            wrap=True,
            indent=0 if kind in _CENTRED else 1,
            number_format=NUMBER_FORMATS.get(kind, _TEXT_FORMAT),
            locked=locked,
        )
        for kind in Type
        for locked, banded in ((False, False), (True, False), (True, True))
        if kind in _BANDED or not banded
    )


def value_style(kind: Type, locked: bool, *, banded: bool = False) -> str:
    """Return the style of a value. `banded`: every second group of rows, where they belong to groups."""
    if not locked:
        return f"{kind.value} input"
    return f"{kind.value} band" if banded else f"{kind.value} locked"


def _heading(name: str, fill: str) -> Look:
    return Look(name, bold=True, fill=fill, border=True, across="center", down="center", wrap=True)


LOOKS: tuple[Look, ...] = (
    Look("title", size=22, bold=True, down="center"),
    Look("who", down="center"),
    Look("code", size=12, colour=FAINT, down="center"),
    Look("hint", colour=FAINT, down="center"),
    Look("ask", bold=True, down="center"),
    _heading("heading plan", PLAN_HEADING),
    _heading("heading followup", FOLLOWUP_HEADING),
    _heading("heading locked", LOCKED),
    Look("guide section", size=18, bold=True, down="center"),
    Look("guide number", down="center", bold=True, border=True, across="center", wrap=True),
    Look("guide term", down="center", bold=True, border=True, wrap=True, indent=1),
    Look("guide text", down="center", border=True, wrap=True, indent=1),
    *(
        Look(f"swatch {name}", fill=fill, border=True)
        for name, fill in (
            ("input", INPUT),
            ("locked", LOCKED),
            ("good", GOOD),
            ("middle", MIDDLE),
            ("bad", BAD),
        )
    ),
    *_value_looks(),
)


# What openpyxl keeps of a workbook's styles. Making each look known takes it 15 ms, as long as all else of a sheet.
_LISTS = ("_fonts", "_fills", "_borders", "_alignments", "_protections", "_number_formats")


@cache
def _registered() -> Workbook:
    """Return a workbook that knows every look; nothing else is done with it."""
    workbook = Workbook()
    for look in LOOKS:
        workbook.add_named_style(look.style())
    return workbook


@cache
def _numbers() -> Mapping[str, Any]:
    """Return what cells hold of each look: its numbers in the lists of styles."""
    named: Any = vars(_registered())["_named_styles"]
    return {style.name.removeprefix("itaxl "): style.as_tuple() for style in named}


def register(workbook: Workbook) -> None:
    """Make every style known to a new workbook, so that `dress` can name it."""
    own, ready = vars(workbook), vars(_registered())
    for name in _LISTS:
        own[name] = _copied(ready[name])
    own["_named_styles"] = type(ready["_named_styles"])(ready["_named_styles"])


def _copied(entries: Any) -> Any:
    """Copy one of openpyxl's lists without reckoning the key of each entry again."""
    copied = type(entries)()
    list.extend(copied, entries)
    copied._dict = dict(entries._dict)
    return copied


def dress(cell: Cell | MergedCell, name: str) -> None:
    """Give one of the looks to a cell of a workbook that knows it."""
    numbers, own = _numbers().get(name), cast(Any, cell)
    if numbers is None:  # a look of another module
        own.style = f"itaxl {name}"
    else:
        own._style = copy(numbers)


def merge(sheet: Any, row: int, first: int, last: int) -> None:
    """Merge cells of a row. openpyxl is slow in finding the borders, so it does so once for a style."""
    style = sheet.cell(row, first)._style
    rows = (
        area.min_row for area in sheet.merged_cells.ranges if (area.min_col, area.max_col) == (first, last)
    )
    alike = next((other for other in rows if sheet.cell(other, first)._style == style), None)
    if alike is None:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
        return
    sheet.merged_cells.add(CellRange(min_row=row, max_row=row, min_col=first, max_col=last))
    for column in range(first + 1, last + 1):
        covered: Any = MergedCell(sheet, row, column)
        covered._style = copy(sheet.cell(alike, column)._style)
        sheet._cells[row, column] = covered


def put(sheet: Worksheet, row: int, column: int, value: CellValue, style: str) -> None:
    """Put a value with its style. Text stays text: what begins with `=` or looks like an error is never run."""
    cell = sheet.cell(row, column)
    dress(cell, style)
    if isinstance(value, str):
        _put_text(cell, value)
    elif value is not None:
        number_format = cell.number_format
        cell.value = value
        cell.number_format = number_format  # a date brings its own


def _put_text(cell: Cell | MergedCell, text: str) -> None:
    if text:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith("=")  # so that it is still text after an edit


def heading_style(column: Column, locked: bool) -> str:
    if locked and column.part is not Part.FIXED:
        return "heading locked"
    return "heading followup" if column.part is Part.FOLLOWUP else "heading plan"


def protect(sheet: Worksheet) -> None:
    """Lock all but the input cells, without a password; resizing, sorting and filtering stay allowed."""
    protection = sheet.protection
    protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(protection, allowed, False)  # False means that it is not forbidden


def set_up_page(sheet: Worksheet, code: str, page: str, last_column: str, last_row: int) -> None:
    """Set up A4 landscape, one page wide, headings on every page, the code and the page number at the foot."""
    sheet.print_area = f"A1:{last_column}{last_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    footer = HeaderFooterItem()
    for part, text in ((footer.left, code), (footer.right, page)):
        part.text, part.font, part.size = text, f"{FONT},Regular", 12
    sheet.HeaderFooter.oddFooter = footer
    sheet.sheet_view.showGridLines = False


def repeat_headings(sheet: Worksheet) -> None:
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
