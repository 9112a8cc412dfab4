"""First page of the analysis, for the head of the agency: result, what comes first, decision, costs, what is open."""

from collections.abc import Iterator

from itaxl.analysis import coverage
from itaxl.analysis.costs import costs
from itaxl.assessment import DimensionResult, Measure
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.heading import Heading
from itaxl.report.blocks.items import Items
from itaxl.report.blocks.prose import Prose
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views import score
from itaxl.report.views.document import Section
from itaxl.report.views.headline import is_disputed, result_sentences
from itaxl.report.views.line_breaks import clipped
from itaxl.report.views.material import Material
from itaxl.report.views.plan import in_short
from itaxl.report.views.responsible import all_divisions

SHOWN = 2  # measures of a dimension that the table names, if there are no more
NAMED = 3  # divisions that the table names, if there are no more
LONGEST = 110  # letters of the names of indicators that tie


def first_page(case: Material) -> Section:
    """Return the first page."""
    return Section("first-page", case.say("first.title"), tuple(_blocks(case)))


def _blocks(case: Material) -> Iterator[Block]:
    say = case.say
    yield Prose(result_sentences(case, "results.headline"), "lead")
    figures = score.key_figures(case)
    if figures:
        yield figures
    yield _weakest_table(case)
    yield Heading(say("first.decision"))
    yield Items(tuple(_decisions(case)))
    if case.assessment.measures:
        yield Heading(say("first.costs"))
        yield Prose((" · ".join(_costs(case)),))
    matters = tuple(_open_matters(case))
    yield Heading(say("first.open"))
    yield Items(matters) if matters else Prose(say.paragraphs("first.open_none"))


def _weakest_table(case: Material) -> Table:
    """Return the lowest indicator of each dimension with its measures and those who answer for them."""
    say = case.say
    columns = (
        Column(say("word.dimension"), 12),
        Column(say("first.weakest"), 26),
        Column(say("word.score_short"), 10, "number"),
        Column(say("word.measures"), 32),
        Column(say("measure.responsible"), 20),
    )
    rows = tuple(_row(case, result, columns) for result in case.assessment.dimensions)
    return Table("first-weakest", say("first.table"), columns, (rows,), css="figures running")


def _row(case: Material, result: DimensionResult, columns: tuple[Column, ...]) -> Row:
    measures = tuple(measure for measure in case.measures(result.code) if measure.indicator in result.weakest)
    lowest = case.assessment.indicator(result.weakest[0]).score if result.weakest else result.score
    texts = (
        (result.code,),
        (_weakest_names(case, result),),
        (case.style.score(lowest),),
        tuple(_measure_names(case, result, measures)),
        (_responsible(case, measures),) if measures else (),
    )
    cells = [
        Cell(paragraphs, css=column.css, label=column.label)
        for paragraphs, column in zip(texts, columns, strict=True)
    ]
    return Row((Cell(cells[0].paragraphs, head="row"), *cells[1:]))


def _weakest_names(case: Material, result: DimensionResult) -> str:
    if result.weakest:
        names = (f"{case.style.count(no)} {case.indicator(no)}" for no in result.weakest)
        return clipped(", ".join(names), LONGEST)
    return case.say("first.no_score" if result.score is None else "first.full_score")


def _measure_names(case: Material, result: DimensionResult, measures: tuple[Measure, ...]) -> Iterator[str]:
    """Yield the first measures in short, and how many there are besides."""
    if result.weakest and not measures:
        yield case.say("first.no_measure")
    shown = measures if len(measures) <= SHOWN else measures[:1]
    for number, measure in enumerate(shown, start=1):
        name = in_short(case, measure)
        several = len(measures) > 1
        yield case.say("word.numbered", n=case.style.count(number), text=name) if several else name
    if len(shown) < len(measures):
        yield case.say("first.more_measures", count=case.style.count(len(measures) - len(shown)))


def _responsible(case: Material, measures: tuple[Measure, ...]) -> str:
    """Return the names of those who answer for any of these measures, all or the first and a number."""
    ids = {id: None for measure in measures for id in measure.responsible}
    everyone = all_divisions(case, measures[0], tuple(ids), listed=NAMED)
    if everyone or len(ids) <= NAMED:
        return everyone or ", ".join(map(case.division, ids))
    return case.say(
        "first.more_divisions", division=case.division(next(iter(ids))), count=case.style.count(len(ids) - 1)
    )


def _decisions(case: Material) -> Iterator[str]:
    """Yield what the head of the agency is asked to decide."""
    if case.assessment.measures:
        yield case.say("first.decide_measures")
    unmeasured = _without_measure(case)
    if unmeasured:
        yield case.say("first.decide_more", indicators=case.numbers(unmeasured))
    yield case.say("first.decide_publish")


def _costs(case: Material) -> Iterator[str]:
    """Yield the sum of the budgets, and how many measures need none or do not say."""
    whole, count = costs(case.assessment.measures), case.style.count
    if whole.budgeted:
        budget = case.style.amount(whole.budget)
        yield case.say("first.budget", budget=budget, count=count(whole.budgeted))
    if whole.free:
        yield case.say("first.no_budget", count=count(whole.free))
    if whole.unstated:
        yield case.say("first.budget_unstated", count=count(whole.unstated))


def _open_matters(case: Material) -> Iterator[str]:
    """Yield what is not settled yet."""
    assessment, say, count = case.assessment, case.say, case.style.count
    missing = [indicator.no for indicator in assessment.indicators if indicator.score is None]
    if missing:
        yield say("first.open_scores", indicators=case.numbers(missing))
    if {assessment.total_source, assessment.grade_source} != {"announced"}:
        yield say("first.open_announcement")
    if is_disputed(case):
        yield say("first.open_grade")
    uncovered = [result.no for result in coverage.uncovered(assessment, case.agency.threshold)]
    unmeasured = sorted({*uncovered, *_without_measure(case)})
    if unmeasured:
        yield say("first.open_measures", count=count(len(unmeasured)), indicators=case.numbers(unmeasured))
    undated = sum(measure.end_of("") is None for measure in assessment.measures)
    if undated:
        yield say("first.open_dates", count=count(undated))


def _without_measure(case: Material) -> list[int]:
    """Return the lowest indicators of the dimensions for which there is no measure."""
    measured = {measure.indicator for measure in case.assessment.measures}
    return [no for result in case.assessment.dimensions for no in result.weakest if no not in measured]
