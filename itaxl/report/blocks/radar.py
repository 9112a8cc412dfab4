"""Radar chart of scores, with its labels on both sides; a view has computed its geometry."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from itaxl.report.blocks.block import Block
from itaxl.report.wordml.cells import MIDDLE, NO_MARGINS, cell, frame, row, shares
from itaxl.report.wordml.markup import Xml, join, paragraph, run, w
from itaxl.report.wordml.shapes import SHIFT, TWENTIETHS, Canvas, Pen
from itaxl.report.wordml.sheet import Sheet

HEIGHT = 182  # points in Word; equals the 14 em of print.css
_GREY, _INK, _BEFORE = "AAAAAA", "111111", "555555"
_THIN = Pen(_GREY, 0.5)


@dataclass(frozen=True)
class Spoke:
    """Label of a spoke, with its score; `css` as in `Bar`."""

    number: str
    label: str
    value: str
    css: str


@dataclass(frozen=True)
class Radar(Block):
    """Radar chart as shapes of an SVG of size `box`; labels stand beside it, never inside.

    `says` puts every score into words. `rings` are pairs of radius and figure; `scale` lists the figures in words.
    `spokes`, `leaders`, `mark`, `now` and `before` are points of lines; `dots` are triples of x, y and css. `left` and
    `right` are labels from top to bottom, each `row` high; a line of `leaders` ends at the middle of each.
    """

    kind: ClassVar[str] = "radar"
    id: str
    caption: str
    says: str
    box: str
    rings: tuple[tuple[str, str], ...]
    spokes: tuple[str, ...]
    leaders: tuple[str, ...]
    mark: str
    now: str
    dots: tuple[tuple[str, str, str], ...]
    before: str
    left: tuple[Spoke, ...]
    right: tuple[Spoke, ...]
    row: str
    legend: tuple[tuple[str, str], ...]
    scale: str

    def word(self, sheet: Sheet) -> Xml:
        """Return caption, labels, chart, labels and legend, in this order."""
        *_, across, down = map(float, self.box.split())
        canvas = Canvas(self.box, HEIGHT * across / down)
        chart_width = round((canvas.width + 2 * SHIFT) * TWENTIETHS)
        left, right = shares((1, 1), sheet.width - chart_width)
        drawn = paragraph(
            "Picture", canvas.picture(self.says, *_chart_shapes(self, canvas, sheet)), keep=True
        )
        cells = (
            cell(left, *_labels(self.left, left, "right"), properties=NO_MARGINS),
            cell(chart_width, drawn, properties=NO_MARGINS),
            cell(right, *_labels(self.right, right, "left"), properties=NO_MARGINS),
        )
        return join(
            paragraph("Caption", run(self.caption)),
            frame([row(*cells)], [left, chart_width, right], ruled=False, description=self.caption),
            sheet.legend(((f"{css}-line", label) for css, label in self.legend), run(self.scale)),
        )


def _labels(spokes: Sequence[Spoke], width: int, side: str) -> Iterator[Xml]:
    """Yield a table for inside the cell, so that each label stands beside the end of its spoke."""
    row_height = w("trHeight", val=HEIGHT * TWENTIETHS // max(len(spokes), 1), hRule="exact")
    rows = []
    for spoke in spokes:
        style = "Strong" if spoke.css == "weakest" else ""
        words = (run(f"{spoke.number}. {spoke.label} ", style), run(spoke.value, "Strong"))
        label = paragraph("TableTextNarrow", *words, properties=w("jc", val=side), keep=True)
        rows.append(w("tr", w("trPr", row_height), cell(width, label, properties=MIDDLE)))
    yield frame(rows, [width], ruled=False)
    yield paragraph("AfterTable")


def _chart_shapes(block: Radar, canvas: Canvas, sheet: Sheet) -> Iterator[Xml]:
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
