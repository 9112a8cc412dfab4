"""Tables: heads that repeat, cells that span, rows that stay in one piece where the printed page keeps them so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import ClassVar, Literal

from itaxl.report.blocks.block import Block
from itaxl.report.wordml.cells import Track, cell_frame, frame, percent, shares, track
from itaxl.report.wordml.markup import NOTHING, Xml, join, link, paragraph, run, w
from itaxl.report.wordml.sheet import DARK, Sheet

Mark = Literal["", "ticked", "empty"]
SHORT = 14  # rows of a table of figures that fit on a page together

BOXES = {"ticked": "☑", "empty": "☐"}
_TEXT_STYLES = {"stacked": "TableTextNarrow", "counts": "TableTextNarrow", "dense": "TableTextDense"}
_SMALL_HEADS = ("tick", "group")
_TOTAL = w("top", val="single", sz=12, space=0, color="222222")
_ALIGNED = {"number": "right", "tick": "center"}


@dataclass(frozen=True)
class Column:
    """`width` in percent of the table; neighbours with the same `group` stand under one head."""

    label: str
    width: float
    css: str = ""
    group: str = ""


@dataclass(frozen=True)
class Cell:
    """Paragraphs, smaller notes below, a tick box before. `label`: its column's head, for small screens."""

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
        """`css`, and `blank` where nothing stands in the cell."""
        return self.css if self.paragraphs or self.mark else f"{self.css} blank".strip()


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    css: str = ""


@dataclass(frozen=True)
class Head:
    """One cell of a table's head: `span` columns wide, `deep` rows deep."""

    label: str
    span: int
    deep: int
    css: str = ""


@dataclass(frozen=True)
class Part:
    """A piece of a bar, `width` as CSS percent of the whole bar; `css` says what it stands for."""

    css: str
    width: str


@dataclass(frozen=True)
class Bars:
    """A column of bars that shows what the figures beside it say; a bar for each row, none where it is empty.

    It stands before the column number `place` and takes `width`, on the scale of the columns. `legend`: of its parts.
    """

    label: str
    width: float
    bars: tuple[tuple[Part, ...], ...]
    legend: tuple[tuple[str, str], ...]
    place: int = 1


