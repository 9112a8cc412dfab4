"""Make workbooks as divisions send them back, half filled in."""

import io
from datetime import UTC, date, datetime

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.forms import build, layout
from itaxl.forms.identity import Identity
from itaxl.forms.save import save
from itaxl.instrument import load

DIMENSIONS = ("IIT", "EIT", "OIT")
MEASURES = 30


def ordinary(count: int) -> list[bytes]:
    """Return `count` workbooks, of the three dimensions in turn."""
    kinds = [_filled(dimension) for dimension in DIMENSIONS]
    return [kinds[number % len(kinds)] for number in range(count)]


def _filled(dimension: str) -> bytes:
    blank = build.build(load(2562), Identity(2562, dimension, "finance"))
    book = load_workbook(io.BytesIO(blank))
    scores: Worksheet = book[layout.SCORES]
    for row in range(layout.FIRST_ROW, scores.max_row + 1):
        scores.cell(row, scores.max_column - 1, 79.83 + row)
        scores.cell(row, scores.max_column, "ตรวจสอบแล้ว")
    measures: Worksheet = book[layout.MEASURES]
    for row in range(layout.FIRST_ROW, layout.FIRST_ROW + MEASURES):
        values: tuple[str | int | date, ...] = (
            "1",
            "จุดอ่อนที่พบ",
            "แนวทางการปรับปรุง",
            f"มาตรการที่ {row}",
            "กองคลัง",
            date(2019, 10, 1),
        )
        for column, value in enumerate((*values, date(2020, 9, 30), 15000, "ร้อยละ 100"), start=2):
            measures.cell(row, column, value)
    return save(book, datetime(2020, 4, 10, tzinfo=UTC))
