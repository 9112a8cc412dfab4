"""What blocks know of the page that they are drawn on: its width, its colours, the signs of legends."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from itaxl.report.wordml.markup import NOTHING, Xml, join, paragraph, run, text, w

STRIPED = "under_way"  # drawn in stripes of its colour
# What the kinds of bars, of their parts and of shaded cells look like: a colour by name, or a pattern of it.
_FILLS = {
    **{"passed": "fair", "under": "middling", "weakest": "accent", "got": "fair", "lost": "accent"},
    **{"done": "accent", "unreported": "rail", "rail": "rail", "head": "head", "group": "group"},
    **{STRIPED: "middling"},
    **{shade: shade for shade in ("shade-1", "shade-2", "shade-3")},
}
_SIGNS = {"before": "│", "mark": "┆", "now-line": "━", "mark-line": "┅", "before-line": "┈"}
DARK = ("shade-3",)  # white text stands on it


@dataclass(frozen=True)
class Sheet:
    """`width` of the text in twentieths of a point; `colours`: six digits by name; `text_style` of running text."""

    width: int
    colours: Mapping[str, str]
    text_style: str = "BodyText"

    def fill(self, kind: str) -> Xml:
        """The background of a cell; nothing for a kind that has none."""
        colour = self.colour(kind)
        if kind == STRIPED:
            return w("shd", val="diagStripe", color=colour, fill="FFFFFF")
        return w("shd", val="clear", color="auto", fill=colour) if colour else NOTHING

    def colour(self, kind: str) -> str:
        """The colour of a kind of bar or cell; blank for one that has none."""
        name = _FILLS.get(kind)
        return self.colours[name] if name else ""

    def legend(self, entries: Iterable[tuple[str, str]], *more: Xml) -> Xml:
        """A line of signs, each with what it stands for."""
        keys = (join(self._sign(kind), run(f" {label}   ")) for kind, label in entries)
        return paragraph("Legend", *keys, *more)

    def _sign(self, kind: str) -> Xml:
        if kind in _SIGNS:
            return run(_SIGNS[kind], "Tick")
        border = w("bdr", val="single", sz=4, space=0, color="777777")
        return w("r", w("rPr", border, self.fill(kind)), text("\u2003"))
