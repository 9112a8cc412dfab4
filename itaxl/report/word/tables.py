"""Tables: heads that repeat, cells that span, rows that stay in one piece where the printed page keeps them so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from itaxl.report.views.blocks import Bars, Cell, Figure, Figures, Head, Part, Table
from itaxl.report.word.bars import Track, cell_frame, percent, shares, track
from itaxl.report.word.markup import NOTHING, Xml, join, link, paragraph, run, w
from itaxl.report.word.styles import DARK, TABLE, Sheet

BOXES = {"ticked": "☑", "empty": "☐"}
_TEXT_STYLES = {"stacked": "TableTextNarrow", "counts": "TableTextNarrow", "dense": "TableTextDense"}
_SMALL_HEADS = ("tick", "group")
_TOTAL = w("top", val="single", sz=12, space=0, color="222222")
_ALIGNED = {"number": "right", "tick": "center"}


@dataclass(frozen=True)
class Drawn:
    """Cells that are finished already, over so many columns."""

    content: Xml
    span: int


@dataclass(frozen=True)
class Row:
    """A row of a view, or one with drawn cells among its own."""

    cells: tuple[Cell | Drawn, ...]
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


def table(block: Table, sheet: Sheet) -> Xml:
    """Caption, table, legend, and the note below it."""
    bars = block.pictured
    sizes = [column.width for column in block.columns]
    if bars:
        sizes.insert(bars.place, bars.width)
    widths = shares(sizes, sheet.width)
    cut = _cut(bars, widths.pop(bars.place)) if bars else None
    if bars and cut:
        widths[bars.place : bars.place] = cut.widths
    rows = [*_head_rows(block, cut, widths, sheet), *_body_rows(block, cut, widths, sheet)]
    return join(
        paragraph("Caption", run(block.caption)),
        frame(rows, widths, description=block.caption),
        *(_legend(entries, sheet) for entries in ((bars.legend if bars else ()), block.legend) if entries),
        paragraph("TableNote", run(block.note)) if block.note else NOTHING,
    )


def figures(block: Figures, sheet: Sheet) -> Xml:
    """Figures that stand out, side by side."""
    widths = shares([1] * len(block.figures), sheet.width)
    cells = (_figure(each, size, sheet) for each, size in zip(block.figures, widths, strict=True))
    return frame([w("tr", w("trPr", w("cantSplit")), *cells)], widths, ruled=False)


def frame(
    rows: Sequence[Xml],
    widths: Sequence[int],
    *,
    ruled: bool = True,
    description: str = "",
    mirrored: bool = False,
) -> Xml:
    """A table of fixed columns; without rules it has no style of its own. `mirrored` begins on the right."""
    properties = w(
        "tblPr",
        w("tblStyle", val=TABLE) if ruled else NOTHING,
        w("bidiVisual") if mirrored else NOTHING,
        w("tblW", w=sum(widths), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
        w("tblCaption", val=description) if description else NOTHING,
    )
    grid = w("tblGrid", *(w("gridCol", w=size) for size in widths))
    return w("tbl", properties, grid, *rows)


def _cut(bars: Bars, width: int) -> Track:
    return track({end for parts in bars.bars for end, _ in _ends(parts)}, width)


def _ends(parts: Sequence[Part]) -> list[tuple[float, str]]:
    """Where each part of a bar ends, in percent, and what it stands for."""
    sizes = accumulate(percent(part.width) for part in parts)
    return [(min(round(size, 2), 100.0), part.css) for size, part in zip(sizes, parts, strict=True)]


def _legend(entries: Sequence[tuple[str, str]], sheet: Sheet) -> Xml:
    return paragraph("Legend", *(sheet.key(css, label) for css, label in entries))


def _head_rows(block: Table, cut: Track | None, widths: Sequence[int], sheet: Sheet) -> Iterator[Xml]:
    dense = {"dense", "counts"} & set(block.css.split())
    look = _Look(sheet, "TableHeadSmall" if dense else "TableHead", keep=True, fill="head")
    rows = [Row(tuple(_head(each) for each in heads)) for heads in block.heads]
    if block.pictured and cut:
        label = Cell((block.pictured.label,), rows=len(rows), columns=len(cut.widths))
        rows[0] = _inserted(rows[0], block.pictured.place, label)
    for row, places in _placed(rows, widths):
        yield _row(row, places, look, head=True)


def _head(head: Head) -> Cell:
    small = "small" if head.css in _SMALL_HEADS else ""
    return Cell((head.label,), rows=head.deep, columns=head.span, css=small)


def _inserted(row: Row, place: int, cell: Cell | Drawn) -> Row:
    return Row((*row.cells[:place], cell, *row.cells[place:]), row.css)


def _body_rows(block: Table, cut: Track | None, widths: Sequence[int], sheet: Sheet) -> Iterator[Xml]:
    style = next((_TEXT_STYLES[kind] for kind in block.css.split() if kind in _TEXT_STYLES), "TableText")
    bars = iter(block.pictured.bars if block.pictured else ())
    left = sum(map(len, block.bodies))
    for body in block.bodies:
        rows = [Row(row.cells, row.css) for row in body]
        if block.pictured and cut:
            rows = [_inserted(row, block.pictured.place, _bar(next(bars), row, cut, sheet)) for row in rows]
        for row, places in _placed(rows, widths):
            left -= 1
            yield _row(row, places, _look(row, sheet, style, keep=block.short and left > 0))


def _bar(parts: Sequence[Part], row: Row, cut: Track, sheet: Sheet) -> Drawn:
    pieces = [(end, sheet.fill(kind)) for end, kind in _ends(parts)]
    above = _TOTAL if "total" in row.css.split() else NOTHING
    return Drawn(join(*cut.cells(pieces, {}, above)), len(cut.widths))


def _look(row: Row, sheet: Sheet, style: str, *, keep: bool) -> _Look:
    kinds = row.css.split()
    total, group = "total" in kinds, "group" in kinds
    kept = keep or group or "keep" in kinds
    return _Look(sheet, style, bold=total, keep=kept, fill="group" if group else "", rule=total)


def _placed(
    rows: Sequence[Row], widths: Sequence[int]
) -> Iterator[tuple[Row, list[tuple[Cell | Drawn, _Place]]]]:
    """Each row with a cell for every column, those that hang down from rows above included."""
    below = [(0, 1)] * len(widths)  # rows that a cell still covers, and how many columns
    for row in rows:
        cells: list[Cell | Drawn] = list(row.cells)
        places: list[tuple[Cell | Drawn, _Place]] = []
        column = 0
        while column < len(widths):
            left, span = below[column]
            merged = ""
            cell: Cell | Drawn = Cell()
            if left:
                below[column] = (left - 1, span)
                merged = "continue"
            else:
                cell = cells.pop(0) if cells else cell
                span = cell.span if isinstance(cell, Drawn) else min(cell.columns, len(widths) - column)
                if isinstance(cell, Cell) and cell.rows > 1:
                    below[column] = (cell.rows - 1, span)
                    merged = "restart"
            places.append((cell, _Place(sum(widths[column : column + span]), span, merged)))
            column += span
        yield row, places


def _row(row: Row, places: Sequence[tuple[Cell | Drawn, _Place]], look: _Look, *, head: bool = False) -> Xml:
    """A row breaks over pages only where it is high."""
    whole = NOTHING if "high" in row.css.split() else w("cantSplit")
    properties = join(whole, w("tblHeader") if head else NOTHING)
    cells = (cell.content if isinstance(cell, Drawn) else _cell(cell, place, look) for cell, place in places)
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


def _figure(figure: Figure, width: int, sheet: Sheet) -> Xml:
    bar = w("tcBorders", w("left", val="single", sz=24, space=0, color=sheet.colours["accent"]))
    return cell_frame(
        width,
        paragraph("FigureLabel", run(figure.label)),
        paragraph("FigureValue", run(figure.value)),
        paragraph("CellNote", run(figure.remark)) if figure.remark else NOTHING,
        properties=bar,
    )
