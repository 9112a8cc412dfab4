"""A marked copy keeps links, comments and lines that cross out; what it cannot keep is on its first sheet."""

from dataclasses import replace

import openpyxl
import pytest

from itaxl.forms.layout import DONE, MEASURES, MENDING
from itaxl.sending.marked_copy import Marked
from itaxl.spreadsheets.book import Aside, Book, Cell, Kind, Sheet
from tests.filled import book, change, number, text, who
from tests.sending.test_marked_copy import again, codes, copy_of, findings, opened

ADDRESS = "https://example.go.th/1"
REPORT = book(
    who(round="followup-12"),
    {
        MEASURES: f"""
| ตัวชี้วัด | มาตรการ | งบประมาณ (บาท) | สถานะ | ร้อยละความก้าวหน้า | วันที่ดำเนินการแล้วเสร็จ | ผลการดำเนินงาน | ลิงก์หลักฐาน |
|---|---|---|---|---|---|---|---|
| 4 | ประกาศข้อปฏิบัติ | 15000 | {DONE} | 100 | 2020-03-02 | ทำแล้ว | คลิกที่นี่ |
| 4 | อบรม | 500 | {DONE} | 101 | 2020-03-02 | ทำแล้ว | คลิกที่นี่ |
"""
    },
)


def with_asides(asides: dict[tuple[int, int], Aside], workbook: Book = REPORT) -> Book:
    sheets = (replace(sheet, asides=asides) if sheet.name == MEASURES else sheet for sheet in workbook.sheets)
    return replace(workbook, sheets=tuple(sheets))


def first_sheet(copy: Marked) -> str:
    rows = opened(copy)[MENDING].iter_rows(values_only=True)
    return "\n".join(str(value) for row in rows for value in row if value)


def cell(copy: Marked, address: str) -> openpyxl.cell.cell.Cell:
    return opened(copy)[MEASURES][address]  # type: ignore[no-any-return]


@pytest.mark.slow
def test_a_link_is_kept_with_its_words() -> None:
    copy = copy_of(with_asides({(6, 16): Aside(ADDRESS)}))
    kept = cell(copy, "P6")
    assert (kept.value, kept.hyperlink and kept.hyperlink.target) == ("คลิกที่นี่", ADDRESS)
    assert again(copy).asides[MEASURES, "P6"].link == ADDRESS


@pytest.mark.slow
def test_a_formula_of_a_link_becomes_a_link() -> None:
    formula = Cell(Kind.NO_VALUE, None, formula=True, formula_text=f'HYPERLINK("{ADDRESS}","หลักฐาน")')
    kept = cell(copy_of(change(REPORT, MEASURES, {(6, 16): formula})), "P6")
    assert (kept.value, kept.hyperlink and kept.hyperlink.target) == (ADDRESS, ADDRESS)


def test_several_links_of_one_cell_become_text() -> None:
    both = f"{ADDRESS}\nhttps://example.go.th/2"
    assert cell(copy_of(with_asides({(6, 16): Aside(both)})), "P6").value == both


@pytest.mark.slow
@pytest.mark.parametrize("link", ["mailto:a@example.go.th", "file:///C:/a.pdf", "#'แผ่น 2'!A1"])
def test_words_that_led_nowhere_do_not_come_back_as_evidence(link: str) -> None:
    copy = copy_of(with_asides({(6, 16): Aside(link)}))
    assert (cell(copy, "P6").value, cell(copy, "P6").hyperlink) == (None, None)
    assert "คลิกที่นี่" in first_sheet(copy)


def test_two_different_addresses_are_asked_about_again() -> None:
    workbook = change(REPORT, MEASURES, {(6, 16): text(ADDRESS)})
    copy = copy_of(with_asides({(6, 16): Aside("https://example.go.th/2")}, workbook))
    assert ("C365", MEASURES, "P6") in codes(findings(again(copy)))


@pytest.mark.slow
def test_a_comment_is_kept_in_its_cell_even_if_that_is_blank() -> None:
    copy = copy_of(with_asides({(6, 14): Aside(comment="ใช้ 25,000"), (6, 15): Aside(comment="ไม่มี")}))
    kept = opened(copy)[MEASURES]
    assert [kept[cell].comment.text for cell in ("N6", "O6")] == ["ใช้ 25,000", "ไม่มี"]


@pytest.mark.slow
def test_a_comment_outside_of_the_rows_is_on_the_first_sheet() -> None:
    copy = copy_of(with_asides({(40, 9): Aside(comment="งบรวม 25,000")}))
    assert "งบรวม 25,000" in first_sheet(copy)
    assert "แถวนี้ไม่ใช่แถวของตาราง" not in first_sheet(copy)


@pytest.mark.slow
def test_a_value_that_is_crossed_out_still_is() -> None:
    copy = copy_of(with_asides({(6, 14): Aside(crossed_out=True)}))
    assert cell(copy, "N6").font.strike
    assert ("C368", MEASURES, "N6") in codes(findings(again(copy)))


@pytest.mark.slow
def test_pictures_and_own_sheets_are_named_with_what_to_do() -> None:
    own = Sheet("มาตรการเพิ่มเติม", {(1, 1): text("อบรมครั้งที่สอง"), (2, 1): number(7250)})
    sheets = (
        replace(sheet, pictures=((30, 4, 32, 6),)) if sheet.name == MEASURES else sheet
        for sheet in REPORT.sheets
    )
    copy = copy_of(replace(REPORT, sheets=(*sheets, own)))
    words = first_sheet(copy)
    assert all(
        expected in words for expected in ("ไฟล์นี้ไม่มีรูปภาพนั้นแล้ว", "“มาตรการเพิ่มเติม”", "อบรมครั้งที่สอง", "7250")
    )
    assert {item.finding.code for item in copy.items} >= {"W250", "W251"}


@pytest.mark.slow
def test_equal_workbooks_give_equal_copies() -> None:
    asides = {(6, 16): Aside(ADDRESS), (6, 14): Aside(comment="ใช้ 25,000")}
    assert copy_of(with_asides(asides)).workbook == copy_of(with_asides(asides)).workbook
