"""First sheet of a marked copy: all that is to be mended, with links to the cells, and what stood in no table."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.findings import Severity
from itaxl.forms import layout, sizes, styles
from itaxl.forms.identity import Identity
from itaxl.forms.styles import Look
from itaxl.sending.mending_items import Item, shorten
from itaxl.sending.typed import type_text
from itaxl.spreadsheets.book import address, column_letters
from itaxl.submissions.stray_cells import Outside
from itaxl.texts import Texts

MOST_OUTSIDE = 200
_WIDTHS = (7, 15, 14, 11, 62, 62, 32)
_FIRST_ITEM = layout.HEADING_ROW + 1
_LINK = "FF0B4A8F"
_CENTRED, _LEFT, _BOLD = "mending centred", "mending text", "mending number"
_LOOKS = (
    Look(_CENTRED, border=True, across="center", wrap=True),
    Look(_BOLD, bold=True, border=True, across="center", wrap=True),
    Look(_LEFT, border=True, wrap=True, indent=1),
)
# Told apart without colour too: an error by a thick line around it, a warning by a broken one.
_MARKS = {
    Severity.ERROR: ("FFFFB3A7", Side(style="thick", color="FFB00020")),
    Severity.WARNING: ("FFFFE082", Side(style="mediumDashed", color="FF8A5A00")),
}


def mark(cell: Cell | MergedCell, severity: Severity) -> None:
    """Colour and frame a cell that is to be mended; a note does neither."""
    if severity in _MARKS:
        fill, side = _MARKS[severity]
        cell.fill = PatternFill("solid", fgColor=fill)
        cell.border = Border(left=side, right=side, top=side, bottom=side)


def write(
    workbook: Workbook, identity: Identity, who: str, items: Sequence[Item], outside: Sequence[Outside]
) -> None:
    """Put the sheet before the others of a workbook that has all our styles."""
    texts = Texts("marks", "th")
    for look in _LOOKS:
        workbook.add_named_style(look.style())
    sheet = workbook.create_sheet(layout.MENDING, 0)
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[column_letters(number)].width = width
    top = (
        (texts("sheet.title"), "title"),
        (who, "who"),
        (identity.code, "code"),
        (texts("sheet.hint"), "hint"),
    )
    for row, (text, style) in enumerate(top, start=1):
        styles.put(sheet, row, 1, text, style)
        sizes.set_height(sheet, row, sizes.ROW_HEIGHTS[row])
    _headings(
        sheet, layout.HEADING_ROW, ("number", "severity", "sheet", "cell", "what", "fix", "value"), texts
    )
    for row, item in enumerate(items, start=_FIRST_ITEM):
        _write_item(sheet, row, item, texts)
    last = _FIRST_ITEM + len(items) - 1
    if outside:
        last = _write_outside(sheet, last + 2, outside, texts)
    sheet.freeze_panes = address(_FIRST_ITEM, 1)
    styles.repeat_headings(sheet)
    page = Texts("workbook", "th")("foot.page", page="&P", pages="&N")
    styles.set_up_page(sheet, identity.code, page, column_letters(len(_WIDTHS)), last)
    styles.protect(sheet)
    workbook.active = 0


def _headings(sheet: Worksheet, row: int, keys: Sequence[str], texts: Texts) -> None:
    for number, key in enumerate(keys, start=1):
        styles.put(sheet, row, number, texts(f"sheet.{key}") if key else "", "heading plan")
    sizes.set_height(sheet, row, sizes.ROW)


def _write_item(sheet: Worksheet, row: int, item: Item, texts: Texts) -> None:
    value = texts("sheet.quoted", text=shorten(item.sent, 200)) if item.sent else ""
    line = (
        (str(item.number), _BOLD), (texts(f"level.{item.severity.value}"), _BOLD), (item.sheet, _CENTRED),
        (item.cell, _CENTRED), (item.what(), _LEFT), (item.fix(), _LEFT), (value, _LEFT),
    )  # fmt: skip
    _write_line(sheet, row, line)
    mark(sheet.cell(row, 2), item.severity)
    if item.sheet:
        _link(sheet.cell(row, 4 if item.cell else 3), item)


def _link(cell: Cell | MergedCell, item: Item) -> None:
    """Link to the cell, or to the sheet where it is about no single one."""
    place = f"'{item.sheet}'!{item.cell or 'A1'}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, display=item.cell or item.sheet)
    font = Font(name=styles.FONT, size=sizes.SIZE, bold=True, underline="single", color=_LINK)
    cell.font = font


def _write_outside(sheet: Worksheet, row: int, outside: Sequence[Outside], texts: Texts) -> int:
    """Write what found no place, and return the last row."""
    styles.put(sheet, row, 1, texts("sheet.outside"), "guide section")
    sizes.set_height(sheet, row, sizes.SECTION_HEIGHT)
    _headings(sheet, row + 1, ("number", "", "old_sheet", "old_cell", "text", "", ""), texts)
    _join(sheet, row + 1)
    row += 2
    for number, cell in enumerate(outside[:MOST_OUTSIDE], start=1):
        text = texts("sheet.quoted", text=cell.text)
        line = ((str(number), _CENTRED), ("", _LEFT), (cell.sheet, _CENTRED), (cell.cell, _CENTRED), (text, _LEFT),
                ("", _LEFT), ("", _LEFT))  # fmt: skip
        _write_line(sheet, row, line)
        _join(sheet, row)
        sizes.set_height(sheet, row, sizes.text_height([(text, sum(_WIDTHS[4:])), (cell.sheet, _WIDTHS[2])]))
        row += 1
    if len(outside) > MOST_OUTSIDE:
        styles.put(sheet, row, 1, texts("sheet.more", count=len(outside) - MOST_OUTSIDE), "hint")
        row += 1
    return row - 1


def _join(sheet: Worksheet, row: int) -> None:
    """Join the three columns at the right for a long text."""
    styles.merge(sheet, row, 1, 2)
    styles.merge(sheet, row, 5, len(_WIDTHS))


def _write_line(sheet: Worksheet, row: int, line: Sequence[tuple[str, str]]) -> None:
    for number, (text, style) in enumerate(line, start=1):
        cell = sheet.cell(row, number)
        styles.dress(cell, style)
        type_text(cell, text)
    sizes.set_height(sheet, row, sizes.text_height(zip((text for text, _ in line), _WIDTHS, strict=True)))
