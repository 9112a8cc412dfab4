"""Page that blocks are drawn on: its width, its colours, the signs of its legends."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from itaxl.report.wordml.markup import NOTHING, Xml, join, paragraph, run, text, w

STRIPED = "under_way"  # drawn in stripes of its colour
# Colour, by name, of each kind of bar, part of a bar and shaded cell.
_FILLS = {
    **{"passed": "fair", "under": "middling", "weakest": "accent", "got": "fair", "lost": "accent"},
    **{"done": "accent", "unreported": "rail", "rail": "rail", "head": "head", "group": "group"},
    **{STRIPED: "middling", "no_status": "middling"},
    **{shade: shade for shade in ("shade-1", "shade-2", "shade-3")},
}
_SIGNS = {"before": "│", "mark": "┆", "now-line": "━", "mark-line": "┅", "before-line": "┈"}
DARK = ("shade-3",)  # shades under white text
UNDER = ("shade-1", "shade-2", "shade-3")  # shades of a score under the pass mark
UNDER_SIGN = "▾"  # tells them apart where the shades are too alike: in grey, on a poor printer


@dataclass(frozen=True)
class Sheet:
    """Sheet: `width` of its text in twentieths of a point, `colours` as six digits by name, style of its text.

    `page`: word before the number of a page that is referred to.
    """

    width: int
    colours: Mapping[str, str]
    text_style: str = "BodyText"
    page: str = ""

    def fill(self, kind: str) -> Xml:
        """Return the background of a cell of this kind; nothing if the kind has none."""
        colour = self.colour(kind)
        if kind == STRIPED:
            return w("shd", val="diagStripe", color=colour, fill="FFFFFF")
        return w("shd", val="clear", color="auto", fill=colour) if colour else NOTHING

    def colour(self, kind: str) -> str:
        """Return the colour of a kind of bar or cell; blank if it has none."""
        name = _FILLS.get(kind)
        return self.colours[name] if name else ""

    def legend(self, entries: Iterable[tuple[str, str]], *more: Xml) -> Xml:
        """Return a line of signs, each with its meaning."""
        keys = (join(self._sign(kind), run(f" {label}   ")) for kind, label in entries)
        return paragraph("Legend", *keys, *more)

    def _sign(self, kind: str) -> Xml:
        if kind in _SIGNS:
            return run(_SIGNS[kind], "Tick")
        border = w("bdr", val="single", sz=4, space=0, color="777777")
        white = w("color", val="FFFFFF") if kind in DARK else NOTHING
        inside = UNDER_SIGN if kind in UNDER else "\u2003"
        return w("r", w("rPr", w("rStyle", val="Tick"), white, border, self.fill(kind)), text(inside))
