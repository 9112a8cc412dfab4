"""Reader that remembers: for a program that stays and reads the same inbox again and again."""

import threading
import time

from itaxl import files
from itaxl.spreadsheets.book import Book
from itaxl.spreadsheets.read import Reader

REMEMBERED = 600  # workbooks


class Remembering:
    """Reader that opens no workbook twice, most of an inbox being the same from page to page; one caller at a time."""

    def __init__(self, reader: Reader) -> None:
        self.waited = 0.0
        self._reader = reader
        self._books: dict[str, Book] = {}
        self._lock = threading.Lock()

    def read_book(self, data: bytes, file: str) -> Book:
        """Return all that a workbook holds. Raises UnreadableError."""
        key, begin = files.digest(data), time.monotonic()
        with self._lock:
            self.waited += time.monotonic() - begin
            book = self._books.pop(key, None) or self._reader.read_book(data, file)
            self._books[key] = book
            while len(self._books) > REMEMBERED:
                del self._books[next(iter(self._books))]
            return book
