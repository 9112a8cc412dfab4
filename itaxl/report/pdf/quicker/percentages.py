"""Sizes of boxes that were worked out before: they follow from the style and from the size of what is around."""

from typing import Any

from itaxl.report.pdf.quicker import places

NAME = "weasyprint.layout.percent:resolve_percentages"
_SIDES = ("top", "right", "bottom", "left")
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_RESOLVED = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{limit}{size}" for limit in ("", "min_", "max_") for size in ("width", "height")),
    *_BORDERS,
)


def fit() -> None:
    """Put ours in place."""
    from weasyprint.formatting_structure.boxes import Box, PageBox  # noqa: PLC0415

    resolve = places.original(NAME)

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        """Set what WeasyPrint's sets. Where borders collapse, it leaves those that a box has, and counts with them."""
        around = containing_block
        if isinstance(containing_block, Box):
            around = (containing_block.width, containing_block.height)
        own = vars(box)
        borders = box.style["border_collapse"] == "collapse" and tuple(map(own.get, _BORDERS))
        sizes = places.remembered(box.style, "sizes")
        key = (*around, borders, isinstance(box, PageBox))
        if key in sizes:
            own.update(sizes[key])
        else:
            resolve(box, containing_block)
            sizes[key] = {name: own[name] for name in _RESOLVED}

    places.replace(NAME, resolve_percentages)
