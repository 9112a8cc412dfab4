"""Reading where it cannot take the program down: in a small process of its own, with limits of time and memory.

A crash, a hang or a hunger for memory is a finding of that one file; the process is started anew for the next.
"""

import time
from collections.abc import Callable, Iterator

from itaxl.processes.worker import MEGABYTE, CrashError, LateError, OutOfMemoryError, Worker
from itaxl.spreadsheets.book import Book
from itaxl.spreadsheets.package import UnreadableError

TIME_LIMIT = 10.0  # seconds a file; the slowest that is within the limits takes about 2
MEMORY_LIMIT = 256 * MEGABYTE  # the largest workbook that is within the limits takes about 120
SOURCE = "itaxl.spreadsheets.read:read_book"

Passwords = Callable[[str], Iterator[str]]  # those to try on a file, by its name


class SandboxedReader(Worker[Book]):
    """Reader in a process that starts as soon as this is entered, so enter it early; leaving it ends the process.

    with SandboxedReader() as reader:
        book = reader.read_book(data, "finance.xlsx")

    `passwords` are asked for only where a file has one; `waited` are the seconds that they took, all together, for a
    person types them. `source` names the function that reads, as "module:function".
    """

    def __init__(
        self,
        passwords: Passwords = lambda _: iter(()),
        *,
        time_limit: float = TIME_LIMIT,
        memory: int = MEMORY_LIMIT,
        source: str = SOURCE,
    ) -> None:
        super().__init__(source, Book, memory=memory, seconds=time_limit, raises=[UnreadableError])
        self._passwords = passwords
        self.waited = 0.0

    def read_book(self, data: bytes, file: str) -> Book:
        """Read a workbook. Raises UnreadableError: that of `read_book`, F116 crashed, F117 too long, F118 too large."""
        try:
            return self._read(data, "")
        except UnreadableError as error:
            if error.values.get("password") != "needed":
                raise
            refusal = error
        for password in self._waited_for(self._passwords(file)):
            try:
                return self._read(data, password)
            except UnreadableError as error:
                if error.values.get("password") != "wrong":
                    raise
                refusal = error
        raise refusal

    def _waited_for(self, passwords: Iterator[str]) -> Iterator[str]:
        while True:
            began = time.monotonic()
            try:
                password = next(passwords, None)
            finally:
                self.waited += time.monotonic() - began
            if password is None:
                return
            yield password

    def _read(self, data: bytes, password: str) -> Book:
        try:
            return self(data, password.encode("utf-8", "replace").decode())
        except LateError as error:
            raise UnreadableError("F117", seconds=round(self.seconds)) from error
        except OutOfMemoryError as error:
            raise UnreadableError("F118") from error
        except CrashError as error:
            raise UnreadableError("F116", details=error.details.rpartition("\n")[2]) from error
