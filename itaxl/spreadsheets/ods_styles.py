"""Cell styles of an .ods in which a number is a percentage, though its cell says no more than that it is a number.

So Gnumeric writes them; LibreOffice says it of each cell. OpenDocument 1.3 part 3, chapter 16.
"""

import re

from itaxl.spreadsheets import safe_xml
from itaxl.spreadsheets.safe_xml import Attributes

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_STYLE, _NUMBER, _OFFICE = f"{_ODF}:style:1.0", f"{_ODF}:datastyle:1.0", f"{_ODF}:office:1.0"
_ANY = re.compile(rb"percentage-style\b")
_DEPTH = 20  # of styles that stand on one another


def percent_styles(*parts: bytes) -> frozenset[str]:
    """Names of the styles. Raises UnreadableError like the parser."""
    if not any(_ANY.search(part) for part in parts):
        return frozenset()
    styles = _Styles()
    for part in parts:
        if part and not part.isspace():
            handlers = {"percentage-style": styles.percentage, "style": styles.style}
            safe_xml.parse(part, handlers, namespaces=(_STYLE, _NUMBER, _OFFICE))
    return frozenset(name for name in styles.below if styles.is_percent(name))


class _Styles:
    def __init__(self) -> None:
        self._percentages: set[str] = set()
        self._formats: dict[str, str] = {}  # number format of a style, where it has one of its own
        self.below: dict[str, str] = {}  # style on which a style stands

    def percentage(self, attributes: Attributes) -> None:
        self._percentages.add(attributes.get(f"{_STYLE} name", ""))

    def style(self, attributes: Attributes) -> None:
        if attributes.get(f"{_STYLE} family") != "table-cell":
            return
        name = attributes.get(f"{_STYLE} name", "")
        self.below[name] = attributes.get(f"{_STYLE} parent-style-name", "")
        if f"{_STYLE} data-style-name" in attributes:
            self._formats[name] = attributes[f"{_STYLE} data-style-name"]

    def is_percent(self, name: str) -> bool:
        for _ in range(_DEPTH):
            if name in self._formats:
                return self._formats[name] in self._percentages
            name = self.below.get(name, "")
        return False
