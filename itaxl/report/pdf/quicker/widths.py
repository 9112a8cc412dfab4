"""Boxes with room for their whole content, which are not measured word by word."""

from typing import Any

from itaxl.report.pdf.quicker import places

NAME = "weasyprint.layout.preferred:shrink_to_fit"


def fit() -> None:
    """Put ours in place."""
    places.replace(NAME, shrink_to_fit)


def shrink_to_fit(context: Any, box: Any, available: float) -> float:
    """Return what WeasyPrint's own function of this name does: the width of a box between its least and its most."""
    from weasyprint.layout import preferred  # noqa: PLC0415

    most: float = preferred.max_content_width(context, box, outer=False)
    if most <= available:
        return most
    least: float = preferred.min_content_width(context, box, outer=False)
    return min(max(least, available), most)
