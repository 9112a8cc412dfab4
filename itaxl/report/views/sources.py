"""Sentences on where the figures are from: the announcement, the divisions, or figures below them."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from itaxl.assessment import Source
from itaxl.report.views.material import Material

SOURCES: tuple[Source, ...] = ("announced", "divisions", "computed")


def sentences(case: Material) -> tuple[str, ...]:
    """Return a paragraph that names every figure by its source."""
    figures = {source: _joined(case, _figures(case, source)) for source in SOURCES}
    paragraphs = (case.say(f"sources.{source}", figures=named) for source, named in figures.items() if named)
    return (" ".join(paragraphs),)


def of_indicators(case: Material) -> tuple[str, ...]:
    """Return a paragraph on where the indicators' scores are from."""
    named = ((source, _indicators(case, source)) for source in SOURCES)
    return (" ".join(case.say(f"sources.{source}", figures=figures) for source, figures in named if figures),)


def method(case: Material) -> tuple[str, ...]:
    """Return the paragraphs of the appendix on where scores and grade are from."""
    assessment, say = case.assessment, case.say
    if assessment.source == "divisions":
        return say.paragraphs("appendix.method_divisions")
    if not any(_figures(case, source) for source in ("divisions", "computed")):
        return say.paragraphs("appendix.method_announced")
    mean = say.paragraphs("appendix.method_mean") if assessment.source == "mixed" else ()
    return (*sentences(case), *mean)


def _joined(case: Material, names: list[str]) -> str:
    *others, last = names or [""]
    return case.say.texts("word.and").join([", ".join(others), last]) if others else last


def _figures(case: Material, source: Source) -> list[str]:
    """Name the figures of one source, the total first."""
    assessment, say = case.assessment, case.say
    named = []
    for key, own in (("total", assessment.total_source), ("grade", assessment.grade_source)):
        named += [say(f"sources.{key}")] if own == source else []
    dimensions = [dimension.code for dimension in assessment.dimensions if dimension.source == source]
    if dimensions:
        named.append(say("sources.dimensions", dimensions=", ".join(dimensions)))
    indicators = _indicators(case, source)
    return [*named, indicators] if indicators else named


def _indicators(case: Material, source: Source) -> str:
    numbers = [indicator.no for indicator in case.assessment.indicators if indicator.source == source]
    return case.say("sources.indicators", indicators=", ".join(_ranges(case, numbers))) if numbers else ""


def _ranges(case: Material, numbers: Iterable[int]) -> Iterator[str]:
    """Yield numbers in order, neighbours as a range: 1–3, 5."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        first, *rest = [case.style.count(number) for _, number in group]
        yield f"{first}–{rest[-1]}" if rest else first
