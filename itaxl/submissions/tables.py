"""Read a file into flat records: each value with file, sheet and cell. Nothing here knows what it means."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain

from itaxl import thai
from itaxl.files import digest
from itaxl.findings import NOWHERE, Finding, Place, finding, has_errors
from itaxl.forms import identity, layout, versions
from itaxl.forms.identity import Identity
from itaxl.forms.layout import SheetLayout
from itaxl.instrument.model import Instrument
from itaxl.spreadsheets.book import (
    NO_ASIDE,
    Aside,
    Book,
    Kind,
    Sheet,
    address,
    column_letters,
    position,
)
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.read import HERE, Reader
from itaxl.submissions import excess, stamps
from itaxl.submissions.asides import Asides, asides, beside, hidden, own_sheets, pictures
from itaxl.submissions.guide import in_guide
from itaxl.submissions.headings import (
    NOT_FILLED_IN,
    complete,
    form_of,
    headings,
    needed_in_any_round,
    sheet_of,
)
from itaxl.submissions.mended import shown
from itaxl.submissions.recognise import recognise
from itaxl.submissions.records import Record
from itaxl.submissions.rows import Body, body, repeated
from itaxl.submissions.stray_cells import Outside, outside
from itaxl.texts import both

_ONLY_IF_OURS = ("F107", "F108")
_LOCKED = "F103"


@dataclass(frozen=True)
class Table:
    """Place of a sheet of the layout: its name, heading row, and the column number of each key."""

    sheet: str
    name: str
    heading_row: int
    columns: Mapping[str, int]


@dataclass(frozen=True)
class Reading:
    """Reading of one file. `identity` None: not ours, or unreadable; then `findings` say why.

    `who` is the name typed into a blank workbook, `agency` what the hidden sheet says; `saved` the workbook's own time,
    `saved_by` who it says saved it; `stamp` where its identity code is seen, `named` where the name in a blank one is
    typed. `salvaged` are values of sheets that lack a heading and rows that are too many, `outside` what stands in no
    table: neither is merged, both are only given back to the sender. `sender` and `sent` (UTC) are those of the mail
    that it came in. `forms` are the layouts of today for the forms in which it was read. `asides`: what lies beside the
    cells of the tables' sheets, `stale` and `partial` as in `Book`.
    """

    file: str
    sha256: str
    identity: Identity | None = None
    who: str = ""
    agency: str = ""
    saved: datetime | None = None
    tables: tuple[Table, ...] = ()
    records: tuple[Record, ...] = ()
    date_1904: bool = False
    stamp: Place = NOWHERE
    findings: tuple[Finding, ...] = field(default=())
    saved_by: str = ""
    salvaged: tuple[Record, ...] = ()
    outside: tuple[Outside, ...] = ()
    named: Place = NOWHERE
    sender: str = ""
    sent: datetime | None = None
    forms: tuple[SheetLayout, ...] = ()
    asides: Asides = field(default_factory=dict)
    stale: bool = False
    partial: bool = False

    def aside(self, place: Place) -> Aside:
        return self.asides.get((place.sheet, place.cell), NO_ASIDE)

    @property
    def stated_year(self) -> int:
        """Year assessed that the workbook states, 0 where it states none."""
        return self.identity.year if self.identity else 0

    def place(self, sheet: str, row: int, column: str) -> Place:
        """Return the cell of a row and a column's key, filled in or not; the row's first where an earlier
        version of the workbook has no such column."""
        table = next(table for table in self.tables if table.sheet == sheet)
        return Place(self.file, table.name, address(row, table.columns.get(column, 1)))


def read(
    data: bytes, file: str, instrument: Callable[[int], Instrument | None], reader: Reader = HERE
) -> Reading:
    """Read one file of the inbox. Never raises for what it holds: whatever is wrong is a finding.

    `file` is the name to report; `instrument` gives the scheme of a year, None for a year that has none; `reader` is
    where the file is opened, which for files of strangers should be `apart`.
    """
    try:
        book = reader.read_book(data, file)
    except UnreadableError as error:
        return refused(error, file, data)
    return of_book(book, file, digest(data), instrument)


def of_book(book: Book, file: str, digest: str, instrument: Callable[[int], Instrument | None]) -> Reading:
    """Return the reading of a workbook that is open already; `digest` is the SHA-256 of its bytes."""
    who, findings = stamps.identity(book, file)
    lost = None if any(stamps.stamps(book, file)) else recognise(book, file, instrument)
    if lost:
        who, findings = lost.identity, stamps.missing(book, file) or lost.findings
    findings += tuple(_about_file(book, file))
    if who is None or has_errors(findings):
        return Reading(file, digest, None, saved=book.modified, findings=findings)
    scheme = instrument(who.year)
    if scheme is None:
        findings += (finding("W203", Place(file), who.year),)
        return Reading(file, digest, None, saved=book.modified, findings=findings)
    sheets = layout.forms(scheme, who.dimension)
    newest = layout.schema(chain(*sheets))
    if who.schema > newest:  # no version ever sent out gave such a workbook this schema
        findings += (finding("W202", stamps.seen(book, file), who.schema, known=newest),)
        return Reading(file, digest, None, saved=book.modified, findings=findings)
    records: list[Record] = []
    salvaged: list[Record] = []
    tables: list[Table] = []
    possible = versions.as_of(sheets, who.schema)
    who = replace(who, schema=identity.SCHEMA)
    forms = tuple(form_of(book, tuple(choices)) for choices in possible)
    for form in forms:
        table, own_records, problems = _table(book, form, file, who.round)
        if table is None and not own_records and form.name == layout.COUNTS and _scored(records):
            problems = ()  # who types scores needs no sheet of counted answers
        if table and form.key == layout.MEASURES_KEY:
            bounded = excess.bounded(own_records, file, table.name)
            own_records, problems = list(bounded.kept), (*problems, *bounded.findings)
            salvaged.extend(bounded.left)
        tables += [table] if table else []
        (records if table else salvaged).extend(own_records)
        findings += problems
    unread = tuple(_unread_sheets(book, tuple(chain(*possible)), forms, file))
    copies = [copy.place.sheet for copy in unread]
    own = tuple(own_sheets(book, forms, copies, file))
    findings += (
        *unread,
        *own,
        *beside(book, tables, file),
        *pictures(book, tables, file),
        *in_guide(book, file),
    )
    named, name = (lost.place, lost.who) if lost and lost.who else _typed_name(book, who, file)
    taken = frozenset((record.place.sheet, record.place.cell) for record in (*records, *salvaged))
    return Reading(
        file,
        digest,
        who,
        name,
        lost.agency if lost else stamps.agency(book),
        book.modified,
        tuple(tables),
        tuple(records),
        book.date_1904,
        stamps.seen(book, file),
        findings,
        thai.clean(book.modified_by),
        tuple(salvaged),
        outside(
            book, [table.name for table in tables], taken, [*copies, *(sheet.place.sheet for sheet in own)]
        ),
        named,
        forms=tuple(today[then] for today, then in zip(possible, forms, strict=True)),
        asides=asides(book, [*(table.name for table in tables), layout.GUIDE]),
        stale=book.stale,
        partial=book.partial,
    )


def refused(error: UnreadableError, file: str, data: bytes = b"") -> Reading:
    """Return the reading of a file that is not opened.

    Text and web pages are ours to ask for again only where they bear the code of a workbook.
    """
    code, values = error.code, dict(error.values)
    if (
        code in _ONLY_IF_OURS
        and stamps.STAMP.encode() not in data
        and stamps.STAMP.encode("utf-16-le") not in data
    ):
        code = "F101"
    place = Place(file, str(values.pop("sheet", "")), str(values.pop("cell", "")))
    details = values.pop("details", "")
    if "which" in values:
        values["which"] = both("terms", f"limit.{values['which']}")
    if code == _LOCKED:
        values["tried"] = both("terms", f"password.{values.pop('password', 'needed')}")
    return Reading(file, digest(data), findings=(finding(code, place, details, **values),))


def _about_file(book: Book, file: str) -> Iterator[Finding]:
    if book.macros:
        yield finding("W213", Place(file))
    if book.partial:
        yield finding("W216", Place(file))
    if book.bare:
        yield finding("W274", Place(file))
    for name in book.unreadable:
        yield finding("W207", Place(file), name, sheet=name)


def _typed_name(book: Book, who: Identity, file: str) -> tuple[Place, str]:
    """Return the division's or agency's name in a blank workbook, on whichever sheet it was typed, and its cell."""
    if who.division:
        return NOWHERE, ""
    cells = [
        (Place(file, sheet.name, address(*position)), sheet.cells.get(position))
        for sheet in book.sheets
        if sheet.name not in NOT_FILLED_IN
        for position in [_name_position(sheet)]
    ]
    for place, cell in cells:
        if cell is not None and cell.kind is Kind.TEXT:
            return place, thai.clean(str(cell.value))
    return (cells[0][0] if cells else Place(file)), ""


def _name_position(sheet: Sheet) -> tuple[int, int]:
    """Return the place beside the identity code, which moves along when rows or columns are inserted before it."""
    row, column = min((position for position, _ in stamps.codes(sheet)), default=(layout.CODE_ROW, 1))
    return max(row + layout.WHO_INPUT[0] - layout.CODE_ROW, 1), column + layout.WHO_INPUT[1] - 1


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


def _scored(records: Iterable[Record]) -> bool:
    return any(record.field == "score" and record.raw.value is not None for record in records)


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


def _unread_sheets(
    book: Book, possible: tuple[SheetLayout, ...], forms: tuple[SheetLayout, ...], file: str
) -> Iterator[Finding]:
    """Find copies of our sheets beside those that count: what was typed there is not merged."""
    read = {sheet.name for form in forms if (sheet := sheet_of(book, form))}
    for sheet in book.sheets:
        form = next((form for form in possible if complete(sheet, form)), None)
        if form and sheet.name not in (*read, *NOT_FILLED_IN):
            yield finding("W215", Place(file, sheet.name), sheet.name, sheet=form.name)
