"""Tables of how many measures are in which state: by dimension, round and division."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from itaxl.agency.own_documents import FOLLOWUPS
from itaxl.analysis.costs import costs
from itaxl.analysis.measure_state import MeasureState, State
from itaxl.assessment import Measure
from itaxl.report.blocks.table import Bars, Column, Part, Row, Table
from itaxl.report.views import rounds
from itaxl.report.views.cells import number_cell, number_cells, row_head
from itaxl.report.views.material import Material
from itaxl.report.views.picture import stacked
from itaxl.report.views.wording import UNKNOWN

FEW = 12  # rows of a table of figures that still fits on one page


def dimension_counts(case: Material, *, budgets: bool = False) -> Table:
    """Return the table of measures by dimension and state, with how many are late; with their `budgets` if given."""
    say = case.say
    names = {
        dimension.code: say("word.dimension_full", **case.dimension_places(dimension.code))
        for dimension in case.assessment.dimensions
    }
    groups = [case.measures(dimension) for dimension in names]
    everything = case.assessment.measures
    with_budgets = budgets and bool(budget_of(case, everything))
    draw = partial(_dimension_row, case, budgets=with_budgets)
    rows = [draw(name, group) for name, group in zip(names.values(), groups, strict=True)]
    bars = [_bar(state.whole for state in _states(case, group)) for group in (*groups, everything)]
    return Table(
        "by-dimension",
        say("followup.summary.by_dimension"),
        _count_columns(case, say("word.dimension"), late=True, budgets=with_budgets),
        (tuple(rows), (draw(say("word.total"), everything, css="total"),)),
        say("followup.summary.budget_note") if with_budgets else "",
        css="figures counts",
        pictured=_pictured(case, bars, 13),
    )


def budget_of(case: Material, measures: Iterable[Measure]) -> str:
    """Return the sum of the budgets that were set for measures; blank where none was."""
    whole = costs(measures)
    return case.style.amount(whole.budget) if whole.budgeted else ""


def _states(case: Material, measures: Iterable[Measure]) -> list[MeasureState]:
    return [case.states[measure.code] for measure in measures]


def _dimension_row(
    case: Material, name: str, measures: Sequence[Measure], css: str = "", *, budgets: bool
) -> Row:
    states = _states(case, measures)
    row = _count_row(case, name, [state.whole for state in states], sum(state.late for state in states), css)
    if not budgets:
        return row
    return replace(row, cells=(*row.cells, number_cell(budget_of(case, measures) or UNKNOWN)))


def round_counts(case: Material) -> Table | None:
    """Return the table of the states after each round; None where only one round has been reported."""
    newest = case.assessment.followup_round
    if not (newest and case.earlier_states):
        return None
    groups = {FOLLOWUPS[0]: case.earlier_states, newest: case.states}
    counted = [[state.whole for state in states.values()] for states in groups.values()]
    heads = [case.say("followup.summary.round", round=rounds.name(case, name)) for name in groups]
    rows = [_count_row(case, head, states) for head, states in zip(heads, counted, strict=True)]
    return Table(
        "by-round",
        case.say("followup.summary.by_round"),
        _count_columns(case, case.say("word.round"), late=False),
        (tuple(rows),),
        case.say("followup.summary.by_round_note") if rounds.carries_on(case) else "",
        "figures counts",
        pictured=_pictured(case, [_bar(states) for states in counted], 14),
    )


def division_counts(case: Material) -> Table | None:
    """Return the table of what each division reported about the measures that it answers for.

    None if no division answers for a measure.
    """
    by_division: dict[str, list[State]] = {division: [] for division in _responsible(case)}
    for measure in case.assessment.measures:
        for division, state in case.states[measure.code].divisions.items():
            by_division[division].append(state)
    if not by_division:
        return None
    rows = [_count_row(case, case.division(division), states) for division, states in by_division.items()]
    say = case.say
    return Table(
        "by-division",
        say("followup.summary.by_division"),
        _count_columns(case, say("word.division"), late=False),
        (tuple(rows),),
        say("followup.summary.by_division_note"),
        "figures counts many" if len(rows) > FEW else "figures counts",
        pictured=_pictured(case, [_bar(states) for states in by_division.values()], 14),
    )


def _bar(states: Iterable[State]) -> tuple[Part, ...]:
    counts = Counter(states)
    return stacked(((state.value, Fraction(counts[state])) for state in State), Fraction(counts.total()))


def _pictured(case: Material, bars: Sequence[tuple[Part, ...]], width: float) -> Bars | None:
    """Return the bars of a table of counts; None before anyone has reported, when all bars would be equal."""
    if not case.assessment.followup_round:
        return None
    legend = tuple((state.value, case.status(state)) for state in _counted(case))
    return Bars(case.say("followup.summary.bar"), width, tuple(bars), legend)


def _counted(case: Material) -> tuple[State, ...]:
    """Return the states that have a column: all, but "reported without a status" only where it occurs."""
    occurring = {
        state for measure in case.states.values() for state in (measure.whole, *measure.divisions.values())
    }
    return tuple(state for state in State if state is not State.NO_STATUS or state in occurring)


def _count_columns(case: Material, head: str, *, late: bool, budgets: bool = False) -> tuple[Column, ...]:
    say = case.say
    labels = [*map(case.status, _counted(case)), *([say("status.late")] if late else [])]
    labels += [say("followup.first.budget_column")] if budgets else []
    first, bar = (24, 13) if late else (26, 14)
    width = round((100 - first - bar) / (len(labels) + 1), 2)
    figures = [Column(label, width, "number") for label in labels]
    return (Column(head, first), Column(say("word.measures"), width, "number"), *figures)


def _count_row(
    case: Material, name: str, states: Sequence[State], late: int | None = None, css: str = ""
) -> Row:
    counts = Counter(states)
    figures = [len(states), *(counts[state] for state in _counted(case))]
    if late is not None:
        figures.append(late)
    return Row((row_head(name), *number_cells(map(case.style.count, figures))), css)


def _responsible(case: Material) -> tuple[str, ...]:
    """Return the divisions that answer for a measure: the agency's in its order, then ids that it does not have."""
    ids = [id for measure in case.assessment.measures for id in measure.responsible]
    order = [division.id for division in case.agency.divisions]
    in_order = [id for id in order if id in ids]
    return tuple(dict.fromkeys([*in_order, *ids]))
