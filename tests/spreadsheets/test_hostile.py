"""Whatever the bytes are: a book, or one exception with the code of a finding, in bounded time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itaxl.spreadsheets import gate, safe_xml
from itaxl.spreadsheets.book import Book
from itaxl.spreadsheets.gate import FileKind, UnreadableError
from itaxl.spreadsheets.read import read_book
from tests import mangling
from tests.spreadsheets.broken import BROKEN, GOOD, SHEET, Broken, good, packed, with_rows, worksheet

SECONDS = 5  # of processor time; the longest takes 2 on a slow machine, a reader without bounds takes minutes
CODES = {f"F1{number:02}" for number in range(1, 15)}


def read_or_code(data: bytes) -> Book | str:
    try:
        return read_book(data)
    except UnreadableError as refused:
        return refused.code


def kind_or_code(data: bytes) -> FileKind | str:
    try:
        return gate.inspect(data)
    except UnreadableError as refused:
        return refused.code


def reads_or_refuses(data: bytes) -> None:
    outcome = read_or_code(data)
    assert isinstance(outcome, Book) or outcome in CODES


@pytest.mark.slow
@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_broken_file_is_refused_with_its_code(broken: Broken) -> None:
    data = broken.make()
    start = time.process_time()
    with pytest.raises(UnreadableError) as refused:
        read_book(data)
    assert time.process_time() - start < SECONDS
    assert refused.value.code == broken.code
    assert refused.value.values.get("which", "") == broken.which


@pytest.mark.slow
def test_million_formatted_empty_rows_are_read() -> None:
    rows = "".join(f'<row r="{number}" s="1"/>' for number in range(3, 1_000_001, 4))
    book = read_book(with_rows('<row r="2"><c><v>7</v></c></row>' + rows))
    assert list(book.sheets[0].cells) == [(2, 1)]


def test_formatted_cells_and_blank_results_beyond_the_bounds_are_no_data() -> None:
    rows = '<row r="9000"><c r="A9000" s="1"/><c r="B9000" t="str"><f>IF(A1="","",1)</f><v></v></c></row>'
    assert read_book(with_rows(rows)).sheets[0].cells == {}


def test_merge_of_all_cells_is_cut_off_and_far_ones_are_left_out() -> None:
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A60:XFD1048576", "A6000:B6001", "A1", "?:B2"))
    sheet = read_book(with_rows("", after=f"<mergeCells>{merges}</mergeCells>")).sheets[0]
    assert sheet.merges == ((60, 1, 5000, 100),)


def test_a_cell_with_endless_parts_is_refused() -> None:
    with pytest.raises(UnreadableError) as refused:
        read_book(with_rows(f'<row r="1"><c r="A1">{"<v/>" * safe_xml.INSIDE}</c></row>'))
    assert (refused.value.code, refused.value.values["which"]) == ("F111", "markup")


def test_hidden_columns_are_cut_off() -> None:
    sheet = read_book(with_rows("", '<cols><col min="99" max="16384" hidden="1"/></cols>')).sheets[0]
    assert sheet.hidden_columns == {99, 100}


def test_embedded_object_is_no_danger_since_it_is_not_opened() -> None:
    assert read_book(good({"xl/embeddings/Sheet1.xlsx": good()})) == read_book(good())


@pytest.mark.slow
@given(
    st.binary(max_size=300), st.sampled_from((b"", b"PK\x03\x04", b"PK\x05\x06", b"<", b"\xff\xfe", b"\t"))
)
def test_any_bytes_have_a_kind_or_are_refused(tail: bytes, head: bytes) -> None:
    outcome = kind_or_code(head + tail)
    assert isinstance(outcome, FileKind) or outcome in {"F103", "F110", "F111", "F112"}


@pytest.mark.slow
@settings(max_examples=4 * settings().max_examples, deadline=None)
@given(st.data())
def test_changed_bytes(data: st.DataObject) -> None:
    reads_or_refuses(mangling.of_bytes(data, packed(GOOD, data.draw(st.sampled_from((0, 8))))))


@pytest.mark.slow
@settings(max_examples=4 * settings().max_examples, deadline=None)
@given(st.data())
def test_changed_xml(data: st.DataObject) -> None:
    part = data.draw(st.sampled_from(sorted(GOOD)))
    reads_or_refuses(good({part: mangling.of_xml(data, str(GOOD[part]))}))


@pytest.mark.slow
@settings(max_examples=3 * settings().max_examples, deadline=None)
@given(st.data())
def test_elements_in_any_order(data: st.DataObject) -> None:
    """Well-formed, but as no program writes it: any element in any other."""
    names = ("row", "c", "v", "f", "is", "t", "rPh", "col", "mergeCell")
    attributes = (
        "",
        't="s"',
        't="inlineStr"',
        't="d"',
        'r="B2"',
        'ref="A1:B2"',
        'hidden="1"',
        'si="0" t="shared"',
    )

    def element(inside: str) -> str:
        name = data.draw(st.sampled_from(names))
        return f"<{name} {data.draw(st.sampled_from(attributes))}>{inside}</{name}>"

    text = ""
    for _ in range(data.draw(st.integers(1, 8))):
        inner = data.draw(st.sampled_from(("", "0", "x", "2020-04-10")))
        text = element(text + inner) if data.draw(st.booleans()) else text + element(inner)
    reads_or_refuses(good({SHEET: worksheet(text)}))
