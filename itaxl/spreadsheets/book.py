"""Model of a workbook as it is stored: sparse cells with what a later message needs. Free of any meaning."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import msgspec

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    BOOL = "bool"
    ERROR = "error"  # an Excel error value (#REF!), in `value` as text
    NO_VALUE = "no_value"  # a formula whose result was never saved; `value` is None


class Cell(msgspec.Struct, frozen=True, gc=False):  # made in a third of the time that a dataclass takes
    """Cell with its `value`: str for TEXT and ERROR, float for NUMBER, bool for BOOL, None for NO_VALUE.

    `number_format` is the format's code ("General", "0.00%", "d/m/yyyy"); `formula` tells that the value is a
    result; `formula_text` is without "=", and of a shared formula that of its first cell.
    """

    kind: Kind
    value: str | float | bool | None
    number_format: str = "General"
    formula: bool = False
    formula_text: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """Content of a cell beside its value, as strangers wrote it.

    `link`: target of its hyperlink; `comment`: text of its comments and text boxes; `left_out`: text that is crossed
    out in it and is no part of its value; `crossed_out`: all of it is; `picture`: it shows one instead of a value.
    """

    link: str = ""
    comment: str = ""
    left_out: str = ""
    crossed_out: bool = False
    picture: bool = False


NO_ASIDE = Aside()


@dataclass(frozen=True)
class Sheet:
    """Sheet: `cells` by (row, column), both from 1, only those that hold something; `asides` in the same way.

    `merges` as (first row, first column, last row, last column); `pictures` that lie over the cells, likewise;
    `objects`: how many files of other programs are put into it.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    asides: Mapping[tuple[int, int], Aside] = field(default_factory=dict)
    pictures: tuple[tuple[int, int, int, int], ...] = ()
    objects: int = 0


@dataclass(frozen=True)
class Book:
    """Workbook; `identifier` and `modified` (UTC) are its core properties of the same names.

    `partial`: its format hides errors, percentages and formulas without a result from the reader. `stale`: its
    formulas are worked out only when somebody asks for it, so that their results may be old. `bare`: of its format only
    the values are read, nothing that lies beside them.
    """

    sheets: tuple[Sheet, ...]
    identifier: str = ""
    modified: datetime | None = None
    modified_by: str = ""
    date_1904: bool = False
    macros: bool = False
    unreadable: tuple[str, ...] = field(default=())  # sheets that the file names and does not hold
    partial: bool = False
    stale: bool = False
    bare: bool = False

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def column_letters(column: int) -> str:
    """Return the letters of a column: 1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column: A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def address(row: int, column: int) -> str:
    """Return the address of row and column: (6, 4) → D6."""
    return f"{column_letters(column)}{row}"


def position(reference: str) -> tuple[int, int] | None:
    """Return row and column: D6 → (6, 4); None for what is no cell reference."""
    match = _REFERENCE.fullmatch(reference)
    return (int(match[2]), column_number(match[1])) if match else None
