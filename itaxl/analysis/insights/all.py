"""Collect the insights of an assessment."""

from collections.abc import Callable, Iterator

from itaxl.analysis.insights import changes, measures, points, sides, steps
from itaxl.analysis.insights.insight import Insight
from itaxl.assessment import Assessment
from itaxl.instrument.model import Instrument

SOURCES: tuple[Callable[[Assessment, Instrument], Iterator[Insight]], ...] = (
    points.sentences,
    steps.sentences,
    changes.sentences,
    sides.sentences,
    measures.sentences,
)


def insights(assessment: Assessment, instrument: Instrument) -> tuple[Insight, ...]:
    """Return every sentence that the figures give, part by part."""
    return tuple(insight for source in SOURCES for insight in source(assessment, instrument))
