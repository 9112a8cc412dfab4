"""Heading inside a section."""

from dataclasses import dataclass
from typing import ClassVar

from itaxl.report.blocks.block import Block
from itaxl.report.wordml.markup import Xml, paragraph, run
from itaxl.report.wordml.sheet import Sheet


@dataclass(frozen=True)
class Heading(Block):
    """Heading inside a section, one level below the section's own."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 3

    def word(self, sheet: Sheet) -> Xml:
        return paragraph(f"Heading{self.level}", run(self.text))
