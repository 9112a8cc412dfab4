"""The good workbook that is hunted: a real one, filled in, with its parts as text and what it says.

`counted` is another one, with counted answers.
"""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache

from itaxl.forms import build, instrument_sheets
from itaxl.forms.identity import Identity
from itaxl.forms.layout import COUNTS, MEASURES, SCORES
from tests import detailed, sheets
from tests.filled import AGENCY, INSTRUMENT, who

SAVED = datetime(2020, 3, 1, 9, 0)  # noqa: DTZ001 - as the workbooks state it, in UTC
NAME = "2562-IIT-finance.xlsx"
SHEET_PARTS = {SCORES: "xl/worksheets/sheet2.xml", MEASURES: "xl/worksheets/sheet3.xml"}
WORKBOOK_PART = "xl/workbook.xml"
TABLES = {
    SCORES: """
| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) | หมายเหตุ |
|---|---|---|---|
| 1 | 20 | 84.62 | |
| 2 | 20 | 79.15 | สอบถามแล้ว |
| 3 | 19 | 81.47 | |
| 4 | 20 | 73.80 | |
| 5 | 20 | 80.16 | |
""",
    MEASURES: """
| ตัวชี้วัด | ประเด็นที่เป็นข้อบกพร่อง/จุดอ่อน | มาตรการ | ผู้รับผิดชอบ | วันที่เริ่ม | วันที่สิ้นสุด | งบประมาณ (บาท) |
|---|---|---|---|---|---|---|
| 4 | ไม่มีระเบียบการยืม | จัดทำทะเบียนคุมทรัพย์สิน | กองคลัง | 2019-10-01 | 2020-09-30 | ไม่ใช้งบประมาณ |
| 2 | ไม่เปิดเผยแผน<br>ไม่ชี้แจง | เผยแพร่แผนการใช้จ่าย | กองคลัง, กองช่าง | 2019-11-01 | 2020-03-31 | 15000 |
""",
}


@cache
def workbook() -> bytes:
    return sheets.fill(build.build(INSTRUMENT, who(), AGENCY), TABLES, SAVED)


COUNTED_PARTS = {
    SCORES: "xl/worksheets/sheet2.xml",
    COUNTS: "xl/worksheets/sheet3.xml",
    MEASURES: "xl/worksheets/sheet4.xml",
}


@cache
def counted() -> bytes:
    """All answers of the survey of 2564, in different numbers, and a measure."""
    form = instrument_sheets.counts_layout(detailed.instrument(), "IIT")
    assert form is not None
    rows = []
    for number, (code, _) in enumerate(form.rows):
        columns = enumerate(form.counts(code), start=number)
        rows.append({"รหัส": code} | {column.heading: str(place % 7 + 1) for place, column in columns})
    blank = build.build(detailed.instrument(), Identity(detailed.YEAR, "IIT", "finance"), detailed.DETAILED)
    measure = "| ตัวชี้วัด | มาตรการ |\n|---|---|\n| 4 | จัดทำทะเบียนคุมทรัพย์สิน |"
    return sheets.fill(blank, {COUNTS: rows, MEASURES: measure}, SAVED)


@cache
def parts() -> Mapping[str, str]:
    """Its parts by name, in their order; all of them are XML."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def packed(changed: Mapping[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The workbook with some parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method, compresslevel=1) as package:
        for name, content in (dict(parts()) | dict(changed)).items():
            package.writestr(zipfile.ZipInfo(name), content.encode(errors="replace"), method)
    return target.getvalue()
