"""Tables with repeated heads and spanning cells, whose rows break over pages as in print."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from itaxl.report.blocks.block import Block
from itaxl.report.wordml.bars import bar_cell
from itaxl.report.wordml.cells import MIDDLE, cell, frame, shares
from itaxl.report.wordml.markup import NOTHING, Xml, join, link, page_of, paragraph, run, w
from itaxl.report.wordml.sheet import DARK, UNDER, UNDER_SIGN, Sheet

Mark = Literal["", "ticked", "empty"]
SHORT = 14  # rows of figures that fit on one page
CARDS = frozenset(("counts", "dense"))  # kinds of tables with many columns of figures

BOXES = {"ticked": "☑", "empty": "☐"}
_TEXT_STYLES = {"stacked": "TableTextNarrow", "counts": "TableTextNarrow", "dense": "TableTextDense"}
_SMALL_HEADS = ("tick", "group")
_TOTAL = w("top", val="single", sz=12, space=0, color="222222")
_ALIGNED = {"number": "right", "tick": "center"}


@dataclass(frozen=True)
class Column:
    """Column of a table: `width` in percent; neighbours of the same `group` stand under a common head."""

    label: str
    width: float
    css: str = ""
    group: str = ""


@dataclass(frozen=True)
class Cell:
    """Cell with paragraphs, smaller notes below, a tick box before. `label` is its column's head, for small screens."""

    paragraphs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    mark: Mark = ""
    link: str = ""
    css: str = ""
    label: str = ""
    rows: int = 1
    columns: int = 1
    head: Literal["", "row", "rowgroup"] = ""

    @property
    def classes(self) -> str:
        """Return `css`, with `blank` added if the cell is empty."""
        return self.css if self.paragraphs or self.mark else f"{self.css} blank".strip()


@dataclass(frozen=True)
class Row:
    """Row of cells; `css` says how it is drawn (`total`, `group`), and where a page ends.

    A `keep` row stands with the next one, a `fresh` one begins a page. `running`: what stands at the head of further
    pages from this row on, until another row says otherwise.
    """

    cells: tuple[Cell, ...]
    css: str = ""
    running: str | None = None


@dataclass(frozen=True)
class Head:
    """Cell of a table's head: `span` columns wide, `deep` rows deep."""

    label: str
    span: int
    deep: int
    css: str = ""


@dataclass(frozen=True)
class Part:
    """Piece of a bar, `width` in CSS percent of the whole bar; `css` says what it stands for."""

    css: str
    width: str


@dataclass(frozen=True)
class Bars:
    """Column of bars that picture the figures beside them: one bar per row, an empty one draws nothing.

    It is inserted before the column with index `place`; `width` is on the same scale as the columns'. `legend` explains
    the parts of the bars.
    """

    label: str
    width: float
    bars: tuple[tuple[Part, ...], ...]
    legend: tuple[tuple[str, str], ...]
    place: int = 1


