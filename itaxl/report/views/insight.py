"""What the figures say, as the documents print it: the insights of `itaxl.analysis` in the document's own digits."""

from collections.abc import Collection, Iterator
from fractions import Fraction

from itaxl.analysis.insights import Insight, insights
from itaxl.analysis.insights.insight import Part, Value
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.heading import Heading
from itaxl.report.blocks.items import Items
from itaxl.report.views.material import Material
from itaxl.report.views.picture import gain_table
from itaxl.texts import Text, Texts

OF_THE_ANALYSIS: tuple[Part, ...] = ("points", "steps", "change", "divisions")


def blocks(case: Material) -> Iterator[Block]:
    """A heading and a list for each part of the analysis that has anything to say."""
    for part in OF_THE_ANALYSIS:
        said = sentences(case, part)
        if said:
            yield Heading(case.say(f"insights.{part}"))
            yield Items(said)
        gains = gain_table(case) if part == "points" else None
        if gains:
            yield gains


def sentences(case: Material, part: Part, besides: Collection[str] = ()) -> tuple[str, ...]:
    """All that is to be said of one part; `besides`: keys of what is said already."""
    return tuple(
        sentence(insight, case)
        for insight in insights(case.assessment, case.instrument)
        if insight.part == part and insight.key not in besides
    )


def sentence(each: Insight, case: Material) -> str:
    """One insight in the language and the digits of the document."""
    values = {place: _drawn(place, value, case) for place, value in each.values}
    return case.style.text(Texts("insights", case.lang)(each.key, **values))


def _drawn(place: str, value: Value, case: Material) -> str:
    if isinstance(value, Fraction):
        return case.style.amount(value) if place in ("share", "every", "lower") else case.style.score(value)
    if isinstance(value, int):
        return str(value) if place == "year" else case.style.count(value)
    if isinstance(value, Text):
        return value[case.lang]
    if isinstance(value, tuple):
        return ", ".join(each[case.lang] for each in value)
    return value
