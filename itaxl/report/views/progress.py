"""Tables of the follow-up: counts by dimension and division, reports on each measure, late ones, missing evidence."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from itaxl.agency.own_documents import FOLLOWUPS
from itaxl.analysis import obstacles
from itaxl.analysis.costs import costs
from itaxl.analysis.measure_state import MeasureState, State, due, late, report_state
from itaxl.assessment import Measure, Progress
from itaxl.report.blocks.table import Bars, Cell, Column, Part, Row, Table
from itaxl.report.views import rounds
from itaxl.report.views.line_breaks import clipped
from itaxl.report.views.long_rows import Page, on_pages
from itaxl.report.views.material import Material
from itaxl.report.views.picture import stacked
from itaxl.report.views.plan import ends, in_short, number, plan_details, target_of
from itaxl.report.views.responsible import division_names, divisions_note, responsible
from itaxl.report.views.wording import UNKNOWN

WIDTHS = (14, 17, 29, 18, 22)  # percent, where obstacles were reported
NO_OBSTACLES = (14, 17, 37, 10, 22)
PAGE = 30.0  # lines of a page below the head of a table of reports
HEAD, CAPTION = 3.5, 1.5  # lines that caption and head of a further table take, and a caption alone
FULL = 100  # percent
FEW = 12  # rows of a table of figures that still fits on one page
RUNNING = 90  # letters at most of a measure at the head of the pages on which its divisions go on
OWN_ROWS = 2  # divisions without a report get a row each up to this many, else share one


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
    return replace(row, cells=(*row.cells, Cell((budget_of(case, measures) or UNKNOWN,), css="number")))


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


def progress_table(case: Material, dimension: str, page: Page | None = None) -> Table | None:
    """Return the table of a dimension's measures: a group of rows each, with a row for each responsible division.

    None if the dimension has no measure. `page` is the one that the table begins on.
    """
    measures = case.measures(dimension)
    if not measures:
        return None
    say = case.say
    heads = [say(f"followup.column.{key}") for key in ("status", "result", "obstacle", "evidence")]
    columns = tuple(
        Column(head, width)
        for head, width in zip([say("word.division"), *heads], _widths(case.assessment.measures), strict=True)
    )
    page = page or Page(PAGE, PAGE)
    page.begin(HEAD, CAPTION)
    drawn = [_progress_body(case, measure, columns) for measure in measures]
    bodies = on_pages(drawn, columns, page, say("measure.continued"))
    caption = say("followup.section.table", **case.dimension_places(dimension))
    return Table(f"progress-{dimension}", caption, columns, bodies, css="stacked progress")


def _widths(measures: Iterable[Measure]) -> tuple[int, ...]:
    reports = (report for measure in measures for report in measure.latest())
    return WIDTHS if any(obstacles.is_obstacle(report.obstacle) for report in reports) else NO_OBSTACLES


def late_table(case: Material) -> Table | None:
    """Return the table of measures that are past their end and not done; None if there are none."""
    return _ending_table(case, "late", late(case.assessment))


def due_table(case: Material) -> Table | None:
    """Return the table of measures that end on the day judged and are not done; None if there are none."""
    return _ending_table(case, "due", due(case.assessment))


def _ending_table(case: Material, kind: str, measures: Sequence[Measure]) -> Table | None:
    if not measures:
        return None
    say = case.say
    columns = (
        Column(say("followup.late.code"), 19),
        Column(say("measure.measure"), 24),
        Column(say("measure.responsible"), 20),
        Column(say("followup.late.end"), 19),
        Column(say("followup.column.status"), 18),
    )
    rows = tuple(_late_row(case, measure, columns) for measure in measures)
    note = divisions_note(case, measures)
    return Table(f"{kind}-table", say(f"followup.{kind}.table"), columns, (rows,), note, "stacked")


def without_evidence(case: Material) -> tuple[tuple[Measure, Progress], ...]:
    """Return the reports that say "done" but give no evidence, with their measures."""
    return tuple(
        (measure, report)
        for measure in case.assessment.measures
        for report in measure.latest()
        if report_state(report) is State.DONE and not report.evidence.strip()
    )


def evidence_table(case: Material, missing: Sequence[tuple[Measure, Progress]]) -> Table:
    """Return the table of reports without evidence."""
    say = case.say
    columns = (
        Column(say("followup.late.code"), 18),
        Column(say("measure.measure"), 46),
        Column(say("word.division"), 36),
    )
    rows = tuple(
        Row(
            (
                Cell((measure.code,), head="row", label=columns[0].label),
                Cell((in_short(case, measure),), label=columns[1].label),
                Cell((case.division(report.division),), label=columns[2].label),
            )
        )
        for measure, report in missing
    )
    return Table("evidence-table", say("followup.evidence.table"), columns, (rows,), css="stacked")


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
    cells = (Cell((case.style.count(figure),), css="number") for figure in figures)
    return Row((Cell((name,), head="row"), *cells), css)


def _responsible(case: Material) -> tuple[str, ...]:
    """Return the divisions that answer for a measure: the agency's in its order, then ids that it does not have."""
    ids = [id for measure in case.assessment.measures for id in measure.responsible]
    order = [division.id for division in case.agency.divisions]
    in_order = [id for id in order if id in ids]
    return tuple(dict.fromkeys([*in_order, *ids]))