@dataclass(frozen=True)
class Table(Block):
    """Table whose `bodies` are groups of rows.

    `css` is `figures`, or `stacked` for text whose cells become cards on a phone. `pictured` are bars that may be drawn
    beside the figures; they say nothing that no cell says. `legend` explains the kinds of cells, by their css.
    """

    kind: ClassVar[str] = "table"
    ends_close: ClassVar[bool] = True
    id: str
    caption: str
    columns: tuple[Column, ...]
    bodies: tuple[tuple[Row, ...], ...]
    note: str = ""
    css: str = "figures"
    pictured: Bars | None = None
    legend: tuple[tuple[str, str], ...] = ()

    @property
    def short(self) -> bool:
        """Return whether the table should stay on one page."""
        kinds = self.css.split()
        return "figures" in kinds and "running" not in kinds and sum(map(len, self.bodies)) <= SHORT

    @property
    def heads(self) -> tuple[tuple[Head, ...], ...]:
        """Return the rows of the head: two if some columns are grouped, else one."""
        grouped = any(column.group for column in self.columns)
        top: list[Head] = []
        for column in self.columns:
            if column.group and top and top[-1].label == column.group and top[-1].deep == 1:
                top[-1] = Head(column.group, top[-1].span + 1, 1, "group")
            else:
                deep = 2 if grouped and not column.group else 1
                top.append(
                    Head(column.group or column.label, 1, deep, "group" if column.group else column.css)
                )
        below = tuple(Head(column.label, 1, 1, column.css) for column in self.columns if column.group)
        return (tuple(top), below) if grouped else (tuple(top),)

    @property
    def cards(self) -> bool:
        """Return whether a phone shows each row as a card, with the head of its column in each cell."""
        cells = [cell for body in self.bodies for row in body for cell in row.cells]
        return bool(CARDS & set(self.css.split())) and all(cell.rows == cell.columns == 1 for cell in cells)

    @property
    def labelled(self) -> tuple[tuple[Row, ...], ...]:
        """Return the bodies, with the labels that cards need."""
        if not self.cards:
            return self.bodies
        labels = [f"{column.group} {column.label}".strip() for column in self.columns]
        return tuple(tuple(_labelled(row, labels) for row in body) for body in self.bodies)

    def word(self, sheet: Sheet) -> Xml:
        """Return the caption, the table, its legends, and the note below it."""
        bars = self.pictured
        sizes = [column.width for column in self.columns]
        if bars:
            sizes.insert(bars.place, bars.width)
        widths = shares(sizes, sheet.width)
        rows = [*_head_rows(self, widths, sheet), *_body_rows(self, widths, sheet)]
        legends = (bars.legend if bars else (), self.legend)
        return join(
            paragraph("Caption", run(self.caption)),
            frame(rows, widths, description=self.caption),
            *(sheet.legend(entries) for entries in legends if entries),
            paragraph("TableNote", run(self.note)) if self.note else NOTHING,
        )


def _labelled(row: Row, labels: Sequence[str]) -> Row:
    """Return a row of cells that cover one column each, with their labels; its head says by itself what it is."""
    cells = zip(row.cells, labels, strict=True)
    return replace(
        row, cells=tuple(cell if cell.head else replace(cell, label=label) for cell, label in cells)
    )


@dataclass(frozen=True)
class _Bar(Cell):
    """Bar among the cells of a row."""

    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class _PlacedCell:
    """Cell with its width in twentieths of a point, and the markup that merges it with cells above or below."""

    cell: Cell
    width: int
    merged: Xml


@dataclass(frozen=True)
class _Look:
    """Settings for drawing a row."""

    sheet: Sheet
    style: str
    head: bool = False
    bold: bool = False
    keep: bool = False
    fill: str = ""
    rule: Xml = NOTHING


def _head_rows(table: Table, widths: Sequence[int], sheet: Sheet) -> Iterator[Xml]:
    dense = {"dense", "counts"} & set(table.css.split())
    look = _Look(sheet, "TableHeadSmall" if dense else "TableHead", head=True, keep=True, fill="head")
    rows = [[_head(head) for head in heads] for heads in table.heads]
    if table.pictured:
        rows[0].insert(table.pictured.place, Cell((table.pictured.label,), rows=len(rows)))
    for cells in _placed_cells(rows, widths):
        yield _row(cells, look)


def _head(head: Head) -> Cell:
    small = "small" if head.css in _SMALL_HEADS else ""
    return Cell((head.label,), rows=head.deep, columns=head.span, css=small)


def _body_rows(table: Table, widths: Sequence[int], sheet: Sheet) -> Iterator[Xml]:
    style = next((_TEXT_STYLES[kind] for kind in table.css.split() if kind in _TEXT_STYLES), "TableText")
    rows = [row for body in table.bodies for row in body]
    cells = [list(row.cells) for row in rows]
    if table.pictured:
        for row_cells, parts in zip(cells, table.pictured.bars, strict=True):
            row_cells.insert(table.pictured.place, _Bar(label=table.pictured.label, parts=parts))
    for number, (row, placed) in enumerate(zip(rows, _placed_cells(cells, widths), strict=True), start=1):
        yield _row(placed, _look(row, sheet, style, keep=table.short and number < len(rows)))


