"""The reader that all merges of the tests share: the same books as those of a process of their own."""

from collections.abc import Iterator

import pytest

from itaxl import api, gather
from itaxl.spreadsheets import sandbox
from itaxl.spreadsheets.book import Book
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.read import HERE
from samples import make_reference
from tests import readers
from tests.readers import WarmReader

WORKBOOK = (make_reference.FOLDER / make_reference.INBOX / "2562-IIT-finance.xlsx").read_bytes()
LOCKED, OPENED = b"locked", Book(())


class _Asking:
    """A reader that asks for a password of whatever is locked."""

    def __init__(self) -> None:
        self.waited = 0.0
        self._passwords: sandbox.Passwords = lambda _: iter(())
        self.read: list[bytes] = []

    def read_book(self, data: bytes, file: str) -> Book:
        self.read.append(data)
        if data == LOCKED and "1234" not in self._passwords(file):
            raise UnreadableError("F103", password="needed")
        return OPENED


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch) -> _Asking:
    reader = _Asking()
    monkeypatch.setattr(readers, "_started", lambda: reader)
    monkeypatch.setattr(readers, "_books", type(readers._books)())
    return reader


def right(_: str) -> Iterator[str]:
    return iter(("1234",))


def test_a_workbook_is_the_same_as_here_and_opened_once() -> None:
    book = WarmReader().read_book(WORKBOOK, "a.xlsx")
    assert book == HERE.read_book(WORKBOOK, "a.xlsx")
    assert WarmReader().read_book(bytes(bytearray(WORKBOOK)), "b.xlsx") is book


def test_another_workbook_is_opened_too(asking: _Asking) -> None:
    for data in (b"a", b"b", b"a"):
        WarmReader().read_book(data, "")
    assert asking.read == [b"a", b"b"]


def test_what_is_locked_stays_so_for_whoever_has_no_password(asking: _Asking) -> None:
    assert WarmReader(right).read_book(LOCKED, "") == OPENED
    with pytest.raises(UnreadableError, match="F103"):
        WarmReader().read_book(LOCKED, "")


def test_few_are_kept(asking: _Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MOST", 1)
    for data in (b"a", b"b", b"a"):
        WarmReader().read_book(data, "")
    assert asking.read == [b"a", b"b", b"a"]


def test_every_merge_of_the_tests_reads_so() -> None:
    for module in (gather, api, sandbox):
        assert vars(module)["SandboxedReader"] is WarmReader
