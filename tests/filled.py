"""Workbooks as the reader sees them, filled in from Markdown tables, without a file between: fast and bare.

Tables are those of `tests.sheets`; a row whose code stands in the sheet is filled in there, others go into the first
blank rows. `12.5` is a number, `85.5%` a number in a percent format, `2020-04-10` a date, `'12` a text, `=A1` a
formula without its result, `#REF!` an Excel error, `TRUE` a truth value, `<br>` a line end.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from itaxl.agency.settings import Agency, Division
from itaxl.checks.context import Context
from itaxl.checks.one_workbook import check
from itaxl.findings import Finding
from itaxl.forms import instrument_sheets, layout
from itaxl.forms.identity import Identity
from itaxl.forms.layout import CODE_ROW, FIRST_ROW, HEADING_ROW, META, WHO_INPUT, SheetLayout
from itaxl.instrument import load
from itaxl.merging.merge import Merged, merge
from itaxl.spreadsheets.book import Book, Cell, Kind, Sheet
from itaxl.submissions.reading import Reading, of_book
from itaxl.submissions.submission import Submission, build
from tests.sheets import table

INSTRUMENT = load(2562)
AGENCY = Agency(
    folder=Path("/nowhere"),
    name="เทศบาลตำบลตัวอย่าง",
    divisions=(
        Division("clerk", "สำนักปลัดเทศบาล", ("สำนักปลัด",)),
        Division("finance", "กองคลัง"),
        Division("works", "กองช่าง"),
    ),
)
CONTEXT = Context(AGENCY, 2562, INSTRUMENT)
SAVED = datetime(2020, 3, 1, 9, 0, tzinfo=UTC)
FILE = "2562.xlsx"

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Cells = dict[tuple[int, int], Cell]


def text(value: str) -> Cell:
    return Cell(Kind.TEXT, value)


def number(value: float, number_format: str = "General") -> Cell:
    return Cell(Kind.NUMBER, value, number_format)


def day(value: date) -> Cell:
    return number(float((value - date(1899, 12, 30)).days), "d/m/yyyy")


def cell(typed: str) -> Cell:
    """What the reader makes of a value as the tables write it."""
    if typed.startswith("'"):
        return text(typed[1:])
    if typed.startswith("="):
        return Cell(Kind.NO_VALUE, None, formula=True, formula_text=typed[1:])
    if typed.startswith("#"):
        return Cell(Kind.ERROR, typed)
    if typed in ("TRUE", "FALSE"):
        return Cell(Kind.BOOL, typed == "TRUE")
    return _number(typed) or text(typed.replace("<br>", "\n"))


def _number(typed: str) -> Cell | None:
    if _NUMBER.fullmatch(typed):
        return number(float(typed))
    if typed.endswith("%") and _NUMBER.fullmatch(typed[:-1]):
        return number(float(f"{typed[:-1]}e-2"), "0.00%")
    return day(date.fromisoformat(typed)) if _DATE.fullmatch(typed) else None


def who(dimension: str = "IIT", division: str = "finance", round: str = "plan") -> Identity:
    return Identity(2562, dimension, "" if dimension == "announced" else division, round)


def book(
    identity: Identity,
    tables: Mapping[str, str] | None = None,
    *,
    name: str = "",
    agency: str = AGENCY.name,
    saved: datetime | None = SAVED,
    forms: Iterable[SheetLayout] = (),
) -> Book:
    """A workbook with its tables filled in; `name` is what was typed into a blank one, `forms` its other layouts."""
    used = tuple(forms) or instrument_sheets.sheets(INSTRUMENT, identity.dimension)
    sheets = [_sheet(form, identity, (tables or {}).get(form.name, ""), name) for form in used]
    guide = Sheet(layout.GUIDE, {(CODE_ROW, 1): text(identity.code)})
    facts = {"agency": agency, "identity": identity.code}
    cells = {
        (row, column): text(value)
        for row, pair in enumerate(facts.items(), start=1)
        for column, value in enumerate(pair, start=1)
    }
    return Book((guide, *sheets, Sheet(META, cells, hidden=True)), identity.code, saved)


def _sheet(form: SheetLayout, identity: Identity, markdown: str, name: str) -> Sheet:
    cells: Cells = {(CODE_ROW, 1): text(identity.code)}
    if name:
        cells[WHO_INPUT] = text(name)
    for number, column in enumerate(form.columns, start=1):
        cells[HEADING_ROW, number] = text(column.heading)
    for row, (code, title) in enumerate(form.rows, start=FIRST_ROW):
        cells[row, 1], cells[row, 2] = text(code), text(title)
    for values in table(markdown) if markdown else ():
        row = _row(form, cells, next(iter(values.values())))
        for heading, typed in values.items():
            place = row, _column(form, heading)
            if typed and not (place in cells and cells[place].value == typed):
                cells[place] = cell(typed)
    return Sheet(form.name, cells)


def _row(form: SheetLayout, cells: Cells, first: str) -> int:
    """The row of a code that stands in the sheet, else the first blank one."""
    used = {row for row, _ in cells if row >= FIRST_ROW}
    return form.row(first) or max(used, default=FIRST_ROW - 1) + 1


def _column(form: SheetLayout, heading: str) -> int:
    return [column.heading for column in form.columns].index(heading) + 1


def change(workbook: Book, sheet: str, cells: Mapping[tuple[int, int], Cell | None]) -> Book:
    """A workbook with some cells of a sheet typed over, or cleared (None)."""

    def changed(current: Sheet) -> Sheet:
        if current.name != sheet:
            return current
        joined = {**current.cells, **cells}
        return replace(current, cells={place: value for place, value in joined.items() if value is not None})

    return replace(workbook, sheets=tuple(map(changed, workbook.sheets)))


def moved(workbook: Book, sheet: str, to: Mapping[int, int] | int) -> Book:
    """A workbook with the columns of a sheet moved (number: new number), or its rows moved down."""

    def place(row: int, column: int) -> tuple[int, int]:
        return (row + to, column) if isinstance(to, int) else (row, to.get(column, column))

    def changed(current: Sheet) -> Sheet:
        if current.name != sheet:
            return current
        return replace(current, cells={place(*where): value for where, value in current.cells.items()})

    return replace(workbook, sheets=tuple(map(changed, workbook.sheets)))


def reading(workbook: Book, file: str = FILE) -> Reading:
    digest = hashlib.sha256(repr(workbook).encode()).hexdigest()
    return of_book(workbook, file, digest, lambda year: INSTRUMENT if year == 2562 else None)


def submission(workbook: Book, file: str = FILE, agency: Agency = AGENCY) -> Submission:
    return build(reading(workbook, file), agency, INSTRUMENT)


def findings(workbook: Book, code: str, context: Context = CONTEXT) -> tuple[Finding, ...]:
    """The findings of one code in a workbook, in the order in which they are shown."""
    workbooks = check(submission(workbook, agency=context.agency), context)
    return tuple(finding for finding in workbooks if finding.code == code)


def merged(
    workbooks: Mapping[str, Book], agency: Agency = AGENCY, codes: Mapping[str, str] | None = None
) -> Merged:
    """Workbooks by their file names, merged."""
    return merge(submissions(workbooks, agency), agency, INSTRUMENT, codes or {})


def submissions(workbooks: Mapping[str, Book], agency: Agency = AGENCY) -> Iterable[Submission]:
    return [submission(workbook, file, agency) for file, workbook in workbooks.items()]
