"""Line on each indicator: where it stands against the threshold, in its dimension, and against the year before."""

from fractions import Fraction

from itaxl.assessment import IndicatorResult
from itaxl.instrument.scoring import rounded
from itaxl.report.views.material import Material


def remark(case: Material, result: IndicatorResult, *, under: bool) -> str:
    """Return the line on an indicator that has a score; `under`: its score is below the agency's threshold."""
    place = _place(case, result)
    key = f"remark.{'under' if under else 'above'}{f'_{place}' if place else ''}"
    return f"{case.say(key, dimension=result.dimension)}{_change(case, result)}"


def _place(case: Material, result: IndicatorResult) -> str:
    """Return whether it is the `lowest` or `highest` of its dimension as printed; blank for neither or all alike."""
    scores = {
        rounded(other.score)
        for other in case.assessment.indicators
        if other.dimension == result.dimension and other.score is not None
    }
    own = rounded(result.score or Fraction())
    if len(scores) < 2 or own not in (min(scores), max(scores)):
        return ""
    return "lowest" if own == min(scores) else "highest"


def _change(case: Material, result: IndicatorResult) -> str:
    if result.previous is None or result.score is None:
        return ""
    now, before = rounded(result.score), rounded(result.previous)
    key = "higher" if now > before else "lower" if now < before else "even"
    return case.say.texts(f"remark.{key}")
