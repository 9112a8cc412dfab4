"""Insights on missing points: by dimension, by indicator, by open data item."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from itaxl.analysis import sums
from itaxl.analysis.insights.insight import Insight, insight
from itaxl.assessment import Assessment, QuestionResult
from itaxl.instrument import items
from itaxl.instrument.model import Instrument, Item
from itaxl.instrument.scoring import rounded

MOST = 3  # sentences of one kind; a document shows the rest in tables


@dataclass(frozen=True)
class Lost:
    """Points of the total (0–100) that an indicator or a whole dimension (`no` None) does not bring."""

    dimension: str
    no: int | None
    points: Fraction


def by_dimension(assessment: Assessment) -> tuple[Lost, ...]:
    """Return the loss of each dimension that has a score, in their order: what its printed points lack."""
    return tuple(
        Lost(dimension.code, None, dimension.weight - Fraction(rounded(dimension.points)))
        for dimension in assessment.dimensions
        if dimension.points is not None
    )


def by_indicator(assessment: Assessment, instrument: Instrument) -> tuple[Lost, ...]:
    """Return the loss of each indicator, the greatest first; indicators share their dimension's weight evenly."""
    lost = [
        Lost(
            indicator.dimension, indicator.no, worth(indicator.no, instrument) * (100 - indicator.score) / 100
        )
        for indicator in assessment.indicators
        if indicator.score is not None
    ]
    return tuple(sorted(lost, key=lambda loss: (-loss.points, loss.no)))


def worth(no: int, instrument: Instrument) -> Fraction:
    """Points of the total (0–100) that an indicator brings at a score of 100."""
    dimension = instrument.dimension(instrument.indicator(no).dimension)
    return Fraction(dimension.weight) / len(dimension.indicators)


def by_item(assessment: Assessment, instrument: Instrument) -> tuple[tuple[Item, Fraction | None], ...]:
    """Items that did not pass with what mending each would bring, the greatest gain first; None: worth unknown."""
    return items.missed({item.code: item.passed for item in assessment.items}, instrument)


def weakest_questions(assessment: Assessment) -> tuple[QuestionResult, ...]:
    """Return the survey questions with the lowest scores, the lowest first."""
    return tuple(sorted(assessment.questions, key=lambda question: question.score)[:MOST])


def sentences(assessment: Assessment, instrument: Instrument) -> Iterator[Insight]:
    """Yield the whole loss and the dimension that loses most, the indicators that lose most, the items missed."""
    lost = by_dimension(assessment)
    if sums.adds_up(assessment):
        whole = sums.points_lost(assessment)
        most = max(lost, key=lambda loss: loss.points)
        if whole > 0:
            share = most.points * 100 / whole
            yield insight(
                "points",
                "whole",
                whole,
                lost=whole,
                dimension=most.dimension,
                points=most.points,
                share=share,
            )
    for loss in by_indicator(assessment, instrument)[:MOST]:
        if loss.no is not None and rounded(loss.points) > 0:
            name = instrument.indicator(loss.no).good
            yield insight("points", "indicator", loss.points, no=loss.no, indicator=name, points=loss.points)
    for question in weakest_questions(assessment):
        subject = next(entry.subject for entry in instrument.questions if entry.code == question.code)
        yield insight(
            "points",
            "question",
            0,
            code=question.code,
            question=subject,
            no=question.indicator,
            score=question.score,
        )
    missed = by_item(assessment, instrument)
    for item, gain in [(item, gain) for item, gain in missed if gain is not None][:MOST]:
        yield insight("points", "item", gain, code=item.code, item=item.name, gain=gain)
    for item in (item for item, gain in missed if gain is None):
        yield insight("points", "item_unknown", 0, code=item.code, item=item.name)