def _report(measure: Measure, division: str) -> Progress | None:
    return next((report for report in measure.latest() if report.division == division), None)


def _progress_body(case: Material, measure: Measure, columns: Sequence[Column]) -> tuple[Row, ...]:
    """Return the rows of a measure: what was planned and came of it as a whole, then each division's report."""
    say = case.say
    title = say(
        "followup.measure.head", order=number(case, measure), measure=" ".join(measure.measure.split())
    )
    target = target_of(case, measure) or say("followup.measure.no_target")
    outcome = (target, *rounds.state_before(case, measure), _whole(case, measure))
    notes = (" · ".join(plan_details(case, measure)), " · ".join(outcome))
    running = f"{clipped(title, RUNNING)} {say('measure.continued')}"
    head = Row((Cell((title,), notes, head="rowgroup", columns=len(columns)),), "group", running)
    if not measure.responsible:
        no_division = Cell((case.say("followup.measure.no_division"),), css="quiet", columns=len(columns))
        return (head, Row((no_division,), running=""))
    unreported = [division for division in measure.responsible if _report(measure, division) is None]
    if len(unreported) <= OWN_ROWS:
        unreported = []
    shown = [division for division in measure.responsible if division not in unreported]
    rows = [_progress_row(case, measure, division, columns) for division in shown]
    rows += [_unreported_row(case, measure, unreported, columns)] if unreported else []
    return (head, *rows[:-1], replace(rows[-1], running=""))


def _whole(case: Material, measure: Measure) -> str:
    """Return the result of the whole, beside how many of its divisions are done where they are several."""
    state = case.states[measure.code]
    done = sum(division is State.DONE for division in state.divisions.values())
    key = "followup.measure.whole" if len(state.divisions) < 2 else "followup.measure.whole_of"
    count = case.style.count
    return case.say(
        key, status=case.status(state.whole), done=count(done), divisions=count(len(state.divisions))
    )


def _unreported_row(
    case: Material, measure: Measure, unreported: Sequence[str], columns: Sequence[Column]
) -> Row:
    """Return one row for all divisions that have not reported."""
    count = case.say("followup.measure.unreported", count=case.style.count(len(unreported)))
    names = Cell((division_names(case, measure, unreported),), css="quiet", columns=len(columns) - 1)
    return Row((Cell((count,), head="row", label=columns[0].label), names))


def _progress_row(case: Material, measure: Measure, division: str, columns: Sequence[Column]) -> Row:
    report = _report(measure, division)
    labels = [column.label for column in columns]
    name = Cell((case.division(division),), head="row", label=labels[0])
    if report is None:
        unreported = Cell((case.say("status.unreported"),), css="quiet", label=labels[1])
        return Row((name, unreported, *(Cell(label=label) for label in labels[2:])))
    return Row(
        (
            name,
            _status_cell(case, measure, report, labels[1]),
            Cell(_answer(case, report.result), label=labels[2]),
            _obstacle_cell(case, report.obstacle, labels[3]),
            _evidence(case, report.evidence, labels[4]),
        )
    )


def _status_cell(case: Material, measure: Measure, report: Progress, label: str) -> Cell:
    """Return the status, with the day on which all was done, or how far it is, and what it was a round before."""
    state, notes = report_state(report), []
    if report.percent is not None and not (state is State.DONE and report.percent == FULL):
        notes.append(case.say("followup.measure.percent", percent=case.style.percent(report.percent)))
    if report.done:
        notes.append(case.say("followup.measure.done_on", date=case.style.date(report.done)))
    notes += rounds.reported_before(case, measure, report)
    return Cell((case.status(state),), tuple(notes), label=label)


def _obstacle_cell(case: Material, text: str, label: str) -> Cell:
    """Return an obstacle as it was typed; "none" in one way, and what was not answered as that."""
    none = obstacles.says_none(text)
    words = (case.say("followup.measure.no_obstacle"),) if none else _answer(case, text)
    return Cell(words, css="" if obstacles.is_answered(text) else "quiet", label=label)


def _answer(case: Material, text: str) -> tuple[str, ...]:
    answered = obstacles.is_answered(text)
    return case.style.lines(text) if answered else (case.say("followup.measure.unanswered"),)


def _evidence(case: Material, evidence: str, label: str) -> Cell:
    """Return the cell of the evidence, whose web addresses are links on pages."""
    if not obstacles.is_answered(evidence):
        return Cell(_answer(case, evidence), css="quiet", label=label)
    return Cell(case.style.lines(evidence), css="address", label=label)


def _late_row(case: Material, measure: Measure, columns: Sequence[Column]) -> Row:
    texts = (
        (in_short(case, measure),),
        responsible(case, measure),
        ends(case, measure),
        (case.status(case.states[measure.code].whole),),
    )
    labels = [column.label for column in columns]
    cells = (Cell(text, label=label) for text, label in zip(texts, labels[1:], strict=True))
    return Row((Cell((measure.code,), head="row", label=labels[0]), *cells))
