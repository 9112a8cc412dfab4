"""Type into a cell what its sender had in it: as it was, so that it can be corrected, and never as a formula."""

import math
import re

from openpyxl.cell.cell import Cell as Target
from openpyxl.cell.cell import MergedCell

from itaxl import thai
from itaxl.forms import styles
from itaxl.forms.layout import Type
from itaxl.spreadsheets.book import Cell, Kind
from itaxl.submissions.mended import is_date, is_percent, shown

LENGTH = 32_767  # characters that a cell of Excel holds
ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
_ANY_ERROR, _NO_RESULT = "#VALUE!", "#N/A"
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as A
_LINE_ENDS = re.compile(r"\r\n?|\v|\f|\x85|\u2028|\u2029")
_FREE_TEXT = (Type.TEXT, Type.LINES, Type.LINK)
_LARGEST = 1.797693134862315e308  # openpyxl writes 16 digits, which would round a larger one up to infinity
_FROM_1904 = 1_462  # days between the two ways of counting


def type_in(target: Target | MergedCell, raw: Cell, kind: Type, *, date_1904: bool = False) -> None:
    """Put a value into a cell that has its style already; `kind` is what its column holds.

    A formula gives its result. One without a result gives its text where only a number or a choice would be right,
    and in running text, where anything is, an error value: the cell must not look mended before it is.
    """
    match raw.kind:
        case Kind.NUMBER:
            _type_number(target, raw, kind, date_1904=date_1904)
        case Kind.BOOL if not _is_text(kind):
            target.value = bool(raw.value)
        case Kind.ERROR:
            _type_error(target, str(raw.value) if raw.value in ERRORS else _ANY_ERROR)
        case Kind.NO_VALUE if kind in _FREE_TEXT:
            _type_error(target, _NO_RESULT)
        case Kind.NO_VALUE:
            type_text(target, f"={raw.formula_text}")
        case _:
            type_text(target, shown(raw))


def type_text(target: Target | MergedCell, text: str) -> None:
    """Write a text as text, whatever it begins with, without what a file cannot hold."""
    text = _ESCAPE.sub("_x005F_", thai.storable(_LINE_ENDS.sub("\n", text).replace("\t", " ")))[:LENGTH]
    if text:
        target.value = text
        target.data_type = "s"
        target.quotePrefix = text.startswith("=")


def _type_number(target: Target | MergedCell, raw: Cell, kind: Type, *, date_1904: bool) -> None:
    number = float(raw.value or 0)
    dated = is_date(raw.number_format)
    if dated and date_1904:
        number += _FROM_1904
    if _is_text(kind) or not math.isfinite(number):
        type_text(target, shown(Cell(Kind.NUMBER, number, raw.number_format)))
        return
    if math.isinf(float(f"{number:.16g}")):
        number = math.copysign(_LARGEST, number)
    own_format = target.number_format
    target.value = int(number) if number.is_integer() and abs(number) < 1e15 else number
    if is_percent(raw.number_format):
        target.number_format = "0.00%"
    elif dated:
        target.number_format = styles.DATE_FORMAT
    else:
        target.number_format = "General" if kind is Type.DATE else own_format


def _type_error(target: Target | MergedCell, error: str) -> None:
    target.value = error
    target.data_type = "e"


def _is_text(kind: Type) -> bool:
    return kind not in styles.NUMBER_FORMATS
