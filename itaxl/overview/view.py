"""View model of the overview: what matters of all agencies, and each of them where they are not too many."""

from collections.abc import Iterator

from itaxl.overview import measures, tables
from itaxl.overview.figures import ordered
from itaxl.overview.material import Material
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.prose import Prose
from itaxl.report.views.document import Section, View
from itaxl.report.views.parts import words

LISTED = 200  # agencies that the document lists one by one at most
FIRST = 20  # agencies in need of help, and without a result, that it names where it lists no others


def overview_view(case: Material) -> View:
    """Return the view model of the document."""
    say = case.say
    return View(
        kind="overview",
        lang=case.lang,
        thai_digits=case.style.thai_digits,
        title=say("title"),
        report_title=say.lines("report_title"),
        agency=case.style.text(case.province.name),
        words=words(case.common, case.say("head")),
        memo=None,
        cover=None,
        first=None,
        preface=None,
        contents=None,
        sections=(*sections(case), *_list(case)),
        day=case.day,
    )


def sections(case: Material) -> Iterator[Section]:
    """Yield what is said of all agencies together; a part without figures is left out."""
    say, overview = case.say, case.overview
    yield Section("summary", say("section.summary"), tuple(_summary(case)))
    if overview.scored:
        distribution = (tables.grades(case), tables.totals(case))
        yield Section("distribution", say("section.distribution"), distribution)
    if overview.indicators:
        yield Section("indicators", say("section.indicators"), tuple(_indicators(case)))
    yield Section("measures", say("section.measures"), tuple(_measures(case)))
    if overview.missing:
        yield Section("missing", say("section.missing"), tuple(_missing(case)))
    if overview.scored:
        yield Section("needing", say("section.needing"), tuple(_needing(case)), wide=bool(overview.needing))


def _summary(case: Material) -> Iterator[Block]:
    overview, say = case.overview, case.say
    if not overview.scored:
        yield Prose(say.paragraphs("summary.nobody"))
        return
    counted = say("summary.some" if overview.missing else "summary.all")
    yield Prose((f"{counted} {say('summary.mean')}", say("summary.plain")))
    yield tables.key_figures(case)


def _indicators(case: Material) -> Iterator[Block]:
    say, parts = case.say, case.overview.lowest
    if parts:
        names = " / ".join(map(case.numbered, parts))
        yield Prose((say("indicators.lowest", indicators=names, count=case.style.count(parts[0].lowest)),))
    yield tables.indicator_chart(case)
    yield tables.indicator_table(case)


def _measures(case: Material) -> Iterator[Block]:
    if case.overview.measures:
        yield Prose(case.say.paragraphs("measures.text"))
        yield measures.states(case)
        yield measures.by_indicator(case)
        if case.overview.common_measures:
            yield measures.common(case)
    else:
        yield Prose(case.say.paragraphs("measures.none"))


def _needing(case: Material) -> Iterator[Block]:
    say, rows = case.say, case.overview.needing
    if not rows:
        yield Prose(say.paragraphs("needing.none"))
        return
    shown = rows[:FIRST]
    counts = {"needing": case.style.count(len(rows)), "shown": case.style.count(len(shown))}
    key = "needing.text" if len(shown) == len(rows) else "needing.first"
    yield Prose(say.paragraphs(key, **counts))
    yield tables.agencies(case, "needing-table", shown, say("table.needing"), reasons=True)


def _missing(case: Material) -> Iterator[Block]:
    rows = case.overview.missing
    shown = rows[:FIRST] if len(rows) > LISTED else rows
    if len(shown) < len(rows):
        yield Prose(case.say.paragraphs("missing.first", shown=case.style.count(len(shown))))
    yield tables.missing(case, shown)


def _list(case: Material) -> Iterator[Section]:
    say, rows = case.say, case.overview.scored
    if len(rows) > LISTED:
        elsewhere = Prose(say.paragraphs("agencies.elsewhere"))
        yield Section("agencies", say("section.agencies"), (elsewhere,), wide=bool(case.overview.needing))
    elif rows:
        table = tables.agencies(case, "agencies-table", ordered(rows, "name"), say("table.agencies"))
        yield Section("agencies", say("section.agencies"), (table,), wide=True)
