"""Running text."""

from dataclasses import dataclass
from typing import ClassVar

from itaxl.report.blocks.block import Block
from itaxl.report.wordml.markup import Xml, join, paragraph, run
from itaxl.report.wordml.sheet import Sheet

_STYLES = {"lead": "Lead", "quiet": "Quiet"}


@dataclass(frozen=True)
class Prose(Block):
    """Paragraphs of running text; `css` is `lead`, `quiet` or blank."""

    kind: ClassVar[str] = "prose"
    begins_close: ClassVar[bool] = True
    paragraphs: tuple[str, ...]
    css: str = ""

    def word(self, sheet: Sheet) -> Xml:
        style = _STYLES.get(self.css, sheet.text_style)
        return join(*(paragraph(style, run(text)) for text in self.paragraphs))
