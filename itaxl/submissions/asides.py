"""Things that a sender put beside the values: comments and links by their cells, unread sheets and pictures."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol

from itaxl import thai
from itaxl.findings import Finding, Place, finding
from itaxl.forms.layout import SheetLayout
from itaxl.spreadsheets.book import Aside, Book, Cell, Sheet, address, column_letters
from itaxl.submissions.headings import NOT_FILLED_IN, heading_key, sheet_of
from itaxl.submissions.mended import shown
from itaxl.submissions.rows import Position, blank, is_total
from itaxl.texts import LANGS, Text, both, fill


class Table(Protocol):
    """Sheet with its table."""

    @property
    def name(self) -> str: ...
    @property
    def heading_row(self) -> int: ...
    @property
    def columns(self) -> Mapping[str, int]: ...


Asides = Mapping[tuple[str, str], Aside]  # by sheet and cell as the person sees them
_NUMBERING = frozenset(map(heading_key, ("ลำดับ", "ลำดับที่", "ที่", "ข้อ", "ข้อที่", "No", "No.")))


def asides(book: Book, sheets: Collection[str]) -> dict[tuple[str, str], Aside]:
    """Return what lies beside the cells of some sheets, in the order in which a person reads."""
    return {
        (sheet.name, address(*position)): aside
        for sheet in book.sheets
        if sheet.name in sheets
        for position, aside in sorted(sheet.asides.items())
    }


def own_sheets(
    book: Book, forms: Iterable[SheetLayout], copies: Collection[str], file: str
) -> Iterator[Finding]:
    """Find filled sheets that are none of ours: what was typed there is not merged."""
    ours = {sheet.name for form in forms if (sheet := sheet_of(book, form))}
    for sheet in book.sheets:
        if sheet.name not in (*ours, *copies, *NOT_FILLED_IN):
            count = sum(not blank(cell) for cell in sheet.cells.values())
            drawn = len(sheet.pictures) + sheet.objects + sum(map(_says_aside, sheet.asides.values()))
            if count:
                yield finding("W250", Place(file, sheet.name), sheet.name, count=count)
            elif drawn:
                yield finding("W272", Place(file, sheet.name), sheet.name, count=drawn)


def beside(book: Book, tables: Iterable[Table], file: str) -> Iterator[Finding]:
    """Find what was typed beside a table, in columns that the form does not have: it is not merged."""
    for table in tables:
        sheet = book.sheet(table.name)
        typed = _beside(sheet, table) if sheet else {}
        if typed:
            first = min(typed)
            letters = [column_letters(column) for column in sorted({column for _, column in typed})]
            place = Place(file, table.name, address(*first))
            text = thai.clean(shown(typed[first]))
            yield finding("W271", place, text, count=len(typed), columns=", ".join(letters))


def _beside(sheet: Sheet, table: Table) -> dict[Position, Cell]:
    """Return the cells beside a table that say something of their own, without sums, numbering and columns of the
    form that stand twice."""
    headings = {number: cell for (row, number), cell in sheet.cells.items() if row == table.heading_row}
    words = {number: heading_key(shown(cell)) for number, cell in headings.items()}
    ours = set(table.columns.values())
    silent = ours | {number for number, word in words.items() if word in _NUMBERING}
    silent |= {number for number, word in words.items() if word in {words.get(own) for own in ours}}
    return {
        (row, column): cell
        for (row, column), cell in sheet.cells.items()
        if row > table.heading_row and column not in silent
        if not (cell.formula or blank(cell) or is_total(shown(cell)))
    }


def _says_aside(aside: Aside) -> bool:
    return bool(aside.comment or aside.picture)


def pictures(book: Book, tables: Iterable[Table], file: str) -> Iterator[Finding]:
    """Find pictures that lie over the rows of a table, and files put into its sheet.

    A picture above the headings is an ornament.
    """
    for table in tables:
        sheet = book.sheet(table.name)
        if sheet and sheet.objects:
            yield finding("W252", Place(file, table.name), count=sheet.objects)
        for top, left, bottom, _ in sheet.pictures if sheet else ():
            if bottom > table.heading_row:
                row = max(top, table.heading_row + 1)
                yield finding("W251", Place(file, table.name, address(row, left)))


def hidden(sheet: Sheet, typed: Iterable[tuple[int, int]], file: str) -> Iterator[Finding]:
    """Find data that nobody sees: in a hidden sheet, or in hidden rows and columns; `typed` are its cells."""
    places = sorted(typed)
    rows = sorted({row for row, _ in places} & sheet.hidden_rows)
    columns = sorted({column for _, column in places} & sheet.hidden_columns)
    if sheet.hidden and places:
        yield finding("W212", Place(file, sheet.name), part=both("terms", "hidden.sheet"))
        return
    if rows:
        part = _part("rows", ", ".join(map(str, rows)))
        yield finding("W212", Place(file, sheet.name, f"A{rows[0]}"), part=part)
    if columns:
        letters = [column_letters(column) for column in columns]
        first = next(place for place in places if place[1] == columns[0])
        yield finding(
            "W212", Place(file, sheet.name, address(*first)), part=_part("columns", ", ".join(letters))
        )


def _part(kind: str, which: str) -> Text:
    words = both("terms", f"hidden.{kind}")
    return Text(*(fill(words[lang], {"which": which}) for lang in LANGS))
