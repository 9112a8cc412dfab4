"""Rows that are higher than the room on their page: cut where the page ends, and said to go on."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.assessment import Measure
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views.long_rows import FRESH, LOW, Page, on_pages
from itaxl.report.views.measure import measure_table
from itaxl.report.views.progress import progress_table
from itaxl.report.views.row_height import height
from tests.report import cases

COLUMNS = (Column("ส่วนงาน", 20), Column("ผล", 50), Column("หลักฐาน", 30))
ROOM = 20
WORDS = "จัดประชุมชี้แจงแนวทางปฏิบัติ เผยแพร่ผ่านเว็บไซต์ "
GOES_ON = "(ต่อ)"


def row(result: str, evidence: str = "", name: str = "กองคลัง") -> Row:
    return Row((Cell((name,), head="row"), Cell((result,)), Cell((evidence,) if evidence else ())))


def laid_out(*rows: Row, left: float = ROOM) -> list[Row]:
    return [row for body in on_pages([rows], COLUMNS, Page(ROOM, left), GOES_ON) for row in body]


def squeezed(texts: tuple[str, ...]) -> str:
    return re.sub(r"\s", "", "".join(texts).replace(GOES_ON, ""))


def test_a_row_that_fits_stays_as_it_is() -> None:
    only = row(WORDS * 5)
    assert laid_out(only) == [only]


def test_a_low_row_goes_to_the_next_page_in_one_piece() -> None:
    low = row(WORDS * 5)
    assert height(WORDS * 5, 50) < LOW
    assert laid_out(low, left=2) == [low]


def test_a_row_that_must_break_says_that_it_goes_on_at_the_head_of_a_page() -> None:
    first, *others = laid_out(row(WORDS * 40, "https://www.example.go.th/a"))
    assert others
    assert FRESH not in first.css
    assert not [piece for piece in others if FRESH not in piece.css]
    for piece in others:
        name, result, evidence = piece.cells
        assert name.paragraphs == ("กองคลัง (ต่อ)",)
        assert result.paragraphs[0].startswith(GOES_ON)
        assert not evidence.paragraphs


def test_the_pieces_fill_their_pages() -> None:
    pieces = laid_out(row(WORDS * 60), left=10)
    heights = [sum(height(text, 50) for text in piece.cells[1].paragraphs) for piece in pieces]
    assert heights[0] <= 10
    assert all(ROOM - 3 <= lines <= ROOM for lines in heights[1:-1])
    assert heights[-1] <= ROOM


@pytest.mark.slow
@given(
    st.lists(st.text(alphabet="กขคงิ่ ี a", min_size=1, max_size=900), min_size=1, max_size=6),
    st.floats(0, ROOM),
)
def test_no_text_is_lost_or_altered_and_no_piece_is_higher_than_a_page(texts: list[str], left: float) -> None:
    rows = [row(text, text[::-1]) for text in texts]
    pieces = laid_out(*rows, left=left)
    for place in (1, 2):
        before = squeezed(tuple(text for item in rows for text in item.cells[place].paragraphs))
        assert squeezed(tuple(text for item in pieces for text in item.cells[place].paragraphs)) == before
    for piece in pieces:
        for cell, column in zip(piece.cells, COLUMNS, strict=True):
            assert sum(height(text, column.width) for text in cell.paragraphs) <= ROOM


def test_nothing_begins_with_a_mark_that_belongs_to_the_letter_before() -> None:
    pieces = laid_out(row("กี่" * 2000))
    assert not [piece for piece in pieces if re.match(r"(?:\(ต่อ\) )?[ี่]", piece.cells[1].paragraphs[0])]


def long_measure(serial: int) -> Measure:
    text = (WORDS * 20)[:600]
    return cases.measure(
        *("EIT", 7, serial),
        measure=f"เรื่องที่ {serial} {text}",
        weakness=f"จุดอ่อน {serial}",
        approach=f"แนวทาง {serial} {text}",
        target=WORDS,
        followup=(cases.progress("clerk", cases.UNDER_WAY, result=text * 2, obstacle=text),),
    )


FORTY_FOUR = cases.assessment(measures=tuple(long_measure(serial) for serial in range(1, 45)))


def rows_of(table: Table | None) -> list[Row]:
    assert table
    return [row for body in table.bodies for row in body]


@pytest.mark.slow
def test_measures_are_numbered_through_both_tables() -> None:
    case = cases.material(FORTY_FOUR)
    for rows in (rows_of(measure_table(case, "EIT")), rows_of(progress_table(case, "EIT"))):
        texts = [text for row in rows for cell in row.cells for text in cell.paragraphs[:1]]
        numbers = [match[1] for text in texts if (match := re.match("([๐-๙]+)[.] เรื่องที่", text))]
        assert numbers == [case.style.count(serial) for serial in range(1, 45)]


@pytest.mark.slow
def test_code_period_budget_and_target_of_a_long_measure_stand_each_on_a_line() -> None:
    rows = rows_of(measure_table(cases.material(FORTY_FOUR), "EIT"))
    notes = [note for row in rows for cell in row.cells for note in cell.notes]
    assert sum(note.startswith("รหัส 2562-EIT-07-") for note in notes) == 44
    assert sum(note.startswith("ระยะเวลา") for note in notes) == 44
    assert notes.count("ไม่ใช้งบประมาณ") == 44


def test_a_continued_row_follows_the_row_that_it_continues() -> None:
    rows = rows_of(progress_table(cases.material(FORTY_FOUR), "EIT"))
    pairs = [(before, after) for before, after in pairwise(rows) if FRESH in after.css]
    assert pairs
    for before, after in pairs:
        name = before.cells[0].paragraphs[0].removesuffix(f" {GOES_ON}")
        assert after.cells[0].paragraphs == (f"{name} {GOES_ON}",)


def test_a_measure_runs_on_from_its_name_to_the_last_piece_of_its_last_row() -> None:
    rows = rows_of(progress_table(cases.material(FORTY_FOUR), "EIT"))
    running = ""
    for row, following in pairwise(rows):
        if "group" in row.css:
            assert row.running
            assert row.running.endswith(GOES_ON)
            assert len(row.running) < 110
        running = running if row.running is None else row.running
        assert bool(running) is ("group" not in following.css)
