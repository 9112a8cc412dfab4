"""Base class of all kinds of block."""

from abc import ABC, abstractmethod
from typing import ClassVar

from itaxl.report.wordml.markup import Xml
from itaxl.report.wordml.sheet import Sheet


class Block(ABC):
    """Finished text for one place in a section; templates and Word drawings neither count nor format.

    `kind` names the template, `html_templates/blocks/<kind>.html`. In Word, space goes between a block that
    `ends_close` and a following one that `begins_close`; headings and captions bring their own.
    """

    kind: ClassVar[str]
    begins_close: ClassVar[bool] = False
    ends_close: ClassVar[bool] = False

    @abstractmethod
    def word(self, sheet: Sheet) -> Xml:
        """Return the paragraphs and tables of a Word file that show this block."""
