"""Facts about an .xls that calamine hides, from its cells' records: number formats, errors, cells too far out.

[MS-XLS] 2.4, and the same records of Excel 5. Only what is wanted is looked at. What cannot be followed ends the look,
and calamine decides whether the file is sound.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from itaxl.spreadsheets.book import address
from itaxl.spreadsheets.bounds import LAST_COLUMN, LAST_ROW, Bounds, beyond
from itaxl.spreadsheets.xlsx_styles import GENERAL, built_in

_BOF, _EOF, _BOUND_SHEET, _FORMAT, _XF = 0x809, 0x0A, 0x85, 0x41E, 0xE0
_FORMULA, _MULTIPLE, _BOOLEAN_OR_ERROR = {0x06, 0x206, 0x406}, 0xBD, 0x205
_VALUES = {0x203, 0x27E, 0xFD, 0x204, 0xD6}  # a number, or a text
_EXCEL_97 = 0x600
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_NO_NUMBER, _TEXT_RESULT, _ERROR_RESULT = 0xFFFF, (0, 3), 2
_AREA = 4_000_000  # cells, blank ones too, up to the farthest one; calamine makes room for all of them
_MOST = 1_500_000  # records, each of which takes a microsecond or two
_GLOBALS = -1  # in the place of a sheet's number

Position = tuple[int, int]


@dataclass
class Marks:
    """Of one sheet: the number format of each cell that is a number, and the errors."""

    formats: dict[Position, str] = field(default_factory=dict)
    errors: dict[Position, str] = field(default_factory=dict)


@dataclass
class _Workbook:
    sheets: list[str] = field(default_factory=list)  # names by their order
    starts: dict[int, int] = field(default_factory=dict)  # number of the sheet by where it begins
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    marks: dict[str, Marks] = field(default_factory=dict)

    def format_of(self, style: int) -> str:
        identifier = self.styles[style] if style < len(self.styles) else 0
        return self.formats.get(identifier) or built_in(identifier)


def marks(content: bytes) -> dict[str, Marks]:
    """Return the marks of each sheet by its name, from the records of a workbook.

    Raises UnreadableError F113 for a cell that stands too far out.
    """
    workbook, bounds = _Workbook(), Bounds()
    wide = content[4:6] == struct.pack("<H", _EXCEL_97)
    try:
        for sheet, kind, record in _records(content, workbook):
            if sheet == _GLOBALS:
                _hear(workbook, kind, record, wide)
            else:
                _take(workbook, workbook.sheets[sheet], kind, record, bounds)
    except (struct.error, IndexError):
        return workbook.marks
    return workbook.marks


def _records(content: bytes, workbook: _Workbook) -> Iterator[tuple[int, int, memoryview]]:
    """Number of the sheet, kind and content of each record; not those of a chart within a sheet."""
    view, at, depth, sheet = memoryview(content), 0, 0, _GLOBALS
    for _ in range(_MOST):
        if at + 4 > len(content):
            return
        kind, size = struct.unpack_from("<HH", view, at)
        if kind == _BOF:
            depth += 1
            sheet = workbook.starts.get(at, sheet) if depth == 1 else sheet
        if depth == 1:
            yield sheet, kind, view[at + 4 : at + 4 + size]
        depth -= kind == _EOF
        at += 4 + size


def _hear(workbook: _Workbook, kind: int, record: memoryview, wide: bool) -> None:
    if kind == _BOUND_SHEET:
        workbook.starts[struct.unpack_from("<I", record)[0]] = len(workbook.sheets)
        workbook.sheets.append(_text(record[6:], 1, wide))
    elif kind == _FORMAT:
        workbook.formats[struct.unpack_from("<H", record)[0]] = _text(record[2:], 2 if wide else 1, wide)
    elif kind == _XF:
        workbook.styles.append(struct.unpack_from("<H", record, 2)[0])


def _text(raw: memoryview, width: int, wide: bool) -> str:
    """Read a short text after its length; of Excel 97 on with a flag that tells one byte a letter from two."""
    count = int.from_bytes(raw[:width], "little")
    if not wide:
        return bytes(raw[width : width + count]).decode("cp874", "replace")
    two = raw[width] & 1
    return bytes(raw[width + 1 : width + 1 + count * (1 + two)]).decode(
        "utf-16-le" if two else "latin-1", "replace"
    )


def _take(workbook: _Workbook, sheet: str, kind: int, record: memoryview, bounds: Bounds) -> None:
    marks = workbook.marks.setdefault(sheet, Marks())
    for row, column, style, error, is_value in _cells(kind, record):
        if is_value:
            bounds.count(sheet, row, column, 0)
        elif row * column > _AREA:
            raise beyond(
                "rows" if row > LAST_ROW else "columns",
                address(LAST_ROW, LAST_COLUMN),
                sheet,
                address(row, column),
            )
        if error:
            marks.errors[row, column] = error
        elif workbook.format_of(style) != GENERAL:
            marks.formats[row, column] = workbook.format_of(style)


def _cells(kind: int, record: memoryview) -> Iterator[tuple[int, int, int, str, bool]]:
    """Row, column, style, error, and whether there is a value: of each cell of a record."""
    if kind == _MULTIPLE:
        row, column = struct.unpack_from("<HH", record)
        for number, at in enumerate(range(4, len(record) - 2, 6)):
            yield row + 1, column + number + 1, struct.unpack_from("<H", record, at)[0], "", True
        return
    if kind not in _VALUES and kind not in _FORMULA and kind != _BOOLEAN_OR_ERROR:
        return
    row, column, style = struct.unpack_from("<HHH", record)
    error, is_value = "", True
    if kind in _FORMULA and struct.unpack_from("<H", record, 12)[0] == _NO_NUMBER:
        is_value = record[6] not in _TEXT_RESULT
        error = _ERRORS.get(record[8], "") if record[6] == _ERROR_RESULT else ""
    if kind == _BOOLEAN_OR_ERROR and record[7]:
        error = _ERRORS.get(record[6], "")
    yield row + 1, column + 1, style, error, is_value
