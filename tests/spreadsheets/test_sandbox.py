"""Whatever a parser does with a file, it is a finding of that file, and the next one is read."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.processes import messages
from itaxl.spreadsheets import read as books
from itaxl.spreadsheets.book import Book, Cell, Kind, Sheet
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.sandbox import SOURCE, SandboxedReader
from itaxl.submissions.reading import read
from itaxl.texts import LANGS, places
from tests.spreadsheets.broken import BROKEN, Broken, good

BAD = "tests.spreadsheets.bad_reader:read_book"
FIRST_OF_CODE = list({broken.code: broken for broken in BROKEN}.values())

kinds = st.sampled_from(
    ((Kind.TEXT, st.text()), (Kind.NUMBER, st.floats(allow_nan=False)), (Kind.BOOL, st.booleans()))
)
cells = kinds.flatmap(lambda kind: st.builds(Cell, st.just(kind[0]), kind[1], st.text(), st.booleans()))
numbers = st.integers(1, 5000)
sheets = st.builds(
    Sheet,
    st.text(),
    st.dictionaries(st.tuples(numbers, numbers), cells),
    st.booleans(),
    st.frozensets(numbers),
    st.frozensets(numbers),
    st.lists(st.tuples(numbers, numbers, numbers, numbers)).map(tuple),
)
moments = st.none() | st.datetimes(timezones=st.just(UTC))
some_books = st.builds(
    Book, st.lists(sheets, max_size=3).map(tuple), st.text(), moments, st.text(), st.booleans()
)


@pytest.fixture(scope="module")
def reader() -> Iterator[SandboxedReader]:
    with SandboxedReader() as apart:
        yield apart


@pytest.fixture(scope="module")
def bad_reader() -> Iterator[SandboxedReader]:
    with SandboxedReader(time_limit=1, source=BAD) as apart:
        yield apart


def code(apart: SandboxedReader, data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as refused:
        apart.read_book(data, "a.xlsx")
    return refused.value


def test_same_book_as_here(reader: SandboxedReader) -> None:
    assert reader.read_book(good(), "a.xlsx") == books.read_book(good())


@pytest.mark.slow
@pytest.mark.parametrize("broken", FIRST_OF_CODE, ids=lambda broken: broken.code)
def test_same_refusal_as_here(reader: SandboxedReader, broken: Broken) -> None:
    data = broken.make()
    with pytest.raises(UnreadableError) as here:
        books.read_book(data)
    there = code(reader, data)
    assert (there.code, there.values) == (here.value.code, here.value.values)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (b"crash", "F116"),
        (b"exit", "F116"),
        (b"fault", "F116"),
        (b"hang", "F117"),
        (b"endless", "F117"),
        (b"memory", "F118"),
    ],
)
def test_what_a_parser_does_harms_that_file_alone(
    bad_reader: SandboxedReader, what: bytes, expected: str
) -> None:
    assert code(bad_reader, what).code == expected
    assert bad_reader.read_book(good(), "next.xlsx").sheets


@pytest.mark.slow
def test_a_hang_takes_no_longer_than_the_limit(bad_reader: SandboxedReader) -> None:
    start = time.monotonic()
    assert code(bad_reader, b"hang").code == "F117"
    assert time.monotonic() - start < 5


def test_what_libraries_print_is_no_answer(bad_reader: SandboxedReader) -> None:
    assert bad_reader.read_book(b"chatter", "a.xlsx") == Book(())


@pytest.mark.slow
def test_a_process_that_was_ended_from_outside_is_started_anew(reader: SandboxedReader) -> None:
    assert reader._process
    reader._process.kill()
    assert code(reader, good()).code == "F116"
    assert reader.read_book(good(), "next.xlsx").sheets


def test_the_process_holds_the_reader_and_nothing_large(bad_reader: SandboxedReader) -> None:
    modules = set(str(code(bad_reader, b"modules").values["modules"]).split())
    assert "itaxl.spreadsheets.ods" in modules
    assert not modules & {
        "pandas",
        "numpy",
        "openpyxl",
        "weasyprint",
        "click",
        "python_calamine",
        "msoffcrypto",
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "value"), [(b"fault", "KeyError: 'a fault of the reader'"), (b"hang", ""), (b"memory", "")]
)
def test_finding_tells_it_in_full(bad_reader: SandboxedReader, what: bytes, value: str) -> None:
    (finding,) = read(what, "กองคลัง.xlsx", lambda _: None, bad_reader).findings
    assert (finding.place.file, finding.value) == ("กองคลัง.xlsx", value)
    assert not any(places(finding.what(lang) + finding.fix(lang)) for lang in LANGS)


@pytest.mark.slow
def test_leaving_ends_the_process() -> None:
    with SandboxedReader() as apart:
        process = apart._process
    assert process
    assert process.wait() == 0


def test_an_error_inside_ends_the_process_at_once() -> None:
    started = []

    def interrupted() -> None:
        with SandboxedReader(source=BAD) as apart:
            started.append(apart._process)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert started[0]
    assert started[0].wait(0) is not None


@pytest.mark.slow
@given(some_books)
def test_any_book_arrives_as_it_was_sent(book: Book) -> None:
    assert messages.decoder(Book).decode(messages.encode(book)) == book


@pytest.mark.parametrize(
    "content", [{"sheets": [{"name": "x"}]}, {"sheets": 1}, [], None, {"sheets": [], "modified": "soon"}]
)
def test_nothing_but_a_book_arrives(content: object) -> None:
    with pytest.raises(msgspec.MsgspecError):
        messages.decoder(Book).decode(messages.encode(content))


def test_reader_loads_only_what_a_small_workbook_needs() -> None:
    """They would take half of the start of each reading process."""
    unneeded = {"http.client", "olefile", "msoffcrypto", "pandas", "python_calamine"}
    load = f"import sys, {SOURCE.partition(':')[0]}; sys.exit(bool({unneeded!r} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", load], check=True)
