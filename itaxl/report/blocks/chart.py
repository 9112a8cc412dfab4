"""Bars against one mark, and the same figures as a radar."""

from dataclasses import dataclass
from typing import ClassVar

from itaxl.report.blocks.block import Block
from itaxl.report.blocks.radar import Radar
from itaxl.report.wordml.cells import Track, cell_frame, frame, percent, shares, track
from itaxl.report.wordml.markup import NOTHING, Xml, join, paragraph, run, w
from itaxl.report.wordml.sheet import Sheet

_MARK = w("right", val="dashed", sz=12, space=0, color="111111")
_BEFORE = w("right", val="single", sz=12, space=0, color="111111")
_RIGHT = w("jc", val="right")


@dataclass(frozen=True)
class Bar:
    """`width` as CSS percent; blank: no score. `css`: `passed`, `under` or `weakest`.

    `before` is the CSS percent of the year before, `before_value` its figure; blank where it is not known.
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
    """Bars against one mark at `mark` (CSS percent); `heads` name the three columns for those who do not see it.

    `before`: the head of the figures of the year before, blank where none is known. `radar`: the same figures again.
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
        """Caption, bars, legend, radar."""
        label, width, *values = shares((44, 34, 11, 11) if self.before else (46, 38, 16), sheet.width)
        places = {percent(place) for bar in self.bars for place in (bar.width, bar.before)}
        cut = track({*places, percent(self.mark)}, width)
        rows = [
            _heads(self, label, cut, values),
            *(_row(self, bar, label, cut, values, sheet) for bar in self.bars),
        ]
        widths = [label, *cut.widths, *values]
        return join(
            paragraph("Caption", run(self.caption)),
            frame(rows, widths, ruled=False, description=self.caption),
            sheet.legend((*self.legend, ("mark", self.mark_label))) if self.legend else NOTHING,
            self.radar.word(sheet) if self.radar else NOTHING,
        )


def _heads(block: Chart, label: int, cut: Track, values: list[int]) -> Xml:
    texts = [*block.heads, *([block.before] if block.before else [])]
    widths = [label, sum(cut.widths), *values]
    cells = []
    for number, (text, width) in enumerate(zip(texts, widths, strict=True)):
        aligned = _RIGHT if number > 1 else NOTHING
        head = paragraph("CellNote", run(text), properties=aligned, keep=True)
        cells.append(cell_frame(width, head, span=len(cut.widths) if number == 1 else 1))
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _row(block: Chart, bar: Bar, label: int, cut: Track, values: list[int], sheet: Sheet) -> Xml:
    style = "Strong" if bar.css == "weakest" else ""
    remark = run(f" ({bar.remark})", "Remark") if bar.remark else NOTHING
    name = paragraph("TableText", run(f"{bar.number}. {bar.label}", style), remark, keep=True)
    figures = ((bar.value, style), *(((bar.before_value, "QuietText"),) if block.before else ()))
    return w(
        "tr",
        w("trPr", w("cantSplit")),
        cell_frame(label, name),
        *_track(block, bar, cut, sheet),
        *(
            cell_frame(width, paragraph("TableText", run(*figure), properties=_RIGHT, keep=True))
            for width, figure in zip(values, figures, strict=True)
        ),
    )


def _track(block: Chart, bar: Bar, cut: Track, sheet: Sheet) -> list[Xml]:
    pieces = [(percent(bar.width), sheet.fill(bar.css)), (100.0, sheet.fill("rail"))]
    rules = {percent(bar.before): _BEFORE} if bar.before else {}
    rules |= {percent(block.mark): _MARK} if block.mark else {}
    return list(cut.cells(pieces, rules))
