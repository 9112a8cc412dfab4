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
    """Spread of one indicator over the divisions that may be shown: lowest (all that tie) and highest score.

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
    """Return the spread of each indicator that two divisions have a score of, the widest first."""
    all_spreads = []
    for indicator in assessment.indicators:
        scores = {
            division.name: Fraction(rounded(division.indicators[indicator.no]))
            for division in assessment.divisions
            if indicator.no in division.indicators
        }
        if len(scores) > 1:
            low = min(scores.values())
            names = tuple(name for name, score in scores.items() if score == low)
            all_spreads.append(Spread(indicator.no, names, low, max(scores.values())))
    return tuple(sorted(all_spreads, key=lambda spread: (-spread.width, spread.no)))


def sentences(assessment: Assessment, instrument: Instrument) -> Iterator[Insight]:
    """Yield the indicators on which divisions differ most, with the weakest of them."""
    for spread in spreads(assessment)[:MOST]:
        if spread.width > 0:
            names = tuple(Text(name, name) for name in spread.lowest)
            name = instrument.indicator(spread.no).good
            yield insight(
                "divisions", "spread", spread.width, no=spread.no, indicator=name, divisions=names, low=spread.low,
                high=spread.high, width=spread.width,
            )  # fmt: skip
