from dataclasses import replace

import pytest

from itaxl.checks.one_workbook import check
from itaxl.forms.layout import HEADING_ROW, MEASURES, MEASURES_LAYOUT, SCORES
from itaxl.spreadsheets.book import Book, Cell, Kind
from itaxl.submissions.filled_rows import MeasureRow
from tests.filled import CONTEXT, Cells, book, cell, change, moved, number, reading, submission, text, who

SCORED = """
| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) |
|---|---|---|
| 1 | 20 | 85 |
| 2 | 20 | 86 |
| 3 | 20 | 87 |
| 4 | 20 | 73.8 |
| 5 | 20 | 88 |
"""
PLANNED = """
| ตัวชี้วัด | ประเด็นที่เป็นข้อบกพร่อง/จุดอ่อน | มาตรการ | งบประมาณ (บาท) |
|---|---|---|---|
| 4 | จุดอ่อน | มาตรการหนึ่ง | 500 |
| 4 | | มาตรการสอง | |
| 4 | | มาตรการสาม | |
"""
GOOD = book(who(), {SCORES: SCORED, MEASURES: PLANNED})
COLUMN = {column.key: MEASURES_LAYOUT.number(column.key) for column in MEASURES_LAYOUT.columns}


def codes(workbook: Book) -> list[str]:
    return [finding.code for finding in check(submission(workbook), CONTEXT)]


def said(workbook: Book, code: str) -> tuple[str, dict[str, object]]:
    """Cell and values of the one finding of a code."""
    (result,) = (finding for finding in check(submission(workbook), CONTEXT) if finding.code == code)
    return result.place.cell, dict(result.values)


def measures(workbook: Book) -> tuple[MeasureRow, ...]:
    return submission(workbook).measures


def scores(workbook: Book) -> dict[str, float]:
    return {row.code: float(row.score) for row in submission(workbook).scores if row.score is not None}


def merged(workbook: Book, sheet: str, *merges: tuple[int, int, int, int]) -> Book:
    sheets = (replace(other, merges=merges) if other.name == sheet else other for other in workbook.sheets)
    return replace(workbook, sheets=tuple(sheets))


def typed(sheet: str, row: int, **cells: str) -> Book:
    """GOOD with cells of a row by their columns' letters; a blank one is cleared."""
    changed: dict[tuple[int, int], Cell | None] = {}
    for letter, value in cells.items():
        changed[row, ord(letter) - 64] = cell(value) if value else None
    return change(GOOD, sheet, changed)


def computed(value: float | str | None, kind: Kind = Kind.NUMBER) -> Cell:
    return Cell(kind, value, formula=True, formula_text="A1")


def test_nothing_is_wrong_to_begin_with() -> None:
    assert codes(GOOD) == []


# Merged cells


def test_what_stands_in_a_merged_cell_counts_in_each_of_its_rows() -> None:
    column = COLUMN["weakness"]
    measure_rows = measures(merged(GOOD, MEASURES, (6, column, 8, column)))
    assert [row.weakness for row in measure_rows] == ["จุดอ่อน"] * 3
    assert codes(merged(GOOD, MEASURES, (6, column, 8, column))) == []


def test_an_indicator_that_is_merged_over_its_measures() -> None:
    column = COLUMN["indicator"]
    cleared = change(GOOD, MEASURES, {(7, column): None, (8, column): None})
    assert "C302" in codes(cleared)
    assert [row.indicator for row in measures(merged(cleared, MEASURES, (6, column, 8, column)))] == [4, 4, 4]


def test_a_merged_value_stands_where_a_person_sees_it() -> None:
    column = COLUMN["weakness"]
    result = reading(merged(GOOD, MEASURES, (6, column, 7, column)))
    places = {record.row: record.place.cell for record in result.records if record.field == "weakness"}
    assert places == {6: "C6", 7: "C6"}


def test_a_merged_cell_makes_no_rows_of_its_own() -> None:
    """Two lines of the sheet that are merged throughout are one measure."""
    tall = moved(book(who(), {MEASURES: PLANNED.rsplit("\n", 3)[0]}), MEASURES, 0)
    merges = tuple((6, column, 7, column) for column in COLUMN.values())
    assert [row.row for row in measures(merged(tall, MEASURES, *merges))] == [6]


