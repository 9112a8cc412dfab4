from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.findings import Place
from itaxl.forms import build, instrument_sheets, layout
from itaxl.forms.identity import ANNOUNCED, Identity
from itaxl.forms.layout import CODE_ROW, GUIDE, HEADING_ROW, MEASURES, META, RESULTS, SCORES, WHO_INPUT
from itaxl.spreadsheets.book import Book, Sheet, address
from itaxl.submissions.reading import Reading, read
from itaxl.texts import Text
from tests import sheets
from tests.filled import AGENCY, FILE, INSTRUMENT, SAVED, book, change, moved, reading, text, who

FINANCE = who("IIT", "finance")
SCORED = """
| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) | หมายเหตุ |
|---|---|---|---|
| 4 | 20 | 73.80 | ตรวจแล้ว |
"""
MEASURED = """
| ตัวชี้วัด | มาตรการ |
|---|---|
| 4 | ประกาศนโยบาย |
"""
FILLED = book(FINANCE, {SCORES: SCORED, MEASURES: MEASURED})


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def value(reading: Reading, sheet: str, row: int, field: str) -> object:
    return next(
        (
            record.raw.value
            for record in reading.records
            if (record.sheet, record.row, record.field) == (sheet, row, field)
        ),
        None,
    )


def where(reading: Reading, result: object) -> Place:
    """The place of the one record with this value."""
    (place,) = [record.place for record in reading.records if record.raw.value == result]
    return place


def renamed(workbook: Book, old: str, new: str) -> Book:
    return replace(
        workbook,
        sheets=tuple(replace(sheet, name=new) if sheet.name == old else sheet for sheet in workbook.sheets),
    )


def without(workbook: Book, *names: str) -> Book:
    return replace(workbook, sheets=tuple(sheet for sheet in workbook.sheets if sheet.name not in names))


def test_each_value_with_the_cell_where_it_is_seen() -> None:
    result = reading(FILLED)
    assert result.findings == ()
    assert result.identity == FINANCE
    assert result.saved == SAVED
    assert result.agency == AGENCY.name
    assert result.stamp == Place(FILE, GUIDE, "A3")
    assert where(result, 73.8) == Place(FILE, SCORES, "D9")
    assert where(result, 20.0) == Place(FILE, SCORES, "C9")
    assert where(result, "ประกาศนโยบาย") == Place(FILE, MEASURES, "E6")
    assert result.place("measures", 6, "evidence") == Place(FILE, MEASURES, "P6")


def test_a_file_as_it_is_sent_out_and_filled_in() -> None:
    blank = build.build(INSTRUMENT, FINANCE, AGENCY)
    data = sheets.fill(blank, {SCORES: SCORED, MEASURES: MEASURED}, datetime(2020, 3, 1, 9, 0))  # noqa: DTZ001
    results = read(data, FILE, lambda _: INSTRUMENT)
    assert results.findings == ()
    assert (results.identity, results.agency) == (FINANCE, AGENCY.name)
    assert results.saved == datetime(2020, 3, 1, 9, 0, tzinfo=UTC)
    assert where(results, 73.8) == Place(FILE, SCORES, "D9")
    assert where(results, "ประกาศนโยบาย") == Place(FILE, MEASURES, "E6")


@pytest.mark.parametrize("dimension", ["IIT", "EIT", "OIT", ANNOUNCED])
def test_every_kind_of_workbook_reads_back_as_it_was_made(dimension: str) -> None:
    identity = who(dimension)
    results = read(build.build(INSTRUMENT, identity, AGENCY), FILE, lambda _: INSTRUMENT)
    assert (results.identity, results.findings) == (identity, ())
    assert [table.sheet for table in results.tables] == [
        form.key for form in instrument_sheets.sheets(INSTRUMENT, dimension)
    ]
    assert {record.field for record in results.records} == {"code", "name"}


@pytest.mark.parametrize("name", [SCORES, MEASURES])
def test_a_sheet_may_be_renamed(name: str) -> None:
    result = reading(renamed(FILLED, name, "Sheet9"))
    assert result.findings == ()
    assert {table.name for table in result.tables} == {SCORES, MEASURES, "Sheet9"} - {name}
    assert where(result, 73.8).cell == "D9"


