"""Lines of text that were set before: equal texts in one style and one width come out alike."""

from copy import copy
from typing import Any

from itaxl.report.pdf.quicker import places

LINE = "weasyprint.text.line_break:split_first_line"
OF_STYLES = ("weasyprint.text.line_break:get_font_description", "weasyprint.text.line_break:strut")


def fit() -> None:
    """Put ours in place."""
    places.replace(LINE, _lines())
    for name in OF_STYLES:
        places.replace(name, _once_a_style(name))


def _lines() -> places.Function:
    split = places.original(LINE)

    def split_first_line(
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> tuple[Any, ...]:
        """Return what WeasyPrint's does; each caller gets a layout of its own, since drawing changes it."""
        lines, how = (
            places.remembered(style, "lines"),
            (max_width, justification_spacing, is_line_start, minimum),
        )
        if (text, *how) not in lines:
            lines[text, *how] = split(text, style, context, *how)
        layout, *metrics = lines[text, *how]
        return (copy(layout), *metrics)

    return split_first_line


def _once_a_style(name: str) -> places.Function:
    function = places.original(name)

    def of_style(style: Any) -> Any:
        results = places.remembered(style, "results")
        if name not in results:
            results[name] = function(style)
        return results[name]

    return of_style
