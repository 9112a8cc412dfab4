"""What blocks are drawn on: the width of the text, and the colours that the documents share."""

from collections.abc import Mapping
from dataclasses import dataclass

from itaxl.report.word.markup import NOTHING, Xml, join, run, text, w

# What the kinds of bars, of their parts and of shaded cells look like: a colour by name, or a pattern of it.
_FILLS = {"passed": "fair", "under": "middling", "weakest": "accent", "got": "fair", "lost": "accent"}
_FILLS |= {"done": "accent", "unreported": "rail", "rail": "rail", "head": "head", "group": "group"}
_FILLS |= {f"shade-{step}": f"shade-{step}" for step in (1, 2, 3)}
_STRIPED = {"under_way": "middling"}
DARK = ("shade-3",)  # white text stands on it
_SIGNS = {"before": "│", "mark": "┆", "now-line": "━", "mark-line": "┅", "before-line": "┈"}


@dataclass(frozen=True)
class Sheet:
    """`width` of the text in twentieths of a point; `colours`: six digits by name."""

    width: int
    colours: Mapping[str, str]

    def fill(self, kind: str) -> Xml:
        """The background of a cell; nothing for a kind that has none."""
        if kind in _STRIPED:
            return w("shd", val="diagStripe", color=self.colours[_STRIPED[kind]], fill="FFFFFF")
        name = _FILLS.get(kind)
        return w("shd", val="clear", color="auto", fill=self.colours[name]) if name else NOTHING

    def key(self, kind: str, label: str) -> Xml:
        """An entry of a legend: a sign, and what it stands for."""
        return join(self._sign(kind), run(f" {label}   "))

    def _sign(self, kind: str) -> Xml:
        if kind in _SIGNS:
            return run(_SIGNS[kind], "Tick")
        border = w("bdr", val="single", sz=4, space=0, color="777777")
        return w("r", w("rPr", border, self.fill(kind)), text("\u2003"))