def test_a_number_in_a_merged_cell_is_counted_once_and_asked_about() -> None:
    column = COLUMN["budget"]
    workbook = merged(GOOD, MEASURES, (6, column, 8, column))
    assert [row.budget for row in measures(workbook)] == [500, None, None]
    assert said(workbook, "C335") == ("I6", {"cells": "I6:I8"})


def test_a_score_that_is_merged_over_two_items() -> None:
    workbook = merged(change(GOOD, SCORES, {(7, 4): None}), SCORES, (6, 4, 7, 4))
    assert codes(workbook) == ["C301", "C335"]
    assert scores(workbook) == {"1": 85, "3": 87, "4": 73.8, "5": 88}


def test_cells_merged_beside_each_other_or_over_headings_change_nothing() -> None:
    workbook = merged(GOOD, MEASURES, (1, 1, 1, 16), (HEADING_ROW, 3, HEADING_ROW, 4), (6, 3, 6, 4))
    assert measures(workbook) == measures(GOOD)


def test_merges_that_lie_over_each_other_are_gone_through_once() -> None:
    column = COLUMN["weakness"]
    overlapping = [(6 + number % 3, column, 5000, column) for number in range(999)]
    assert [row.weakness for row in measures(merged(GOOD, MEASURES, *overlapping))] == ["จุดอ่อน"] * 3


# Totals and notes


@pytest.mark.parametrize(
    "word", ["รวม", "รวมทั้งสิ้น", "เฉลี่ย", "ค่าเฉลี่ย", "คะแนนเฉลี่ย", "รวม :", "ผลรวม", "Total", "average", "เฉลี่ยรวม"]
)
@pytest.mark.parametrize("column", "ABG")
def test_a_total_below_the_table_is_left_out_with_a_note(word: str, column: str) -> None:
    workbook = typed(SCORES, 11, **{column: f"'{word}", "C": "100", "D": "83.96"})
    assert codes(workbook) == ["W217"]
    assert said(workbook, "W217") == ("A11", {"rows": "11"})
    assert scores(workbook) == scores(GOOD)


def test_a_total_by_formula() -> None:
    workbook = change(GOOD, SCORES, {(12, 2): text("รวม"), (12, 4): computed(419.8)})
    assert codes(workbook) == ["W217"]
    assert codes(change(workbook, SCORES, {(12, 4): computed(None, Kind.NO_VALUE)})) == ["W217"]


def test_a_total_of_the_budgets() -> None:
    workbook = typed(MEASURES, 9, E="'รวมงบประมาณ", I="500")
    assert codes(workbook) == ["W217"]
    assert len(measures(workbook)) == 3


def test_a_row_with_a_code_is_no_total_whatever_it_is_called() -> None:
    workbook = typed(SCORES, 6, B="'รวม")
    assert codes(workbook) == []
    assert scores(workbook) == scores(GOOD)
    announced = book(who("announced"), {"ผลคะแนน": "| รหัส | คะแนน (0–100) |\n|---|---|\n| TOTAL | 79.83 |"})
    assert "W217" not in codes(announced)
    assert [row.code for row in submission(announced).results if row.score] == ["TOTAL"]


@pytest.mark.parametrize("text_", ["รวม", "ผลรวมของงาน"])
def test_a_measure_that_speaks_of_totals_is_a_measure(text_: str) -> None:
    workbook = typed(MEASURES, 9, B="4", C=f"'{text_}", E="'จัดทำบัญชีรวม")
    assert codes(workbook) == []
    assert len(measures(workbook)) == 4


def test_a_number_without_a_code_is_asked_about() -> None:
    assert codes(typed(SCORES, 11, C="20", D="80")) == ["C308"]
    assert codes(typed(SCORES, 11, B="'ตัวชี้วัดเพิ่มเติม", C="20", D="80")) == ["C308"]


def test_those_who_sign_below_the_table() -> None:
    workbook = change(
        GOOD,
        SCORES,
        {
            (13, 4): text("ลงชื่อ ..................... ผู้รายงาน"),
            (14, 4): text("(นายสมชาย ใจดี)"),
            (15, 1): text("หมายเหตุ: ข้อมูล ณ วันที่ 1 มีนาคม 2563"),
        },
    )
    assert codes(workbook) == ["W217"]
    assert said(workbook, "W217") == ("A13", {"rows": "13, 14"})
    assert {cell.cell for cell in reading(workbook).outside} >= {"D13", "D14", "A15"}


