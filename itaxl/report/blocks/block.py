"""What every kind of block has in common."""

from abc import ABC, abstractmethod
from typing import ClassVar

from itaxl.report.wordml.markup import Xml
from itaxl.report.wordml.sheet import Sheet


class Block(ABC):
    """Finished text for one place in a section; neither its template nor its drawing counts or formats.

    `kind` names the template, `html_templates/blocks/<kind>.html`. In Word a block that `ends_close` needs room before
    one that `begins_close`; headings and captions bring their own.
    """

    kind: ClassVar[str]
    begins_close: ClassVar[bool] = False
    ends_close: ClassVar[bool] = False

    @abstractmethod
    def word(self, sheet: Sheet) -> Xml:
        """Paragraphs and tables of a Word file."""
