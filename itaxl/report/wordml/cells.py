"""Cells and rows of tables, with widths in twentieths of a point."""

from collections.abc import Sequence
from itertools import pairwise

from itaxl.report.wordml.markup import NOTHING, Xml, w

NO_MARGINS = w("tcMar", w("left", w=0, type="dxa"), w("right", w=0, type="dxa"))
MIDDLE = w("vAlign", val="center")
MARGIN = 108  # of a cell on either side, unless its table says otherwise
_WHOLE = w("trPr", w("cantSplit"))


def shares(parts: Sequence[float], whole: int) -> list[int]:
    """Divide `whole` in the proportions of `parts`; the sum is exact."""
    total = sum(parts)
    edges = [round(whole * sum(parts[:number]) / total) for number in range(len(parts) + 1)]
    return [after - before for before, after in pairwise(edges)]


def cell(width: int, *content: Xml, span: int = 1, properties: Xml = NOTHING) -> Xml:
    """Return a cell. `properties`: those that follow the span in the schema, in its order."""
    spanned = w("gridSpan", val=span) if span > 1 else NOTHING
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), spanned, properties), *content)


def row(*cells: Xml) -> Xml:
    """Return a row that does not break over pages."""
    return w("tr", _WHOLE, *cells)


def frame(
    rows: Sequence[Xml],
    widths: Sequence[int],
    *,
    ruled: bool = True,
    description: str = "",
    mirrored: bool = False,
) -> Xml:
    """Return a table with fixed columns: `ruled` in the style of tables, `mirrored` from right to left."""
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
