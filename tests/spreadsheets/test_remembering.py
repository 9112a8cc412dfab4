"""A workbook is opened once, however often it is read."""

import pytest

from itaxl.spreadsheets import remembering
from itaxl.spreadsheets.book import Book
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.remembering import Remembering


class Counting:
    """Reader that counts what it opens; it refuses what is empty."""

    waited = 0.0

    def __init__(self) -> None:
        self.opened: list[bytes] = []

    def read_book(self, data: bytes, file: str) -> Book:  # noqa: ARG002 - as the protocol has it
        self.opened.append(data)
        if not data:
            raise UnreadableError("F102")
        return Book(())


def test_the_same_content_is_opened_once_whatever_its_name() -> None:
    inner = Counting()
    reader = Remembering(inner)
    first = reader.read_book(b"1", "a.xlsx")
    assert reader.read_book(b"1", "b.xlsx") is first
    assert reader.read_book(b"2", "a.xlsx") is not first
    assert inner.opened == [b"1", b"2"]


def test_what_was_refused_is_tried_again() -> None:
    inner = Counting()
    reader = Remembering(inner)
    for _ in range(2):
        with pytest.raises(UnreadableError):
            reader.read_book(b"", "a.xlsx")
    assert inner.opened == [b"", b""]


def test_what_was_not_read_for_longest_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "REMEMBERED", 2)
    inner = Counting()
    reader = Remembering(inner)
    for data in (b"1", b"2", b"1", b"3", b"1", b"2"):
        reader.read_book(data, "a.xlsx")
    assert inner.opened == [b"1", b"2", b"3", b"2"]
