"""The reader of .xls on what LibreOffice saves, since no small builder of that format is at hand."""

from collections.abc import Mapping

import pytest

from itaxl.spreadsheets.book import Book, Cell, Kind
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.read import read_book
from itaxl.spreadsheets.sandbox import SandboxedReader
from itaxl.submissions.reading import read
from tests import office
from tests.shared import Shared
from tests.spreadsheets.old_workbooks import SAVED

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def saved(shared: Shared) -> Mapping[str, bytes]:
    return office.saved_as("xls", shared)


@pytest.fixture(scope="module")
def book(saved: Mapping[str, bytes]) -> Book:
    return read_book(saved["plain"])


def test_values(book: Book) -> None:
    assert book.sheets[0].cells == {
        (1, 1): Cell(Kind.TEXT, "รหัส"),
        (3, 2): Cell(Kind.NUMBER, 79.83),
        (3, 3): Cell(Kind.TEXT, "ดำเนินงาน\nน้ำ"),
        (3, 4): Cell(Kind.BOOL, True),
        (4, 2): Cell(Kind.NUMBER, 43931, "yyyy-mm-dd"),
        (4, 3): Cell(Kind.NUMBER, 43931.104166666664, "yyyy-mm-dd"),
        (4, 4): Cell(Kind.NUMBER, 0.4375, "h:mm:ss"),
        (4, 5): Cell(Kind.NUMBER, 1.25, "h:mm:ss"),
        (5, 2): Cell(Kind.ERROR, "#DIV/0!"),
        (5, 3): Cell(Kind.NUMBER, 2),
        (6, 2): Cell(Kind.NUMBER, 0.738, "0.00%"),
    }


def test_a_stream_in_capitals_is_the_same(saved: Mapping[str, bytes], book: Book) -> None:
    small, capital = ("Workbook".encode("utf-16-le"), "WORKBOOK".encode("utf-16-le"))
    assert small in saved["plain"]
    assert read_book(saved["plain"].replace(small, capital)) == book


def test_sheets_and_merges(book: Book) -> None:
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("คะแนน", False), ("_meta", True)]
    assert book.sheets[0].merges == ((8, 2, 9, 3),)


def test_time_of_saving_and_by_whom(book: Book) -> None:
    assert (book.modified, book.modified_by) == (SAVED, "กองคลัง")


def test_what_the_format_hides_is_noted(book: Book, saved: Mapping[str, bytes]) -> None:
    assert book.partial
    assert "W216" in [finding.code for finding in read(saved["plain"], "a.xls", lambda _: None).findings]


def test_formula_that_shows_nothing_far_out_is_named_too(saved: Mapping[str, bytes]) -> None:
    with SandboxedReader() as reader, pytest.raises(UnreadableError) as refused:
        reader.read_book(saved["too_far_and_blank"], "far.xls")
    assert (refused.value.code, refused.value.values["cell"]) == ("F113", "IV65536")


def test_far_cell(saved: Mapping[str, bytes]) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_book(saved["far"])
    assert (refused.value.code, refused.value.values["cell"]) == ("F113", "A5001")


def test_cell_so_far_that_the_library_would_end_its_process_is_named(saved: Mapping[str, bytes]) -> None:
    with SandboxedReader() as reader:
        with pytest.raises(UnreadableError) as refused:
            reader.read_book(saved["too_far"], "far.xls")
        assert (refused.value.code, refused.value.values["cell"]) == ("F113", "IV65536")
        assert reader.read_book(saved["plain"], "next.xls").sheets


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_cut_off(saved: Mapping[str, bytes], share: float) -> None:
    data = saved["plain"]
    with SandboxedReader() as reader, pytest.raises(UnreadableError) as refused:
        reader.read_book(data[: int(len(data) * share)], "cut.xls")
    assert refused.value.code == "F110"