@dataclass(frozen=True)
class Table(Block):
    """`bodies` are groups of rows; `css`: `figures`, or `stacked`: text whose cells become cards on a phone.

    `pictured`: bars that may be drawn beside the figures; nothing is said by them that no cell says. `legend`: what
    the kinds of cells mean, by their css.
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
        """Whether it is to stay on one page."""
        kinds = self.css.split()
        return "figures" in kinds and "running" not in kinds and sum(map(len, self.bodies)) <= SHORT

    @property
    def heads(self) -> tuple[tuple[Head, ...], ...]:
        """The rows of the head: two where some columns are grouped."""
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

    def word(self, sheet: Sheet) -> Xml:
        """Caption, table, legends, and the note below it."""
        bars = self.pictured
        sizes = [column.width for column in self.columns]
        if bars:
            sizes.insert(bars.place, bars.width)
        widths = shares(sizes, sheet.width)
        cut = _cut(bars, widths.pop(bars.place)) if bars else None
        if bars and cut:
            widths[bars.place : bars.place] = cut.widths
        rows = [*_head_rows(self, cut, widths, sheet), *_body_rows(self, cut, widths, sheet)]
        legends = (bars.legend if bars else (), self.legend)
        return join(
            paragraph("Caption", run(self.caption)),
            frame(rows, widths, description=self.caption),
            *(sheet.legend(entries) for entries in legends if entries),
            paragraph("TableNote", run(self.note)) if self.note else NOTHING,
        )


@dataclass(frozen=True)
class _Drawn:
    """Cells that are finished already, over so many columns."""

    content: Xml
    span: int


@dataclass(frozen=True)
class _Row:
    """A row of a view, or one with drawn cells among its own."""

    cells: tuple[Cell | _Drawn, ...]
    css: str = ""


@dataclass(frozen=True)
class _Place:
    """Where a cell stands: width in twentieths of a point, columns it spans; `merged`: `restart`, `continue`, none."""

    width: int
    span: int
    merged: str = ""


@dataclass(frozen=True)
class _Look:
    """How a row is drawn."""

    sheet: Sheet
    style: str
    bold: bool = False
    keep: bool = False
    fill: str = ""
    rule: bool = False


def _cut(bars: Bars, width: int) -> Track:
    return track({end for parts in bars.bars for end, _ in _ends(parts)}, width)


def _ends(parts: Sequence[Part]) -> list[tuple[float, str]]:
    """Where each part of a bar ends, in percent, and what it stands for."""
    sizes = accumulate(percent(part.width) for part in parts)
    return [(min(round(size, 2), 100.0), part.css) for size, part in zip(sizes, parts, strict=True)]


def _head_rows(block: Table, cut: Track | None, widths: Sequence[int], sheet: Sheet) -> Iterator[Xml]:
    dense = {"dense", "counts"} & set(block.css.split())
    look = _Look(sheet, "TableHeadSmall" if dense else "TableHead", keep=True, fill="head")
    rows = [_Row(tuple(_head(each) for each in heads)) for heads in block.heads]
    if block.pictured and cut:
        label = Cell((block.pictured.label,), rows=len(rows), columns=len(cut.widths))
        rows[0] = _inserted(rows[0], block.pictured.place, label)
    for row, places in _placed(rows, widths):
        yield _row(row, places, look, head=True)


def _head(head: Head) -> Cell:
    small = "small" if head.css in _SMALL_HEADS else ""
    return Cell((head.label,), rows=head.deep, columns=head.span, css=small)


def _inserted(row: _Row, place: int, cell: Cell | _Drawn) -> _Row:
    return _Row((*row.cells[:place], cell, *row.cells[place:]), row.css)


def _body_rows(block: Table, cut: Track | None, widths: Sequence[int], sheet: Sheet) -> Iterator[Xml]:
    style = next((_TEXT_STYLES[kind] for kind in block.css.split() if kind in _TEXT_STYLES), "TableText")
    bars = iter(block.pictured.bars if block.pictured else ())
    left = sum(map(len, block.bodies))
    for body in block.bodies:
        rows = [_Row(row.cells, row.css) for row in body]
        if block.pictured and cut:
            rows = [_inserted(row, block.pictured.place, _bar(next(bars), row, cut, sheet)) for row in rows]
        for row, places in _placed(rows, widths):
            left -= 1
            yield _row(row, places, _look(row, sheet, style, keep=block.short and left > 0))


def _bar(parts: Sequence[Part], row: _Row, cut: Track, sheet: Sheet) -> _Drawn:
    pieces = [(end, sheet.fill(kind)) for end, kind in _ends(parts)]
    above = _TOTAL if "total" in row.css.split() else NOTHING
    return _Drawn(join(*cut.cells(pieces, {}, above)), len(cut.widths))


def _look(row: _Row, sheet: Sheet, style: str, *, keep: bool) -> _Look:
    kinds = row.css.split()
    total, group = "total" in kinds, "group" in kinds
    kept = keep or group or "keep" in kinds
    return _Look(sheet, style, bold=total, keep=kept, fill="group" if group else "", rule=total)


def _placed(
    rows: Sequence[_Row], widths: Sequence[int]
) -> Iterator[tuple[_Row, list[tuple[Cell | _Drawn, _Place]]]]:
    """Each row with a cell for every column, those that hang down from rows above included."""
    below = [(0, 1)] * len(widths)  # rows that a cell still covers, and how many columns
    for row in rows:
        cells: list[Cell | _Drawn] = list(row.cells)
        places: list[tuple[Cell | _Drawn, _Place]] = []
        column = 0
        while column < len(widths):
            left, span = below[column]
            merged = ""
            cell: Cell | _Drawn = Cell()
            if left:
                below[column] = (left - 1, span)
                merged = "continue"
            else:
                cell = cells.pop(0) if cells else cell
                span = cell.span if isinstance(cell, _Drawn) else min(cell.columns, len(widths) - column)
                if isinstance(cell, Cell) and cell.rows > 1:
                    below[column] = (cell.rows - 1, span)
                    merged = "restart"
            places.append((cell, _Place(sum(widths[column : column + span]), span, merged)))
            column += span
        yield row, places


def _row(
    row: _Row, places: Sequence[tuple[Cell | _Drawn, _Place]], look: _Look, *, head: bool = False
) -> Xml:
    """A row breaks over pages only where it is high."""
    whole = NOTHING if "high" in row.css.split() else w("cantSplit")
    properties = join(whole, w("tblHeader") if head else NOTHING)
    cells = (cell.content if isinstance(cell, _Drawn) else _cell(cell, place, look) for cell, place in places)
    return w("tr", w("trPr", properties) if properties else NOTHING, *cells)


def _cell(cell: Cell, place: _Place, look: _Look) -> Xml:
    if cell.head == "rowgroup":
        look = replace(look, bold=True)
    rule = w("tcBorders", _TOTAL) if look.rule else NOTHING
    fills = (look.sheet.fill(kind) for kind in (look.fill, *cell.css.split()))
    return cell_frame(
        place.width,
        *_paragraphs(cell, look),
        span=place.span,
        properties=join(_merge(place.merged), rule, next(filter(None, fills), NOTHING), _middle(look)),
    )


def _merge(merged: str) -> Xml:
    if not merged:
        return NOTHING
    return w("vMerge", val="restart") if merged == "restart" else w("vMerge")


def _middle(look: _Look) -> Xml:
    return w("vAlign", val="center") if look.style.startswith("TableHead") else NOTHING


def _paragraphs(cell: Cell, look: _Look) -> Iterator[Xml]:
    kinds = cell.css.split()
    side = next((_ALIGNED[kind] for kind in kinds if kind in _ALIGNED), "")
    aligned = w("jc", val=side) if side else NOTHING
    style = "TableHeadSmall" if "small" in kinds else look.style
    contents = [run(BOXES[cell.mark], "Tick")] if cell.mark else []
    contents += [_linked(cell, _text(each, kinds, look)) for each in cell.paragraphs]
    for content in contents or [NOTHING]:
        yield paragraph(style, content, properties=aligned, keep=look.keep)
    for note in cell.notes:
        yield paragraph("CellNote", run(note), keep=look.keep)


def _text(value: str, kinds: Sequence[str], look: _Look) -> Xml:
    """Text of a cell: bold, the lowest of its column, quiet, or white on a dark ground."""
    style = "Lowest" if "lowest" in kinds else "QuietText" if "quiet" in kinds else ""
    white = w("color", val="FFFFFF") if any(kind in DARK for kind in kinds) else NOTHING
    return run(value, "Strong" if look.bold else style, white)


def _linked(cell: Cell, content: Xml) -> Xml:
    """Only places of the document itself are linked to; an address stays text."""
    return link(cell.link[1:], content) if cell.link.startswith("#") else content
