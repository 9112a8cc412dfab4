"""View model of the analysis: its sections, in order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from itaxl.analysis import coverage
from itaxl.assessment import IndicatorResult
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.heading import Heading
from itaxl.report.blocks.prose import Prose
from itaxl.report.views import annex, appendix, insight, measure, parts, picture, score, sources, threshold
from itaxl.report.views.details import details
from itaxl.report.views.division_scores import division_table
from itaxl.report.views.document import Section, View
from itaxl.report.views.finding import weakest_sentences
from itaxl.report.views.first_page import first_page
from itaxl.report.views.headline import details_key, dispute, result_sentences
from itaxl.report.views.long_rows import Page
from itaxl.report.views.material import Material
from itaxl.report.views.means import means_table
from itaxl.report.views.memo import analysis_memo
from itaxl.report.views.principles import principles
from itaxl.report.views.year import years_blocks

# Names that `[report] sections` may list; the optional ones show otherwise what stands elsewhere already.
OPTIONAL = ("lost", "radar", "change")
SECTIONS = (
    "memo",
    "cover",
    "first-page",
    "preface",
    "contents",
    "background",
    "principles",
    "results",
    "indicators",
    "details",
    "insights",
    "years",
    "improve",
    "divisions",
    "appendix",
    *OPTIONAL,
)


def analysis_view(case: Material) -> View:
    """Return the view model of the analysis."""
    first = first_page(case) if _includes(case, "first-page") else None
    return parts.full_view(case, "analysis", SECTIONS, analysis_memo, tuple(_sections(case)), first)


def memo_view(case: Material) -> View:
    """Return the view model of the memo alone, even if the analysis leaves the memo out."""
    return replace(parts.empty_view(case, "analysis"), memo=analysis_memo(case))


def _includes(case: Material, name: str) -> bool:
    return parts.includes(case, name, SECTIONS, OPTIONAL)


def _sections(case: Material) -> Iterator[Section]:
    say = case.say
    titles: dict[str, str] = {}
    for section in _body(case):
        titles[section.id] = section.title
        yield section
    if _includes(case, "appendix"):
        yield Section("appendix", say("appendix.title"), _appendix(case, titles))


def _body(case: Material) -> Iterator[Section]:
    say = case.say
    yield from _opening(case)
    if _includes(case, "results"):
        yield Section("results", say("results.title"), tuple(_results(case)))
    if _includes(case, "indicators"):
        yield Section("indicators", say("indicators.title"), tuple(_indicators(case)))
    yield from _one_by_one(case)
    insights = tuple(insight.blocks(case)) if _includes(case, "insights") else ()
    if insights:
        yield Section("insights", say("insights.title"), insights)
    years = years_blocks(case) if _includes(case, "years") else ()
    if years:
        yield Section("years", say("years.title"), years)
    if _includes(case, "improve"):
        yield Section("improve", say("improve.title"), (Prose(_improve_lead(case), "quiet"),), wide=True)
        page = measure.first_page()
        for dimension in case.assessment.dimensions:
            yield _dimension(case, dimension.code, page)
    by_division = division_table(case) if _includes(case, "divisions") else None
    if by_division:
        yield Section("divisions", say("divisions.title"), (by_division,), wide=True)


def _opening(case: Material) -> Iterator[Section]:
    say = case.say
    if _includes(case, "background"):
        yield Section("background", say("background.title"), (Prose(say.paragraphs("background.text")),))
    if _includes(case, "principles"):
        yield Section(
            "principles",
            say("principles.title"),
            principles(case, with_bands=not _includes(case, "appendix")),
        )


def _one_by_one(case: Material) -> Iterator[Section]:
    blocks = tuple(details(case)) if _includes(case, "details") else ()
    if blocks:
        yield Section("details", case.say("details.title"), blocks)


def _improve_lead(case: Material) -> tuple[str, ...]:
    """Return what the tables of measures show, or that there are no measures yet."""
    say, assessment = case.say, case.assessment
    if assessment.measures:
        note = "measure.followup_note" if assessment.followup_round else "measure.followup_none"
        return (*say.paragraphs("improve.text"), *say.paragraphs(note))
    wanted = any(dimension.weakest for dimension in assessment.dimensions)
    return say.paragraphs("improve.text_unmeasured" if wanted else "improve.text_settled")


def headline(case: Material, *, with_figures: bool = True) -> Iterator[Block]:
    """Yield the total and the grade, the key figures, what the agency says of the grade, a grade that does not fit its
    band, and sources of figures that differ.
    """
    say = case.say
    yield Prose(result_sentences(case, "results.headline"), "lead")
    figures = score.key_figures(case) if with_figures else None
    if figures:
        yield figures
    meaning = say.paragraphs("results.meaning") if case.assessment.grade else ()
    if meaning or dispute(case):
        yield Prose((*meaning, *dispute(case)))
    if case.assessment.source == "mixed":
        yield Prose(sources.sentences(case), "quiet")


def _results(case: Material) -> Iterator[Block]:
    assessment, say = case.assessment, case.say
    yield from headline(case, with_figures=not _includes(case, "first-page"))
    details = tuple(
        line
        for dimension in assessment.dimensions
        for line in weakest_sentences(case, dimension.code, "results")
    )
    yield Prose((*say.paragraphs(details_key(case, "results.details")), *details))
    yield score.weighted_table(case)
    lost = picture.lost_table(case) if _includes(case, "lost") else None
    if lost:
        yield lost
    if any(indicator.score is not None for indicator in assessment.indicators):
        yield score.chart(case, with_before=not _shows_years(case), with_radar=_includes(case, "radar"))
    change = score.change_table(case) if _includes(case, "change") else None
    if change:
        yield change
    means = means_table(case)
    if means:
        yield means


def _shows_years(case: Material) -> bool:
    """Return whether the years side by side show last year's scores, which the chart need not repeat."""
    return _includes(case, "years") and bool(case.assessment.earlier)


