"""Fonts of an .xls that cross out, by the cells' styles and inside of shared texts."""

import struct
from collections.abc import Sequence
from contextlib import suppress

from itaxl.spreadsheets.xlsx_strings import RichText, Run
from itaxl.spreadsheets.xlsx_values import printable

_CROSSED_OUT = 0x08
_MISSING = 4  # no font has this number
_WIDE, _EXTENDED, _RICH = 0x01, 0x04, 0x08


class Fonts:
    """Fonts, styles and shared texts, in the order of their records."""

    def __init__(self) -> None:
        self._fonts: list[bool] = []
        self._styles: list[int] = []
        self._texts: dict[int, RichText] = {}

    def font(self, content: bytes) -> None:
        self._fonts.append(bool(struct.unpack_from("<H", content, 2)[0] & _CROSSED_OUT))

    def style(self, content: bytes) -> None:
        self._styles.append(struct.unpack_from("<H", content)[0])

    def crosses_out(self, style: int) -> bool:
        return style < len(self._styles) and self._font(self._styles[style])

    def split(self, text: int, style: int) -> tuple[str, str]:
        """Return the live part of a shared text of several fonts and the one that is crossed out; else nothing."""
        rich = self._texts.get(text)
        return rich.split(crossed_out=self.crosses_out(style)) if rich else ("", "")

    def strings(self, parts: Sequence[bytes]) -> None:
        """Read the shared texts, where any font crosses out."""
        if any(self._fonts):
            reader = _Strings(parts)
            with suppress(EOFError):
                for index in range(struct.unpack_from("<I", parts[0], 4)[0]):
                    self._keep(index, *reader.text())

    def _keep(self, index: int, text: str, starts: Sequence[tuple[int, int]]) -> None:
        if not any(self._font(font) for _, font in starts):
            return
        ends = [*(start for start, _ in starts[1:]), len(text)]
        runs = [Run(printable(text[: starts[0][0]]))]
        for (start, font), end in zip(starts, ends, strict=True):
            runs.append(Run(printable(text[start:end]), self._font(font)))
        self._texts[index] = RichText(tuple(runs))

    def _font(self, number: int) -> bool:
        index = number - (number > _MISSING)
        return index < len(self._fonts) and self._fonts[index]


class _Strings:
    """Texts one after another, over the records that continue the first."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._parts, self._part, self._at = parts, 0, 8

    def text(self) -> tuple[str, list[tuple[int, int]]]:
        """Return the next text with the starts of its fonts. Raises EOFError after the last."""
        left, flags = struct.unpack("<HB", self._take(3))
        count = struct.unpack("<H", self._take(2))[0] if flags & _RICH else 0
        more = struct.unpack("<I", self._take(4))[0] if flags & _EXTENDED else 0
        text, wide = [], flags & _WIDE
        while left:
            if self._rest() == 0:
                self._next()
                wide = self._take(1)[0] & _WIDE  # each record says it anew
            taken = min(left, self._rest() // (1 + wide))
            if not taken:
                raise EOFError
            text.append(self._take(taken * (1 + wide)).decode("utf-16-le" if wide else "latin-1", "replace"))
            left -= taken
        raw = self._take(4 * count)
        self._take(more)
        return "".join(text), list(struct.iter_unpack("<HH", raw))

    def _rest(self) -> int:
        return len(self._parts[self._part]) - self._at

    def _next(self) -> None:
        self._part, self._at = self._part + 1, 0
        if self._part == len(self._parts):
            raise EOFError

    def _take(self, size: int) -> bytes:
        taken = []
        while size:
            if self._rest() <= 0:
                self._next()
            piece = self._parts[self._part][self._at : self._at + size]
            self._at += len(piece)
            size -= len(piece)
            taken.append(piece)
        return b"".join(taken)
