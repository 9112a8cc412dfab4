"""A book on its way from one process to another: rows of plain values, since thousands of objects would cost more.

What comes in is trusted with nothing: it can only be made of plain values and the few types named here.
"""

import io
import pickle
from dataclasses import fields
from operator import attrgetter
from typing import Any

from itaxl.workbook.book import Book, Cell, Sheet

Flat = dict[str, Any]
_ALLOWED = frozenset(
    {
        ("itaxl.workbook.book", "Kind"),
        ("datetime", "datetime"),
        ("datetime", "timezone"),
        ("datetime", "timedelta"),
    }
)
_cell_values = attrgetter(*(each.name for each in fields(Cell)))


def flat(book: Book) -> Flat:
    """The book as dictionaries and tuples, cells as (row, column, value of each of its fields …)."""
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
    cells = [(*place, *_cell_values(cell)) for place, cell in sheet.cells.items()]
    return {**_fields(sheet), "cells": cells}


def _whole_sheet(flat: Flat) -> Sheet:
    return Sheet(
        **{**flat, "cells": {(row, column): Cell(*values) for row, column, *values in flat["cells"]}}
    )


def _fields(of: Book | Sheet) -> Flat:
    return {each.name: getattr(of, each.name) for each in fields(of)}
