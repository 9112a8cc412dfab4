"""Reading .xls of Excel 5 and later, through calamine.

It hides what the format itself has: errors and percentages come as blank and plain numbers, so these are looked for in
the records beside it; formulas come as their results alone. So the book is marked as `partial`, and the reader says
what to look at. Only to be used where a fault of native code stops nothing else.
"""

import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from msgspec import structs

from itaxl import thai
from itaxl.spreadsheets.book import Book, Cell, Kind, Sheet
from itaxl.spreadsheets.bounds import MERGES, SHEETS, Bounds, Merge, beyond, clipped
from itaxl.spreadsheets.compound import stream
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.xls_records import is_excel_97
from itaxl.spreadsheets.xls_sheet import Around, around
from itaxl.spreadsheets.xlsx_styles import GENERAL
from itaxl.spreadsheets.xlsx_values import printable, serial_date

_PROPERTY_LENGTH = 255
_UTF_8 = 65001
_PANIC = "PanicException"  # of Rust, where a file is not as calamine takes it to be; no module has its type
_STREAMS = ("Workbook", "Book")
# An entry of a compound file's directory, and where it has the length of its name.
_ENTRY, _NAME_LENGTH_AT = (128, 64)


def read_book(data: bytes) -> Book:
    """Return the values of a workbook with their number formats; what calamine takes for a day has a date's.

    Raises UnreadableError: F110 broken, F113 beyond the limits. One with a password must be unlocked before.
    """
    from python_calamine import CalamineError  # noqa: PLC0415 - native code that few files need

    data = _with_usual_names(data)
    records, bounds = _records(data), Bounds()
    beside = around(records, bounds)
    try:
        sheets = tuple(_sheets(data, beside, bounds))
    except CalamineError as fault:
        raise UnreadableError("F110") from fault
    except BaseException as fault:
        if type(fault).__name__ != _PANIC:
            raise
        raise UnreadableError("F110") from fault
    if not sheets:
        raise UnreadableError("F110")
    saved, by = _properties(data)
    stale = any(near.stale for near in beside.values())
    bare = bool(records) and not is_excel_97(records)
    return Book(sheets, modified=saved, modified_by=by, partial=True, stale=stale, bare=bare)


def _with_usual_names(data: bytes) -> bytes:
    """Return the file with its stream named as Excel does: `WORKBOOK` is the same to Excel, and none to calamine."""
    for name in _STREAMS:
        usual = name.encode("utf-16-le") + b"\0\0"
        for match in re.finditer(re.escape(usual), data, re.IGNORECASE):
            at = match.start()
            length = int.from_bytes(data[at + _NAME_LENGTH_AT : at + _NAME_LENGTH_AT + 2], "little")
            if at % _ENTRY == 0 and length == len(usual) and match[0] != usual:
                data = data[:at] + usual + data[match.end() :]
    return data


def _records(data: bytes) -> bytes:
    """Return the records of a workbook; none where they cannot be found."""
    return next(filter(None, (stream(data, name) for name in _STREAMS)), b"")


def _with(cell: Cell, place: tuple[int, int], around: Around) -> Cell:
    """Return a cell with what calamine does not say of it."""
    if place in around.live and cell.kind is Kind.TEXT:
        cell = structs.replace(cell, value=around.live[place])
    link = around.formulas.get(place, "")
    if link:
        return structs.replace(cell, formula=True, formula_text=f'HYPERLINK("{link}")')
    return structs.replace(cell, formula=True) if around.stale and place in around.formulas else cell


