"""Read a file: whose workbook it is, and its values as flat records. Nothing here knows what they mean."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain

from itaxl import thai
from itaxl.files import digest
from itaxl.findings import NOWHERE, Finding, Place, finding, has_errors
from itaxl.forms import identity, instrument_sheets, layout, versions
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
)
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.read import HERE, Reader
from itaxl.submissions import stamps
from itaxl.submissions.asides import Asides, asides, beside, own_sheets, pictures
from itaxl.submissions.guide import in_guide
from itaxl.submissions.headings import (
    NOT_FILLED_IN,
    complete,
    form_of,
    sheet_of,
)
from itaxl.submissions.recognise import Recognised, recognise
from itaxl.submissions.records import Record
from itaxl.submissions.stray_cells import Outside, outside
from itaxl.submissions.tables import Table, read_tables
from itaxl.texts import both

_ONLY_IF_OURS = ("F107", "F108")
_LOCKED = "F103"


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

    `file` is the name to report; `instrument` gives the scheme of a year, None for a year that has none; `reader`
    opens the file, which for files of strangers should be in a process apart (`itaxl.spreadsheets.sandbox`).
    """
    try:
        book = reader.read_book(data, file)
    except UnreadableError as error:
        return refused(error, file, data)
    return of_book(book, file, digest(data), instrument)


def of_book(book: Book, file: str, digest: str, instrument: Callable[[int], Instrument | None]) -> Reading:
    """Return the reading of a workbook that is open already; `digest` is the SHA-256 of its bytes."""
    who, findings = stamps.identity(book, file)
    unstamped = None if any(stamps.stamps(book, file)) else recognise(book, file, instrument)
    if unstamped:
        who, findings = unstamped.identity, stamps.missing(book, file) or unstamped.findings
    findings += tuple(_about_file(book, file))
    unread = Reading(file, digest, None, saved=book.modified, findings=findings)
    if who is None or has_errors(findings):
        return unread
    scheme = instrument(who.year)
    if scheme is None:
        return replace(unread, findings=(*findings, finding("W203", Place(file), who.year)))
    sheets = instrument_sheets.forms(scheme, who.dimension)
    newest = instrument_sheets.schema(chain(*sheets))
    if who.schema > newest:  # no version ever sent out gave such a workbook this schema
        too_new = finding("W202", stamps.seen(book, file), who.schema, known=newest)
        return replace(unread, findings=(*findings, too_new))
    possible = versions.as_of(sheets, who.schema)
    named = replace(unread, identity=replace(who, schema=identity.SCHEMA))
    return _filled_in(book, _with_name(book, named, unstamped), possible)


def _with_name(book: Book, reading: Reading, unstamped: Recognised | None) -> Reading:
    """Add the names in the workbook: of the agency, of who saved it, and the one typed into a blank workbook."""
    assert reading.identity is not None
    if unstamped and unstamped.who:
        named, name = unstamped.place, unstamped.who
    else:
        named, name = _typed_name(book, reading.identity, reading.file)
    return replace(
        reading,
        who=name,
        named=named,
        agency=unstamped.agency if unstamped else stamps.agency(book),
        stamp=stamps.seen(book, reading.file),
        saved_by=thai.clean(book.modified_by),
    )


def _filled_in(
    book: Book, reading: Reading, possible: tuple[Mapping[SheetLayout, SheetLayout], ...]
) -> Reading:
    """Add what stands in the tables, beside and outside of them; `possible` are the forms of each sheet."""
    assert reading.identity is not None
    file = reading.file
    forms = tuple(form_of(book, tuple(choices)) for choices in possible)
    content = read_tables(book, forms, file, reading.identity.round)
    copies = tuple(_unread_sheets(book, tuple(chain(*possible)), forms, file))
    own = tuple(own_sheets(book, forms, [copy.place.sheet for copy in copies], file))
    names = [table.name for table in content.tables]
    taken = frozenset((record.place.sheet, record.place.cell) for record in content.all_records)
    return replace(
        reading,
        tables=content.tables,
        records=content.records,
        salvaged=content.salvaged,
        outside=outside(book, names, taken, [sheet.place.sheet for sheet in (*copies, *own)]),
        findings=(
            *reading.findings,
            *content.findings,
            *copies,
            *own,
            *beside(book, content.tables, file),
            *pictures(book, content.tables, file),
            *in_guide(book, file),
        ),
        date_1904=book.date_1904,
        forms=tuple(today[then] for today, then in zip(possible, forms, strict=True)),
        asides=asides(book, [*names, layout.GUIDE]),
        stale=book.stale,
        partial=book.partial,
    )


def refused(error: UnreadableError, file: str, data: bytes = b"") -> Reading:
    """Return the reading of a file that is not opened.

    Text and web pages are ours to ask for again only where they bear the code of a workbook.
    """
    code, values = error.code, dict(error.values)
    if code in _ONLY_IF_OURS and not any(
        stamps.STAMP.encode(coding) in data for coding in ("utf-8", "utf-16-le")
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


def _unread_sheets(
    book: Book, possible: tuple[SheetLayout, ...], forms: tuple[SheetLayout, ...], file: str
) -> Iterator[Finding]:
    """Find copies of our sheets beside those that count: what was typed there is not merged."""
    read = {sheet.name for form in forms if (sheet := sheet_of(book, form))}
    for sheet in book.sheets:
        form = next((form for form in possible if complete(sheet, form)), None)
        if form and sheet.name not in (*read, *NOT_FILLED_IN):
            yield finding("W215", Place(file, sheet.name), sheet.name, sheet=form.name)
