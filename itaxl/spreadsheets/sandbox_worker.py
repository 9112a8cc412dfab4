"""The other end of `Apart`: a process that reads one workbook after the other, within its memory.

It imports the reader and nothing that is large, so that it is there at once.
"""

import gc
import importlib
import io
import os
import pickle
import sys
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any, cast

from itaxl.processes import die_after, leave_interrupts, own_output, receive, send
from itaxl.spreadsheets.book import Book, Cell, Kind, Sheet
from itaxl.spreadsheets.package import UnreadableError

Flat = dict[str, Any]

_ALLOWED = frozenset(
    {
        ("datetime", "datetime"),
        ("datetime", "timezone"),
        ("datetime", "timedelta"),
    }
)

_NAMES = {kind: str(kind.value) for kind in Kind}

_KINDS = {name: kind for kind, name in _NAMES.items()}

_cell_values = attrgetter(*(each.name for each in fields(Cell) if each.name != "kind"))


def flat(book: Book) -> Flat:
    """The book as dictionaries and tuples, cells as (row, column, name of the kind, value of each other field …)."""
    return {**_fields(book), "sheets": [_flat_sheet(sheet) for sheet in book.sheets]}


def whole(flat: Flat) -> Book:
    """The book again."""
    return Book(**{**flat, "sheets": tuple(_whole_sheet(sheet) for sheet in flat["sheets"])})


def loads(data: bytes) -> Any:
    """Like `pickle.loads`, for the types of a book alone. Raises pickle.UnpicklingError for any other."""
    return _Unpickler(io.BytesIO(data)).load()


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def _flat_sheet(sheet: Sheet) -> Flat:
    cells = [(*place, _NAMES[cell.kind], *_cell_values(cell)) for place, cell in sheet.cells.items()]
    return {**_fields(sheet), "cells": cells}


def _whole_sheet(flat: Flat) -> Sheet:
    cells = {(row, column): Cell(_KINDS[kind], *values) for row, column, kind, *values in flat["cells"]}
    return Sheet(**{**flat, "cells": cells})


def _fields(of: Book | Sheet) -> Flat:
    return {each.name: getattr(of, each.name) for each in fields(of)}


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
        return READ, flat(read_book(data, password))
    except UnreadableError as error:
        return REFUSED, (error.code, error.values)


def _limit_memory(size: int) -> None:
    """What the process may take from the system; where there is no such limit, none."""
    try:
        import resource  # noqa: PLC0415 - not everywhere
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
