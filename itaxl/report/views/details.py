"""Results question by question and item by item, beside those of the year before where they can be compared."""

from collections.abc import Iterator

from itaxl.report.blocks.block import Block
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views.cells import labelled, number_cells, row_head
from itaxl.report.views.material import Material
from itaxl.report.views.wording import UNKNOWN


def details(case: Material) -> Iterator[Block]:
    """Yield the table of questions and that of items, as far as the year was given one by one."""
    assessment = case.assessment
    if assessment.questions:
        yield _questions(case)
    if assessment.items:
        yield _items(case)


def _questions(case: Material) -> Table:
    subjects = {question.code: question.subject[case.lang] for question in case.instrument.questions}
    before = case.assessment.previous.questions if case.assessment.previous else {}
    rows = tuple(
        _row(
            case,
            (question.code, subjects[question.code]),
            (case.style.score(before.get(question.code)), case.style.score(question.score)),
            case.style.change(question.score, before.get(question.code)),
            compared=bool(before),
        )
        for question in case.assessment.questions
    )
    return _table(case, "questions", "details.question", rows, compared=bool(before))


def _items(case: Material) -> Table:
    names = {item.code: item.name[case.lang] for item in case.instrument.items}
    before = case.assessment.previous.items if case.assessment.previous else {}
    rows = tuple(
        _row(
            case,
            (item.code, names[item.code]),
            (_answer(case, before.get(item.code)), _answer(case, item.passed)),
            _change(case, before.get(item.code), item.passed),
            compared=bool(before),
        )
        for item in case.assessment.items
    )
    return _table(case, "items", "details.item", rows, compared=bool(before))


def _table(case: Material, name: str, heading: str, rows: tuple[Row, ...], *, compared: bool) -> Table:
    say, previous = case.say, case.assessment.previous
    earlier: tuple[Column, ...] = ()
    change: tuple[Column, ...] = ()
    if compared and previous:
        year = case.style.year(previous.year)
        earlier = (Column(say("results.change_before", previous_year=year), 13, "number"),)
        change = (Column(say("results.change_difference"), 15, "number"),)
    columns = (
        Column(say("word.item"), 9),
        Column(say(heading), 50 if compared else 78),
        *earlier,
        Column(say("results.change_now"), 13, "number"),
        *change,
    )
    note = say("details.note") if compared else ""
    rows = tuple(labelled(row.cells, columns) for row in rows)
    return Table(f"details-{name}", say(f"details.{name}"), columns, (rows,), note, "figures running dense")


def _row(
    case: Material, head: tuple[str, str], answers: tuple[str, str], change: str, *, compared: bool
) -> Row:
    code, name = head
    figures = (*answers, change) if compared else answers[1:]
    return Row((Cell((code,)), row_head(case.style.text(name)), *number_cells(figures)))


def _answer(case: Material, passed: bool | None) -> str:
    return UNKNOWN if passed is None else case.say("details.passed" if passed else "details.missed")


def _change(case: Material, before: bool | None, now: bool) -> str:
    if before is None:
        return UNKNOWN
    return case.say(f"details.{'same' if now == before else 'better' if now else 'worse'}")
