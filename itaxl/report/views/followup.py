"""View model of the follow-up: its sections, in order."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from itaxl.analysis import measure_state
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.heading import Heading
from itaxl.report.blocks.items import Items
from itaxl.report.blocks.prose import Prose
from itaxl.report.views import annex, followup_page, parts, progress, suggestions
from itaxl.report.views import appendix as appendix_view
from itaxl.report.views.document import Section, View
from itaxl.report.views.long_rows import Page
from itaxl.report.views.material import Material
from itaxl.report.views.memo import followup_memo
from itaxl.report.views.progress_counts import dimension_counts, division_counts, round_counts

# Names that `[report] sections` may list.
SECTIONS = (
    "memo",
    "cover",
    "first-page",
    "preface",
    "contents",
    "summary",
    "progress",
    "late",
    "evidence",
    "next",
    "appendix",
)
ABOVE = 4  # lines that the titles of report and section take above the first table of measures
LONG = 30  # rows of measures and reports from which on the report has a table of contents unasked


def followup_view(case: Material) -> View:
    """Return the view model of the follow-up."""
    first = followup_page.first_page(case) if _includes(case, "first-page") else None
    view = parts.full_view(case, "followup", SECTIONS, followup_memo, tuple(_sections(case)), first)
    return view if _is_long(case) or "contents" in case.agency.sections else replace(view, contents=None)


def _is_long(case: Material) -> bool:
    measures = case.assessment.measures
    return len(measures) + sum(len(measure.latest()) for measure in measures) > LONG


def _includes(case: Material, name: str) -> bool:
    return parts.includes(case, name, SECTIONS)


def _sections(case: Material) -> Iterator[Section]:
    titles: dict[str, str] = {}
    for section in _body(case):
        titles[section.id] = section.title
        yield section
    item = case.publication.followup_item if case.publication else None
    checklist = appendix_view.checklist(case, item, appendix_view.FOLLOWUP_PLACES, titles)
    if checklist and _includes(case, "appendix"):
        heading, *table = checklist
        title = heading.text if isinstance(heading, Heading) else ""
        yield Section("appendix", title, tuple(table), wide=True)


def _body(case: Material) -> Iterator[Section]:
    say, has_first = case.say, _includes(case, "first-page")
    summary = tuple(_summary(case, told=has_first)) if _includes(case, "summary") else ()
    if summary:
        yield Section("summary", say("followup.summary.title"), summary, wide=True)
    if not case.assessment.measures:
        return
    if _includes(case, "progress"):
        yield Section("followup-sections", say("followup.sections.title"), tuple(_progress(case)), wide=True)
    late = tuple(_late(case))
    told = has_first and followup_page.all_are_listed(case) and "late" not in case.agency.sections
    if late and _includes(case, "late") and not told:
        yield Section("late", say("followup.late.title"), late, wide=True)
    evidence = tuple(_evidence(case))
    if evidence and _includes(case, "evidence"):
        yield Section("evidence", say("followup.evidence.title"), evidence, wide=True)
    if _includes(case, "next"):
        yield Section("next", suggestions.title(case), tuple(suggestions.blocks(case)), wide=True)


def _summary(case: Material, *, told: bool) -> Iterator[Block]:
    """Yield the summary; if the first page has `told` it, only the tables that had no room there."""
    if told and not case.assessment.measures:
        return
    if not told:
        yield followup_page.lead(case)
        if not case.assessment.measures:
            yield Prose(case.say.paragraphs("followup.next.no_measures"))
            return
        insights = followup_page.insights(case)
        if insights:
            yield Items(insights)
        yield dimension_counts(case)
        by_round = round_counts(case)
        if by_round:
            yield by_round
    divisions = division_counts(case)
    if divisions and not (told and followup_page.holds_divisions(case)):
        yield divisions


def _progress(case: Material) -> Iterator[Block]:
    page = Page(progress.PAGE, progress.PAGE - ABOVE)
    draw = partial(progress.progress_table, page=page)
    for dimension in case.assessment.dimensions:
        yield from annex.measure_blocks(case, dimension.code, draw)


def _late(case: Material) -> Iterator[Block]:
    """Yield what is late and what is due; nothing if all is done or has time."""
    ending = (*measure_state.late(case.assessment), *measure_state.due(case.assessment))
    if annex.is_beyond(ending):
        yield Prose(case.say.paragraphs("annex.late"))
        return
    for table in (progress.late_table(case), progress.due_table(case)):
        if table:
            yield table


def _evidence(case: Material) -> Iterator[Block]:
    """Yield the reports of work done that give no evidence; nothing if there are none."""
    missing = measure_state.without_evidence(case.assessment)
    if annex.is_beyond([measure for measure, _ in missing]):
        yield Prose(case.say.paragraphs("annex.evidence", missing=case.style.count(len(missing))))
    elif missing:
        yield progress.evidence_table(case, missing)
