"""The part of a sheet around a cell: headings, rows, the cell marked, everything as plain text."""

from dataclasses import replace

import pytest

from itaxl.findings import Place
from itaxl.forms.layout import HEADING_ROW, SCORES
from itaxl.sending.sheet_view import LONGEST, MOST_COLUMNS, around
from itaxl.spreadsheets.book import Book, Cell, Kind, Sheet
from tests.filled import FILE, book, reading, text, who

TABLE = "| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) |\n|---|---|---|\n" + "".join(
    f"| {no} | 20 | 80.5 |\n" for no in range(1, 6)
)
WORKBOOK = book(who(), {SCORES: TABLE.replace("| 4 | 20 | 80.5", "| 4 | 20 | =A1+1")})
ROW = HEADING_ROW + 4


def test_the_cell_stands_among_its_neighbours_below_the_heading() -> None:
    view = around(WORKBOOK, reading(WORKBOOK, FILE), Place(FILE, SCORES, f"D{ROW}"))
    assert view
    assert [row.number for row in view.rows] == [HEADING_ROW, *range(ROW - 2, ROW + 3)]
    assert view.heading == view.rows[0]
    assert [spot.text for spot in view.rows[0].spots][:1] == ["รหัส"]
    marked = [spot for row in view.rows for spot in row.spots if spot.marked]
    assert [spot.address for spot in marked] == [f"D{ROW}"]
    shown = {spot.address: spot.text for row in view.rows for spot in row.spots}
    assert shown[f"D{ROW - 1}"] == "80.5"
    assert shown[f"D{ROW}"].startswith("=")
    assert len({len(row.spots) for row in view.rows} | {len(view.letters)}) == 1


def test_titles_above_the_heading_are_no_neighbours() -> None:
    for row, expected in (
        (HEADING_ROW + 1, range(HEADING_ROW, HEADING_ROW + 4)),
        (HEADING_ROW, range(HEADING_ROW - 2, HEADING_ROW + 3)),
        (1, [1, 2, 3, HEADING_ROW]),
    ):
        view = around(WORKBOOK, reading(WORKBOOK, FILE), Place(FILE, SCORES, f"A{row}"))
        assert view
        assert [shown.number for shown in view.rows] == list(expected)


def test_a_blank_cell_is_shown_too() -> None:
    view = around(WORKBOOK, reading(WORKBOOK, FILE), Place(FILE, SCORES, "E40"))
    assert view
    (marked,) = [spot for row in view.rows for spot in row.spots if spot.marked]
    assert (marked.address, marked.text) == ("E40", "")


@pytest.mark.parametrize("place", [Place(FILE), Place(FILE, SCORES), Place(FILE, "ไม่มี", "A1")])
def test_what_is_no_cell_has_no_view(place: Place) -> None:
    assert around(WORKBOOK, reading(WORKBOOK, FILE), place) is None


def test_a_very_wide_sheet_and_a_very_long_text_are_cut_around_the_cell() -> None:
    cells = {(3, column): text("ก" * 2 * LONGEST) for column in range(1, 200)}
    wide = Book((Sheet("กว้าง", cells),))
    view = around(wide, reading(WORKBOOK, FILE), Place(FILE, "กว้าง", "CV3"))
    assert view
    assert len(view.letters) == MOST_COLUMNS
    (marked,) = [spot for row in view.rows for spot in row.spots if spot.marked]
    assert (marked.address, len(marked.text)) == ("CV3", LONGEST)


def test_dates_are_shown_as_the_sheet_counts_them() -> None:
    dated = Book((Sheet("ก", {(1, 1): Cell(Kind.NUMBER, 1.0, "d/m/yyyy")}),))
    for book_, day in ((dated, "1899-12-31"), (replace(dated, date_1904=True), "1904-01-02")):
        view = around(book_, reading(WORKBOOK, FILE), Place(FILE, "ก", "A1"))
        assert view
        assert view.rows[0].spots[0].text == day
