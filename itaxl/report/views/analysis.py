"""The analysis as plain data: what stands in it, in order."""

from collections.abc import Iterator
from dataclasses import replace

from itaxl.report.blocks.block import Block
from itaxl.report.blocks.heading import Heading
from itaxl.report.blocks.prose import Prose
from itaxl.report.views import appendix, insight, parts, picture, score
from itaxl.report.views.document import Section, View
from itaxl.report.views.finding import findings
from itaxl.report.views.material import Material
from itaxl.report.views.measure import measure_table
from itaxl.report.views.memo import analysis_memo, headline_key
from itaxl.report.views.year import years_blocks

# What `[report] sections` may name.
SECTIONS = (
    *("memo", "cover", "preface", "contents", "background", "results", "indicators", "insights", "years"),
    *("improve", "divisions", "appendix"),
)


def analysis_view(case: Material) -> View:
    """The view model of the analysis."""
    return parts.whole(case, "analysis", SECTIONS, analysis_memo, tuple(_sections(case)))


def memo_alone(case: Material) -> View:
    """The view model of the memo and nothing else, even where the analysis leaves the memo out."""
    return replace(parts.bare(case, "analysis"), memo=analysis_memo(case))


def _wanted(case: Material, name: str) -> bool:
    return parts.wanted(case, name, SECTIONS)


def _sections(case: Material) -> Iterator[Section]:
    say = case.say
    titles: dict[str, str] = {}
    for section in _body(case):
        titles[section.id] = section.title
        yield section
    if _wanted(case, "appendix"):
        yield Section("appendix", say("appendix.title"), _appendix(case, titles))


def _body(case: Material) -> Iterator[Section]:
    say = case.say
    if _wanted(case, "background"):
        yield Section("background", say("background.title"), (Prose(say.paragraphs("background.text")),))
    if _wanted(case, "results"):
        yield Section("results", say("results.title"), tuple(_results(case)))
    if _wanted(case, "indicators"):
        yield Section("indicators", say("indicators.title"), tuple(_indicators(case)))
    said = tuple(insight.blocks(case)) if _wanted(case, "insights") else ()
    if said:
        yield Section("insights", say("insights.title"), said)
    years = years_blocks(case) if _wanted(case, "years") else ()
    if years:
        yield Section("years", say("years.title"), years, fresh=True)
    if _wanted(case, "improve"):
        note = "measure.followup_note" if case.assessment.followup_round else "measure.followup_none"
        text = Prose((*say.paragraphs("improve.text"), *say.paragraphs(note)), "quiet")
        yield Section("improve", say("improve.title"), (text,), wide=True)
        for dimension in case.assessment.dimensions:
            yield _dimension(case, dimension.code, fresh=parts.after_table(case, dimension.code))
    table = score.division_table(case) if _wanted(case, "divisions") else None
    if table:
        yield Section("divisions", say("divisions.title"), (table,), wide=True, fresh=True)


def headline(case: Material) -> Iterator[Block]:
    """Total and grade, and what the grade means."""
    say = case.say
    yield Prose(say.paragraphs(headline_key(case, "results.headline")), "lead")
    figures = score.key_figures(case)
    if figures:
        yield figures
    if case.assessment.grade and say.common["meaning"] != "–":
        yield Prose(say.paragraphs("results.meaning"))


def _results(case: Material) -> Iterator[Block]:
    here, say = case.assessment, case.say
    yield from headline(case)
    details = tuple(
        line for dimension in here.dimensions for line in findings(case, dimension.code, "results")
    )
    yield Prose((*say.paragraphs("results.details"), *details))
    yield score.weighted_table(case)
    lost = picture.lost_table(case)
    if lost:
        yield lost
    if any(indicator.score is not None for indicator in here.indicators):
        yield score.chart(case)
    change = score.change_table(case)
    if change:
        yield change


def _indicators(case: Material) -> Iterator[Block]:
    say = case.say
    under, above, unknown = score.split_by_threshold(case)
    if under or above:
        yield Heading(say("indicators.under_title"))
        yield score.under_table(case, under) if under else Prose(say.paragraphs("indicators.under_none"))
        yield Heading(say("indicators.above_title"))
        yield score.above_table(case, above) if above else Prose(say.paragraphs("indicators.above_none"))
    if unknown:
        names = ", ".join(case.indicator(each.no) for each in unknown)
        yield Prose(say.paragraphs("indicators.unknown", indicators=names), "quiet")


def _dimension(case: Material, code: str, *, fresh: bool) -> Section:
    say = case.say
    table = measure_table(case, code)
    measures: Block = table or Prose(say.paragraphs("section.no_measures"), "quiet")
    title = say("section.title", **case.dimension_places(code))
    return Section(
        f"measures-of-{code}",
        title,
        (Prose(findings(case, code, "section")), measures),
        3,
        wide=True,
        fresh=fresh,
    )


def _appendix(case: Material, titles: dict[str, str]) -> tuple[Block, ...]:
    item = case.publication.analysis_item if case.publication else None
    return (
        *appendix.method(case),
        *appendix.instrument(case),
        *appendix.checklist(case, item, appendix.ANALYSIS_PLACES, titles),
    )
