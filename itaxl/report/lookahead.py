"""WeasyPrint looks at too little of a Thai text when it ends a line.

To find a line's end it takes the first characters of a paragraph, four for each letter's height that the line is wide.
Thai has more, since its vowels and tones stand above and below. Where that many end inside a word, libthai sees a
piece of it and ends the line there: อยู่ระหว่างดำ|เนินการ. And where they fill less than the line, the whole paragraph
is looked at again for each of its lines, which takes twice the time of a report.
"""

from collections.abc import Callable
from math import inf
from typing import Any, SupportsIndex

AT_ONCE = (
    4  # widths of letters below which the engine takes a column as narrow, and looks at the text as a whole
)
FURTHER = 2  # times as many characters; 1.5 give the same lines as 4


class Ahead(str):
    """A text whose beginning is longer than asked for, the first time that one is asked for."""

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        text = str(self)
        if not isinstance(key, slice) or key.start is not None or "asked" in vars(self):
            return text[key]
        vars(self)["asked"] = True
        return text[: key.stop * FURTHER]


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
    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, *rest: Any, **named: Any
    ) -> Any:
        narrow = max_width is None or style["font_size"] * AT_ONCE > max_width
        given = text if narrow or max_width == inf else Ahead(text)
        return usual(given, style, context, max_width, *rest, **named)

    split_first_line.looks_further = True  # type: ignore[attr-defined]
    return split_first_line
