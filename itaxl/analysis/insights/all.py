"""All insights of an assessment."""

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
    """Every sentence that the figures give, part by part; within a part in the order in which it is found."""
    return tuple(each for source in SOURCES for each in source(assessment, instrument))
