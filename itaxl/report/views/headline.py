"""Sentences on the result: total and grade with their sources, and a grade that does not fit its band."""

from itaxl.analysis import grades
from itaxl.instrument import grading
from itaxl.instrument.model import Grade
from itaxl.report.views.material import Material


def result_sentences(case: Material, key: str) -> tuple[str, ...]:
    """Return the paragraphs about the result: announced, computed from the divisions, partly so, or not known."""
    assessment, say = case.assessment, case.say
    both = {assessment.total_source, assessment.grade_source}
    if both == {None}:
        return say.paragraphs(f"{key}_unknown")
    if both == {"announced"}:
        return say.paragraphs(key)
    if both == {"computed"} and assessment.source == "divisions":
        return say.paragraphs(f"{key}_divisions")
    total_says = say(f"headline.total_{assessment.total_source or 'unknown'}")
    grade_says = say(f"headline.grade_{assessment.grade_source or 'unknown'}")
    return say.paragraphs(f"{key}_mixed", total_says=total_says, grade_says=grade_says)


def is_disputed(case: Material) -> bool:
    """Return whether total and dimensions exclude the announced grade."""
    return grades.disputed(case.assessment, case.instrument) is not None


def dispute(case: Material) -> tuple[str, ...]:
    """Return a sentence with the bands of both grades if total and dimensions exclude the announced one."""
    computed = grades.disputed(case.assessment, case.instrument)
    announced = grading.named(case.assessment.grade_announced or "", case.instrument)
    if computed is None or announced is None:
        return ()
    key = "results.disputed" if announced.lower != computed.lower else "results.disputed_conditions"
    places = {"announced": announced.grade, "computed": computed.grade}
    bands = {"announced_band": band(case, announced), "computed_band": band(case, computed)}
    return case.say.paragraphs(key, **places, **bands)


def band(case: Material, grade: Grade) -> str:
    """Return the band of a grade: 75.00–84.99."""
    lower, upper = case.style.score(grade.lower), case.style.score(grade.upper)
    return case.say("appendix.band_value", lower=lower, upper=upper)
