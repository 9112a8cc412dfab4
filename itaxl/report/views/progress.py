"""Tables of the follow-up: reports on each measure, late and due ones, reports without evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from itaxl.analysis import obstacles
from itaxl.analysis.measure_state import State, due, late, report_state
from itaxl.assessment import Measure, Progress
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views import rounds
from itaxl.report.views.cells import labelled, row_head
from itaxl.report.views.line_breaks import clipped
from itaxl.report.views.long_rows import Page, on_pages
from itaxl.report.views.material import Material
from itaxl.report.views.plan import ends, in_short, number, plan_details, target_of
from itaxl.report.views.responsible import division_names, divisions_note, responsible

WIDTHS = (14, 17, 29, 18, 22)  # percent, where obstacles were reported
NO_OBSTACLES = (14, 17, 37, 10, 22)
PAGE = 30.0  # lines of a page below the head of a table of reports
HEAD, CAPTION = 3.5, 1.5  # lines that caption and head of a further table take, and a caption alone
FULL = 100  # percent
RUNNING = 90  # letters at most of a measure at the head of the pages on which its divisions go on
OWN_ROWS = 2  # divisions without a report get a row each up to this many, else share one


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


def evidence_table(case: Material, missing: Sequence[tuple[Measure, Progress]]) -> Table:
    """Return the table of reports without evidence."""
    say = case.say
    columns = (
        Column(say("followup.late.code"), 18),
        Column(say("measure.measure"), 46),
        Column(say("word.division"), 36),
    )
    rows = tuple(
        labelled(
            (
                row_head(measure.code),
                Cell((in_short(case, measure),)),
                Cell((case.division(report.division),)),
            ),
            columns,
        )
        for measure, report in missing
    )
    return Table("evidence-table", say("followup.evidence.table"), columns, (rows,), css="stacked")


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
    name = row_head(case.division(division))
    if report is None:
        unreported = Cell((case.say("status.unreported"),), css="quiet")
        return labelled((name, unreported, Cell(), Cell(), Cell()), columns)
    cells = (
        _status_cell(case, measure, report),
        Cell(_answer(case, report.result)),
        _obstacle_cell(case, report.obstacle),
        _evidence(case, report.evidence),
    )
    return labelled((name, *cells), columns)


def _status_cell(case: Material, measure: Measure, report: Progress) -> Cell:
    """Return the status, with the day on which all was done, or how far it is, and what it was a round before."""
    state, notes = report_state(report), []
    if report.percent is not None and not (state is State.DONE and report.percent == FULL):
        notes.append(case.say("followup.measure.percent", percent=case.style.percent(report.percent)))
    if report.done:
        notes.append(case.say("followup.measure.done_on", date=case.style.date(report.done)))
    notes += rounds.reported_before(case, measure, report)
    return Cell((case.status(state),), tuple(notes))


def _obstacle_cell(case: Material, text: str) -> Cell:
    """Return an obstacle as it was typed; "none" in one way, and what was not answered as that."""
    none = obstacles.says_none(text)
    words = (case.say("followup.measure.no_obstacle"),) if none else _answer(case, text)
    return Cell(words, css="" if obstacles.is_answered(text) else "quiet")


def _answer(case: Material, text: str) -> tuple[str, ...]:
    answered = obstacles.is_answered(text)
    return case.style.lines(text) if answered else (case.say("followup.measure.unanswered"),)


def _evidence(case: Material, evidence: str) -> Cell:
    """Return the cell of the evidence, whose web addresses are links on pages."""
    if not obstacles.is_answered(evidence):
        return Cell(_answer(case, evidence), css="quiet")
    return Cell(case.style.lines(evidence), css="address")


def _late_row(case: Material, measure: Measure, columns: Sequence[Column]) -> Row:
    texts = (
        (in_short(case, measure),),
        responsible(case, measure),
        ends(case, measure),
        (case.status(case.states[measure.code].whole),),
    )
    return labelled((row_head(measure.code), *map(Cell, texts)), columns)
