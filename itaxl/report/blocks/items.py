"""Bulleted list."""

from dataclasses import dataclass
from typing import ClassVar

from itaxl.report.blocks.block import Block
from itaxl.report.wordml.markup import Xml, join, paragraph, run
from itaxl.report.wordml.sheet import Sheet


@dataclass(frozen=True)
class Items(Block):
    """Bulleted list; an item that needs a number carries it in its text. `css` is `quiet` or blank."""

    kind: ClassVar[str] = "items"
    begins_close: ClassVar[bool] = True
    items: tuple[str, ...]
    css: str = ""

    def word(self, sheet: Sheet) -> Xml:
        style = "ListQuiet" if self.css == "quiet" else "ListBullet"
        return join(*(paragraph(style, run(item)) for item in self.items))
