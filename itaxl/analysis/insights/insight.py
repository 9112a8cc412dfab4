"""Insight: a key of the catalogue `insights` and the figures of its places."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from itaxl.texts import Text

Part = Literal["points", "steps", "change", "divisions", "followup"]
Value = Fraction | int | str | Text | tuple[Text, ...]


@dataclass(frozen=True)
class Insight:
    """Fact worth a sentence.

    `values` by place: a Fraction is a score, points or percent, an int a count, a Text a name in both languages.

    `weight` orders insights of one part: what matters more comes first (points of the total, where they are known).
    """

    part: Part
    key: str
    values: tuple[tuple[str, Value], ...]
    weight: Fraction = Fraction()

    def value(self, place: str) -> Value:
        """Return the figure of a place. Raises KeyError for one that the sentence has not."""
        return dict(self.values)[place]


def insight(part: Part, key: str, weight: Fraction | int = 0, /, **values: Value) -> Insight:
    """Short form of the constructor."""
    return Insight(part, f"{part}.{key}", tuple(values.items()), Fraction(weight))
