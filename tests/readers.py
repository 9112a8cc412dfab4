"""One process that reads, for all merges of a worker's tests, and equal workbooks opened once."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Self

from itaxl.spreadsheets.book import Book
from itaxl.spreadsheets.sandbox import Passwords, SandboxedReader

MOST = 64  # workbooks that are kept

_books: OrderedDict[bytes, Book] = OrderedDict()
_process: list[SandboxedReader] = []
_ending = ExitStack()


class WarmReader:
    """Reader as `SandboxedReader` is, whose process an earlier one started. What is locked or refused is not kept."""

    def __init__(self, passwords: Passwords = lambda _: iter(())) -> None:
        self._passwords = passwords
        self.waited = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read_book(self, data: bytes, file: str) -> Book:
        key = hashlib.sha256(data).digest()
        if key in _books:
            _books.move_to_end(key)
            return _books[key]
        book, locked = self._read(data, file)
        if not locked:
            _books[key] = book
            if len(_books) > MOST:
                _books.popitem(last=False)
        return book

    def _read(self, data: bytes, file: str) -> tuple[Book, bool]:
        """Return the workbook, and whether it has a password."""
        requests: list[str] = []

        def passwords(file: str) -> Iterator[str]:
            requests.append(file)
            return self._passwords(file)

        apart = _started()
        apart._passwords, apart.waited = passwords, self.waited
        try:
            return apart.read_book(data, file), bool(requests)
        finally:
            self.waited = apart.waited


def _started() -> SandboxedReader:
    if not _process:
        _process.append(_ending.enter_context(SandboxedReader()))
    return _process[0]


def end() -> None:
    """End the process, if it was started."""
    _process.clear()
    _ending.close()
