"""Bar chart of scores against a pass mark, with the same scores as a radar."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from itaxl.report.blocks.block import Block
from itaxl.report.blocks.radar import Radar
from itaxl.report.wordml.bars import bar_cell
from itaxl.report.wordml.cells import cell, frame, row, shares
from itaxl.report.wordml.markup import NOTHING, Xml, join, paragraph, run, w
from itaxl.report.wordml.shapes import Pen
from itaxl.report.wordml.sheet import Sheet

_MARK, _BEFORE = Pen("111111", 1.5, "dashed"), Pen("111111", 1.5)
_RIGHT = w("jc", val="right")


@dataclass(frozen=True)
class Bar:
    """Bar of a chart: `width` in CSS percent, blank without a score; `css` is `passed`, `under` or `weakest`.

    `before` is the score of the year before in CSS percent, `before_value` its printed figure; both blank if unknown.
    """

    number: str
    label: str
    value: str
    width: str
    css: str
    remark: str = ""
    before: str = ""
    before_value: str = ""


@dataclass(frozen=True)
class Chart(Block):
    """Bars against a mark at `mark` (CSS percent); `heads` name the three columns for screen readers.

    `before` is the head of the column with last year's scores, blank if none is known. `radar` shows the same scores.
    """

    kind: ClassVar[str] = "chart"
    ends_close: ClassVar[bool] = True
    id: str
    caption: str
    heads: tuple[str, str, str]
    bars: tuple[Bar, ...]
    mark: str
    mark_label: str
    legend: tuple[tuple[str, str], ...]
    before: str = ""
    radar: Radar | None = None

    def word(self, sheet: Sheet) -> Xml:
        """Return the caption, the bars under small heads, the legend and the radar."""
        widths = shares((44, 34, 11, 11) if self.before else (46, 38, 16), sheet.width)
        rows = [_heads(self, widths), *(_row(self, bar, widths, sheet) for bar in self.bars)]
        return join(
            paragraph("Caption", run(self.caption)),
            frame(rows, widths, ruled=False, description=self.caption),
            sheet.legend((*self.legend, ("mark", self.mark_label))) if self.legend else NOTHING,
            self.radar.word(sheet) if self.radar else NOTHING,
        )


def _heads(chart: Chart, widths: Sequence[int]) -> Xml:
    aligned = (NOTHING, NOTHING, _RIGHT, _RIGHT)
    heads = (*chart.heads, chart.before)[: len(widths)]
    cells = (
        cell(width, paragraph("CellNote", run(head), properties=side, keep=True))
        for width, head, side in zip(widths, heads, aligned, strict=False)
    )
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _row(chart: Chart, bar: Bar, widths: Sequence[int], sheet: Sheet) -> Xml:
    label, track, *value_widths = widths
    style = "Strong" if bar.css == "weakest" else ""
    remark = run(f" ({bar.remark})", "Remark") if bar.remark else NOTHING
    name = paragraph("TableText", run(f"{bar.number}. {bar.label}", style), remark, keep=True)
    marks = [(place, pen) for place, pen in ((bar.before, _BEFORE), (chart.mark, _MARK)) if place]
    figures = ((bar.value, style), (bar.before_value, "QuietText"))
    return row(
        cell(label, name),
        bar_cell(bar.value, ((bar.css, bar.width), ("rail", "100%")), track, sheet, marks),
        *(
            cell(width, paragraph("TableText", run(*figure), properties=_RIGHT, keep=True))
            for width, figure in zip(value_widths, figures, strict=False)
        ),
    )
