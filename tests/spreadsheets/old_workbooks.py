"""Workbooks of the old format, .xls: LibreOffice saves them, since no small builder of that format is at hand."""

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

from itaxl.forms import build
from itaxl.forms.identity import Identity
from itaxl.forms.layout import SCORES
from itaxl.forms.save import save
from tests import sheets
from tests.filled import AGENCY, INSTRUMENT

SAVED = datetime(2020, 4, 10, 2, 30, tzinfo=UTC)
FINANCE = Identity(2562, "IIT", "finance")
ADDRESS = "https://example.go.th/1?a=1"
AS_MARKDOWN = """
| แผ่นงาน | ช่อง | ค่า |
|---|---|---|
| คะแนน | C6 | 12 |
| คะแนน | D6 | 85.5 |
| คะแนน | D7 | 0.738 |
| คะแนน | D8 | #DIV/0! |
| คะแนน | D9 | =40+1 |
| คะแนน | E6 | บรรทัด 1<br>ดำเนินงาน |
| มาตรการ | B6 | '1 |
| มาตรการ | E6 | ประกาศนโยบาย |
| มาตรการ | G6 | 2020-04-10 |
| มาตรการ | I6 | 15000 |
"""


def for_office() -> Mapping[str, bytes]:
    """All of them by name, before LibreOffice saves them."""
    made = {name: written(name) for name in ("plain", "far", "too_far", "too_far_and_blank")}
    return made | {"asides": with_asides(), "filled": filled()}


def filled() -> bytes:
    """The template of a division, filled in by openpyxl."""
    template = build.build(INSTRUMENT, FINANCE, AGENCY)
    workbook = sheets.opened(sheets.change(template, AS_MARKDOWN, SAVED))
    workbook[SCORES]["D7"].number_format = "0.00%"
    return save(workbook, SAVED)


def written(name: str) -> bytes:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "คะแนน"
    if name == "plain":
        fill(sheet)
        workbook.create_sheet("_meta").sheet_state = "hidden"
    sheet["A1"] = "รหัส"
    if name == "far":
        sheet["A5001"] = 1
    if name.startswith("too_far"):
        sheet["IV65536"] = '=""' if name.endswith("blank") else 1
    workbook.properties.lastModifiedBy = "กองคลัง"
    return save(workbook, SAVED)


def fill(sheet: Worksheet) -> None:
    sheet["B3"], sheet["C3"], sheet["D3"] = 79.83, "ดำเนินงาน\nน้ำ", True
    sheet["B4"], sheet["C4"] = date(2020, 4, 10), SAVED.replace(tzinfo=None)
    sheet["D4"], sheet["E4"] = time(10, 30), timedelta(hours=30)
    sheet["B5"], sheet["C5"], sheet["D5"] = "=1/0", "=1+1", '=""'
    sheet["B6"] = 0.738
    sheet["B6"].number_format = "0.00%"
    sheet.merge_cells("B8:C9")
    sheet.row_dimensions[6].hidden = True
    sheet["A6000"].fill = PatternFill("solid", fgColor="FFFF00")


def with_asides() -> bytes:
    workbook = Workbook()
    workbook.worksheets[0].title = "ก่อน"
    _put_asides(workbook.create_sheet("คะแนน"))
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def _put_asides(sheet: Worksheet) -> None:
    sheet["A1"], sheet["A2"], sheet["A3"], sheet["A4"] = (
        "คลิกที่นี่",
        '=HYPERLINK("https://example.go.th/2","ก")',
        "ก",
        "ข",
    )
    sheet["A1"].hyperlink = f"{ADDRESS}#page=2"
    sheet["A3"].hyperlink = "mailto:a@example.go.th"
    sheet["A4"].hyperlink = Hyperlink(ref="A4", location="'คะแนน'!B5")
    sheet["A5"], sheet["A6"] = "15000", '=HYPERLINK("https://example.go.th/"&B1,"ก")'
    sheet["A5"].comment = Comment("งบที่ถูกต้องคือ 25,000", "กองคลัง")
    sheet["B5"].comment = Comment("ช่องว่าง", "กองคลัง")
    sheet["A7"] = CellRichText(
        TextBlock(InlineFont(strike=True), "เก่า"), TextBlock(InlineFont(b=True), "ใหม่")
    )
    crossed_out: dict[str, str | float] = {"A8": "ขีดทั้งช่อง", "B8": 15, "C8": 15.255, "D8": 16}
    for cell, value in crossed_out.items():
        sheet[cell] = value
        sheet[cell].font = Font(strike=True)
    sheet["A9"] = "https://x.go.th/Doc_x005F_x0020_Type"
    drawn = io.BytesIO()
    Picture.new("RGB", (60, 40), "red").save(drawn, "png")
    sheet.add_image(Image(drawn), "D10")
