"""Long lists of measures: printed as long as they are short enough, else counted, with the whole list in the data.

The memory that a document takes grows with its pages: 0.7 MB for each row of measures, 0.6 MB for 1,000 letters. A
document at both bounds takes 0.9 GB, and two are drawn at a time. A list beyond the bounds is an annex of data:
`measures.csv`, which lies in the PDF and beside it.
"""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace

from itaxl.assessment import Measure
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.prose import Prose
from itaxl.report.blocks.table import Column, Row, Table
from itaxl.report.views.cells import number_cells, row_head
from itaxl.report.views.material import Material

ROWS = 600  # of measures, or of divisions' reports on them, in one document
LETTERS = 600_000  # in all these rows
_FEW = 12  # rows of a table of figures that still fits on one page

Draw = Callable[[Material, str], Table | None]  # table of a dimension's measures


def is_beyond(measures: Collection[Measure]) -> bool:
    """Return whether these measures are too many, or too long, to be printed with their reports."""
    rows = letters = 0
    for measure in measures:
        reports = measure.latest()
        rows += max(len(reports), 1)
        filled = (measure, *measure.plans, *reports)
        values = {value for part in filled for value in part.values.values()}  # equal ones are printed once
        letters += sum(len(value) for value in values if isinstance(value, str))
    return rows > ROWS or letters > LETTERS


def measure_blocks(case: Material, dimension: str, draw: Draw) -> tuple[Block, ...]:
    """Return the table of a dimension's measures; beyond the bounds their number by division and indicator instead,
    and of the lowest indicators the measures, if those of all dimensions are not beyond the bounds. Empty: no measure.
    """
    if not case.measures(dimension):
        return ()
    if not is_beyond(case.assessment.measures):
        table = draw(case, dimension)
        return (table,) if table else ()
    table = draw(_lowest(case), dimension)
    text = Prose(case.say.paragraphs("annex.lowest" if table else "annex.counted"))
    return (text, _count_table(case, dimension), *((table,) if table else ()))


def _lowest(case: Material) -> Material:
    """Return the material with the measures of the lowest indicators alone; with none if those are still too many."""
    assessment = case.assessment
    lowest = {no for dimension in assessment.dimensions for no in dimension.weakest}
    measures = tuple(measure for measure in assessment.measures if measure.indicator in lowest)
    return replace(case, assessment=replace(assessment, measures=() if is_beyond(measures) else measures))


def _count_table(case: Material, dimension: str) -> Table:
    """Return the table of how many measures each division answers for, by indicator."""
    say, count = case.say, case.style.count
    measures = case.measures(dimension)
    numbers = [indicator.no for indicator in case.dimension(dimension).indicators]
    columns = (
        Column(say("word.division"), 40),
        *(Column(count(no), 48 / len(numbers), "number", say("word.indicator")) for no in numbers),
        Column(say("word.total"), 12, "number"),
    )
    counts = Counter(
        (division, measure.indicator) for measure in measures for division in measure.responsible
    )
    counted = {division for division, _ in counts}
    order = (*(division.id for division in case.agency.divisions), *sorted(counted))
    rows = [
        _row(case, case.division(division), [counts[division, no] for no in numbers])
        for division in dict.fromkeys(order)
        if division in counted
    ]
    whole = Counter(measure.indicator for measure in measures)
    total = _row(case, say("word.total"), [whole[no] for no in numbers], "total")
    names = ", ".join(f"{count(no)} {case.indicator(no)}" for no in numbers)
    note = f"{say('annex.indicators', indicators=names)} {say('followup.summary.by_division_note')}"
    return Table(
        f"counts-{dimension}",
        say("annex.table", **case.dimension_places(dimension)),
        columns,
        (tuple(rows), (total,)),
        note,
        "figures counts many" if len(rows) > _FEW else "figures counts",
    )


def _row(case: Material, name: str, counts: list[int], css: str = "") -> Row:
    figures = map(case.style.count, (*counts, sum(counts)))
    return Row((row_head(name), *number_cells(figures)), css)