def _look(row: Row, sheet: Sheet, style: str, *, keep: bool) -> _Look:
    kinds = row.css.split()
    total, group = "total" in kinds, "group" in kinds
    return _Look(
        sheet,
        style,
        bold=total,
        keep=keep or group or "keep" in kinds,
        fill="group" if group else "",
        rule=_TOTAL if total else NOTHING,
    )


def _placed_cells(rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> Iterator[list[_PlacedCell]]:
    """Yield each row with a cell for every column, including the cells that reach down from rows above."""
    above = [Cell(rows=0)] * len(widths)  # cells reaching down; `rows` counts the rows still to cover
    for cells in rows:
        own_cells, placed, column = iter(cells), [], 0
        while column < len(widths):
            covered = above[column].rows > 0
            cell = above[column] if covered else next(own_cells, Cell())
            above[column] = Cell(rows=cell.rows - 1, columns=cell.columns)
            merged = w("vMerge") if covered else w("vMerge", val="restart") if cell.rows > 1 else NOTHING
            placed.append(_PlacedCell(cell, sum(widths[column : column + cell.columns]), merged))
            column += cell.columns
        yield placed


def _row(cells: Sequence[_PlacedCell], look: _Look) -> Xml:
    properties = join(w("cantSplit"), w("tblHeader") if look.head else NOTHING)
    return w("tr", w("trPr", properties), *(_cell(placed, look) for placed in cells))


def _cell(placed: _PlacedCell, look: _Look) -> Xml:
    content, sheet = placed.cell, look.sheet
    rule = w("tcBorders", look.rule) if look.rule else NOTHING
    if isinstance(content, _Bar):
        parts = [(part.css, part.width) for part in content.parts]
        return bar_cell(content.label, parts, placed.width, sheet, borders=rule)
    if content.head == "rowgroup":
        look = replace(look, bold=True)
    fills = (sheet.fill(kind) for kind in (look.fill, *content.css.split()))
    fill = next(filter(None, fills), NOTHING)
    properties = join(placed.merged, rule, fill, MIDDLE if look.head else NOTHING)
    return cell(placed.width, *_paragraphs(content, look), span=content.columns, properties=properties)


def _paragraphs(content: Cell, look: _Look) -> Iterator[Xml]:
    kinds = content.css.split()
    side = next((_ALIGNED[kind] for kind in kinds if kind in _ALIGNED), "")
    aligned = w("jc", val=side) if side else NOTHING
    style = "TableHeadSmall" if "small" in kinds else look.style
    texts = [run(BOXES[content.mark], "Tick")] if content.mark else []
    texts += [_linked(content, _text(text, kinds, look), look.sheet) for text in content.paragraphs]
    for text in texts or [NOTHING]:
        yield paragraph(style, text, properties=aligned, keep=look.keep)
    for note in content.notes:
        yield paragraph("CellNote", run(note), keep=look.keep)


def _text(value: str, kinds: Sequence[str], look: _Look) -> Xml:
    """Return the text of a cell: bold, the lowest of its column, quiet, or white on a dark ground."""
    style = "Lowest" if "lowest" in kinds else "QuietText" if "quiet" in kinds else ""
    white = w("color", val="FFFFFF") if any(kind in DARK for kind in kinds) else NOTHING
    under = run(UNDER_SIGN, "Tick", white) if any(kind in UNDER for kind in kinds) else NOTHING
    return join(under, run(value, "Strong" if look.bold else style, white))


def _linked(content: Cell, text: Xml, sheet: Sheet) -> Xml:
    """Link `text` if the cell refers to a place in this document, with its page; a web address stays plain text."""
    if not content.link.startswith("#"):
        return text
    anchor = content.link[1:]
    if "with-page" in content.css.split():
        text = join(text, run(f" ({sheet.page}\u00a0"), page_of(anchor), run(")"))
    return link(anchor, text)