def test_sheets_may_be_in_another_order() -> None:
    result = reading(replace(FILLED, sheets=FILLED.sheets[::-1]))
    assert result.findings == ()
    assert sorted(result.records, key=str) == sorted(reading(FILLED).records, key=str)


@given(st.integers(0, 12))
def test_rows_inserted_above_move_every_place(rows: int) -> None:
    result = reading(moved(FILLED, SCORES, rows))
    assert result.findings == ()
    assert where(result, 73.8) == Place(FILE, SCORES, address(9 + rows, 4))
    assert value(result, "scores.IIT", 9 + rows, "code") == "4"


@given(st.permutations(range(1, 17)))
def test_columns_may_be_in_any_order(order: list[int]) -> None:
    places = dict(enumerate(order, start=1))
    result = reading(moved(FILLED, MEASURES, places))
    number = layout.MEASURES_LAYOUT.number("measure")
    assert result.findings == ()
    assert where(result, "ประกาศนโยบาย") == Place(FILE, MEASURES, address(6, places[number]))
    assert result.place("measures", 6, "measure").cell == address(6, places[number])


def test_a_heading_may_be_typed_with_another_dash_or_space() -> None:
    result = reading(change(FILLED, SCORES, {(HEADING_ROW, 4): text("คะแนน  (0-100)\u200b")}))
    assert result.findings == ()


def test_headings_that_are_missing_are_named_each() -> None:
    changed = change(FILLED, SCORES, {(HEADING_ROW, 3): None, (HEADING_ROW, 4): text("คะแนนดิบ")})
    result = reading(changed)
    assert [(finding.code, finding.place, finding.value) for finding in result.findings] == [
        ("W208", Place(FILE, SCORES, "A5"), "จำนวนผู้ตอบ"),
        ("W208", Place(FILE, SCORES, "A5"), "คะแนน (0–100)"),
    ]
    assert {record.sheet for record in result.records} == {"measures"}
    assert {record.sheet for record in result.salvaged} == {"scores.IIT"}


def test_a_sheet_that_is_missing() -> None:
    result = reading(without(FILLED, MEASURES))
    assert [(finding.code, finding.place, finding.what("en")) for finding in result.findings] == [
        ("W207", Place(FILE), f"The sheet “{MEASURES}” is missing")
    ]
    assert value(result, "scores.IIT", 9, "score") == 73.8


def test_a_sheet_that_the_file_names_and_does_not_hold() -> None:
    broken = replace(without(FILLED, MEASURES), unreadable=("อื่น",))
    assert codes(reading(broken)) == ["W207"]  # an error of the file ends the reading
    assert reading(broken).identity is None


def test_a_copy_of_a_sheet_is_not_read_and_that_is_said() -> None:
    copy = next(sheet for sheet in FILLED.sheets if sheet.name == MEASURES)
    result = reading(replace(FILLED, sheets=(*FILLED.sheets, replace(copy, name="มาตรการ (2)"))))
    (notice,) = result.findings
    assert (notice.code, notice.place) == ("W215", Place(FILE, "มาตรการ (2)"))
    assert where(result, "ประกาศนโยบาย").sheet == MEASURES


def test_a_sheet_of_ones_own_is_no_copy_of_ours() -> None:
    own = Sheet("แผ่น1", {(5, 1): text("รหัส"), (5, 2): text("หมายเหตุ"), (6, 1): text("4")})
    assert "W215" not in codes(reading(replace(FILLED, sheets=(*FILLED.sheets, own))))


def test_a_workbook_without_an_identity_states_no_year() -> None:
    result = reading(FILLED)
    assert (result.stated_year, replace(result, identity=None).stated_year) == (2562, 0)


def test_without_the_rows_above_the_code_the_name_is_in_the_first() -> None:
    standard = without(book(who("IIT", ""), {SCORES: SCORED}), GUIDE)
    cut = standard.sheets[0]
    left = {(row - 2, column): cell for (row, column), cell in cut.cells.items() if row > 2}
    result = reading(replace(standard, sheets=(replace(cut, cells=left), *standard.sheets[1:])))
    assert result.named == Place(FILE, cut.name, "C1")


def test_data_in_hidden_rows_is_read_and_said() -> None:
    hidden = tuple(replace(sheet, hidden_rows=frozenset({7, 9})) for sheet in FILLED.sheets)
    result = reading(replace(FILLED, sheets=hidden))
    (notice,) = result.findings  # row 7 holds only what we put there ourselves
    assert (notice.code, notice.place, dict(notice.values)["part"]) == (
        "W212",
        Place(FILE, SCORES, "A9"),
        Text("แถว 9", "row 9"),
    )
    assert where(result, 73.8).cell == "D9"


