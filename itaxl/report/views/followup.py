"""View model of the follow-up: its sections, in order."""

from collections.abc import Iterator

from itaxl.analysis import measure_state
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.items import Items
from itaxl.report.blocks.prose import Prose
from itaxl.report.views import annex, insight, parts, progress
from itaxl.report.views import appendix as appendix_view
from itaxl.report.views.document import Section, View
from itaxl.report.views.material import Material, count_states
from itaxl.report.views.memo import followup_memo

# Names that `[report] sections` may list.
SECTIONS = (
    *("memo", "cover", "preface", "contents", "summary", "progress", "late", "evidence", "next"),
    "appendix",
)
_IN_LEAD = ("followup.done", "followup.late")  # insights that the lead of the summary already gives


def followup_view(case: Material) -> View:
    """Return the view model of the follow-up."""
    return parts.full_view(case, "followup", SECTIONS, followup_memo, tuple(_sections(case)))


def _includes(case: Material, name: str) -> bool:
    return parts.includes(case, name, SECTIONS)


def _sections(case: Material) -> Iterator[Section]:
    titles: dict[str, str] = {}
    for section in _body(case):
        titles[section.id] = section.title
        yield section
    item = case.publication.followup_item if case.publication else None
    appendix = appendix_view.checklist(case, item, appendix_view.FOLLOWUP_PLACES, titles)
    if appendix and _includes(case, "appendix"):
        yield Section("appendix", case.say("appendix.title"), appendix)


def _body(case: Material) -> Iterator[Section]:
    say = case.say
    if _includes(case, "summary"):
        yield Section("summary", say("followup.summary.title"), tuple(_summary(case)))
    if not case.assessment.measures:
        return
    if _includes(case, "progress"):
        yield Section("followup-sections", say("followup.sections.title"), (), wide=True)
        for dimension in case.assessment.dimensions:
            yield _dimension(case, dimension.code, fresh=parts.begins_new_page(case, dimension.code))
    if _includes(case, "late"):
        yield Section("late", say("followup.late.title"), tuple(_late(case)))
    if _includes(case, "evidence"):
        yield Section("evidence", say("followup.evidence.title"), (_evidence(case),))
    if _includes(case, "next"):
        yield Section("next", say("followup.next.title"), (_next_steps(case),))


def _summary(case: Material) -> Iterator[Block]:
    assessment, say = case.assessment, case.say
    if not assessment.measures:
        yield Prose(say.paragraphs("followup.summary.no_measures"), "lead")
        yield Prose(say.paragraphs("followup.next.no_measures"))
        return
    yield Prose(
        say.paragraphs(f"followup.summary.{'text' if assessment.followup_round else 'unreported'}"), "lead"
    )
    insights = insight.sentences(case, "followup", without=_IN_LEAD)
    if insights:
        yield Items(insights)
    yield progress.dimension_counts(case)
    for table in (progress.round_counts(case), progress.division_counts(case)):
        if table:
            yield table


def _dimension(case: Material, code: str, *, fresh: bool) -> Section:
    say = case.say
    places = case.dimension_places(code)
    blocks = annex.measure_blocks(case, code, progress.progress_table)
    return Section(
        f"progress-of-{code}",
        say("followup.section.title", **places),
        blocks or (Prose(say.paragraphs("followup.section.no_measures"), "quiet"),),
        3,
        wide=True,
        fresh=fresh,
    )


def _late(case: Material) -> Iterator[Block]:
    ending = (*measure_state.late(case.assessment), *measure_state.due(case.assessment))
    if annex.is_beyond(ending):
        yield Prose(case.say.paragraphs("annex.late"))
        return
    yield progress.late_table(case) or Prose(case.say.paragraphs("followup.late.none"))
    due = progress.due_table(case)
    if due:
        yield due


def _evidence(case: Material) -> Block:
    missing = progress.without_evidence(case)
    if annex.is_beyond([measure for measure, _ in missing]):
        return Prose(case.say.paragraphs("annex.evidence", missing=case.style.count(len(missing))))
    if missing:
        return progress.evidence_table(case, missing)
    reported = "none" if case.assessment.followup_round else "unreported"
    return Prose(case.say.paragraphs(f"followup.evidence.{reported}"))


def _next_steps(case: Material) -> Items:
    assessment, say, count = case.assessment, case.say, case.style.count
    counts = count_states(assessment)
    open_count = len(assessment.measures) - counts["done"]
    missing = len(progress.without_evidence(case))
    steps = (
        (open_count, say("followup.next.open", open=count(open_count))),
        (counts["late"], say("followup.next.late")),
        (missing, say("followup.next.evidence", missing=count(missing))),
        (counts["no_status"], say("followup.next.no_status")),
        (counts["unreported"], say("followup.next.unreported")),
        (not open_count, say("followup.next.all_done")),
    )
    return Items(tuple(step for needed, step in steps if needed))
