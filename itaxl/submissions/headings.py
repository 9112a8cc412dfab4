"""Find the sheets of the layout in a workbook: in which form, under which headings."""

from functools import lru_cache

from itaxl import thai
from itaxl.forms import layout
from itaxl.forms.layout import Column, Part, SheetLayout
from itaxl.spreadsheets.book import Book, Sheet
from itaxl.submissions.mended import shown

HEADING_SEARCH = 25  # rows in which the heading row is looked for
HEADING_LENGTH = 200  # characters; what is longer is no heading
NOT_FILLED_IN = (layout.META, layout.GUIDE, layout.MENDING)


def form_of(book: Book, forms: tuple[SheetLayout, ...]) -> SheetLayout:
    """Return the form that a sheet has: fewest headings missing, most codes there."""
    return forms[0] if len(forms) == 1 else max(forms, key=lambda form: _likeness(book, form))


def _likeness(book: Book, form: SheetLayout) -> tuple[int, int]:
    sheet = sheet_of(book, form)
    if sheet is None:
        return -len(form.columns), 0
    heading_row, columns = headings(sheet, form)
    printed = {thai.key(code) for code, _ in form.rows}
    typed = {
        thai.key(shown(cell))
        for (row, column), cell in sheet.cells.items()
        if row > heading_row and columns.get(column) == "code"
    }
    return len(columns) - len(form.columns), len(printed & typed)


def sheet_of(book: Book, form: SheetLayout) -> Sheet | None:
    """Find a sheet by its name, a renamed one by its headings."""
    visible = [sheet for sheet in book.sheets if sheet.name not in NOT_FILLED_IN]
    named = [sheet for sheet in visible if thai.key(sheet.name) == thai.key(form.name)]
    if named:
        return named[0]
    alike = [sheet for sheet in visible if complete(sheet, form)]
    return alike[0] if alike else None


def complete(sheet: Sheet, form: SheetLayout) -> bool:
    """Tell whether all headings are there that every round needs."""
    keys = set(headings(sheet, form)[1].values())
    return all(column.key in keys for column in needed_in_any_round(form))


def needed_in_any_round(form: SheetLayout) -> tuple[Column, ...]:
    """Return the columns without those of later rounds, which a division may delete from its plan."""
    return tuple(column for column in form.columns if column.part is not Part.FOLLOWUP)


def headings(sheet: Sheet, form: SheetLayout) -> tuple[int, dict[int, str]]:
    """Return the heading row (0: none) and the key of each column number; a heading that stands twice counts once."""
    keys = {heading_key(column.heading): column.key for column in form.columns}
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if row > HEADING_SEARCH or not isinstance(cell.value, str) or len(cell.value) > HEADING_LENGTH:
            continue
        key = keys.get(heading_key(cell.value))
        if key and key not in rows.setdefault(row, {}).values():
            rows[row][column] = key
    best = max(rows, key=lambda row: (len(rows[row]), -row), default=0)
    return best, rows.get(best, {})


@lru_cache(maxsize=2048)
def heading_key(text: str) -> str:
    """Return a key for comparing: an en dash, as in "(0–100)", is not on every keyboard."""
    return thai.key(text).replace("–", "-").replace("—", "-")
