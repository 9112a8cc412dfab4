"""Records of an .xls, in one walk over its stream, and what the workbook says in them for all of its sheets.

[MS-XLS] 2.4, and the same records of Excel 5.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from itaxl.spreadsheets.xls_fonts import Fonts
from itaxl.spreadsheets.xlsx_styles import built_in

BOF, EOF, SHEET, STYLE, CONTINUED = 0x809, 0x0A, 0x85, 0xE0, 0x3C
_FORMAT, _FONT, _STRINGS = 0x41E, 0x31, 0xFC
_EXCEL_97 = 0x600
RECORDS = 1_500_000  # some microseconds each; all cells that are allowed make a quarter of a million


def is_excel_97(stream: bytes) -> bool:
    """Tell whether a workbook's records are of Excel 97 or later."""
    return len(stream) >= 8 and struct.unpack_from("<HHH", stream)[::2] == (BOF, _EXCEL_97)


def records(stream: bytes) -> Iterator[tuple[int, int, list[bytes]]]:
    """Yield each record: where its part of the stream begins, its kind, its content with those that continue it.

    Charts inside a sheet are passed over. What cannot be followed ends the walk.
    """
    at = start = depth = kind = 0
    parts: list[bytes] = []
    for _ in range(RECORDS):
        if at + 4 > len(stream):
            break
        number, size = struct.unpack_from("<HH", stream, at)
        content = stream[at + 4 : at + 4 + size]
        if number == CONTINUED:
            parts.append(content)
        else:
            if depth == 1:
                yield start, kind, parts
            if number == BOF and not depth:
                start = at
            depth += (number == BOF) - (number == EOF)
            kind, parts = number, [content]
        at += 4 + size
    if depth == 1:
        yield start, kind, parts


@dataclass
class Workbook:
    """Fonts, formats and styles, which come before the sheets."""

    excel_97: bool
    fonts: Fonts = field(default_factory=Fonts)
    _formats: dict[int, str] = field(default_factory=dict)
    _styles: list[int] = field(default_factory=list)
    _codes: dict[int, str] = field(default_factory=dict)

    def record(self, kind: int, parts: list[bytes]) -> None:
        content = parts[0]
        if kind == _FORMAT:
            identifier = struct.unpack_from("<H", content)[0]
            self._formats[identifier] = self.text(content[2:], 2 if self.excel_97 else 1)
        elif kind == STYLE:
            self._styles.append(struct.unpack_from("<H", content, 2)[0])
        if not self.excel_97:
            return
        if kind == STYLE:
            self.fonts.style(content)
        elif kind == _FONT:
            self.fonts.font(content)
        elif kind == _STRINGS:
            self.fonts.strings(parts)

    def format_of(self, style: int) -> str:
        """Return the number format's code of a style."""
        if style not in self._codes:
            identifier = self._styles[style] if style < len(self._styles) else 0
            self._codes[style] = self._formats.get(identifier) or built_in(identifier)
        return self._codes[style]

    def text(self, raw: bytes, width: int) -> str:
        """Read a short text after its length; of Excel 97 on with a flag that tells one byte a letter from two."""
        count = int.from_bytes(raw[:width], "little")
        if not self.excel_97:
            return raw[width : width + count].decode("cp874", "replace")
        two = raw[width] & 1
        letters = raw[width + 1 : width + 1 + count * (1 + two)]
        return letters.decode("utf-16-le" if two else "latin-1", "replace")
