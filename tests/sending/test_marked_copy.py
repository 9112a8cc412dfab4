"""A marked copy: the sender's own values in their cells, what is wrong marked, nothing else carried along."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from itaxl import thai
from itaxl.assessment import Measure
from itaxl.checks.one_workbook import check
from itaxl.findings import Finding, Severity
from itaxl.forms import build as building
from itaxl.forms import layout
from itaxl.forms.identity import Identity
from itaxl.forms.layout import FIRST_ROW, MEASURES, MEASURES_LAYOUT, MENDING, SCORES
from itaxl.forms.limits import PROMPT_LIMIT, TITLE_LIMIT
from itaxl.forms.save import save
from itaxl.inbox.arrivals import Arrived, understand
from itaxl.sending.marked_copy import Marked, marked
from itaxl.sending.mending_sheet import MOST_OUTSIDE
from itaxl.spreadsheets.book import Book, Cell, Kind, Sheet, position
from itaxl.submissions.mended import shown
from itaxl.submissions.reading import Reading, read
from itaxl.submissions.stray_cells import MOST
from itaxl.submissions.submission import build
from tests.filled import AGENCY, CONTEXT, INSTRUMENT, SAVED, book, change, moved, number, reading, text, who
from tests.office import saved_as
from tests.planned import measure
from tests.shared import Shared

WRONG_SCORES = """
| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) | หมายเหตุ |
|---|---|---|---|
| 1 | 25 | 89.1 | |
| 2 | ยี่สิบห้า | 85 คะแนนค่ะ | รอแก้ |
| 3 | 25 | 173.8 | |
| 4 | 25 | 73.8% | |
| 5 | 25 | | |
"""
WRONG_MEASURES = """
| ตัวชี้วัด | ประเด็นที่เป็นข้อบกพร่อง/จุดอ่อน | มาตรการ | ผู้รับผิดชอบ | วันที่เริ่ม | วันที่สิ้นสุด | งบประมาณ (บาท) |
|---|---|---|---|---|---|---|
| 4 | ไม่มีประกาศ<br>ไม่มีข้อปฏิบัติ | ประกาศข้อปฏิบัติ | กองพัสดุ | 2019-10-01 | 30 ก.พ. 2563 | หมื่นห้า |
| 4 | =B6 | | | 2019-12-01 | 2019-11-01 | #REF! |
"""
WRONG = book(who(), {SCORES: WRONG_SCORES, MEASURES: WRONG_MEASURES})
RIGHT: dict[str, dict[str, str | float | datetime]] = {
    SCORES: {"C7": 25, "D7": 85, "D8": 73.8, "D10": 90},
    MEASURES: {
        "F6": "กองคลัง", "H6": datetime(2020, 2, 29), "I6": 15000,  # noqa: DTZ001 - a day
        "C7": "ยังไม่มี", "E7": "อบรม", "H7": datetime(2020, 1, 31), "I7": "ไม่ใช้งบประมาณ",  # noqa: DTZ001
    },
}  # fmt: skip


def arrived(workbook: Book) -> Arrived:
    return understand(reading(workbook), CONTEXT)


@cache
def copied() -> Marked:
    """The copy of WRONG, which most tests look at."""
    return copy_of(WRONG)


def copy_of(workbook: Book, measures: tuple[Measure, ...] = ()) -> Marked:
    item = arrived(workbook)
    return marked(item.reading, item.findings, INSTRUMENT, AGENCY, measures)


def again(copy: Marked | bytes) -> Reading:
    return read(copy if isinstance(copy, bytes) else copy.workbook, "again.xlsx", lambda _: INSTRUMENT)


def findings(workbook: Reading) -> tuple[Finding, ...]:
    return check(build(workbook, AGENCY, INSTRUMENT), CONTEXT)


def opened(copy: Marked) -> openpyxl.Workbook:
    """The copy to look at: one of the last that were opened, if it is the same."""
    return _opened(copy.workbook)


@lru_cache(maxsize=4)
def _opened(workbook: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook))


def rules(sheet: Worksheet, cell: str) -> list[DataValidation]:
    return [rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref]


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [
        (finding.code, finding.place.sheet, finding.place.cell)
        for finding in findings
        if finding.severity is not Severity.NOTE
    ]


def seen(reading: Reading) -> dict[tuple[str, str], str]:
    """What a person sees in the cells of the tables, but for the formulas."""
    return {
        (record.place.sheet, record.place.cell): thai.clean(shown(record.raw))
        for record in reading.records
        if record.raw.kind not in (Kind.NO_VALUE, Kind.ERROR)
    }


# --- what the copy holds


@pytest.mark.slow
def test_every_value_stands_in_its_cell_as_it_was_typed() -> None:
    sent, got = seen(reading(WRONG)), seen(again(copied()))
    assert {place: got.get(place) for place in sent} == sent
    assert got[SCORES, "D7"] == "85 คะแนนค่ะ"
    assert got[SCORES, "D9"] == "73.8%"
    assert got[MEASURES, "H6"] == "30 ก.พ. 2563"


def test_the_same_is_wrong_in_the_copy_as_in_what_came() -> None:
    mine = codes(arrived(WRONG).findings)
    # A formula without its result is an error value in the copy, so that it cannot look mended.
    assert ("C306", MEASURES, "C7") in mine
    expected = [("C307" if code == "C306" else code, *place) for code, *place in mine]
    assert sorted(codes(findings(again(copied())))) == sorted(expected)


def test_identity_agency_and_time_stay() -> None:
    reading = again(copied())
    assert (reading.identity, reading.agency, reading.saved) == (who(), AGENCY.name, SAVED)


@pytest.mark.slow
def test_a_workbook_that_says_no_time_gets_one_before_its_year() -> None:
    reading = again(copy_of(replace(WRONG, modified=None)))
    assert reading.saved == building.first_saved(2562).replace(tzinfo=UTC)


@pytest.mark.slow
def test_equal_workbooks_give_equal_bytes() -> None:
    assert copy_of(WRONG).workbook == copied().workbook


@pytest.mark.slow
def test_no_formula_macro_comment_link_or_part_of_another_kind() -> None:
    sheets = (
        *WRONG.sheets,
        Sheet("ของฉัน", {(1, 1): text("=1+1"), (2, 1): Cell(Kind.NUMBER, 3.0, "General", True, "1+2")}),
    )
    copy = copy_of(replace(WRONG, sheets=sheets, macros=True))
    parts = set(zipfile.ZipFile(io.BytesIO(copy.workbook)).namelist())
    made = set(zipfile.ZipFile(io.BytesIO(building.build(INSTRUMENT, who(), AGENCY))).namelist())
    assert parts - made == {"xl/worksheets/sheet5.xml"}
    assert opened(copy).sheetnames == [MENDING, layout.GUIDE, SCORES, MEASURES, layout.META]
    cells = [cell for sheet in opened(copy) for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert [cell.coordinate for cell in cells if cell.hyperlink and cell.hyperlink.target] == []


HOSTILE = (
    '=HYPERLINK("http://example.com","x")',
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "#REF!",
    "<script>alert(1)</script>",
    "_x0041_ หรือ _x003D_1+1",
    "ก" * 32_767,
    "นำ\u200bหน้า\u00a0หลัง",
)


@pytest.mark.slow
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_comes_through_as_text(value: str) -> None:
    place = (FIRST_ROW, MEASURES_LAYOUT.number("weakness"))
    outside = {(3, 9): text(value), (80, 9): text(value)}
    workbook = change(change(WRONG, MEASURES, {place: text(value)}), SCORES, outside)
    copy = copy_of(workbook)
    cell = opened(copy)[MEASURES].cell(*place)
    assert cell.data_type == "s"
    got = [
        record
        for record in again(copy).records
        if record.place.sheet == MEASURES and record.field == "weakness"
    ]
    assert thai.clean(str(got[0].raw.value)) == thai.clean(value)
    assert again(copy).identity == who()


@pytest.mark.slow
def test_a_code_of_another_workbook_in_a_value_does_not_reach_the_top_of_the_first_sheet() -> None:
    other = "ITAXL-1-2562-EIT-works-plan-0"
    workbook = change(book(who()), SCORES, {(FIRST_ROW, 4): text("ไม่รู้"), (30, 9): text(other)})
    copy = copy_of(change(workbook, MEASURES, {(40, 2): text(other), (40, 5): text(other)}))
    assert other in copy.items[0].sent + copy.items[1].sent
    assert again(copy).identity == who()


@pytest.mark.slow
def test_control_characters_are_left_out() -> None:
    place = (FIRST_ROW, MEASURES_LAYOUT.number("weakness"))
    copy = copy_of(change(WRONG, MEASURES, {place: text("ก\x00ข\x1b\tค\ud800\uffff\r\nง")}))
    assert opened(copy)[MEASURES].cell(*place).value == "กข ค\nง"


TYPED = st.one_of(
    st.text(max_size=40).map(text),
    st.floats().map(number),
    st.floats(0, 1).map(lambda value: number(value, "0.00%")),
    st.floats(1, 400_000).map(lambda value: number(value, "d/m/yyyy")),
    st.booleans().map(lambda value: Cell(Kind.BOOL, value)),
    st.sampled_from(("#REF!", "#SPILL!", "#N/A")).map(lambda value: Cell(Kind.ERROR, value)),
)
COLUMNS = tuple(
    number for number, column in enumerate(MEASURES_LAYOUT.columns, start=1) if column.key != "code"
)


@pytest.mark.slow
@settings(max_examples=5, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(FIRST_ROW, FIRST_ROW + 3), st.sampled_from(COLUMNS)), TYPED, max_size=8
    )
)
@example({(FIRST_ROW, 12): number(1.7976931348623155e308)})  # sixteen digits round it up to infinity
def test_whatever_is_typed_the_copy_can_be_read_and_has_the_same_faults(
    cells: Mapping[tuple[int, int], Cell],
) -> None:
    workbook = change(WRONG, MEASURES, cells)
    copy = copy_of(workbook)
    parts = zipfile.ZipFile(io.BytesIO(copy.workbook))
    assert not any(b"<f>" in parts.read(name) for name in parts.namelist())
    mine = [code for code in codes(arrived(workbook).findings) if code[0] != "C306"]
    theirs = codes(findings(again(copy)))
    assert {text for text in mine if text not in theirs} == set()


@pytest.mark.slow
def test_what_stands_in_a_second_copy_of_a_sheet_is_given_back_with_its_numbers() -> None:
    scores = next(sheet for sheet in WRONG.sheets if sheet.name == SCORES)
    second = replace(scores, name="คะแนน (2)", cells={**scores.cells, (FIRST_ROW, 4): number(91.5)})
    copy = copy_of(replace(WRONG, sheets=(*WRONG.sheets, second)))
    rows = {tuple(row) for row in opened(copy)[MENDING].iter_rows(min_col=3, max_col=5, values_only=True)}
    assert ("คะแนน (2)", "D6", "“91.5”") in rows
    (item,) = [item for item in copy.items if item.finding.code == "W215"]
    assert (item.sheet, "ลบแผ่นงาน" in item.fix()) == (SCORES, False)  # the copy is without that sheet


# --- how it is marked


def test_errors_have_a_thick_border_and_warnings_a_broken_one() -> None:
    sheet = opened(copied())[SCORES]
    for cell, border in (("D7", "thick"), ("D8", "thick"), ("D10", "mediumDashed"), ("D6", "thin")):
        assert sheet[cell].border.left.style == border
        assert sheet[cell].border.top.style == border
    colours = {sheet[cell].fill.fgColor.rgb for cell in ("D7", "D10", "D6")}
    assert len(colours) == 3


def test_marked_cells_say_what_and_how_and_still_refuse_what_is_wrong() -> None:
    copy = copied()
    sheet = opened(copy)[SCORES]
    (rule,) = rules(sheet, "D7")
    item = next(item for item in copy.items if item.cell == "D7")
    assert item.what() in str(rule.prompt)
    assert item.fix() in str(rule.prompt)
    assert str(item.number) in str(rule.promptTitle)
    assert (rule.type, rule.formula1, rule.formula2, rule.showInputMessage) == ("decimal", "0", "100", True)


def test_no_cell_has_two_rules_and_prompts_keep_the_limits_of_excel() -> None:
    book_ = opened(copied())
    for sheet in (book_[SCORES], book_[MEASURES]):
        ruled = [
            cell
            for rule in sheet.data_validations.dataValidation
            for range_ in rule.sqref.ranges
            for cell in range_.cells
        ]
        assert len(ruled) == len(set(ruled))
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.prompt or "") <= PROMPT_LIMIT
            assert len(rule.promptTitle or "") <= TITLE_LIMIT


def test_rules_that_speak_of_their_own_cell_move_with_it() -> None:
    sheet = opened(copied())[MEASURES]
    for cell in ("H6", "H7", "H8", "G6"):
        (rule,) = rules(sheet, cell)
        first = str(rule.sqref).split(":", maxsplit=1)[0]
        assert f"AND({first}>=" in str(rule.formula1)


def test_colours_by_value_stay_beside_the_marks_and_not_on_them() -> None:
    sheet = opened(copied())[SCORES]
    coloured = {str(area.sqref) for area in sheet.conditional_formatting}
    assert "D6" in coloured
    assert all("D7" not in area.sqref and "D8" not in area.sqref for area in sheet.conditional_formatting)
    assert any("D9" in area.sqref for area in sheet.conditional_formatting)


@pytest.mark.slow
def test_the_first_sheet_lists_all_in_order_with_links() -> None:
    copy = copied()
    sheet = opened(copy)[MENDING]
    assert len(copy.items) == len(arrived(WRONG).findings)
    ranks = [item.severity.rank for item in copy.items]
    assert ranks == sorted(ranks)
    for row, item in enumerate(copy.items, start=FIRST_ROW):
        assert [sheet.cell(row, 1).value, sheet.cell(row, 5).value, sheet.cell(row, 6).value] == [
            str(item.number), item.what(), item.fix(),
        ]  # fmt: skip
        if item.cell:
            link = sheet.cell(row, 4).hyperlink
            assert link
            assert link.location == f"'{item.sheet}'!{item.cell}"
    assert opened(copy).sheetnames[0] == MENDING


@pytest.mark.slow
def test_a_value_too_long_for_a_sentence_is_shortened_and_stays_whole_in_its_cell() -> None:
    long = "น้ำ" * 5_000
    copy = copy_of(change(WRONG, SCORES, {(7, 4): text(long)}))
    item = next(item for item in copy.items if item.cell == "D7")
    assert len(item.what()) < 200
    assert opened(copy)[SCORES]["D7"].value == long


# --- what has no place


@pytest.mark.slow
def test_a_total_row_and_notes_beside_the_table_are_given_back_on_the_first_sheet() -> None:
    cells = {
        (13, 1): text("รวม"),
        (13, 4): number(422.9),
        (3, 8): text("ส่งข้อ 5 ตามไปนะคะ"),
        (20, 9): number(5),
    }
    sheets = (
        *change(WRONG, SCORES, cells).sheets,
        Sheet("บันทึก", {(2, 2): text("โทร 1234"), (3, 2): number(9)}),
    )
    copy = copy_of(replace(WRONG, sheets=sheets))
    sheet = opened(copy)[MENDING]
    listed = {
        (row[2].value, row[3].value): row[4].value
        for row in sheet.iter_rows(min_row=FIRST_ROW + len(copy.items))
    }
    expected = {("คะแนน", "A13"): "“รวม”", ("คะแนน", "D13"): "“422.9”", ("คะแนน", "H3"): "“ส่งข้อ 5 ตามไปนะคะ”",
                ("คะแนน", "I20"): "“5”", ("บันทึก", "B2"): "“โทร 1234”", ("บันทึก", "B3"): "“9”"}  # fmt: skip
    assert {place: listed[place] for place in expected} == expected
    assert len([place for place in listed if place[0] and place[1]]) == len(expected) + 1  # and its headings
    assert opened(copy)[SCORES]["D13"].value is None
    assert "ย้าย" in next(item for item in copy.items if item.finding.code == "W217").fix()


@pytest.mark.slow
def test_a_second_answer_is_marked_at_the_first_and_listed() -> None:
    workbook = change(WRONG, SCORES, {(11, 1): text("1"), (11, 4): number(12.5)})
    copy = copy_of(workbook)
    item = next(item for item in copy.items if item.finding.code == "C323")
    assert (item.sheet, item.cell) == (SCORES, "D6")
    assert opened(copy)[SCORES]["D6"].value == 89.1
    assert "“12.5”" in [row[4].value for row in opened(copy)[MENDING].iter_rows()]


@pytest.mark.slow
def test_much_beside_the_tables_is_bounded_and_the_rest_said() -> None:
    many = {(row, 9): text(f"บันทึกที่ {row} {'ยาว' * 900}") for row in range(20, 1_020)}
    copy = copy_of(change(WRONG, SCORES, many))
    sheet = opened(copy)[MENDING]
    assert sheet.max_row < FIRST_ROW + len(copy.items) + 220
    said = str(sheet.cell(sheet.max_row, 1).value)
    assert MOST - MOST_OUTSIDE - 20 < int(re.findall("[0-9]+", said)[0]) < MOST - MOST_OUTSIDE
    assert len(copy.workbook) < 200_000


@pytest.mark.slow
def test_a_copy_that_comes_back_lists_nothing_of_our_own() -> None:
    reading = again(copied())
    second = marked(reading, findings(reading), INSTRUMENT, AGENCY)
    last = opened(second)[MENDING].max_row
    assert last == FIRST_ROW + len(second.items) - 1


# --- workbooks that lack something


@pytest.mark.slow
def test_values_of_a_sheet_without_a_heading_are_put_back() -> None:
    workbook = change(WRONG, MEASURES, {(5, 5): None})
    copy = copy_of(workbook)
    sheet = opened(copy)[MEASURES]
    assert sheet["E5"].value == "มาตรการ"
    assert (sheet["F6"].value, sheet["C6"].value) == ("กองพัสดุ", "ไม่มีประกาศ\nไม่มีข้อปฏิบัติ")
    item = next(item for item in copy.items if item.finding.code == "W208")
    assert (item.sheet, item.cell) == (MEASURES, "")
    assert "“ประกาศข้อปฏิบัติ”" in [row[4].value for row in opened(copy)[MENDING].iter_rows()]


@pytest.mark.slow
def test_a_missing_sheet_is_there_again() -> None:
    workbook = replace(WRONG, sheets=tuple(sheet for sheet in WRONG.sheets if sheet.name != MEASURES))
    copy = copy_of(workbook)
    item = next(item for item in copy.items if item.finding.code == "W207")
    assert item.sheet == MEASURES
    assert codes(findings(again(copy))) == [
        code for code in codes(arrived(workbook).findings) if code[0] != "W207"
    ]


@pytest.mark.slow
def test_rows_that_were_moved_stand_in_their_rows_again() -> None:
    copy = copy_of(moved(WRONG, MEASURES, 3))
    sheet = opened(copy)[MEASURES]
    assert sheet["F6"].value == "กองพัสดุ"
    assert next(item for item in copy.items if item.finding.code == "C310").cell == "F6"


@pytest.mark.slow
def test_more_measures_than_rows_all_find_a_place() -> None:
    rows = "".join(f"| 4 | มาตรการที่ {row} | กองพัสดุ |\n" for row in range(75))
    workbook = book(who(), {MEASURES: f"| ตัวชี้วัด | มาตรการ | ผู้รับผิดชอบ |\n|---|---|---|\n{rows}"})
    reading = again(copy_of(workbook))
    assert len({record.row for record in reading.records if record.field == "measure"}) == 75


@pytest.mark.slow
def test_a_blank_workbook_keeps_the_name_that_was_typed() -> None:
    blank = Identity(2562, "IIT")
    workbook = book(blank, {SCORES: WRONG_SCORES}, name="กองที่ไม่มี", agency="")
    copy = copy_of(workbook)
    assert again(copy).who == "กองที่ไม่มี"
    assert again(copy).identity == blank
    assert "W206" in [item.finding.code for item in copy.items]


MEASURE = measure(
    *("2562-IIT-04-01", "IIT", 4),
    weakness="เดิม",
    approach="เดิม",
    measure="ประกาศข้อปฏิบัติ",
    responsible=("finance",),
    budget="none",
)


def test_a_follow_up_has_our_plan_and_the_senders_report() -> None:
    rows = """
