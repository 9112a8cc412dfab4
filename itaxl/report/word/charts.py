"""Bars as a table whose shaded cells are as wide as the value: readable, and editable without a chart program."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from itaxl.report.views import Bar, Chart
from itaxl.report.word.markup import NOTHING, Xml, join, paragraph, run, text, w
from itaxl.report.word.styles import shading
from itaxl.report.word.tables import cell_frame, frame, shares

COLOURS = {"passed": "B9C2CC", "under": "768596", "weakest": "1D3557"}
EMPTY = "F2F2F2"
MOST = 60  # edges of bars; Word draws at most 63 columns
_NO_MARGINS = w("tcMar", w("left", w=0, type="dxa"), w("right", w=0, type="dxa"))
_GAPS = {"val": "single", "sz": 18, "space": 0, "color": "FFFFFF"}
_ABOVE, _BELOW = w("top", **_GAPS), w("bottom", **_GAPS)
_DASHED = w("right", val="dashed", sz=12, space=0, color="111111")


def chart(block: Chart, width: int) -> Xml:
    """Caption, a row for each bar under small heads, the legend."""
    label, track, value = shares((46, 38, 16), width)
    edges = _edges(block)
    columns = shares([after - before for before, after in pairwise(edges)], track)
    widths = (label, columns, value)
    rows = [_heads(block, widths), *(_row(block, bar, edges, widths) for bar in block.bars)]
    return join(
        paragraph("Caption", run(block.caption)),
        frame(rows, [label, *columns, value], ruled=False, description=block.caption),
        _legend(block) if block.legend else NOTHING,
    )


_Widths = tuple[int, Sequence[int], int]


def _percent(width: str) -> float:
    return float(width.removesuffix("%") or 0)


def _edges(block: Chart) -> list[float]:
    """Where a bar or the mark ends, in percent, with 0 and 100."""
    found = {_percent(bar.width) for bar in block.bars} | {_percent(block.mark)}
    if len(found) > MOST:
        found = {float(round(each / 2) * 2) for each in found}
    return sorted(found | {0.0, 100.0})


def _heads(block: Chart, widths: _Widths) -> Xml:
    label, columns, value = widths
    cells = zip(
        block.heads, (label, sum(columns), value), (1, len(columns), 1), ("", "", "right"), strict=True
    )
    return w(
        "tr",
        w("trPr", w("cantSplit"), w("tblHeader")),
        *(
            cell_frame(width, paragraph("CellNote", run(head), properties=_side(side), keep=True), span=span)
            for head, width, span, side in cells
        ),
    )


def _side(side: str) -> Xml:
    return w("jc", val=side) if side else NOTHING


def _row(block: Chart, bar: Bar, edges: Sequence[float], widths: _Widths) -> Xml:
    label, columns, value = widths
    style = "Strong" if bar.css == "weakest" else ""
    remark = run(f" ({bar.remark})", "Remark") if bar.remark else NOTHING
    name = paragraph("TableText", run(f"{bar.number}. {bar.label}", style), remark, keep=True)
    figure = paragraph("TableText", run(bar.value, style), properties=_side("right"), keep=True)
    return w(
        "tr",
        w("trPr", w("cantSplit")),
        cell_frame(label, name),
        *_track(block, bar, edges, columns),
        cell_frame(value, figure),
    )


def _track(block: Chart, bar: Bar, edges: Sequence[float], columns: Sequence[int]) -> Iterator[Xml]:
    """The bar, what is left of the track, and the mark as a dashed rule where it cuts either."""
    end, mark = (min(edges, key=lambda edge: abs(edge - _percent(each))) for each in (bar.width, block.mark))
    cuts = sorted({0.0, end, *({mark} if block.mark else ()), 100.0})
    for before, after in pairwise(cuts):
        first, last = edges.index(before), edges.index(after)
        fill = COLOURS.get(bar.css, COLOURS["passed"]) if after <= end else EMPTY
        ruled = _DASHED if block.mark and after == mark else NOTHING
        yield cell_frame(
            sum(columns[first:last]),
            paragraph("Track", keep=True),
            span=last - first,
            properties=join(w("tcBorders", _ABOVE, _BELOW, ruled), shading(fill), _NO_MARGINS),
        )


def _legend(block: Chart) -> Xml:
    keys = [join(_swatch(COLOURS.get(css, EMPTY)), run(f" {label}   ")) for css, label in block.legend]
    return paragraph("Legend", *keys, run("┆ "), run(block.mark_label))


def _swatch(colour: str) -> Xml:
    return w("r", w("rPr", w("rStyle", val="Tick"), w("color", val=colour)), text("■"))
