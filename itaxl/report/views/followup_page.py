"""First page of the follow-up, for the head of the agency: what is done, late and open, and with whom."""

from collections.abc import Iterator

from itaxl.analysis.measure_state import State
from itaxl.assessment import Measure
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.figures import Figure, Figures
from itaxl.report.blocks.heading import Heading
from itaxl.report.blocks.items import Items
from itaxl.report.blocks.prose import Prose
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views import insight
from itaxl.report.views.cells import labelled, row_head
from itaxl.report.views.document import Section
from itaxl.report.views.line_breaks import clipped
from itaxl.report.views.material import Material, count_states
from itaxl.report.views.plan import in_lines, in_short, label
from itaxl.report.views.progress_counts import budget_of, dimension_counts, division_counts, round_counts
from itaxl.report.views.responsible import division_names
from itaxl.report.views.row_height import height

# Points of an upright page: all of it, what always stands there, and what each further part takes.
PAGE = 690
ALWAYS, INSIGHT, BUDGETS = 400, 22, 18
ROUNDS = 125
# Caption, head and note of the open measures; a line of them; the rules of a row.
LIST, LINE, ROW = (66, 16.5, 5)
DIVISIONS, DIVISION = 122, 19  # the table of divisions without its rows, and each row
MOST = 8  # open measures that are named
NAMED = 2  # divisions that a row names
LETTERS = 70  # of an open measure
WIDTHS = (9, 34, 22, 19, 16)  # percent
UPRIGHT = 0.62  # width of an upright page in that of one that lies across
_IN_LEAD = ("followup.done", "followup.late")  # insights that the lead already gives


def first_page(case: Material) -> Section:
    """Return the first page."""
    return Section("first-page", case.say("followup.first.title"), tuple(_blocks(case)))


def lead(case: Material) -> Prose:
    """Return how many measures are done and late, in a sentence that fits the state."""
    return Prose(case.say.paragraphs(lead_key(case)), "lead")


def lead_key(case: Material) -> str:
    """Return the key of the lead; where the agency has worded the general key itself, that one for every state."""
    assessment, key = case.assessment, "followup.summary.text"
    if not assessment.measures:
        return "followup.summary.no_measures"
    if not assessment.followup_round:
        return "followup.summary.unreported"
    done = sum(state.done for state in case.states.values())
    if key in case.agency.text or 0 < done < len(assessment.measures):
        return key
    return f"{key}_all" if done else f"{key}_none"


def insights(case: Material) -> tuple[str, ...]:
    """Return what there is to say about the reports besides the lead."""
    return insight.sentences(case, "followup", without=_IN_LEAD)


def open_measures(case: Material) -> tuple[Measure, ...]:
    """Return the measures that are not done: late ones first, then those that are due, then by their end."""

    def urgency(measure: Measure) -> tuple[int, str]:
        state = case.states[measure.code]
        end = min((day for id in measure.responsible or ("",) if (day := measure.end_of(id))), default=None)
        return (0 if state.late else 1 if state.due else 2, end.isoformat() if end else "9")

    unfinished = (measure for measure in case.assessment.measures if not case.states[measure.code].done)
    return tuple(sorted(unfinished, key=urgency))


def listed(case: Material) -> tuple[Measure, ...]:
    """Return the first open measures, as many as the page has room for."""
    shown: list[Measure] = []
    room = PAGE - _above(case) - LIST
    for measure in open_measures(case)[:MOST]:
        room -= _height(case, measure)
        if room < 0 and shown:
            break
        shown.append(measure)
    return tuple(shown)


def _above(case: Material) -> float:
    """Return the points that all above the list of open measures takes."""
    rounds = ROUNDS if round_counts(case) else 0
    budgets = BUDGETS if budget_of(case, case.assessment.measures) else 0
    return ALWAYS + rounds + budgets + INSIGHT * len(insights(case))


def _height(case: Material, measure: Measure) -> float:
    texts = (_in_short(case, measure), _responsible(case, measure), _end(case, measure))
    of_texts = (height(text, width * UPRIGHT) for text, width in zip(texts, WIDTHS[1:4], strict=True))
    return max(2, *of_texts) * LINE + ROW


def all_are_listed(case: Material) -> bool:
    """Return whether the page names every measure that is not done."""
    return len(listed(case)) == len(open_measures(case))


