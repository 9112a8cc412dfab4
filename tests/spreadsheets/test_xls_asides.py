"""What lies beside the values of an .xls, as LibreOffice saves it: links, comments, pictures, what is crossed out."""

import struct

import pytest

from itaxl.spreadsheets import xls_records, xls_sheet
from itaxl.spreadsheets.book import Aside, Sheet
from itaxl.spreadsheets.bounds import ASIDES, Bounds
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.read import read_book
from tests import office
from tests.shared import Shared
from tests.spreadsheets.old_workbooks import ADDRESS


@pytest.fixture(scope="module")
def saved(shared: Shared) -> bytes:
    return office.saved_as("xls", shared)["asides"]


@pytest.fixture(scope="module")
def sheet(saved: bytes) -> Sheet:
    return read_book(saved).sheets[1]


@pytest.mark.office
def test_the_addresses_of_links_are_kept(sheet: Sheet) -> None:
    links = {place: aside.link for place, aside in sheet.asides.items() if aside.link}
    assert links == {(1, 1): f"{ADDRESS}#page=2", (3, 1): "mailto:a@example.go.th", (4, 1): "#'คะแนน'!B5"}


@pytest.mark.office
def test_the_literal_address_of_a_formula_is_kept_and_no_other(sheet: Sheet) -> None:
    assert sheet.cells[2, 1].formula_text == 'HYPERLINK("https://example.go.th/2")'
    assert sheet.cells[6, 1].formula_text == ""


@pytest.mark.office
def test_comments_are_kept(sheet: Sheet) -> None:
    comments = {place: aside.comment for place, aside in sheet.asides.items() if aside.comment}
    assert comments == {(5, 1): "งบที่ถูกต้องคือ 25,000", (5, 2): "ช่องว่าง"}


@pytest.mark.office
def test_what_is_crossed_out_is_no_part_of_the_value(sheet: Sheet) -> None:
    assert (sheet.cells[7, 1].value, sheet.asides[7, 1]) == ("ใหม่", Aside(left_out="เก่า"))
    crossed_out = {place for place, aside in sheet.asides.items() if aside.crossed_out}
    assert crossed_out == {(8, 1), (8, 2), (8, 3), (8, 4)}


@pytest.mark.office
def test_a_picture_is_known_by_the_cells_under_it(sheet: Sheet) -> None:
    assert [picture[:2] for picture in sheet.pictures] == [(10, 4)]


@pytest.mark.office
def test_escapes_of_xlsx_are_plain_text(sheet: Sheet) -> None:
    assert sheet.cells[9, 1].value == "https://x.go.th/Doc_x0020_Type"


@pytest.mark.office
def test_nothing_lies_beside_the_cells_of_the_other_sheet(saved: bytes) -> None:
    assert read_book(saved).sheets[0].asides == {}


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def stream(*records: bytes) -> bytes:
    """A workbook with one sheet of these records."""
    begin, end = record(xls_records.BOF, struct.pack("<HH", 0x600, 5)), record(xls_records.EOF)
    start = len(begin) + 4 + 8 + len(end)
    sheet = record(xls_records.SHEET, struct.pack("<IHBB", start, 0, 0, 0))
    return begin + sheet + end + begin + b"".join(records) + end


def beside(stream: bytes) -> xls_sheet.Around:
    """What lies around the values of the one sheet."""
    (found,) = xls_sheet.around(stream, Bounds()).values()
    return found


CELLS, OTHERS = [0x06, 0xFD, 0xBD, 0x203, 0x205], [0x0D, 0x1B8, 0x1C, 0x5D, 0xEC, 0x1B6]


@pytest.mark.parametrize(
    ("kind", "content"),
    [(kind, content) for kind in CELLS + OTHERS for content in (b"", b"\0" * 7, b"\0" * 32)]
    + [(kind, b"\xff" * 60) for kind in OTHERS],
)
def test_broken_records_are_left_out(kind: int, content: bytes) -> None:
    good = record(0x0D, b"\0\0")
    found = beside(stream(record(kind, content), good))
    assert found.stale


@pytest.mark.parametrize(("mode", "stale"), [(0, True), (1, False), (-1, False)])
def test_formulas_that_are_not_worked_out_by_themselves(mode: int, stale: bool) -> None:
    formula = record(0x06, struct.pack("<3H", 5, 8, 0) + bytes(16))
    found = beside(stream(record(0x0D, struct.pack("<h", mode)), formula))
    assert (found.stale, found.formulas) == (stale, {(6, 9): ""})


def test_rows_and_columns_that_nobody_sees() -> None:
    rows = [
        record(0x208, struct.pack("<7H", number, 0, 9, height, 0, 0, flags))
        for number, height, flags in ((3, 255, 0x20), (4, 255, 0x100), (5, 0, 0x100))
    ]
    columns = record(0x7D, struct.pack("<6H", 1, 2, 2000, 0, 1, 0))
    found = beside(stream(*rows, columns))
    assert (found.hidden_rows, found.hidden_columns) == ({4, 6}, {2, 3})


def test_records_older_than_excel_97_are_told_apart() -> None:
    old = record(xls_records.BOF, struct.pack("<HH", 0x500, 5))
    assert [xls_records.is_excel_97(of) for of in (stream(), old, b"")] == [True, False, False]
    assert xls_sheet.around(old, Bounds()) == {}


@pytest.mark.parametrize("broken", [b"", b"\x09\x08\xff\xff", stream()[:20], stream()[:-4], b"\0" * 100])
def test_a_broken_stream_has_nothing_beside_its_cells(broken: bytes) -> None:
    assert all(not found.asides for found in xls_sheet.around(broken, Bounds()).values())


def test_records_are_read_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xls_records, "RECORDS", 100)
    manual = record(0x0D, b"\0\0")
    assert not beside(stream(*[record(0x0C)] * 200, manual)).stale
    assert beside(stream(*[record(0x0C)] * 50, manual)).stale


def test_too_many_links_are_refused() -> None:
    with pytest.raises(UnreadableError) as refused:
        xls_sheet.around(stream(*[record(0x1B8, b"\0" * 32)] * (ASIDES + 1)), Bounds())
    assert refused.value.code == "F113"
