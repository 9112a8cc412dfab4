"""Comparison of the announced grade with those that the total and the dimensions allow."""

from itaxl.assessment import Assessment
from itaxl.instrument import grading
from itaxl.instrument.model import Grade, Instrument


def allowed(assessment: Assessment, instrument: Instrument) -> tuple[Grade, ...]:
    """Return the grades that total and dimensions allow, best first; empty without a total."""
    if assessment.total is None:
        return ()
    scores = {
        dimension.code: dimension.score for dimension in assessment.dimensions if dimension.score is not None
    }
    return grading.graded(assessment.total, instrument, scores).possible


def disputed(assessment: Assessment, instrument: Instrument) -> Grade | None:
    """Return the best grade that total and dimensions allow if they exclude the announced one, else None."""
    official = grading.named(assessment.grade_announced or "", instrument)
    possible = allowed(assessment, instrument)
    return possible[0] if official and possible and official not in possible else None
