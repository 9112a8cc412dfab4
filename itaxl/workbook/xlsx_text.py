"""Text as the parts of a workbook write it: shared strings, runs, escapes."""

import re

from itaxl.workbook import safe_xml
from itaxl.workbook.safe_xml import Attributes
from itaxl.workbook.xlsx_plain import take_strings

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Control characters but tab and line feed, halves of surrogate pairs, and the two code points that are none.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(raw: str) -> str:
    """What a person sees: `_x000D_` and the like decoded (ECMA-376-1, 22.9.2.19), no control characters."""
    if "_x" in raw:
        raw = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), raw)
        raw = raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    if raw.isprintable():
        return raw
    return _UNWANTED.sub("", raw.replace("\r\n", "\n").replace("\r", "\n"))


def shared_strings(content: bytes) -> list[str]:
    """The texts of `sharedStrings.xml` in their order: runs joined, readings (phonetic runs) left out."""
    plain_ones = take_strings(content)
    if plain_ones is not None:
        return [plain(each) for each in plain_ones]
    reader = _SharedStrings()
    safe_xml.parse(
        content,
        {"si": reader.item, "rPh": reader.reading, "t": reader.begin},
        {"si": reader.end_item, "rPh": reader.end_reading, "t": reader.end},
        reader.text,
    )
    return reader.strings


class _SharedStrings:
    def __init__(self) -> None:
        self.strings: list[str] = []
        self._runs: list[str] = []
        self._inside = False
        self._reading = False

    def item(self, _attributes: Attributes) -> None:
        self._runs = []

    def end_item(self) -> None:
        self.strings.append(plain("".join(self._runs)))

    def reading(self, _attributes: Attributes) -> None:
        self._reading = True

    def end_reading(self) -> None:
        self._reading = False

    def begin(self, _attributes: Attributes) -> None:
        self._inside = not self._reading

    def end(self) -> None:
        self._inside = False

    def text(self, text: str) -> None:
        if self._inside:
            self._runs.append(text)
