"""Tables: heads that repeat, cells that span, rows that stay in one piece where the printed page keeps them so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from itaxl.report.views import Cell, Figure, Figures, Head, Row, Table
from itaxl.report.word.markup import NOTHING, Xml, join, line_end, link, paragraph, run, w
from itaxl.report.word.styles import BLUE, TABLE, shading

BOXES = {"ticked": "☑", "empty": "☐"}
TOGETHER = 20  # rows up to which a table of figures is kept on one page
_TEXT_STYLES = {"stacked": "TableTextNarrow", "dense": "TableTextDense"}
_SMALL_HEADS = ("tick", "group")
_ALIGNED = {"number": "right", "tick": "center"}


@dataclass(frozen=True)
class _Place:
    """Where a cell stands: width in twentieths of a point, columns it spans; `merged`: `restart`, `continue`, none."""

    width: int
    span: int
    merged: str = ""


@dataclass(frozen=True)
class _Look:
    """How the text of a row is drawn."""

    style: str
    bold: bool
    keep: bool
    fill: str
    rule: bool = False


def table(block: Table, width: int) -> Xml:
    """Caption, table and the note below it; `width` is that of the text, in twentieths of a point."""
    widths = shares([column.width for column in block.columns], width)
    rows = [*_head_rows(block, widths), *_body_rows(block, widths)]
    return join(
        paragraph("Caption", run(block.caption)),
        frame(rows, widths, description=block.caption),
        paragraph("TableNote", run(block.note)) if block.note else NOTHING,
    )


def figures(block: Figures, width: int) -> Xml:
    """Figures that stand out, side by side."""
    widths = shares([1] * len(block.figures), width)
    cells = (_figure(each, size) for each, size in zip(block.figures, widths, strict=True))
    return frame([w("tr", w("trPr", w("cantSplit")), *cells)], widths, ruled=False)


def shares(parts: Sequence[float], whole: int) -> list[int]:
    """`whole` in parts of these proportions; their sum is exact."""
    total = sum(parts)
    edges = [round(whole * sum(parts[:number]) / total) for number in range(len(parts) + 1)]
    return [after - before for before, after in pairwise(edges)]


def frame(rows: Sequence[Xml], widths: Sequence[int], *, ruled: bool = True, description: str = "") -> Xml:
    """A table of fixed columns; without rules it has no style of its own."""
    properties = w(
        "tblPr",
        w("tblStyle", val=TABLE) if ruled else NOTHING,
        w("tblW", w=sum(widths), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
        w("tblCaption", val=description) if description else NOTHING,
    )
    grid = w("tblGrid", *(w("gridCol", w=size) for size in widths))
    return w("tbl", properties, grid, *rows)


def _head_rows(block: Table, widths: Sequence[int]) -> Iterator[Xml]:
    dense = "dense" in block.css.split()
    look = _Look("TableHeadSmall" if dense else "TableHead", bold=False, keep=True, fill="E7EBF0")
    for row, places in _placed([_as_row(heads) for heads in block.heads], widths):
        yield _row(row, places, look, head=True)


def _as_row(heads: Sequence[Head]) -> Row:
    return Row(
        tuple(
            Cell(
                (each.label,),
                rows=each.deep,
                columns=each.span,
                css="small" if each.css in _SMALL_HEADS else "",
            )
            for each in heads
        )
    )


def _body_rows(block: Table, widths: Sequence[int]) -> Iterator[Xml]:
    kinds = block.css.split()
    style = next((_TEXT_STYLES[kind] for kind in kinds if kind in _TEXT_STYLES), "TableText")
    count = sum(map(len, block.bodies))
    together = "stacked" not in kinds and "running" not in kinds and count <= TOGETHER
    last = [body for body in block.bodies if body][-1:]
    for body in block.bodies:
        for number, (row, places) in enumerate(_placed(body, widths), start=1):
            ends = body is last[0] and number == len(body)
            yield _row(row, places, _look(row, style, keep=together and not ends))


def _look(row: Row, style: str, *, keep: bool) -> _Look:
    kinds = row.css.split()
    total, group = "total" in kinds, "group" in kinds
    return _Look(style, total, keep or group or "keep" in kinds, "F3F5F8" if group else "", rule=total)


def _placed(rows: Sequence[Row], widths: Sequence[int]) -> Iterator[tuple[Row, list[tuple[Cell, _Place]]]]:
    """Each row with a cell for every column, those that hang down from rows above included."""
    below = [(0, 1)] * len(widths)  # rows that a cell still covers, and how many columns
    for row in rows:
        cells, places, column = list(row.cells), [], 0
        while column < len(widths):
            left, span = below[column]
            if left:
                below[column] = (left - 1, span)
                cell, merged = Cell(), "continue"
            else:
                cell = cells.pop(0) if cells else Cell()
                span = min(cell.columns, len(widths) - column)
                below[column] = (cell.rows - 1, span)
                merged = "restart" if cell.rows > 1 else ""
            places.append((cell, _Place(sum(widths[column : column + span]), span, merged)))
            column += span
        yield row, places


def _row(row: Row, places: Sequence[tuple[Cell, _Place]], look: _Look, *, head: bool = False) -> Xml:
    """A row breaks over pages only where it is high."""
    whole = NOTHING if "high" in row.css.split() else w("cantSplit")
    properties = join(whole, w("tblHeader") if head else NOTHING)
    cells = (_cell(cell, place, look) for cell, place in places)
    return w("tr", w("trPr", properties) if properties else NOTHING, *cells)


def _cell(cell: Cell, place: _Place, look: _Look) -> Xml:
    if cell.head == "rowgroup":
        look = replace(look, bold=True)
    rule = w("tcBorders", w("top", val="single", sz=12, space=0, color="222222")) if look.rule else NOTHING
    return cell_frame(
        place.width,
        *_paragraphs(cell, look),
        span=place.span,
        properties=join(
            _merge(place.merged), rule, shading(look.fill) if look.fill else NOTHING, _middle(look)
        ),
    )


def _merge(merged: str) -> Xml:
    if not merged:
        return NOTHING
    return w("vMerge", val="restart") if merged == "restart" else w("vMerge")


def _middle(look: _Look) -> Xml:
    return w("vAlign", val="center") if look.style.startswith("TableHead") else NOTHING


def cell_frame(width: int, *content: Xml, span: int = 1, properties: Xml = NOTHING) -> Xml:
    """One cell; `properties` follow the order of the schema after the span."""
    spanned = w("gridSpan", val=span) if span > 1 else NOTHING
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), spanned, properties), *content)


def _paragraphs(cell: Cell, look: _Look) -> Iterator[Xml]:
    kinds = cell.css.split()
    side = next((_ALIGNED[kind] for kind in kinds if kind in _ALIGNED), "")
    aligned = w("jc", val=side) if side else NOTHING
    text_style = "Lowest" if "lowest" in kinds else "QuietText" if "quiet" in kinds else ""
    text_style = "Strong" if look.bold else text_style
    style = "TableHeadSmall" if "small" in kinds else look.style
    contents = [run(BOXES[cell.mark], "Tick")] if cell.mark else []
    contents += [_linked(cell, run(each, text_style)) for each in cell.paragraphs]
    for content in contents or [NOTHING]:
        yield paragraph(style, content, properties=aligned, keep=look.keep)
    for note in cell.notes:
        yield paragraph("CellNote", run(note), keep=look.keep)


def _linked(cell: Cell, content: Xml) -> Xml:
    """Only places of the document itself are linked to; an address stays text."""
    return link(cell.link[1:], content) if cell.link.startswith("#") else content


def _figure(figure: Figure, width: int) -> Xml:
    bar = w("tcBorders", w("left", val="single", sz=24, space=0, color=BLUE))
    remark = join(line_end(), run(figure.remark)) if figure.remark else NOTHING
    return cell_frame(
        width,
        paragraph("FigureLabel", run(figure.label)),
        paragraph("FigureValue", run(figure.value)),
        paragraph("CellNote", remark) if remark else NOTHING,
        properties=bar,
    )
