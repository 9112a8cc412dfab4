"""A book on its way from one process to another: rows of plain values, since thousands of objects would cost more.

What comes in is trusted with nothing: it can only be made of plain values and the few types named here. Kinds go as
text: some versions of Python (3.11.2, which Debian 12 has) pickle members of an Enum by a call of `getattr`.
"""

import io
import pickle
from dataclasses import fields
from operator import attrgetter
from typing import Any

from itaxl.workbook.book import Book, Cell, Kind, Sheet

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
