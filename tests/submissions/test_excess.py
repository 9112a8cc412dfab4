"""No workbook puts more into the documents than its share; what is too much is named and given back."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from itaxl.findings import Finding
from itaxl.forms.layout import FIRST_ROW, MEASURES, MEASURES_LAYOUT
from itaxl.sending.placing import place
from itaxl.spreadsheets.book import Book, Cell
from itaxl.submissions import excess
from tests.filled import book, change, findings, reading, submission, text, who

WEAKNESS, MEASURE = MEASURES_LAYOUT.number("weakness"), MEASURES_LAYOUT.number("measure")


def rows(count: int, more: Mapping[tuple[int, int], Cell] | None = None) -> Book:
    """So many measures, each of a few letters, with other cells by row and column."""
    cells: dict[tuple[int, int], Cell | None] = {
        (row, column): text(typed)
        for row in range(FIRST_ROW, FIRST_ROW + count)
        for column, typed in ((2, "4"), (MEASURE, f"มาตรการที่ {row}"))
    }
    return change(book(who()), MEASURES, cells | dict(more or {}))


def left_out(workbook: Book) -> list[tuple[str, object]]:
    """Return the cell and the rows of each finding about too much."""
    return [(finding.place.cell, dict(finding.values)["rows"]) for finding in said(workbook)]


def said(workbook: Book) -> tuple[Finding, ...]:
    return findings(workbook, "W270")


def test_as_many_rows_as_there_may_be_are_all_kept() -> None:
    assert len(submission(rows(excess.MEASURES)).measures) == excess.MEASURES
    assert said(rows(excess.MEASURES)) == ()


def test_more_rows_than_there_may_be_are_named_and_left_out() -> None:
    workbook = rows(excess.MEASURES + 3)
    assert [row.row for row in submission(workbook).measures] == list(range(6, 206))
    assert left_out(workbook) == [("A206", "206–208")]
    assert said(workbook)[0].value == "3"


def test_row_that_is_too_long_is_left_out_and_the_others_are_kept() -> None:
    long = text("ก" * (excess.LETTERS + 1))
    workbook = rows(6, {(7, WEAKNESS): long, (9, WEAKNESS): long, (10, WEAKNESS): long})
    assert [row.row for row in submission(workbook).measures] == [6, 8, 11]
    assert left_out(workbook) == [("A7", "7, 9–10")]


def test_stretched_cell_counts_in_each_of_its_rows() -> None:
    share = text("ก" * (excess.LETTERS // 3))
    workbook = rows(5, {(6, WEAKNESS): share})
    stretched = replace(
        workbook,
        sheets=tuple(replace(sheet, merges=((6, WEAKNESS, 10, WEAKNESS),)) for sheet in workbook.sheets),
    )
    assert left_out(stretched) == [("A8", "8–10")]
    assert [(record.row, record.field) for record in reading(stretched).salvaged] == [
        (row, field) for row in (8, 9, 10) for field in ("indicator", "measure")
    ]


def test_rows_that_hold_a_code_alone_are_no_measures() -> None:
    codes = {(row, 1): text(f"2562-IIT-01-{row}") for row in range(6, 1006)}
    assert said(change(book(who()), MEASURES, codes)) == ()


def test_what_is_left_out_is_given_back() -> None:
    result = reading(rows(excess.MEASURES + 1))
    placed = place(result, MEASURES_LAYOUT)
    assert len(placed.rows) == excess.MEASURES + 1


@pytest.mark.slow
def test_no_more_is_given_back_than_anyone_mends() -> None:
    result = reading(rows(excess.MEASURES + excess.GIVEN_BACK + 5))
    assert len({record.row for record in result.salvaged}) == excess.GIVEN_BACK
