"""Styles of an .ods, as far as they tell of values: hidden tables, rows and columns, percentages, crossed out text.

LibreOffice says of each cell that it is a percentage, Gnumeric in its style alone. OpenDocument 1.3 part 3, chapter 16.
"""

import re

from itaxl.spreadsheets import safe_xml
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.safe_xml import Attributes, Starts

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
STYLE, NUMBER = f"{_ODF}:style:1.0", f"{_ODF}:datastyle:1.0"
_TABLE, _OFFICE = f"{_ODF}:table:1.0", f"{_ODF}:office:1.0"
_DEPTH = 20  # of styles that stand on one another
_LINE_THROUGH = re.compile(rb'line-through-(?:style|type)(?!="none")')
_ZERO = re.compile(r"0+(?:\.0*)?(?:[a-z]{2})?")


def named_styles(content: bytes) -> "Styles":
    """Return the styles that have a name, of `styles.xml`; a broken part is as good as none.

    So is one without a percentage, a line through any text and a DTD, as nearly all are.
    """
    styles = Styles()
    if not (b"percentage-style" in content or b"<!DOCTYPE" in content or _LINE_THROUGH.search(content)):
        return styles
    try:
        safe_xml.parse(content, styles.named, namespaces=(STYLE, NUMBER, _OFFICE))
    except UnreadableError as fault:
        if fault.code != "F110":
            raise
        return Styles()
    return styles


class Styles:
    """Handlers for the styles of a part: first those with names, then those of the content, which stand on them."""

    def __init__(self) -> None:
        self.hidden: set[str] = set()  # those of tables, and of rows and columns without size
        self.crossed_out: dict[str, bool] = {}  # those that say so or that they are not
        self._name = ""
        self._percentages: set[str] = set()
        self._formats: dict[str, str] = {}  # number format of a style, where it has one of its own
        self._below: dict[str, str] = {}  # style on which a style stands

    @property
    def named(self) -> Starts:
        return {
            "style": self._style,
            "percentage-style": self._percentage,
            "text-properties": self._text_properties,
        }

    @property
    def of_content(self) -> Starts:
        return {
            **self.named,
            "table-properties": self._table_properties,
            "table-row-properties": self._flat,
            "table-column-properties": self._flat,
        }

    def tells(self, name: str) -> bool:
        """Tell whether a style says anything of a value."""
        return self.crossed_out.get(name, False) or self.is_percent(name)

    def is_percent(self, name: str) -> bool:
        """Tell whether a number in a style is a percentage."""
        for _ in range(_DEPTH if self._percentages else 0):
            if name in self._formats:
                return self._formats[name] in self._percentages
            name = self._below.get(name, "")
        return False

    def _style(self, attributes: Attributes) -> None:
        self._name = name = attributes.get(f"{STYLE} name", "")
        below = attributes.get(f"{STYLE} parent-style-name", "")
        if below in self.crossed_out:
            self.crossed_out[name] = self.crossed_out[below]
        if attributes.get(f"{STYLE} family") == "table-cell":
            self._below[name] = below
            if f"{STYLE} data-style-name" in attributes:
                self._formats[name] = attributes[f"{STYLE} data-style-name"]

    def _percentage(self, attributes: Attributes) -> None:
        self._percentages.add(attributes.get(f"{STYLE} name", ""))

    def _text_properties(self, attributes: Attributes) -> None:
        lines = (attributes.get(f"{STYLE} text-line-through-{which}") for which in ("style", "type"))
        stated = [line for line in lines if line is not None]
        if stated:
            self.crossed_out[self._name] = any(line != "none" for line in stated)

    def _table_properties(self, attributes: Attributes) -> None:
        if attributes.get(f"{_TABLE} display") == "false":
            self.hidden.add(self._name)

    def _flat(self, attributes: Attributes) -> None:
        """Note a style of rows without height, or of columns without width."""
        sizes = (attributes.get(f"{STYLE} {size}", "") for size in ("row-height", "column-width"))
        if any(map(_ZERO.fullmatch, sizes)):
            self.hidden.add(self._name)