def _sheets(data: bytes, beside: Mapping[str, Around], bounds: Bounds) -> Iterator[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook  # noqa: PLC0415

    workbook = load_workbook(io.BytesIO(data))
    entries = [entry for entry in workbook.sheets_metadata if entry.typ is SheetTypeEnum.WorkSheet]
    if len(entries) > SHEETS:
        raise beyond("sheets", str(SHEETS))
    for entry in entries:
        sheet = workbook.get_sheet_by_name(entry.name)
        cells = dict(_cells(sheet.to_python(skip_empty_area=False), entry.name, bounds))
        near = beside.get(entry.name, Around())
        _mark(cells, near)
        merges = _merges(sheet.merged_cell_ranges or [], entry.name)
        hidden = entry.visible is not SheetVisibleEnum.Visible
        cells = {place: _with(cell, place, near) for place, cell in cells.items()}
        near.place_links(entry.name, cells)
        yield Sheet(
            printable(entry.name),
            cells,
            hidden,
            frozenset(near.hidden_rows),
            frozenset(near.hidden_columns),
            merges,
            asides=near.asides,
            pictures=tuple(near.pictures),
        )


def _mark(cells: dict[tuple[int, int], Cell], near: Around) -> None:
    """Give numbers their formats, and the errors back that came as blank cells."""
    for place, number_format in near.formats.items():
        cell = cells.get(place)
        if cell and cell.kind is Kind.NUMBER and cell.number_format == GENERAL:
            cells[place] = structs.replace(cell, number_format=number_format)
    cells.update({place: Cell(Kind.ERROR, error) for place, error in near.errors.items()})


def _cells(
    rows: Sequence[Sequence[object]], sheet: str, bounds: Bounds
) -> Iterator[tuple[tuple[int, int], Cell]]:
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            cell = _cell(value)
            if cell is not None:
                bounds.count(sheet, row, column, cell.value)
                yield (row, column), cell


def _cell(value: object) -> Cell | None:
    """Return the cell; None for a blank one, also where an error stands, which calamine does not tell."""
    if isinstance(value, str):
        text = printable(value)
        return Cell(Kind.TEXT, text) if text else None
    if isinstance(value, bool):
        return Cell(Kind.BOOL, value)
    if isinstance(value, (int, float)) and math.isfinite(value):
        return Cell(Kind.NUMBER, float(value))
    if isinstance(value, date):  # with a time of day as well
        return Cell(Kind.NUMBER, serial_date(value.isoformat(), date_1904=False), "yyyy-mm-dd")
    if isinstance(value, time):
        value = timedelta(
            hours=value.hour, minutes=value.minute, seconds=value.second + value.microsecond / 1e6
        )
    if isinstance(value, timedelta):
        return Cell(Kind.NUMBER, value / timedelta(days=1), "h:mm:ss")
    return None


def _merges(ranges: list[tuple[tuple[int, int], tuple[int, int]]], sheet: str) -> tuple[Merge, ...]:
    merges = (clipped(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges)
    within = tuple(merge for merge in merges if merge is not None)
    if len(within) > MERGES:
        raise beyond("merges", f"{MERGES:,}", sheet)
    return within


def _properties(data: bytes) -> tuple[datetime | None, str]:
    """Return when it was saved, in UTC, and by whom; whatever is wrong there says nothing of the cells."""
    import olefile  # noqa: PLC0415 - only for this format

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            metadata = vars(file.get_metadata())
    except MemoryError:
        raise
    except Exception:  # a broken part is as good as none, and it may break in many ways
        return None, ""
    saved, by = metadata["last_saved_time"], metadata["last_saved_by"]
    return (
        thai.common_era(saved.replace(tzinfo=UTC)) if isinstance(saved, datetime) else None,
        _decoded(by, int(metadata["codepage"] or 0) & 0xFFFF) if isinstance(by, bytes) else "",
    )


def _decoded(raw: bytes, code_page: int) -> str:
    """Text in a code page of Windows; 0 and unknown ones are taken as the Thai one."""
    try:
        text = raw.decode("utf-8" if code_page == _UTF_8 else f"cp{code_page}", "replace")
    except LookupError:
        text = raw.decode("cp874", "replace")
    return printable(text).strip()[:_PROPERTY_LENGTH]
