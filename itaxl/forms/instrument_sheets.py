"""Sheets of the workbooks of an instrument: which there are, with which rows."""

from collections.abc import Iterable

from itaxl.forms import layout
from itaxl.forms.identity import ANNOUNCED, NEWEST, SCHEMA
from itaxl.forms.layout import Detail, Group, SheetLayout
from itaxl.instrument.answers import part_codes
from itaxl.instrument.model import DIMENSIONS, Instrument, Question


def scores_layout(instrument: Instrument, dimension: str, detail: Detail = "indicators") -> SheetLayout:
    """Return the sheet `คะแนน` of one dimension; by indicator too where the year does not know more than that."""
    if detail == "items" and knows_detail(instrument, dimension):
        return _items(instrument) if dimension == "OIT" else _questions(instrument, dimension)
    columns = layout.OPEN_DATA_COLUMNS if dimension == "OIT" else layout.SURVEY_COLUMNS
    rows = tuple(
        (indicator.code, indicator.name.th) for indicator in instrument.dimension(dimension).indicators
    )
    return SheetLayout(f"scores.{dimension}", layout.SCORES, columns, rows)


def knows_detail(instrument: Instrument, dimension: str) -> bool:
    """Tell whether all items of the open data list, or questions of each of a survey's indicators, are known."""
    if dimension == "OIT":
        return bool(instrument.items) and not instrument.partial
    covered = {question.indicator for question in instrument.questions}
    return all(indicator.no in covered for indicator in instrument.dimension(dimension).indicators)


def _items(instrument: Instrument) -> SheetLayout:
    rows = tuple((item.code, item.name.th) for item in instrument.items)
    groups = tuple(
        Group(subindicator.code, subindicator.name.th, tuple(item.code for item in subindicator.items))
        for subindicator in instrument.subindicators
    )
    return SheetLayout("items.OIT", layout.SCORES, layout.ITEM_COLUMNS, rows, groups)


def _questions(instrument: Instrument, dimension: str) -> SheetLayout:
    """Return the sheet by question: those of an indicator together, the indicators in their order."""
    rows: list[tuple[str, str]] = []
    groups = []
    for indicator in instrument.dimension(dimension).indicators:
        own = [question for question in instrument.questions if question.indicator == indicator.no]
        rows += [(question.code, question.subject.th) for question in own]
        groups.append(Group(indicator.code, indicator.name.th, tuple(question.code for question in own)))
    return SheetLayout(
        f"questions.{dimension}", layout.SCORES, layout.SURVEY_COLUMNS, tuple(rows), tuple(groups)
    )


def counts_layout(instrument: Instrument, dimension: str) -> SheetLayout | None:
    """Return the sheet `คำตอบ` of a survey: how many gave each answer to each part of a question.

    None where it is not known what the answers are worth, or not all questions are known. It has the columns of the
    kinds of answers that there are: levels, no and yes, or both.
    """
    if dimension == "OIT" or not instrument.levels or not knows_detail(instrument, dimension):
        return None
    of = {indicator.no for indicator in instrument.dimension(dimension).indicators}
    questions = sorted(
        (question for question in instrument.questions if question.indicator in of), key=_by_indicator
    )
    rows = tuple(row for question in questions for row in _parts(question))
    groups = tuple(Group(question.code, question.subject.th, part_codes(question)) for question in questions)
    levels = tuple(f"level{number}" for number in range(1, len(instrument.levels) + 1))
    answer_kinds = {question.answers for question in questions}
    kinds = {
        kind: keys for kind, keys in (("levels", levels), ("yes_no", layout.NO_YES)) if kind in answer_kinds
    }
    closed = frozenset(
        (code, key)
        for question in questions
        for code in part_codes(question)
        for kind, keys in kinds.items()
        for key in keys
        if kind != question.answers
    )
    return SheetLayout(
        f"answers.{dimension}", layout.COUNTS, layout.count_columns(*kinds.values()), rows, groups, closed
    )


def _by_indicator(question: Question) -> int:
    return question.indicator


def _parts(question: Question) -> tuple[tuple[str, str], ...]:
    names = [question.subject.th]
    if question.parts > 1:
        names = [
            f"{question.subject.th} (ข้อย่อย {part} จาก {question.parts})"
            for part in range(1, question.parts + 1)
        ]
    return tuple(zip(part_codes(question), names, strict=True))


def results_layout(instrument: Instrument) -> SheetLayout:
    """Return the sheet `ผลคะแนน` of the announced workbook: indicators, dimensions, total, grade."""
    indicators = [(indicator.code, indicator.name.th) for indicator in instrument.indicators]
    dimensions = [(code, instrument.dimension(code).name.th) for code in DIMENSIONS]
    whole = [(layout.TOTAL, "คะแนนรวม"), (layout.GRADE, "ระดับผลการประเมิน")]
    return SheetLayout(
        layout.RESULTS_KEY, layout.RESULTS, layout.RESULT_COLUMNS, tuple(indicators + dimensions + whole)
    )


def sheets(instrument: Instrument, dimension: str, detail: Detail = "indicators") -> tuple[SheetLayout, ...]:
    """Return the sheets to be filled in, in order, of a dimension's or of the announced workbook."""
    if dimension == ANNOUNCED:
        return (results_layout(instrument),)
    counts = counts_layout(instrument, dimension) if detail == "items" else None
    own = (scores_layout(instrument, dimension, detail), counts, layout.MEASURES_LAYOUT)
    return tuple(form for form in own if form)


def forms(instrument: Instrument, dimension: str) -> tuple[tuple[SheetLayout, ...], ...]:
    """Return the forms that each sheet may have, whatever an agency's settings ask for now."""
    by_name: dict[str, dict[SheetLayout, None]] = {}
    for detail in reversed(layout.DETAILS):  # which has all sheets, in their order
        for form in sheets(instrument, dimension, detail):
            by_name.setdefault(form.name, {})[form] = None
    return tuple(tuple(reversed(choices)) for choices in by_name.values())


def schema(forms: Iterable[SheetLayout]) -> int:
    """Return the lowest schema that knows these sheets."""
    return NEWEST if any(form.name == layout.COUNTS for form in forms) else SCHEMA
