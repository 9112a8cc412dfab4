"""Insights of `itaxl.analysis` as the documents print them, in the document's language and digits."""

from collections.abc import Collection, Iterator
from fractions import Fraction

from itaxl.analysis.insights import Insight
from itaxl.analysis.insights.insight import Part, Value
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.heading import Heading
from itaxl.report.blocks.items import Items
from itaxl.report.views.material import Material
from itaxl.report.views.picture import gain_table
from itaxl.texts import Text, Texts

ANALYSIS_PARTS: tuple[Part, ...] = ("points", "steps", "change", "divisions")
_TOLD = ("change.total_rose", "change.total_fell", "change.total_same")  # the key figures tell it already


def blocks(case: Material) -> Iterator[Block]:
    """Yield a heading and a list for each part of the analysis that has insights, and the table of gains."""
    for part in ANALYSIS_PARTS:
        insights_of_part = sentences(case, part, without=_TOLD)
        if insights_of_part:
            yield Heading(case.say(f"insights.{part}"))
            yield Items(insights_of_part)
        gains = gain_table(case) if part == "points" else None
        if gains:
            yield gains


def sentences(case: Material, part: Part, without: Collection[str] = ()) -> tuple[str, ...]:
    """Return the insights of `part` as sentences, except those whose keys are in `without`."""
    return tuple(
        sentence(insight, case)
        for insight in case.insights
        if insight.part == part and insight.key not in without
    )


def sentence(insight: Insight, case: Material) -> str:
    """Return an insight as a sentence in the language and digits of the document."""
    values = {place: _printed(place, value, case) for place, value in insight.values}
    return case.style.text(Texts("insights", case.lang)(insight.key, **values))


def _printed(place: str, value: Value, case: Material) -> str:
    if isinstance(value, Fraction):
        return case.style.amount(value) if place in ("share", "every", "lower") else case.style.score(value)
    if isinstance(value, int):
        return str(value) if place == "year" else case.style.count(value)
    if isinstance(value, Text):
        return value[case.lang]
    if isinstance(value, tuple):
        return ", ".join(text[case.lang] for text in value)
    return value
