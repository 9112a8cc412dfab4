"""Bars as table cells that are as wide as a value: readable, and editable without a chart program."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from itaxl.report.wordml.markup import NOTHING, Xml, join, paragraph, w

TABLE = "ITATable"  # style of tables with rules
MOST = 50  # edges of bars in a table; Word draws at most 63 columns
_OPEN_LEFT, _OPEN_RIGHT = w("left", val="nil"), w("right", val="nil")
_MIDDLE = w("vAlign", val="center")
NO_MARGINS = w("tcMar", w("left", w=0, type="dxa"), w("right", w=0, type="dxa"))


@dataclass(frozen=True)
class Track:
    """A column cut wherever some bar ends: `edges` in percent from 0 to 100, `widths` of what lies between them."""

    edges: tuple[float, ...]
    widths: tuple[int, ...]

    def cells(
        self, pieces: Sequence[tuple[float, Xml]], marks: Mapping[float, Xml], above: Xml = NOTHING
    ) -> Iterator[Xml]:
        """`pieces`: where each ends (percent) and its fill, from the left; `marks`: the border right of a place.

        `above`: the border over all.
        """
        ends = [(self._edge(end), fill) for end, fill in pieces]
        ruled = {self._edge(place): border for place, border in marks.items()}
        cuts = sorted({0.0, *(end for end, _ in ends), *ruled, 100.0})
        for before, after in pairwise(cuts):
            fill = next((fill for end, fill in ends if after <= end), None)
            left = _OPEN_LEFT if before > 0 and before not in ruled else NOTHING
            right = ruled.get(after, _OPEN_RIGHT if after < 100 else NOTHING)
            yield self._cell(
                self.edges.index(before), self.edges.index(after), join(above, left, right), fill
            )

    def _cell(self, first: int, last: int, borders: Xml, fill: Xml | None) -> Xml:
        """The paragraph is filled, not the cell, so that bars below each other do not touch."""
        bar = paragraph("Track") if fill is None else paragraph("Bar", properties=fill)
        properties = join(w("tcBorders", borders) if borders else NOTHING, NO_MARGINS, _MIDDLE)
        return cell_frame(sum(self.widths[first:last]), bar, span=last - first, properties=properties)

    def _edge(self, place: float) -> float:
        return min(self.edges, key=lambda edge: abs(edge - place))


def track(ends: Iterable[float], width: int) -> Track:
    """A track for bars that end at these places, in percent; very many are drawn a little roughly."""
    found = {0.0, *ends, 100.0}
    if len(found) > MOST:
        found = {round(each * (MOST - 1) / 100) * 100 / (MOST - 1) for each in found}
    edges = sorted(found)
    return Track(tuple(edges), tuple(shares([after - before for before, after in pairwise(edges)], width)))


def percent(width: str) -> float:
    """A width or place as the views have it: "73.8%"; blank is 0."""
    return float(width.removesuffix("%") or 0)


def shares(parts: Sequence[float], whole: int) -> list[int]:
    """`whole` in parts of these proportions; their sum is exact."""
    total = sum(parts)
    edges = [round(whole * sum(parts[:number]) / total) for number in range(len(parts) + 1)]
    return [after - before for before, after in pairwise(edges)]


def cell_frame(width: int, *content: Xml, span: int = 1, properties: Xml = NOTHING) -> Xml:
    """One cell; `properties` follow the order of the schema after the span."""
    spanned = w("gridSpan", val=span) if span > 1 else NOTHING
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), spanned, properties), *content)


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
