"""Sentences about the weakest indicators of a dimension, for the memo, the results and the measures."""

from typing import Literal

from itaxl.report.views.material import Material

Place = Literal["memo", "results", "section"]


def weakest_sentences(case: Material, dimension: str, place: Place) -> tuple[str, ...]:
    """Return a paragraph about the weakest indicator; for a tie, one about all, then one for each recommendation.

    Above the measures they are only named: what must be done stands in the results.
    """
    result = case.assessment.dimension(dimension)
    places = case.dimension_places(dimension)
    if not result.weakest:
        key = "finding.unknown" if result.score is None else "finding.full"
        return (case.say(key, **places),)
    if len(result.weakest) == 1:
        return (_weakest_sentence(case, result.weakest[0], place, places),)
    tie = _tie_sentence(case, result.weakest, places)
    return (tie,) if place == "section" else (tie, *_recommendation_sentences(case, result.weakest))


def indicator_places(case: Material, no: int) -> dict[str, str]:
    """Return the values of `{no}`, `{indicator}`, `{score}` and `{recommendation}` for an indicator."""
    return {
        "no": case.style.count(no),
        "indicator": case.indicator(no),
        "score": case.style.score(case.assessment.indicator(no).score),
        "recommendation": case.recommendation(no),
    }


def _weakest_sentence(case: Material, no: int, place: Place, places: dict[str, str]) -> str:
    values = places | indicator_places(case, no)
    key = case.say.first_key(f"{place}.finding.{no}", f"{place}.finding")
    if not values["recommendation"] and case.say.has_place(key, "recommendation"):
        key = "finding.short"
    return case.say(key, **values)


def _tie_sentence(case: Material, weakest: tuple[int, ...], places: dict[str, str]) -> str:
    names = [case.say("word.indicator_no", **indicator_places(case, no)) for no in weakest]
    joined = case.say.texts("word.and").join([", ".join(names[:-1]), names[-1]])
    score = case.style.score(case.assessment.indicator(weakest[0]).score)
    return case.say("finding.tie", **places, indicators=joined, score=score)


def _recommendation_sentences(case: Material, weakest: tuple[int, ...]) -> tuple[str, ...]:
    indicators = [indicator_places(case, no) for no in weakest]
    return tuple(case.say("finding.must", **places) for places in indicators if places["recommendation"])
