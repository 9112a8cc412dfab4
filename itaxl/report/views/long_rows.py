"""Rows of text that are higher than the room on their page, cut so that each piece closes and the next says "(ต่อ)".

A row that breaks by itself leaves its border open, and nobody knows on the next page what it continues. So rows are
placed on pages by the estimate of their height, and one that must break is cut at the page's end; what continues begins
the next page, whatever the estimate was worth.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from itaxl import thai
from itaxl.report.blocks.table import Cell, Column, Row
from itaxl.report.views.row_height import height, letters

LOW = 10  # lines; a lower row goes to the next page in one piece
LEAST = 5  # lines of a row that are worth beginning on a page
SLACK = 1  # lines by which the estimate may be wrong
PADDING = 0.3  # lines between the text of a row and its rules
SMALL = 1.1  # letters of small print in the room of a normal letter
NOTE = 0.9  # height of a line of small print
FRESH = "fresh"  # css of a row that begins a page

Entry = tuple[bool, str]  # whether it is a note, and its text


@dataclass
class Page:
    """Room on landscape pages: lines below the head of a table, and lines that are left on the page at hand."""

    room: float
    left: float

    def begin(self, above: float, anew: float) -> None:
        """Take what stands above the first row of a table: `anew` of it on the next page, if little is left here."""
        self.left = self.left - above if self.left - above > LOW else self.room - anew

    def turn(self) -> None:
        """Go to the next page."""
        self.left = self.room

    def take(self, lines: float) -> None:
        """Take lines from this page, or from the next one if they do not fit."""
        if lines > self.left:
            self.turn()
        self.left = max(self.left - lines, 0)


def on_pages(
    bodies: Sequence[tuple[Row, ...]], columns: Sequence[Column], page: Page, continued: str
) -> tuple[tuple[Row, ...], ...]:
    """Return the bodies with every row cut that would break over pages; `continued` is said where it goes on.

    Rows with cells that span several rows stay as they are, in one block.
    """
    widths = [column.width for column in columns]
    return tuple(tuple(_placed(body, widths, page, continued)) for body in bodies)


def _placed(body: tuple[Row, ...], widths: Sequence[float], page: Page, continued: str) -> Iterator[Row]:
    if any(cell.rows > 1 for row in body for cell in row.cells):
        page.take(_block_height(body, widths))
        yield from body
        return
    lead = 0.0  # lines of rows that must stand together with the next one
    for row in body:
        lines = _row_height(row, widths)
        if "group" in row.css.split():
            lead += lines
            yield row
            continue
        yield from _pieces(row, lines, lead, widths, page, continued)
        lead = 0.0


def _pieces(
    row: Row, lines: float, lead: float, widths: Sequence[float], page: Page, continued: str
) -> Iterator[Row]:
    """Yield a row, in pieces if it must break."""
    fits = lead + lines <= page.left
    room = page.left - lead - SLACK
    if not fits and (lines <= LOW or room < LEAST):
        page.turn()
        room = page.room - lead - SLACK
        fits = lead + lines <= page.room
    if fits:
        page.take(lead + lines)
        yield row
        return
    rest: Row | None = row
    while rest:
        piece, rest = _cut(rest, widths, max(round(room), LEAST), continued)
        yield piece
        page.left = max(page.room - _row_height(piece, widths), 0)
        room = page.room - SLACK


def _cut(row: Row, widths: Sequence[float], lines: int, continued: str) -> tuple[Row, Row | None]:
    """Return what of a row fits into so many lines, and a row that continues it; None if all fits."""
    firsts, rests = [], []
    for cell, width in zip(row.cells, _spanned(row, widths), strict=True):
        first, rest = _cut_cell(cell, width, lines, continued)
        firsts.append(first)
        rests.append(rest)
    if not any(cell.paragraphs or cell.notes for cell in rests if not cell.head):
        return row, None
    css = row.css.replace(FRESH, "").strip()
    further = Row(tuple(rests), f"{css} {FRESH}".strip(), row.running)
    return replace(row, cells=tuple(firsts), running=None), further


def _cut_cell(cell: Cell, width: float, lines: int, continued: str) -> tuple[Cell, Cell]:
    """Return the first lines of a cell, and a cell with the others; the head of a row stands in both."""
    if cell.head:
        names = tuple(text if text.endswith(continued) else f"{text} {continued}" for text in cell.paragraphs)
        return cell, replace(cell, paragraphs=names, notes=())
    entries: list[Entry] = [(False, text) for text in cell.paragraphs] + [(True, text) for text in cell.notes]
    first, rest = _cut_entries(entries, width, lines)
    blank = Cell(css="" if cell.mark else cell.css, label=cell.label)
    if not rest:
        return cell, blank
    (is_note, text), *others = rest
    begins = [(False, continued), (True, text)] if is_note else [(False, f"{continued} {text}")]
    going_on = [*begins, *others]
    return _with(cell, first), replace(_with(cell, going_on), mark="")


def _with(cell: Cell, entries: Sequence[Entry]) -> Cell:
    return replace(
        cell,
        paragraphs=tuple(text for is_note, text in entries if not is_note),
        notes=tuple(text for is_note, text in entries if is_note),
    )


def _cut_entries(entries: Sequence[Entry], width: float, lines: int) -> tuple[list[Entry], list[Entry]]:
    first: list[Entry] = []
    for number, (is_note, text) in enumerate(entries):
        own_width = width * SMALL if is_note else width
        own = height(text, own_width)
        if own <= lines:
            first.append((is_note, text))
            lines -= own
            continue
        head, tail = _cut_text(text, lines * letters(own_width))
        begun = [(is_note, head)] if head else []
        return [*first, *begun], [(is_note, tail), *entries[number + 1 :]]
    return first, []


def _cut_text(text: str, most: int) -> tuple[str, str]:
    """Return about the first `most` letters of a text, cut at a blank where there is one, and the rest."""
    place, room = 0, most
    while place < len(text) and room > 0:
        room -= not thai.NO_ROOM.match(text[place])
        place += 1
    while place < len(text) and thai.NO_ROOM.match(text[place]):
        place += 1
    blank = text.rfind(" ", place // 2, place)
    cut = blank if blank > 0 else place if most > 0 else 0
    return text[:cut].rstrip(), text[cut:].lstrip()


def _spanned(row: Row, widths: Sequence[float]) -> list[float]:
    """Return the width of each cell of a row without cells that reach down."""
    edges, column = [], 0
    for cell in row.cells:
        edges.append(sum(widths[column : column + cell.columns]))
        column += cell.columns
    return edges


def _row_height(row: Row, widths: Sequence[float]) -> float:
    cells = zip(row.cells, _spanned(row, widths), strict=True)
    return max((_cell_height(cell, width) for cell, width in cells), default=0) + PADDING


def _cell_height(cell: Cell, width: float) -> float:
    texts = sum(height(text, width) for text in cell.paragraphs)
    return max(texts + NOTE * sum(height(text, width * SMALL) for text in cell.notes), 1)


def _block_height(body: tuple[Row, ...], widths: Sequence[float]) -> float:
    """Return the height of rows with cells that reach down: that of the highest column."""
    totals = [0.0] * len(widths)
    covered = [0] * len(widths)
    for row in body:
        cells, column = iter(row.cells), 0
        while column < len(widths):
            if covered[column]:
                covered[column] -= 1
                column += 1
                continue
            cell = next(cells, None)
            if cell is None:
                break
            totals[column] += _cell_height(cell, sum(widths[column : column + cell.columns]))
            for place in range(column, min(column + cell.columns, len(widths))):
                covered[place] = cell.rows - 1
            column += cell.columns
    return max(totals) + PADDING * len(body)
