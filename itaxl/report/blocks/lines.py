"""Small line charts of figures over the years."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from itaxl.report.blocks.block import Block
from itaxl.report.wordml.cells import MARGIN, NO_MARGINS, cell, frame, row, shares
from itaxl.report.wordml.markup import NOTHING, Xml, join, paragraph, run, w
from itaxl.report.wordml.shapes import SHIFT, TWENTIETHS, Canvas, Pen
from itaxl.report.wordml.sheet import Sheet

_BOTTOM = w("vAlign", val="bottom")
_PANELS = {"few": 4, "more": 3, "many": 2}  # side by side in a row


@dataclass(frozen=True)
class Line:
    """Line chart of one figure over the years.

    `strokes` are the points of its lines, broken where a year is missing; `dots` are pairs of x and y. `says` puts
    every figure into words; `figures` has one printed figure per year.
    """

    label: str
    says: str
    strokes: tuple[str, ...]
    dots: tuple[tuple[str, ...], ...]
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Lines(Block):
    """Line charts of one size side by side, each with a mark at height `mark` of its `box`.

    They show nothing that the table before them does not say. `css` is `few`, `more` or `many`, by the number of years.
    """

    kind: ClassVar[str] = "lines"
    id: str
    caption: str
    box: str
    mark: str
    lines: tuple[Line, ...]
    years: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    css: str

    def word(self, sheet: Sheet) -> Xml:
        """Return rows of charts, as many side by side as in print, each with its figures below."""
        count = _PANELS[self.css]
        widths = shares([1] * count, sheet.width)
        rows = []
        for first in range(0, len(self.lines), count):
            panels = self.lines[first : first + count]
            cells = [
                cell(width, *_panel(self, line, width, sheet), properties=_BOTTOM)
                for line, width in zip(panels, widths, strict=False)
            ]
            cells += [cell(width, paragraph("CellNote")) for width in widths[len(panels) :]]
            rows.append(row(*cells))
        return join(
            paragraph("Caption", run(self.caption)),
            frame(rows, widths, ruled=False, description=self.caption) if rows else NOTHING,
            sheet.legend(self.legend),
        )


def _panel(block: Lines, line: Line, width: int, sheet: Sheet) -> Iterator[Xml]:
    room = width - 2 * MARGIN
    canvas = Canvas(block.box, room / TWENTIETHS - SHIFT)
    drawn = canvas.picture(line.says, *_strokes(block, line, canvas, sheet))
    yield paragraph("TableTextNarrow", run(line.label), keep=True)
    yield paragraph("Picture", drawn, properties=w("jc", val="left"), keep=True)
    columns = shares([1] * len(line.figures), room)
    cells = (
        cell(
            column,
            paragraph("CellNote", run(figure), properties=w("jc", val="center"), keep=True),
            paragraph("CellNote", run(year, "QuietText"), properties=w("jc", val="center"), keep=True),
            properties=NO_MARGINS,
        )
        for column, figure, year in zip(columns, line.figures, block.years, strict=True)
    )
    yield frame([w("tr", *cells)], columns, ruled=False)
    yield paragraph("AfterTable")


def _strokes(block: Lines, line: Line, canvas: Canvas, sheet: Sheet) -> Iterator[Xml]:
    accent, (_, _, across, down) = sheet.colours["accent"], map(float, block.box.split())
    ground = f"0,0 {across},0 {across},{down} 0,{down}"
    yield canvas.area(ground, Pen(sheet.colours["rail"], 0.25), sheet.colours["rail"])
    yield canvas.line(f"0,{block.mark} {across},{block.mark}", Pen("111111", 0.75, "dashed"))
    for stroke in line.strokes:
        yield canvas.line(stroke, Pen(accent, 1.5))
    for x, y in line.dots:
        yield canvas.circle(float(x), float(y), 2.4, Pen(accent, 0.25), accent)