| รหัสมาตรการ | ตัวชี้วัด | มาตรการ | สถานะ | ร้อยละความก้าวหน้า | ผลการดำเนินงาน |
|---|---|---|---|---|---|
| 2562-IIT-04-02 | 9 | แก้เอง | ทำแล้ว | 150 | ทำไปบ้าง |
| 2562-IIT-99-99 | 4 | เพิ่มเอง | ดำเนินการแล้ว | 50 | |
"""
    other = MEASURE.changed(code="2562-IIT-04-02", measure="อบรม")
    workbook = book(who(round="followup-6"), {MEASURES: rows})
    copy = copy_of(workbook, (MEASURE, other))
    sheet = opened(copy)[MEASURES]
    assert [sheet.cell(row, 1).value for row in (6, 7, 8)] == [
        "2562-IIT-04-02",
        "2562-IIT-04-01",
        "2562-IIT-99-99",
    ]
    assert [sheet.cell(row, 5).value for row in (6, 7, 8)] == ["อบรม", "ประกาศข้อปฏิบัติ", "เพิ่มเอง"]
    assert (sheet["K6"].value, sheet["L6"].value, sheet["N6"].value) == ("ทำแล้ว", 150, "ทำไปบ้าง")
    assert sheet["B6"].value == "4"
    assert not sheet["L8"].protection.locked
    assert sheet["E6"].protection.locked


# --- corrected and sent back


def corrected(copy: Marked) -> bytes:
    book_ = openpyxl.load_workbook(io.BytesIO(copy.workbook))
    for name, cells in RIGHT.items():
        for cell, value in cells.items():
            kept = book_[name][cell].number_format
            book_[name][cell] = value
            book_[name][cell].number_format = kept
    book_[MEASURES]["H6"].number_format = book_[MEASURES]["G6"].number_format
    return save(book_, (SAVED + timedelta(days=1)).replace(tzinfo=None))


@pytest.mark.slow
def test_corrected_it_is_clean_newer_and_brings_no_marks_again() -> None:
    reading = again(corrected(copied()))
    assert codes(findings(reading)) == []
    assert reading.saved
    assert reading.saved > SAVED
    assert not reading.salvaged
    assert {position(record.place.cell) for record in reading.records if record.field == "score"} == {
        (row, 4) for row in range(6, 11)
    }


def for_office() -> Mapping[str, bytes]:
    return {"wrong": copied().workbook, "right": corrected(copied())}


@pytest.mark.office
def test_saved_by_libreoffice_it_stays_wrong_until_it_is_corrected(shared: Shared) -> None:
    wrong, right = (saved_as("xlsx", shared)[name] for name in ("wrong", "right"))
    assert sorted(codes(findings(again(wrong)))) == sorted(codes(findings(again(copied()))))
    assert codes(findings(again(right))) == []
