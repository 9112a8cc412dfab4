"""What a sender put beside the values of a workbook is passed on, none of it is merged."""

from dataclasses import replace

import pytest

from itaxl.findings import Finding
from itaxl.forms.layout import GUIDE, MEASURES, MENDING, SCORES
from itaxl.spreadsheets.book import Aside, Book, Cell, Kind, Sheet
from tests.filled import book, change, findings, merged, number, reading, submission, text, who

PLANNED = book(
    who(),
    {
        MEASURES: """
| ตัวชี้วัด | ประเด็นที่เป็นข้อบกพร่อง/จุดอ่อน | มาตรการ | งบประมาณ (บาท) |
|---|---|---|---|
| 4 | ไม่มีประกาศ | ประกาศข้อปฏิบัติ | 15000 |
| 4 | ไม่รู้ | อบรม | 500 |
"""
    },
)
ADDRESS = "https://example.go.th/1"


def changed(sheet: str, workbook: Book = PLANNED, **changes: object) -> Book:
    sheets = (replace(other, **changes) if other.name == sheet else other for other in workbook.sheets)  # type: ignore[arg-type]
    return replace(workbook, sheets=tuple(sheets))


def with_asides(*cells: tuple[int, int], **aside: object) -> Book:
    return changed(MEASURES, asides=dict.fromkeys(cells, Aside(**aside)))  # type: ignore[arg-type]


def said(workbook: Book, code: str) -> list[tuple[str, str]]:
    return [(finding.place.cell, finding.value) for finding in findings(workbook, code)]


def one(workbook: Book, code: str) -> Finding:
    (finding,) = findings(workbook, code)
    return finding


def own(cells: dict[tuple[int, int], Cell], name: str = "มาตรการเพิ่มเติม") -> Book:
    return replace(PLANNED, sheets=(*PLANNED.sheets, Sheet(name, cells)))


def test_a_sheet_of_the_sender_is_named_with_the_number_of_its_cells() -> None:
    finding = one(
        own({(1, 1): text("มาตรการ"), (2, 1): text("อบรม"), (2, 2): number(500), (3, 1): text(" ")}), "W250"
    )
    assert (finding.place.sheet, dict(finding.values)["count"]) == ("มาตรการเพิ่มเติม", 3)


def test_what_stands_in_it_is_kept_to_be_given_back() -> None:
    outside = reading(own({(2, 1): text("อบรม"), (2, 2): number(500)})).outside
    assert {cell.text for cell in outside if cell.sheet == "มาตรการเพิ่มเติม"} == {"อบรม", "500"}


@pytest.mark.parametrize("name", [MENDING, GUIDE])
def test_sheets_of_ours_and_blank_ones_are_nothing_to_mend(name: str) -> None:
    assert not findings(own({(1, 1): text("x")}, name), "W250")
    assert not findings(own({(1, 1): text("  ")}), "W250")
    assert not findings(own({}), "W250")


def test_a_sheet_with_nothing_but_a_picture_or_a_comment_is_named() -> None:
    pictured = replace(PLANNED, sheets=(*PLANNED.sheets, Sheet("ภาพ", {}, pictures=((1, 1, 9, 9),))))
    told = replace(
        PLANNED, sheets=(*PLANNED.sheets, Sheet("ภาพ", {}, asides={(1, 1): Aside(comment="แก้แล้ว")}))
    )
    assert [said(workbook, "W272") for workbook in (pictured, told)] == [[("", "ภาพ")]] * 2


def test_what_is_typed_beside_the_table_is_named_once_for_a_sheet() -> None:
    workbook = change(
        PLANNED,
        MEASURES,
        {(6, 17): text("งบที่ถูกต้องคือ 25,000"), (7, 17): text("ไม่แก้"), (7, 19): number(5)},
    )
    finding = one(workbook, "W271")
    assert (finding.place.cell, finding.value) == ("Q6", "งบที่ถูกต้องคือ 25,000")
    assert dict(finding.values) == {"count": 3, "columns": "Q, S"}


def test_own_sums_and_titles_beside_the_table_are_no_news() -> None:
    own_sum = Cell(Kind.NUMBER, 15500.0, formula=True, formula_text="SUM(I6:I7)")
    quiet = {(6, 17): own_sum, (7, 17): text("  "), (1, 17): text("ฉบับร่าง"), (5, 17): text("รวม")}
    assert not findings(change(PLANNED, MEASURES, quiet), "W271")


def test_a_renamed_sheet_and_one_without_a_heading_are_still_ours() -> None:
    assert not findings(changed(MEASURES, name="แผนของเรา"), "W250")
    assert not findings(change(PLANNED, MEASURES, {(5, 2): text("ตชว")}), "W250")


@pytest.mark.parametrize(
    ("area", "cell"),
    [((7, 4, 12, 6), "D7"), ((1, 1, 8, 2), "A6"), ((1, 1, 4, 2), None), ((40, 2, 41, 3), "B40")],
)
def test_a_picture_over_the_table_is_said_with_its_cell(
    area: tuple[int, int, int, int], cell: str | None
) -> None:
    results = findings(changed(MEASURES, pictures=(area,)), "W251")
    assert [finding.place.cell for finding in results] == ([cell] if cell else [])


