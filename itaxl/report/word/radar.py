"""The radar, its labels beside it, and the small lines of the years: the geometry is that of the view."""

from collections.abc import Iterator, Sequence

from itaxl.report.views.blocks import Line, Lines, Radar, Spoke
from itaxl.report.word.bars import cell_frame, shares
from itaxl.report.word.markup import NOTHING, Xml, join, paragraph, run, w
from itaxl.report.word.shapes import Canvas, Pen
from itaxl.report.word.styles import Sheet
from itaxl.report.word.tables import frame

TWENTIETHS = 20  # of a point, in which Word measures
SHIFT = 9  # points by which LibreOffice draws such pictures further right than Word
HEIGHT = 182  # points of the radar, as 14 em of print.css
_GREY, _INK, _BEFORE = "AAAAAA", "111111", "555555"
_THIN = Pen(_GREY, 0.5)
_NO_MARGINS = w("tcMar", w("left", w=0, type="dxa"), w("right", w=0, type="dxa"))
_BOTTOM = w("vAlign", val="bottom")
_PANELS = {"few": 4, "more": 3, "many": 2}  # beside each other


def radar(block: Radar, sheet: Sheet) -> Xml:
    """Caption, labels, web, labels, legend: in the order of the page."""
    *_, across, down = map(float, block.box.split())
    canvas = Canvas(block.box, HEIGHT * across / down)
    web = round((canvas.width + 2 * SHIFT) * TWENTIETHS)
    left, right = shares((1, 1), sheet.width - web)
    drawn = paragraph("Picture", canvas.picture(block.says, *_web(block, canvas, sheet)), keep=True)
    cells = (
        cell_frame(left, *_labels(block.left, left, "right"), properties=_NO_MARGINS),
        cell_frame(web, drawn, properties=_NO_MARGINS),
        cell_frame(right, *_labels(block.right, right, "left"), properties=_NO_MARGINS),
    )
    row = w("tr", w("trPr", w("cantSplit")), *cells)
    return join(
        paragraph("Caption", run(block.caption)),
        frame([row], [left, web, right], ruled=False, description=block.caption),
        paragraph(
            "Legend", *(sheet.key(f"{css}-line", label) for css, label in block.legend), run(block.scale)
        ),
    )


def _labels(spokes: Sequence[Spoke], width: int, side: str) -> Iterator[Xml]:
    """A table in the cell, so that each label stands beside the end of its spoke."""
    high = w("trHeight", val=HEIGHT * TWENTIETHS // max(len(spokes), 1), hRule="exact")
    rows = []
    for each in spokes:
        style = "Strong" if each.css == "weakest" else ""
        words = (run(f"{each.number}. {each.label} ", style), run(each.value, "Strong"))
        label = paragraph("TableTextNarrow", *words, properties=w("jc", val=side), keep=True)
        rows.append(w("tr", w("trPr", high), cell_frame(width, label, properties=w("vAlign", val="center"))))
    yield frame(rows, [width], ruled=False)
    yield paragraph("AfterTable")


def _web(block: Radar, canvas: Canvas, sheet: Sheet) -> Iterator[Xml]:
    accent = sheet.colours["accent"]
    for radius, _ in block.rings:
        yield canvas.circle(0, 0, float(radius), _THIN)
    for leader in block.leaders:
        yield canvas.line(leader, Pen(_GREY, 0.5, "dotted"))
    for end in block.spokes:
        yield canvas.line(f"0,0 {end}", _THIN)
    if block.before:
        yield canvas.area(block.before, Pen(_BEFORE, 1, "dotted"))
    yield canvas.area(block.mark, Pen(_INK, 1, "dashed"))
    yield canvas.area(block.now, Pen(accent, 1.75), accent, opacity=0.15)
    for x, y, css in block.dots:
        weakest = css == "weakest"
        size, fill = (4.5, "FFFFFF") if weakest else (2.4, accent)
        yield canvas.circle(float(x), float(y), size, Pen(accent, 1.75), fill)


def lines(block: Lines, sheet: Sheet) -> Xml:
    """Small pictures, so many side by side as in print; each with its figures below it."""
    count = _PANELS[block.css]
    widths = shares([1] * count, sheet.width)
    rows = []
    for first in range(0, len(block.lines), count):
        panels = block.lines[first : first + count]
        cells = [
            cell_frame(width, *_panel(block, each, width, sheet), properties=_BOTTOM)
            for each, width in zip(panels, widths, strict=False)
        ]
        cells += [cell_frame(width, paragraph("CellNote")) for width in widths[len(panels) :]]
        rows.append(w("tr", w("trPr", w("cantSplit")), *cells))
    return join(
        paragraph("Caption", run(block.caption)),
        frame(rows, widths, ruled=False, description=block.caption) if rows else NOTHING,
        paragraph("Legend", *(sheet.key(css, label) for css, label in block.legend)),
    )


def _panel(block: Lines, line: Line, width: int, sheet: Sheet) -> Iterator[Xml]:
    room = width - 2 * 108  # a cell's margins, as Word has them
    canvas = Canvas(block.box, room / TWENTIETHS - SHIFT)
    drawn = canvas.picture(line.says, *_strokes(block, line, canvas, sheet))
    yield paragraph("TableTextNarrow", run(line.label), keep=True)
    yield paragraph("Picture", drawn, properties=w("jc", val="left"), keep=True)
    columns = shares([1] * len(line.figures), room)
    cells = (
        cell_frame(
            column,
            paragraph("CellNote", run(figure), properties=w("jc", val="center"), keep=True),
            paragraph("CellNote", run(year, "QuietText"), properties=w("jc", val="center"), keep=True),
            properties=_NO_MARGINS,
        )
        for column, figure, year in zip(columns, line.figures, block.years, strict=True)
    )
    yield frame([w("tr", *cells)], columns, ruled=False)
    yield paragraph("AfterTable")


def _strokes(block: Lines, line: Line, canvas: Canvas, sheet: Sheet) -> Iterator[Xml]:
    accent, (_, _, across, down) = sheet.colours["accent"], map(float, block.box.split())
    ground = f"0,0 {across},0 {across},{down} 0,{down}"
    yield canvas.area(ground, Pen(sheet.colours["rail"], 0.25), sheet.colours["rail"])
    yield canvas.line(f"0,{block.mark} {across},{block.mark}", Pen(_INK, 0.75, "dashed"))
    for stroke in line.strokes:
        yield canvas.line(stroke, Pen(accent, 1.5))
    for x, y in line.dots:
        yield canvas.circle(float(x), float(y), 2.4, Pen(accent, 0.25), accent)
