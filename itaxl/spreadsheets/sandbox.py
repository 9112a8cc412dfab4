"""Reading where it cannot take the program down: in a small process of its own, with limits of time and memory.

A crash, a hang or a hunger for memory is a finding of that one file; the process is started anew for the next.
"""

import pickle
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self, cast

from itaxl import processes
from itaxl.processes import Child, DeadError, LateError
from itaxl.spreadsheets import sandbox_worker
from itaxl.spreadsheets.book import Book
from itaxl.spreadsheets.package import MEGABYTE, UnreadableError
from itaxl.spreadsheets.sandbox_worker import OUT_OF_MEMORY, READ

TIME_LIMIT = 10.0  # seconds a file; the slowest that is within the limits takes about 2
MEMORY_LIMIT = 256 * MEGABYTE  # the largest workbook that is within the limits takes about 120
SOURCE = "itaxl.spreadsheets.read:read_book"
_NATIVE_OUT_OF_MEMORY = "memory allocation of"  # what Rust says before it ends a process

Passwords = Callable[[str], Iterator[str]]  # those to try on a file, by its name


class Apart:
    """Starts its process at once, so enter it early; leave it to end the process.

    with Apart() as reader:
        book = reader.read_book(data, "finance.xlsx")

    `passwords` are asked for only where a file has one. `source` names the function that reads, as "module:function".
    """

    def __init__(
        self,
        passwords: Passwords = lambda _: iter(()),
        *,
        time_limit: float = TIME_LIMIT,
        memory: int = MEMORY_LIMIT,
        source: str = SOURCE,
    ) -> None:
        self._passwords = passwords
        self._time_limit = time_limit
        self._memory = memory
        self._source = source
        self._child = self._started()

    def read_book(self, data: bytes, file: str) -> Book:
        """Raises UnreadableError: what `books.read_book` raises, F116 crashed, F117 took too long, F118 too large."""
        try:
            return self._read(data, "")
        except UnreadableError as error:
            if error.values.get("password") != "needed":
                raise
            refusal = error
        for password in self._passwords(file):
            try:
                return self._read(data, password)
            except UnreadableError as error:
                if error.values.get("password") != "wrong":
                    raise
                refusal = error
        raise refusal

    def _read(self, data: bytes, password: str) -> Book:
        if not self._child.usable:
            self._child.close()
            self._child = self._started()
        try:
            with processes.unsearched():  # there is none in a book, and looking for it takes half of the time
                answer = self._child.ask((data, password), self._time_limit, sandbox_worker.loads)
                kind, content = cast(tuple[str, Any], answer)
                if kind == READ:
                    return sandbox_worker.whole(content)
        except LateError as error:
            raise UnreadableError("F117", seconds=round(self._time_limit)) from error
        except DeadError as error:
            raise _death(error) from error
        except (pickle.UnpicklingError, ValueError, TypeError, LookupError, AttributeError) as error:
            self._child.kill()
            raise UnreadableError("F116", details=str(error)) from error
        code, values = content
        raise UnreadableError(code, **values)

    def _started(self) -> Child:
        return Child(
            "itaxl.spreadsheets.sandbox_worker",
            *(self._source, str(self._memory), str(self._time_limit)),
            environment={"RUST_BACKTRACE": "0"},
            minds_time=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._child.kill()
        self._child.close()


def _death(error: DeadError) -> UnreadableError:
    if error.code == OUT_OF_MEMORY or _NATIVE_OUT_OF_MEMORY in error.details:
        return UnreadableError("F118")
    last = error.details.rpartition("\n")[2]
    return UnreadableError("F116", details=last or str(error.code))