def _indicators(case: Material) -> Iterator[Block]:
    say = case.say
    under, above, unknown = threshold.split_by_threshold(case)
    if case.assessment.source == "mixed":
        yield Prose(sources.of_indicators(case), "quiet")
    if under or above:
        yield Heading(say("indicators.under_title"))
        yield _under(case, under) if under else Prose(say.paragraphs("indicators.under_none"))
        yield from _uncovered(case)
        yield Heading(say("indicators.above_title"))
        yield threshold.above_table(case, above) if above else Prose(say.paragraphs("indicators.above_none"))
    if unknown:
        names = ", ".join(case.indicator(indicator.no) for indicator in unknown)
        yield Prose(say.paragraphs("indicators.unknown", indicators=names), "quiet")


def _under(case: Material, under: Sequence[IndicatorResult]) -> Block:
    """Return the table of indicators below the threshold, which refers to the results where they say it already."""
    if not _includes(case, "results"):
        return threshold.under_table(case, under)
    return threshold.under_table(case, under, "measures" if _includes(case, "improve") else "results")


def _uncovered(case: Material) -> Iterator[Block]:
    """Yield a sentence that numbers the indicators below the threshold without a measure, if there are any."""
    uncovered = coverage.uncovered(case.assessment, case.agency.threshold)
    if uncovered:
        numbers = case.numbers(result.no for result in uncovered)
        count = case.style.count(len(uncovered))
        yield Prose(case.say.paragraphs("indicators.uncovered", count=count, indicators=numbers))


def _dimension(case: Material, code: str, page: Page) -> Section:
    say = case.say
    blocks = annex.measure_blocks(case, code, partial(measure.measure_table, page=page))
    title = say("section.title", **case.dimension_places(code))
    return Section(
        f"measures-of-{code}",
        title,
        (
            Prose(weakest_sentences(case, code, "section")),
            *(blocks or (Prose(say.paragraphs("section.no_measures"), "quiet"),)),
        ),
        3,
        wide=True,
    )


def _appendix(case: Material, titles: dict[str, str]) -> tuple[Block, ...]:
    item = case.publication.analysis_item if case.publication else None
    return (
        *appendix.method(case),
        *appendix.grades(case),
        *appendix.checklist(case, item, appendix.ANALYSIS_PLACES, titles),
    )
