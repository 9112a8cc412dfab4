"""Find what a sender put into the sheet คำชี้แจง, where nobody looks for it.

What is ours there is known by its shape: a table of three columns, whose first holds a number, a letter or a heading,
and single lines in words of the catalogue. The words of the table itself differ from one version of itaxl to the next.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from itaxl import thai
from itaxl.findings import Finding, Place, finding
from itaxl.forms.layout import GUIDE, HEADING_ROW
from itaxl.spreadsheets.book import Book, Cell, Sheet, address
from itaxl.submissions.mended import shown
from itaxl.submissions.rows import Position, blank
from itaxl.texts import LANGS, catalogue

_COLUMNS = 3
_SHORT = 6  # characters of a step's number, a column's letter, a code


def in_guide(book: Book, file: str) -> Iterator[Finding]:
    """Name once what was typed, drawn or put there: none of it is read."""
    sheet = book.sheet(GUIDE)
    typed = _typed(sheet) if sheet else {}
    drawn = [(top, left) for top, left, *_ in sheet.pictures] if sheet else []
    count = len(typed) + len(drawn) + (sheet.objects if sheet else 0)
    if count:
        first = min((*typed, *drawn), default=(1, 1))
        text = thai.clean(shown(typed[first])) if first in typed else ""
        yield finding("W273", Place(file, GUIDE, address(*first)), text, count=count)


def _typed(sheet: Sheet) -> dict[Position, Cell]:
    """Return the cells of the guide that are none of ours."""
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sheet.cells.items():
        if not blank(cell):
            rows.setdefault(row, {})[column] = cell
    return {
        (row, column): cell
        for row, cells in rows.items()
        for column, cell in cells.items()
        if column > _COLUMNS or not _ours(row, cells)
    }


def _ours(row: int, cells: Mapping[int, Cell]) -> bool:
    """Tell whether a row is one of our table or a line of ours: the title, a section, the meaning of a colour."""
    texts = {column: _key(shown(cell)) for column, cell in cells.items() if column <= _COLUMNS}
    if row < HEADING_ROW:
        return set(texts) == {1}
    first = texts.get(1, "")
    if {1, 2} <= set(texts):
        return len(first) <= _SHORT or first.startswith(_lines())
    return len(texts) == 1 and texts.get(1, texts.get(2, "")).startswith(_lines())


@lru_cache(maxsize=1024)  # the guides of an agency's workbooks are much the same
def _key(text: str) -> str:
    return thai.key(text)


@cache
def _lines() -> tuple[str, ...]:
    """Return the beginnings of our lines, up to the first place in each."""
    texts = catalogue("workbook")
    ours = (texts[key][lang].partition("{")[0] for key in texts if key.startswith("guide.") for lang in LANGS)
    return tuple(filter(None, map(thai.key, ours)))
