"""Tables of the indicators below the threshold, with what must be done, and of those at or above it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from itaxl.analysis import coverage
from itaxl.assessment import IndicatorResult
from itaxl.instrument.scoring import rounded
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views.cells import labelled, number_cells, row_head
from itaxl.report.views.material import Material
from itaxl.report.views.remark import remark


def split_by_threshold(
    case: Material,
) -> tuple[list[IndicatorResult], list[IndicatorResult], list[IndicatorResult]]:
    """Return indicators below the threshold (lowest first), at or above it (highest first), and without a score.

    Scores count as printed, with two decimals.
    """
    results = case.assessment.indicators
    low = coverage.under(case.assessment, case.agency.threshold)
    scored = [(rounded(result.score), result) for result in results if result.score is not None]
    under = sorted((pair for pair in scored if pair[1] in low), key=lambda pair: (pair[0], pair[1].no))
    above = sorted((pair for pair in scored if pair[1] not in low), key=lambda pair: (-pair[0], pair[1].no))
    unknown = [result for result in results if result.score is None]
    return [result for _, result in under], [result for _, result in above], unknown


def under_table(
    case: Material, results: Sequence[IndicatorResult], said: Literal["", "results", "measures"] = ""
) -> Table:
    """Return the table of indicators below the threshold, with what must be done about each.

    If it is `said` of the lowest of each dimension in the results, they refer to them, or to their measures too.
    """
    say = case.say
    columns = (
        Column(say("word.indicator"), 33),
        Column(say("word.score_short"), 10, "number"),
        Column(say("indicators.must"), 57),
    )
    rows = tuple(_under_row(case, result, columns, said) for result in results)
    return Table("under", say("indicators.under_table"), columns, (rows,), css="figures running")


def above_table(case: Material, results: Sequence[IndicatorResult]) -> Table:
    """Return the table of indicators at or above the threshold."""
    say = case.say
    columns = (
        Column(say("word.indicator"), 60),
        Column(say("word.dimension"), 20),
        Column(say("word.score_short"), 20, "number"),
    )
    rows = tuple(_above_row(case, result) for result in results)
    return Table("above", say("indicators.above_table"), columns, (rows,))


def _above_row(case: Material, result: IndicatorResult) -> Row:
    head = replace(row_head(case.numbered(result.no)), notes=(remark(case, result, under=False),))
    return Row((head, Cell((result.dimension,)), *number_cells((case.style.score(result.score),))))


def _under_row(
    case: Material,
    result: IndicatorResult,
    columns: Sequence[Column],
    said: Literal["", "results", "measures"],
) -> Row:
    if said and result.no in case.assessment.dimension(result.dimension).weakest:
        must = _reference(case, result, with_measures=said == "measures")
    else:
        must = Cell((case.recommendation(result.no),))
    name = case.say("indicators.name", indicator=case.numbered(result.no), dimension=result.dimension)
    head = replace(row_head(name), notes=(remark(case, result, under=True),))
    cells = (head, *number_cells((case.style.score(result.score),)), must)
    return labelled(cells, columns)


def _reference(case: Material, result: IndicatorResult, *, with_measures: bool) -> Cell:
    """Return a cell that refers to what the results say, and to the section of the measures."""
    if not with_measures:
        return Cell((case.say("indicators.must_above"),), link="#results")
    title = case.say("section.title", **case.dimension_places(result.dimension))
    return Cell((case.say("indicators.must_below", title=title),), link=f"#measures-of-{result.dimension}")
