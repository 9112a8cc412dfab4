"""Tables of what became of the agencies' measures: by state, by indicator, and those that most have chosen."""

from itaxl.analysis.measure_state import State
from itaxl.overview.figures import MeasureCounts
from itaxl.overview.material import Material
from itaxl.overview.tables import shares
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views.cells import number_cells, row_head


def states(case: Material) -> Table:
    """Return the table of measures by state."""
    say, counts = case.say, case.overview.states
    rows = [
        (case.common(f"status.{state}"), counts[state])
        for state in State
        if counts[state] or state is not State.NO_STATUS
    ]
    columns = (
        Column(say("word.state"), 50),
        Column(case.common("word.measures"), 25, "number"),
        Column(say("word.percent"), 25, "number"),
    )
    cells = shares(case, rows, case.overview.measures)
    return Table("states", say("table.states"), columns, (cells,))


def by_indicator(case: Material) -> Table:
    """Return the table of measures by indicator: chosen, done, late."""
    columns = (Column(case.common("word.indicator"), 52), *_counted(case, 16))
    names = {part.no: case.numbered(part) for part in case.overview.indicators}
    rows = tuple(
        Row((row_head(names.get(part.indicator, case.style.count(part.indicator))), *_counts(case, part)))
        for part in case.overview.measures_by_indicator
    )
    return Table("measures-table", case.say("table.measures"), columns, (rows,))


def common(case: Material) -> Table:
    """Return the table of the measures that most agencies have chosen."""
    say = case.say
    columns = (
        Column(say("word.measure"), 49),
        Column(case.common("word.indicator"), 15),
        *_counted(case, 12),
    )
    rows = tuple(
        Row(
            (
                row_head(case.style.text(part.text)),
                Cell((case.style.count(part.indicator),), css="number"),
                *_counts(case, part),
            )
        )
        for part in case.overview.common_measures
    )
    return Table("common-table", say("table.common"), columns, (rows,), css="figures counts")


def _counted(case: Material, width: float) -> tuple[Column, ...]:
    return tuple(Column(case.say(f"word.{key}"), width, "number") for key in ("chosen", "done", "late"))


def _counts(case: Material, part: MeasureCounts) -> tuple[Cell, ...]:
    return number_cells(map(case.style.count, (part.chosen, part.done, part.late)))