def holds_divisions(case: Material) -> bool:
    """Return whether the page has room for the table of divisions."""
    table = division_counts(case)
    rows = sum(map(len, table.bodies)) if table else 0
    shown = listed(case)
    listing = LIST + sum(_height(case, measure) for measure in shown) if shown else 0
    return _above(case) + listing + DIVISIONS + DIVISION * rows <= PAGE


def _blocks(case: Material) -> Iterator[Block]:
    yield lead(case)
    if not case.assessment.measures:
        yield Prose(case.say.paragraphs("followup.next.no_measures"))
        return
    yield _figures(case)
    yield dimension_counts(case, budgets=True)
    by_round = round_counts(case)
    if by_round:
        yield by_round
    said = insights(case)
    if said:
        yield Items(said)
    yield from _open(case)
    divisions = division_counts(case) if holds_divisions(case) else None
    if divisions:
        yield divisions


def _figures(case: Material) -> Figures:
    say, count = case.say, case.style.count
    counts = count_states(case.assessment)
    due = say("followup.first.due", due=count(counts["due"])) if counts["due"] else ""
    shown = [
        Figure(
            case.status(State.DONE),
            say("followup.first.of", count=count(counts["done"])),
            say("followup.first.share"),
        ),
        Figure(say("status.late"), count(counts["late"]), due),
        Figure(case.status(State.UNREPORTED), count(counts["unreported"])),
    ]
    return Figures((*shown, *_budget(case)))


def _budget(case: Material) -> Iterator[Figure]:
    """Yield what was set for all measures; nothing where no measure says."""
    say, measures = case.say, case.assessment.measures
    budget = budget_of(case, measures)
    if budget:
        yield Figure(say("followup.first.budget"), budget, say("followup.first.baht"))
    elif all(measure.budget == "none" for measure in measures):
        yield Figure(
            say("followup.first.budget"), say("followup.first.budget_none"), say("followup.first.budget_all")
        )


def _open(case: Material) -> Iterator[Block]:
    measures, say = open_measures(case), case.say
    yield Heading(say("followup.first.open"))
    if not measures:
        yield Prose(say.paragraphs("followup.first.open_none"))
        return
    heads = (
        "word.no",
        "measure.measure",
        "measure.responsible",
        "followup.late.end",
        "followup.column.status",
    )
    columns = tuple(Column(say(head), width) for head, width in zip(heads, WIDTHS, strict=True))
    rows = tuple(_open_row(case, measure, columns) for measure in listed(case))
    rest = len(measures) - len(rows)
    note = say("followup.first.more", count=case.style.count(rest)) if rest else ""
    yield Table("open", say("followup.first.open_table"), columns, (rows,), note, "stacked first-open")


def _open_row(case: Material, measure: Measure, columns: tuple[Column, ...]) -> Row:
    state = case.states[measure.code]
    lateness = "status.late" if state.late else "followup.first.due_now" if state.due else ""
    texts = (_in_short(case, measure), _responsible(case, measure), _end(case, measure))
    said = (case.say(lateness),) if lateness else ()
    status = Cell((case.status(state.whole),), said)
    cells = (row_head(label(case, measure)), *(Cell((text,)) for text in texts), status)
    return labelled(cells, columns)


def _in_short(case: Material, measure: Measure) -> str:
    return clipped(in_short(case, measure), LETTERS)


def _open_divisions(case: Material, measure: Measure) -> tuple[str, ...]:
    """Return the divisions that have not done their part."""
    states = case.states[measure.code].divisions
    return tuple(id for id in measure.responsible if states[id] is not State.DONE) or measure.responsible


def _responsible(case: Material, measure: Measure) -> str:
    """Return those who have not done their part: all names, or the first and how many there are besides."""
    ids = _open_divisions(case, measure)
    if not ids:
        return case.say("followup.measure.no_division")
    if len(ids) <= NAMED:
        return division_names(case, measure, ids)
    names = ", ".join(map(case.division, ids[:NAMED]))
    return case.say("followup.first.more_divisions", names=names, count=case.style.count(len(ids) - NAMED))


def _end(case: Material, measure: Measure) -> str:
    """Return the first day on which one of them must have done it."""
    days = [measure.end_of(id) for id in _open_divisions(case, measure) or ("",)]
    first = min(filter(None, days), default=None)
    return in_lines(case.style.date(first)) if first else case.say("followup.first.no_end")
