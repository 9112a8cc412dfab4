"""Dotted lines to fill in by hand."""

from dataclasses import dataclass
from typing import ClassVar

from itaxl.report.blocks.block import Block
from itaxl.report.wordml.markup import NOTHING, Xml, join, paragraph, run, tab
from itaxl.report.wordml.sheet import Sheet


@dataclass(frozen=True)
class FillIn(Block):
    """Dotted lines to write on; `label` says what belongs there."""

    kind: ClassVar[str] = "fill-in"
    begins_close: ClassVar[bool] = True
    label: str = ""
    rows: int = 2

    def word(self, sheet: Sheet) -> Xml:
        hint = paragraph("Hint", run(f"({self.label})")) if self.label else NOTHING
        return join(*(paragraph("FillIn", tab()) for _ in range(self.rows)), hint)
