"""WeasyPrint looks at too little of a Thai text when it ends a line.

To find a line's end it takes the first characters of a paragraph, four for each letter's height that the line is wide.
Thai has more, since its vowels and tones stand above and below. Where that many end inside a word, libthai sees a
piece of it and ends the line there: อยู่ระหว่างดำ|เนินการ. And where they fill less than the line, the whole paragraph
is looked at again for each of its lines, which takes twice the time of a report.
"""

from collections.abc import Callable
from typing import Any, SupportsIndex

FURTHER = 2  # times as many characters; 1.5 give the same lines as 4


class Ahead(str):
    """A text whose beginnings are longer than asked for."""

    __slots__ = ()

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        if isinstance(key, slice) and key.start is None and key.step is None and (key.stop or 0) > 0:
            return str(self)[: key.stop * FURTHER]
        return str(self)[key]


def look_further() -> None:
    """Make the engine, once imported, look further ahead; again changes nothing."""
    from weasyprint.layout import inline, preferred  # noqa: PLC0415
    from weasyprint.text import line_break  # noqa: PLC0415

    usual = line_break.split_first_line
    if getattr(usual, "looks_further", False):
        return
    line_break.split_first_line = _looking_further(usual)
    inline.split_first_line = preferred.split_first_line = line_break.split_first_line


def _looking_further(usual: Callable[..., Any]) -> Callable[..., Any]:
    def split_first_line(text: str, *arguments: Any, **named: Any) -> Any:
        return usual(Ahead(text), *arguments, **named)

    split_first_line.looks_further = True  # type: ignore[attr-defined]
    return split_first_line
