"""Cells and rows of tables, with widths in twentieths of a point."""

from collections.abc import Sequence
from itertools import pairwise

from itaxl.report.wordml.markup import NOTHING, Xml, w

NO_MARGINS = w("tcMar", w("left", w=0, type="dxa"), w("right", w=0, type="dxa"))
MIDDLE = w("vAlign", val="center")
MARGIN = 108  # of a cell on either side, where a table says nothing else
_WHOLE = w("trPr", w("cantSplit"))


def shares(parts: Sequence[float], whole: int) -> list[int]:
    """`whole` in parts of these proportions; their sum is exact."""
    total = sum(parts)
    edges = [round(whole * sum(parts[:number]) / total) for number in range(len(parts) + 1)]
    return [after - before for before, after in pairwise(edges)]


def cell(width: int, *content: Xml, span: int = 1, properties: Xml = NOTHING) -> Xml:
    """One cell; `properties` follow the order of the schema after the span."""
    spanned = w("gridSpan", val=span) if span > 1 else NOTHING
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), spanned, properties), *content)


def row(*cells: Xml) -> Xml:
    """A row that does not break over pages."""
    return w("tr", _WHOLE, *cells)


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
        w("tblStyle", val="ITATable") if ruled else NOTHING,
        w("bidiVisual") if mirrored else NOTHING,
        w("tblW", w=sum(widths), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
        w("tblCaption", val=description) if description else NOTHING,
    )
    grid = w("tblGrid", *(w("gridCol", w=size) for size in widths))
    return w("tbl", properties, grid, *rows)
