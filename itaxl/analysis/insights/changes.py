"""Insights on rises and falls since the year before."""

from collections.abc import Iterator
from fractions import Fraction

from itaxl.analysis.insights.insight import Insight, insight
from itaxl.assessment import Assessment
from itaxl.instrument.model import Instrument
from itaxl.instrument.scoring import rounded

MOST = 3


def by_indicator(assessment: Assessment) -> tuple[tuple[int, Fraction], ...]:
    """Return the change of each indicator's score since the year before, as printed: the greatest rise first."""
    differences = [
        (indicator.no, Fraction(rounded(indicator.score) - rounded(indicator.previous)))
        for indicator in assessment.indicators
        if indicator.score is not None and indicator.previous is not None
    ]
    return tuple(sorted(differences, key=lambda pair: (-pair[1], pair[0])))


def sentences(assessment: Assessment, instrument: Instrument) -> Iterator[Insight]:
    """Yield the total's change, and the greatest rises and falls."""
    before = assessment.previous
    if before is None:
        return
    if before.total is not None and assessment.total is not None:
        change = Fraction(rounded(assessment.total) - rounded(before.total))
        key = "total_rose" if change > 0 else "total_fell" if change < 0 else "total_same"
        yield insight(
            "change",
            key,
            100,
            year=before.year,
            before=before.total,
            now=assessment.total,
            change=abs(change),
        )
    changes = by_indicator(assessment)
    for key, pairs in (
        ("rose", [pair for pair in changes if pair[1] > 0][:MOST]),
        ("fell", [pair for pair in reversed(changes) if pair[1] < 0][:MOST]),
    ):
        for no, change in pairs:
            name = instrument.indicator(no).good
            yield insight("change", key, abs(change), no=no, indicator=name, change=abs(change))