def test_macros_are_noted() -> None:
    result = reading(replace(FILLED, macros=True))
    assert codes(result) == ["W213"]
    assert result.identity == FINANCE


def test_text_of_white_space_alone_is_no_value() -> None:
    result = reading(change(FILLED, SCORES, {(6, 5): text(" \u00a0\n\u200b")}))
    assert value(result, "scores.IIT", 6, "remark") is None


# Who it is


def stamped(code: str, *sheet_names: str) -> Book:
    """FILLED with another code in some places; "identifier" is the core property."""
    changed = FILLED
    for name in sheet_names:
        if name == "identifier":
            changed = replace(changed, identifier=code)
        else:
            position = (2, 2) if name == META else (CODE_ROW, 1)
            changed = change(changed, name, {position: text(code)})
    return changed


EVERYWHERE = ("identifier", GUIDE, SCORES, MEASURES, META)


@pytest.mark.parametrize("name", EVERYWHERE)
def test_one_stamp_that_says_otherwise_is_a_contradiction(name: str) -> None:
    works = who("IIT", "works")
    result = reading(stamped(works.code, name))
    (problem,) = result.findings
    assert problem.code == "W204"
    assert dict(problem.values)["codes"] == ", ".join(sorted([FINANCE.code, works.code]))
    assert (result.identity, result.records) == (None, ())


@pytest.mark.parametrize(
    "name, place",
    [("identifier", ("", "")), (GUIDE, (GUIDE, "A3")), (SCORES, (SCORES, "A3")), (META, (META, "B2"))],
)
def test_a_stamp_whose_check_character_is_wrong(name: str, place: tuple[str, str]) -> None:
    broken = FINANCE.code[:-1] + "8"
    result = reading(stamped(broken, name))
    assert [(finding.code, finding.place, finding.value) for finding in result.findings] == [
        ("W205", Place(FILE, *place), broken)
    ]
    assert result.identity is None


@pytest.mark.parametrize("kept", [GUIDE, SCORES, MEASURES, META])
def test_any_one_stamp_on_a_sheet_is_enough(kept: str) -> None:
    lost = stamped("", *(name for name in EVERYWHERE if name not in (kept, META)))
    result = reading(lost if kept == META else without(lost, META))
    assert (result.identity, result.findings) == (FINANCE, ())


def test_without_any_stamp_it_is_not_ours() -> None:
    own = Sheet("แผ่น1", {(1, 1): text("ตัวชี้วัด"), (1, 2): text("คะแนน")})
    result = reading(Book((own,)))
    assert [(finding.code, finding.place) for finding in result.findings] == [("W201", Place(FILE))]
    assert result.identity is None


def test_a_stamp_that_moved_with_its_row_is_found() -> None:
    lost = without(stamped("", "identifier", GUIDE, SCORES), META)
    assert reading(moved(lost, MEASURES, 6)).identity == FINANCE


def test_a_newer_version_of_the_workbook() -> None:
    newer = replace(FINANCE, schema=2)
    result = reading(stamped(newer.code, *EVERYWHERE))
    (problem,) = result.findings
    assert (problem.code, problem.value, dict(problem.values)["known"]) == ("W202", "2", 1)
    assert result.identity is None


def test_a_year_that_no_instrument_is_known_of() -> None:
    result = reading(book(replace(FINANCE, year=2570)))
    assert [(finding.code, finding.value) for finding in result.findings] == [("W203", "2570")]
    assert result.identity is None


# The name in a blank workbook

NAMELESS = who("IIT", "")


def test_the_name_typed_into_a_blank_workbook() -> None:
    result = reading(book(NAMELESS, name=" กองคลัง\u200b", agency=""))
    assert (result.who, result.named) == ("กองคลัง", Place(FILE, SCORES, "C2"))


def test_the_name_moves_along_with_the_rows() -> None:
    result = reading(moved(book(NAMELESS, name="กองคลัง", agency=""), SCORES, 3))
    assert (result.who, result.named) == ("กองคลัง", Place(FILE, SCORES, "C5"))


