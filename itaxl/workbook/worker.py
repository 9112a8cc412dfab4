"""The other end of `Apart`: a process that reads one workbook after the other, within its memory.

It imports the reader and nothing that is large, so that it is there at once.
"""

import gc
import importlib
import os
import sys
from collections.abc import Callable
from typing import cast

from itaxl.pipes import die_after, leave_interrupts, own_output, receive, send
from itaxl.workbook import wire
from itaxl.workbook.book import Book
from itaxl.workbook.package import UnreadableError

OUT_OF_MEMORY = 12  # exit code, as the error number of the same meaning
Source = Callable[[bytes, str], Book]
READ, REFUSED = "read", "refused"


def main(source: str, memory: str, time_limit: str) -> None:
    """Serve until the input ends.

    `source`: "module:function" that reads a book; `memory`: bytes that it may use; `time_limit`: seconds a book.
    """
    leave_interrupts()
    answers = own_output()
    module, name = source.split(":")
    read_book: Source = getattr(importlib.import_module(module), name)
    _limit_memory(int(memory))
    gc.disable()  # looking for garbage takes a fifth of the time that large workbooks need
    gc.freeze()
    while True:
        try:
            question = receive(sys.stdin.buffer)
        except EOFError:
            os._exit(0)
        die_after(float(time_limit))
        try:
            send(answers, _answer(read_book, *cast(tuple[bytes, str], question)))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        die_after(0)
        gc.collect()


def _answer(read_book: Source, data: bytes, password: str) -> tuple[str, object]:
    try:
        return READ, wire.flat(read_book(data, password))
    except UnreadableError as error:
        return REFUSED, (error.code, error.values)


def _limit_memory(size: int) -> None:
    """What the process may take from the system; where there is no such limit, none."""
    try:
        import resource  # noqa: PLC0415 - not everywhere
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
