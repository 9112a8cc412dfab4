"""Insights on measures: done, late, without evidence, last year's without effect."""

from collections.abc import Iterator
from fractions import Fraction

from itaxl.analysis import measure_state
from itaxl.analysis.insights.insight import Insight, insight
from itaxl.assessment import Assessment, Measure, PreviousMeasure
from itaxl.instrument.model import Instrument


def without_evidence(assessment: Assessment) -> tuple[Measure, ...]:
    """Return the measures that a division reports as done without a link to the evidence."""
    reported = {measure.code: measure for measure, _ in measure_state.without_evidence(assessment)}
    return tuple(reported.values())


def without_effect(assessment: Assessment) -> tuple[PreviousMeasure, ...]:
    """Measures of the year before whose indicator has no higher score this year."""
    if assessment.previous is None:
        return ()
    still = {
        indicator.no
        for indicator in assessment.indicators
        if indicator.score is not None
        and indicator.previous is not None
        and indicator.score <= indicator.previous
    }
    return tuple(measure for measure in assessment.previous.measures if measure.indicator in still)


def sentences(assessment: Assessment, instrument: Instrument) -> Iterator[Insight]:
    """Yield counts, and each indicator of last year's measures that did not improve."""
    count = len(assessment.measures)
    if count and assessment.followup_round:
        done = sum(state.done for state in measure_state.states(assessment).values())
        share = Fraction(100 * done, count)
        yield insight("followup", "done", 100, done=done, count=count, share=share)
    for key, measures in (
        ("late", measure_state.late(assessment)),
        ("without_evidence", without_evidence(assessment)),
    ):
        if measures and assessment.followup_round:
            yield insight("followup", key, len(measures), count=len(measures))
    for no in sorted({measure.indicator for measure in without_effect(assessment)}):
        measured = sum(measure.indicator == no for measure in without_effect(assessment))
        result = assessment.indicator(no)
        yield insight(
            "change", "without_effect", measured, no=no, indicator=instrument.indicator(no).good, count=measured,
            before=result.previous or Fraction(), now=result.score or Fraction(),
        )  # fmt: skip