def test_the_name_may_stand_on_the_other_sheet() -> None:
    blank = book(NAMELESS, agency="")
    result = reading(change(blank, MEASURES, {WHO_INPUT: text("กองคลัง")}))
    assert (result.who, result.named) == ("กองคลัง", Place(FILE, MEASURES, "C2"))


def test_where_the_name_should_have_been_typed() -> None:
    result = reading(book(NAMELESS, agency=""))
    assert (result.who, result.named) == ("", Place(FILE, SCORES, "C2"))


def test_a_real_blank_workbook_filled_in() -> None:
    blank = build.build(INSTRUMENT, NAMELESS)
    cells = "| แผ่นงาน | ช่อง | ค่า |\n|---|---|---|\n| คะแนน | C2 | กองคลัง |"
    results = read(sheets.change(blank, cells, datetime(2020, 3, 1)), FILE, lambda _: INSTRUMENT)  # noqa: DTZ001
    assert (results.who, results.named.cell, results.agency, results.findings) == ("กองคลัง", "C2", "", ())


def test_in_an_announced_workbook_it_is_the_agency() -> None:
    result = reading(book(Identity(2562, ANNOUNCED), name="เทศบาลตำบลตัวอย่าง", agency=""))
    assert (result.who, result.named) == ("เทศบาลตำบลตัวอย่าง", Place(FILE, RESULTS, "C2"))


# Files that are no workbook


@pytest.mark.parametrize(
    "data, code",
    [
        (b"", "F102"),
        (b"hello, world", "F101"),
        (b"a,b\nITAXL-1-2562-IIT-finance-plan-7,1", "F107"),
        ("ITAXL-1".encode("utf-16"), "F107"),
        (b"<html><body>ITAXL-1-2562</body></html>", "F108"),
        (b"<html></html>", "F101"),
        (b"%PDF-1.7", "F109"),
        (b"PK\x03\x04 broken", "F110"),
    ],
)
def test_what_is_no_workbook_is_a_finding(data: bytes, code: str) -> None:
    results = read(data, "งาน/แปลก.xlsx", lambda _: INSTRUMENT)
    assert [(finding.code, finding.place.file) for finding in results.findings] == [(code, "งาน/แปลก.xlsx")]
    assert results.identity is None


@given(st.binary(max_size=200))
def test_reading_never_raises(data: bytes) -> None:
    assert len(read(data, "x", lambda _: INSTRUMENT).findings) == 1


def test_sheets_without_any_heading() -> None:
    empty = Sheet(SCORES, {(CODE_ROW, 1): text(FINANCE.code)})
    result = reading(Book((empty,)))
    assert result.identity == FINANCE
    assert codes(result) == ["W208"] * 5 + ["W207"]


def without_columns(workbook: Book, first: int, last: int) -> Book:
    """The sheet of measures with columns deleted, so that those to the right of them move up."""
    removed = last - first + 1

    def kept(sheet: Sheet) -> Sheet:
        cells = {
            (row, column - removed * (column > last)): cell
            for (row, column), cell in sheet.cells.items()
            if not first <= column <= last
        }
        return replace(sheet, cells=cells) if sheet.name == MEASURES else sheet

    return replace(workbook, sheets=tuple(map(kept, workbook.sheets)))


@pytest.mark.parametrize("columns", [(11, 16), (11, 11), (13, 15)])
def test_a_plan_without_columns_of_later_rounds_is_whole(columns: tuple[int, int]) -> None:
    result = reading(without_columns(FILLED, *columns))
    assert result.findings == ()
    assert where(result, "ประกาศนโยบาย") == Place(FILE, MEASURES, "E6")


def test_a_plan_without_columns_of_later_rounds_may_be_renamed() -> None:
    result = reading(renamed(without_columns(FILLED, 11, 16), MEASURES, "Sheet9"))
    assert result.findings == ()
    assert where(result, "ประกาศนโยบาย") == Place(FILE, "Sheet9", "E6")


def test_a_follow_up_needs_its_columns() -> None:
    later = book(who("IIT", "finance", "followup-6"), {SCORES: SCORED, MEASURES: MEASURED})
    assert codes(reading(without_columns(later, 11, 16))) == ["W208"] * 6


def test_a_plan_needs_the_columns_of_the_plan() -> None:
    assert codes(reading(without_columns(FILLED, 9, 10))) == ["W208"] * 2
