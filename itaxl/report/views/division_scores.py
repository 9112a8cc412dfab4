"""Heat map of the divisions' scores."""

from collections.abc import Sequence
from decimal import Decimal

from itaxl.assessment import DivisionResult
from itaxl.instrument.scoring import rounded
from itaxl.report.blocks.table import Column, Row, Table
from itaxl.report.views.cells import number_cell, number_cells, row_head
from itaxl.report.views.material import Material
from itaxl.report.views.picture import shade, shade_legend
from itaxl.report.views.wording import UNKNOWN


def division_table(case: Material) -> Table | None:
    """Return a heat map of divisions by indicators, with total and grade; None if no division has a score."""
    scored = [division for division in case.assessment.divisions if division.indicators]
    if not scored:
        return None
    say, indicators = case.say, case.instrument.indicators
    columns = (
        Column(say("word.division"), 26),
        *(
            Column(case.style.count(indicator.no), 5.8, "number", indicator.dimension)
            for indicator in indicators
        ),
        Column(say("word.total"), 8, "number", say("divisions.result")),
        Column(say("word.grade"), 8, "number", say("divisions.result")),
    )
    lowest = {indicator.no: _lowest(scored, indicator.no) for indicator in indicators}
    rows = tuple(_division_row(case, division, lowest) for division in scored)
    names = ", ".join(
        f"{case.style.count(indicator.no)} {case.indicator(indicator.no)}" for indicator in indicators
    )
    note = say("divisions.note", indicators=names)
    bodies = (rows, (_agency_row(case),))
    return Table(
        "divisions-table",
        say("divisions.table"),
        columns,
        bodies,
        note,
        "figures dense heat",
        legend=shade_legend(case),
    )


def _division_row(case: Material, division: DivisionResult, lowest: dict[int, Decimal | None]) -> Row:
    cells = [row_head(case.style.text(division.name))]
    for no, lowest_score in lowest.items():
        score = division.indicators.get(no)
        css = "lowest " if score is not None and rounded(score) == lowest_score else ""
        cells.append(number_cell(case.style.score(score), css + shade(case, score)))
    return Row(
        (*cells, number_cell(case.style.score(division.total)), number_cell(division.grade or UNKNOWN))
    )


def _agency_row(case: Material) -> Row:
    assessment = case.assessment
    scores = [
        number_cell(case.style.score(indicator.score), shade(case, indicator.score))
        for indicator in assessment.indicators
    ]
    result_cells = number_cells((case.style.score(assessment.total), assessment.grade or UNKNOWN))
    return Row((row_head(case.say("divisions.whole")), *scores, *result_cells), "total")


def _lowest(divisions: Sequence[DivisionResult], no: int) -> Decimal | None:
    """Return the lowest printed score of an indicator; None if fewer than two divisions have one."""
    scores = [rounded(division.indicators[no]) for division in divisions if no in division.indicators]
    return min(scores) if len(scores) > 1 else None
