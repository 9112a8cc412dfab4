"""Divisions side by side: who is weakest where, and how far apart they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from itaxl.analysis.insights.insight import Insight, insight
from itaxl.assessment import Assessment
from itaxl.instrument.model import Instrument
from itaxl.instrument.scoring import rounded
from itaxl.texts import Text

MOST = 3


@dataclass(frozen=True)
class Spread:
    """Of one indicator over the divisions that may be shown: the lowest (all that tie) and the highest score.

    As they are printed, with two decimals: else a reader who subtracts one from the other finds another width.
    """

    no: int
    lowest: tuple[str, ...]
    low: Fraction
    high: Fraction

    @property
    def width(self) -> Fraction:
        return self.high - self.low


def spreads(assessment: Assessment) -> tuple[Spread, ...]:
    """Of each indicator that at least two divisions have a score of, the widest first."""
    found = []
    for each in assessment.indicators:
        scores = {
            one.name: Fraction(rounded(one.indicators[each.no]))
            for one in assessment.divisions
            if each.no in one.indicators
        }
        if len(scores) > 1:
            low = min(scores.values())
            names = tuple(name for name, score in scores.items() if score == low)
            found.append(Spread(each.no, names, low, max(scores.values())))
    return tuple(sorted(found, key=lambda each: (-each.width, each.no)))


def sentences(assessment: Assessment, instrument: Instrument) -> Iterator[Insight]:
    """The indicators on which divisions differ most, with the weakest of them."""
    for each in spreads(assessment)[:MOST]:
        if each.width > 0:
            names = tuple(Text(name, name) for name in each.lowest)
            name = instrument.indicator(each.no).name
            yield insight(
                "divisions", "spread", each.width, no=each.no, indicator=name, divisions=names, low=each.low,
                high=each.high, width=each.width,
            )  # fmt: skip
