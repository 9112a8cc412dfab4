"""Read the tables of a workbook into flat records: each value with file, sheet and cell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from itaxl.findings import Finding, Place, finding
from itaxl.forms import identity, layout
from itaxl.forms.layout import SheetLayout
from itaxl.spreadsheets.book import (
    Book,
    Sheet,
    address,
    column_letters,
    position,
)
from itaxl.submissions import excess
from itaxl.submissions.asides import hidden
from itaxl.submissions.headings import (
    headings,
    needed_in_any_round,
    sheet_of,
)
from itaxl.submissions.mended import shown
from itaxl.submissions.records import Record
from itaxl.submissions.rows import Body, body, repeated


@dataclass(frozen=True)
class Table:
    """Place of a sheet of the layout: its name, heading row, and the column number of each key."""

    sheet: str
    name: str
    heading_row: int
    columns: Mapping[str, int]


@dataclass(frozen=True)
class Tables:
    """Tables of a workbook with their values; `salvaged` are those of no table, and of rows that are too many."""

    tables: tuple[Table, ...]
    records: tuple[Record, ...]
    salvaged: tuple[Record, ...]
    findings: tuple[Finding, ...]

    @property
    def all_records(self) -> tuple[Record, ...]:
        return (*self.records, *self.salvaged)


def read_tables(book: Book, forms: Iterable[SheetLayout], file: str, of_round: str) -> Tables:
    """Read the sheets of a workbook that have one of these forms each."""
    tables: list[Table] = []
    records: list[Record] = []
    salvaged: list[Record] = []
    findings: list[Finding] = []
    for form in forms:
        table, own_records, problems = _table(book, form, file, of_round)
        if table is None and not own_records and form.name == layout.COUNTS and _scored(records):
            problems = ()  # who types scores needs no sheet of counted answers
        if table and form.key == layout.MEASURES_KEY:
            bounded = excess.bounded(own_records, file, table.name)
            own_records, problems = list(bounded.kept), (*problems, *bounded.findings)
            salvaged += bounded.left
        tables += [table] if table else []
        (records if table else salvaged).extend(own_records)
        findings += problems
    return Tables(tuple(tables), tuple(records), tuple(salvaged), tuple(findings))


def _scored(records: Iterable[Record]) -> bool:
    return any(record.field == "score" and record.raw.value is not None for record in records)


def _table(
    book: Book, form: SheetLayout, file: str, of_round: str
) -> tuple[Table | None, list[Record], tuple[Finding, ...]]:
    """Return the table and its values; with a heading missing there is no table, only what stood under the others."""
    sheet = sheet_of(book, form)
    if sheet is None:
        return None, [], (finding("W207", Place(file), form.name, sheet=form.name),)
    heading_row, columns = headings(sheet, form)
    content = body(sheet, form, heading_row, columns)
    records = [
        Record(Place(file, sheet.name, address(*value.at)), form.key, value.row, value.field, value.cell)
        for value in content.values
    ]
    needed = form.columns if of_round != identity.PLAN else needed_in_any_round(form)
    missing = [column for column in needed if column.key not in columns.values()]
    if missing:
        place = Place(file, sheet.name, address(heading_row or layout.HEADING_ROW, 1))
        return (
            None,
            records,
            tuple(finding("W208", place, column.heading, heading=column.heading) for column in missing),
        )
    table = Table(form.key, sheet.name, heading_row, {key: number for number, key in columns.items()})
    twins = repeated(sheet, heading_row, columns, form)
    problems = (*_about_rows(sheet, content, file), *_about_headings(sheet, heading_row, twins, file))
    typed = [position(record.place.cell) for record in records if record.field not in ("code", "name")]
    return table, records, (*hidden(sheet, filter(None, typed), file), *problems)


def _about_rows(sheet: Sheet, content: Body, file: str) -> Iterator[Finding]:
    if content.aside:
        rows = ", ".join(map(str, content.aside))
        yield finding("W217", Place(file, sheet.name, f"A{content.aside[0]}"), rows=rows)
    for value, last in content.shared:
        column = column_letters(value.at[1])
        cells = f"{column}{value.row}:{column}{last}"
        yield finding("C335", Place(file, sheet.name, address(*value.at)), shown(value.cell), cells=cells)


def _about_headings(
    sheet: Sheet, heading_row: int, twins: Iterable[tuple[str, int, int]], file: str
) -> Iterator[Finding]:
    for heading, first, other in twins:
        place = Place(file, sheet.name, address(heading_row, other))
        yield finding("W220", place, heading, one=column_letters(first), other=column_letters(other))