def test_a_note_below_the_measures() -> None:
    workbook = typed(MEASURES, 11, E="'หมายเหตุ: มาตรการที่สามใช้งบของปีก่อน")
    assert codes(workbook) == ["W217"]
    assert len(measures(workbook)) == 3


@pytest.mark.parametrize("code", ["I9", "ข้อ1"])
def test_a_code_that_is_not_known_is_no_note(code: str) -> None:
    assert codes(typed(SCORES, 11, A=f"'{code}", D="'ดี")) == ["C304", "C308"]


def test_a_row_whose_code_was_deleted_is_no_note() -> None:
    name = SCORES, 6
    workbook = typed(*name, A="", D="'ดีมาก")
    assert "C304" in codes(workbook)


# Headings, blank rows, formulas that were filled down


def test_the_headings_may_stand_twice() -> None:
    again: Cells = {
        (9, number): text(column.heading) for number, column in enumerate(MEASURES_LAYOUT.columns, start=1)
    }
    assert codes(change(GOOD, MEASURES, again)) == []
    assert measures(change(GOOD, MEASURES, again)) == measures(GOOD)


def test_numbers_of_the_columns_below_the_headings() -> None:
    down = moved(GOOD, MEASURES, 0)
    sheet = next(sheet for sheet in down.sheets if sheet.name == MEASURES)
    lower: Cells = {
        (row + (row > HEADING_ROW), column): value for (row, column), value in sheet.cells.items()
    }
    lower |= {(6, column): text(f"({column})") for column in COLUMN.values()}
    numbered = replace(
        down, sheets=tuple(replace(other, cells=lower) if other is sheet else other for other in down.sheets)
    )
    assert codes(numbered) == []
    assert [row.measure for row in measures(numbered)] == [row.measure for row in measures(GOOD)]


def test_a_row_of_scores_is_no_numbering() -> None:
    workbook = typed(SCORES, 6, A="'1", B="", C="3", D="4")
    assert scores(workbook)["1"] == 4


@pytest.mark.parametrize("value", [0, "", False])
def test_formulas_filled_down_too_far_are_no_data(value: float | str) -> None:
    kind = Kind.TEXT if value == "" else Kind.BOOL if value is False else Kind.NUMBER
    cells: Cells = {(row, column): computed(value, kind) for row in range(20, 60) for column in (1, 2, 5, 9)}
    assert codes(change(GOOD, MEASURES, cells)) == []
    assert measures(change(GOOD, MEASURES, cells)) == measures(GOOD)


def test_a_formula_without_its_result_may_be_data() -> None:
    assert "C306" in codes(change(GOOD, MEASURES, {(9, 5): computed(None, Kind.NO_VALUE)}))


# Columns


def test_columns_that_a_sender_added_are_no_data() -> None:
    cells: Cells = {(HEADING_ROW, 20): text("ผู้ประสานงาน"), (6, 20): text("สมชาย"), (6, 21): number(5)}
    workbook = change(GOOD, MEASURES, cells)
    assert codes(workbook) == ["W271"]
    assert measures(workbook) == measures(GOOD)
    assert {cell.cell for cell in reading(workbook).outside} >= {"T5", "T6", "U6"}


def test_a_column_inserted_before_the_table() -> None:
    places = {column: column + 1 for column in COLUMN.values()}
    workbook = change(moved(GOOD, MEASURES, places), MEASURES, {(5, 1): text("ลำดับ"), (6, 1): number(1)})
    assert codes(workbook) == []
    assert [row.measure for row in measures(workbook)] == [row.measure for row in measures(GOOD)]


def test_a_heading_that_stands_twice_over_other_values_is_asked_about() -> None:
    twin = change(GOOD, SCORES, {(HEADING_ROW, 9): text("คะแนน(0-100)"), (6, 9): number(99)})
    assert codes(twin) == ["W220"]
    assert said(twin, "W220") == ("I5", {"one": "D", "other": "I"})
    assert scores(twin) == scores(GOOD)


def test_a_heading_that_stands_twice_over_nothing_new() -> None:
    twin = change(GOOD, SCORES, {(HEADING_ROW, 9): text("คะแนน (0–100)"), (6, 9): text("85")})
    assert codes(twin) == []