def test_files_that_are_put_into_a_sheet_are_said() -> None:
    finding = one(changed(MEASURES, objects=2), "W252")
    assert (finding.place.sheet, finding.what("en")) == (
        MEASURES,
        "2 files are put into this sheet; they were not opened, and nothing of them was merged",
    )


def test_a_comment_on_the_guide_is_passed_on() -> None:
    guide = changed(GUIDE, asides={(7, 1): Aside(comment="ส่งช้าเพราะระบบล่ม")})
    assert one(guide, "C366").place.sheet == GUIDE


def test_pictures_in_the_guide_are_ornaments() -> None:
    assert not findings(changed(GUIDE, pictures=((1, 1, 30, 2),)), "W251")


def test_a_comment_is_passed_on_with_its_cell() -> None:
    finding = one(with_asides((6, 9), comment="งบที่ถูกต้องคือ 25,000"), "C366")
    assert (finding.place.sheet, finding.place.cell, finding.value) == (MEASURES, "I6", "งบที่ถูกต้องคือ 25,000")


def test_a_picture_in_a_cell_is_no_formula_to_mend() -> None:
    workbook = change(with_asides((6, 9), picture=True), MEASURES, {(6, 9): Cell(Kind.ERROR, "#VALUE!")})
    assert [finding.place.cell for finding in findings(workbook, "C367")] == ["I6"]
    assert not findings(workbook, "C307")


def test_a_value_that_is_crossed_out_is_not_used() -> None:
    workbook = with_asides((6, 9), crossed_out=True)
    assert said(workbook, "C368") == [("I6", "15000")]
    assert not findings(workbook, "C369")
    assert [row.budget for row in submission(workbook).measures] == [None, 500]


def test_a_row_that_is_crossed_out_is_asked_about_once_and_not_counted() -> None:
    workbook = with_asides((6, 2), (6, 3), (6, 5), (6, 9), crossed_out=True)
    assert said(workbook, "C369") == [("B6", "4")]
    assert not findings(workbook, "C368")
    assert list(merged({"a.xlsx": workbook}).measures["measure"]) == ["อบรม"]


def test_what_is_left_out_of_a_text_is_named() -> None:
    finding = one(with_asides((6, 5), left_out="เก่า"), "C370")
    assert (finding.place.cell, finding.value, dict(finding.values)) == (
        "E6",
        "ประกาศข้อปฏิบัติ",
        {"left": "เก่า"},
    )


def test_the_address_behind_the_words_of_a_measure_is_named() -> None:
    finding = one(with_asides((6, 5), link=ADDRESS), "C371")
    assert (finding.place.cell, dict(finding.values)) == ("E6", {"link": ADDRESS})
    assert not findings(with_asides((6, 5), link="mailto:a@example.go.th"), "C371")
    assert not findings(
        change(with_asides((6, 5), link=ADDRESS), MEASURES, {(6, 5): text(f"ดู {ADDRESS}")}), "C371"
    )


@pytest.mark.parametrize("sheet", [MEASURES, SCORES])
def test_data_in_a_hidden_sheet_is_said(sheet: str) -> None:
    scored = change(PLANNED, SCORES, {(6, 4): number(80), (6, 3): number(5)})
    finding = one(changed(sheet, scored, hidden=True), "W212")
    assert (finding.place.sheet, finding.what("th")) == (sheet, "มีข้อมูลอยู่ในส่วนที่ถูกซ่อน (ทั้งแผ่นงาน) และได้รวมไว้ด้วย")


def test_a_hidden_sheet_that_nobody_filled_in_is_not_mentioned() -> None:
    assert not findings(changed(SCORES, hidden=True), "W212")


def test_data_in_a_hidden_column_is_said() -> None:
    finding = one(changed(MEASURES, hidden_columns=frozenset({1, 9, 16})), "W212")
    assert (finding.place.cell, finding.what("en")) == (
        "I6",
        "There is data where it is hidden (column I); it was merged too",
    )


def computed(value: float | str) -> Book:
    kind = Kind.TEXT if isinstance(value, str) else Kind.NUMBER
    cell = Cell(kind, value, formula=True, formula_text="SUM(T6:U6)")
    return change(PLANNED, MEASURES, {(6, 9): cell})


def test_every_result_of_a_workbook_that_is_not_worked_out_by_itself_is_asked_about() -> None:
    assert said(replace(computed(80), stale=True), "C332") == [("I6", "=SUM(T6:U6)")]
    assert not findings(replace(computed(""), stale=True), "C332")
    assert not findings(replace(PLANNED, stale=True), "C332")
    assert not findings(computed(80), "C332")


def test_texts_of_an_xls_that_end_where_some_programs_cut_them_are_asked_about() -> None:
    long = change(PLANNED, MEASURES, {(6, 3): text("ก" * 255), (7, 3): text("ก" * 254)})
    assert [cell for cell, _ in said(replace(long, partial=True), "C372")] == ["C6"]
    assert not findings(long, "C372")
