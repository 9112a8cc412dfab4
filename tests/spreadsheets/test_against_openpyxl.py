"""Cell by cell the same as openpyxl, on any sound workbook."""

import io
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell as TheirCell
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.spreadsheets.book import Book, Cell, Kind, Sheet
from itaxl.spreadsheets.read import read_book
from tests.spreadsheets.broken import with_rows

# Without "_": openpyxl writes and reads the escapes (_x000D_) as they stand.
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="_\ufffe\uffff")
TEXTS = st.text(st.one_of(st.sampled_from("กำแพงน้ำที่๑๒๓=+-@ \n\t\u200b\u00a0'\"<&>"), CHARACTERS), max_size=12)
NUMBERS = st.one_of(st.integers(-(10**15), 10**15), st.floats(-1e300, 1e300))
DATES = st.builds(
    datetime, st.integers(1905, 2599), st.integers(1, 12), st.integers(1, 28), st.integers(0, 23)
)
ERRORS = st.sampled_from(("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!"))
FORMULAS = st.sampled_from(("=A1+1", "=SUM(A1:B2)", '="ก"&B1'))
FORMATS = ("General", "0.00", "0%", "0.00%", "#,##0", "@", '"฿"0.00', "[Red]0.0;(0.0)")
DATE_FORMATS = ("d/m/yyyy", "[$-41E]d mmm bbbb", "mm-dd-yy", "yyyy-mm-dd h:mm")
PLACES = st.tuples(st.integers(1, 30), st.integers(1, 12))

VALUES = st.one_of(
    st.tuples(TEXTS.map(lambda text: ("s", text)), st.sampled_from(FORMATS)),
    st.tuples(st.one_of(NUMBERS, st.booleans()).map(lambda value: ("", value)), st.sampled_from(FORMATS)),
    st.tuples(DATES.map(lambda value: ("", value)), st.sampled_from(DATE_FORMATS)),
    st.tuples(st.one_of(ERRORS, FORMULAS).map(lambda value: ("", value)), st.just("General")),
)
SPANS = st.tuples(st.integers(1, 3), st.integers(1, 3)).filter(lambda span: span != (1, 1))


@st.composite
def workbooks(draw: st.DrawFn) -> Workbook:
    book = openpyxl.Workbook()
    book.iso_dates = draw(st.booleans())
    if draw(st.booleans()):
        book.epoch = CALENDAR_MAC_1904
    assert isinstance(book.active, Worksheet)
    fill(draw, book.active)
    second = book.create_sheet(draw(st.sampled_from(("คะแนน", "มาตรการ & แผน", "_meta"))))
    second.sheet_state = draw(st.sampled_from(("visible", "hidden", "veryHidden")))
    fill(draw, second)
    return book


def fill(draw: st.DrawFn, sheet: Worksheet) -> None:
    for (row, column), ((kind, value), code) in draw(st.dictionaries(PLACES, VALUES, max_size=12)).items():
        cell = sheet.cell(row, column)
        cell.value = value
        if kind:
            cell.data_type = kind  # text that begins with "=" stays text
        cell.number_format = code
    for number in draw(st.sets(st.integers(1, 40), max_size=3)):
        sheet.row_dimensions[number].hidden = True
        sheet.column_dimensions[chr(64 + number % 20 + 1)].hidden = True
    for band, (rows, columns) in enumerate(draw(st.lists(SPANS, max_size=3))):
        top = 1 + band * 4
        sheet.merge_cells(start_row=top, start_column=2, end_row=top + rows - 1, end_column=1 + columns)


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def columns_hidden(sheet: Worksheet) -> set[int]:
    return {
        number
        for column_dimension in sheet.column_dimensions.values()
        if column_dimension.hidden
        for number in range(column_dimension.min or 0, (column_dimension.max or 0) + 1)
    }


def expected(cell: TheirCell, ours: Cell, epoch: datetime) -> tuple[Kind, Any]:
    """What openpyxl says of a cell, in our words; a date of ours is brought to its form to be compared."""
    if cell.data_type == "f":
        return Kind.NO_VALUE, None
    if cell.data_type == "d":
        assert isinstance(ours.value, float)
        same = from_excel(ours.value, epoch) == cell.value
        return Kind.NUMBER, ours.value if same else cell.value
    kinds = {"s": Kind.TEXT, "n": Kind.NUMBER, "b": Kind.BOOL, "e": Kind.ERROR}
    return kinds[cell.data_type], cell.value


def compare(theirs: Worksheet, ours: Sheet, epoch: datetime) -> None:
    filled = {
        (cell.row, cell.column): cell
        for row in theirs.iter_rows()
        for cell in row
        if isinstance(cell, TheirCell) and cell.value not in (None, "")
    }
    assert set(ours.cells) == set(filled)
    for place, cell in filled.items():
        mine = ours.cells[place]
        assert (mine.kind, mine.value) == expected(cell, mine, epoch)
        assert mine.number_format == cell.number_format
        assert mine.formula == (cell.data_type == "f")
    assert ours.name == theirs.title
    assert ours.hidden == (theirs.sheet_state != "visible")
    assert ours.hidden_rows == {
        row for row, row_dimension in theirs.row_dimensions.items() if row_dimension.hidden
    }
    assert ours.hidden_columns == columns_hidden(theirs)
    merges = {
        (range_.min_row, range_.min_col, range_.max_row, range_.max_col)
        for range_ in theirs.merged_cells.ranges
    }
    assert set(ours.merges) == merges


@pytest.mark.slow
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(workbooks())
def test_workbooks_that_openpyxl_writes(book: Workbook) -> None:
    data = saved(book)
    theirs, ours = openpyxl.load_workbook(io.BytesIO(data)), read_book(data)
    assert ours.date_1904 == (theirs.epoch == CALENDAR_MAC_1904)
    assert ours.modified is not None
    assert ours.modified.replace(tzinfo=None) == theirs.properties.modified
    for their_sheet, our_sheet in zip(theirs.worksheets, ours.sheets, strict=True):
        compare(their_sheet, our_sheet, theirs.epoch)


RAW = st.one_of(
    st.tuples(st.just("str"), TEXTS.filter(str.strip)),
    st.tuples(st.just("n"), NUMBERS.map(str)),
    st.tuples(st.just("b"), st.sampled_from("01")),
    st.tuples(st.just("e"), ERRORS),
    st.tuples(st.just("s"), st.sampled_from("01")),
)


@pytest.mark.slow
@settings(
    max_examples=settings().max_examples // 2, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(st.dictionaries(PLACES, st.tuples(RAW, st.booleans()), min_size=1, max_size=20))
def test_saved_results_of_formulas(cells: dict[tuple[int, int], tuple[tuple[str, str], bool]]) -> None:
    rows = ""
    for row, column in sorted(cells):
        (kind, raw), formula = cells[row, column]
        inside = f"{'<f>A1</f>' if formula else ''}<v>{escape(raw)}</v>"
        rows += f'<row r="{row}"><c r="{chr(64 + column)}{row}" t="{kind}">{inside}</c></row>'
    data = with_rows(rows)
    ours: Book = read_book(data)
    theirs = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    assert {place: cell.value for place, cell in ours.sheets[0].cells.items()} == {
        place: theirs.cell(*place).value for place in cells
    }
    assert {place for place, cell in ours.sheets[0].cells.items() if cell.formula} == {
        place for place, (_, formula) in cells.items() if formula
    }
