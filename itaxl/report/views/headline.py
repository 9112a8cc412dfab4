"""Sentences on the result: total and grade with their sources, and a grade that does not fit its band."""

from itaxl.analysis import grades
from itaxl.instrument import grading
from itaxl.instrument.model import Grade
from itaxl.report.views.material import Material


def result_sentences(case: Material, key: str) -> tuple[str, ...]:
    """Return the paragraphs about the result: announced, computed from the divisions, partly so, or not known."""
    assessment, say = case.assessment, case.say
    total_says = say(f"headline.total_{assessment.total_source or 'unknown'}")
    grade_says = say(f"headline.grade_{assessment.grade_source or 'unknown'}")
    return say.paragraphs(headline_key(case, key), total_says=total_says, grade_says=grade_says)


def headline_key(case: Material, key: str) -> str:
    """Return the key of the sentence on the result that fits the sources of total and grade."""
    both = {case.assessment.total_source, case.assessment.grade_source}
    if both == {None}:
        return f"{key}_unknown"
    if both == {"announced"}:
        return key
    own = both == {"computed"} and case.assessment.source == "divisions"
    return f"{key}_divisions" if own else f"{key}_mixed"


def details_key(case: Material, key: str) -> str:
    """Return the key of the words that lead to the lowest indicators, if any dimension has one."""
    any_weakest = any(dimension.weakest for dimension in case.assessment.dimensions)
    return key if any_weakest or key in case.agency.text else f"{key}_none"


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
