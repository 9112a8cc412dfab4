"""Indicators under the agency's threshold, and those of them that no measure covers. Scores count as printed."""

from fractions import Fraction

from itaxl.assessment import Assessment, IndicatorResult
from itaxl.instrument.scoring import rounded


def under(assessment: Assessment, threshold: float) -> tuple[IndicatorResult, ...]:
    """Return the indicators whose score is below the threshold, in their order."""
    return tuple(
        indicator
        for indicator in assessment.indicators
        if indicator.score is not None and rounded(indicator.score) < Fraction(threshold)
    )


def uncovered(assessment: Assessment, threshold: float) -> tuple[IndicatorResult, ...]:
    """Return those under the threshold that have no measure, without the lowest of each dimension.

    Measures for the lowest are what the report is for: where one has none, that is an error of its own.
    """
    measured = {measure.indicator for measure in assessment.measures}
    lowest = {no for dimension in assessment.dimensions for no in dimension.weakest}
    return tuple(
        indicator for indicator in under(assessment, threshold) if indicator.no not in measured | lowest
    )
