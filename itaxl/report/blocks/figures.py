"""Key figures side by side."""

from dataclasses import dataclass
from typing import ClassVar

from itaxl.report.blocks.block import Block
from itaxl.report.wordml.cells import cell, frame, row, shares
from itaxl.report.wordml.markup import NOTHING, Xml, paragraph, run, w
from itaxl.report.wordml.sheet import Sheet


@dataclass(frozen=True)
class Figure:
    """Key figure with its label and an optional remark."""

    label: str
    value: str
    remark: str = ""


@dataclass(frozen=True)
class Figures(Block):
    """Row of key figures."""

    kind: ClassVar[str] = "figures"
    begins_close: ClassVar[bool] = True
    ends_close: ClassVar[bool] = True
    figures: tuple[Figure, ...]

    def word(self, sheet: Sheet) -> Xml:
        widths = shares([1] * len(self.figures), sheet.width)
        cells = (_cell(figure, width, sheet) for figure, width in zip(self.figures, widths, strict=True))
        return frame([row(*cells)], widths, ruled=False)


def _cell(figure: Figure, width: int, sheet: Sheet) -> Xml:
    bar = w("tcBorders", w("left", val="single", sz=24, space=0, color=sheet.colours["accent"]))
    return cell(
        width,
        paragraph("FigureLabel", run(figure.label)),
        paragraph("FigureValue", run(figure.value)),
        paragraph("CellNote", run(figure.remark)) if figure.remark else NOTHING,
        properties=bar,
    )
