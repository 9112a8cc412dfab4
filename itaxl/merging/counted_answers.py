"""Score a survey's questions by the answers that a division counted."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from itaxl.findings import Place
from itaxl.forms.layout import NO_YES, SheetLayout, Type
from itaxl.instrument import answers
from itaxl.instrument.model import Instrument, Question
from itaxl.submissions.filled_rows import CountRow, ScoreRow
from itaxl.submissions.submission import Submission


@dataclass(frozen=True)
class Counted:
    """Question of which any part has answers.

    `score` 0–100; None while a part has none that can be used. `people`: as many as answered the least answered part;
    `most`: the most answered one's row, and how many answered it. `rows` are those of its parts, by their codes.
    """

    question: Question
    score: Fraction | None
    people: int
    most: tuple[CountRow, int]
    rows: Mapping[str, CountRow]

    @property
    def missing(self) -> tuple[str, ...]:
        """Codes of the parts to which no answer was counted."""
        return tuple(code for code in answers.part_codes(self.question) if code not in self.rows)


def counted(submission: Submission, instrument: Instrument) -> tuple[Counted, ...]:
    """Return the questions with any answers, in the instrument's order; the first row of a part counts."""
    form = submission.counted
    if form is None:
        return ()
    rows: dict[str, CountRow] = {}
    for row in submission.counts:
        if any(row.counts.values()):
            rows.setdefault(row.code, row)
    return tuple(_questions(rows, _unusable(submission, form), instrument))


def answered(submission: Submission, instrument: Instrument) -> Iterator[str]:
    """Yield the codes of the questions of which any count was filled in, usable or not."""
    form = submission.counted
    if form is None:
        return
    counted_codes = {answered.question.code for answered in counted(submission, instrument)}
    wrong = _unusable(submission, form)
    unusable = {row.code for row in submission.counts if row.row in wrong}
    for question in instrument.questions:
        if question.code in counted_codes or unusable.intersection(answers.part_codes(question)):
            yield question.code


def place_of_counts(submission: Submission, code: str, instrument: Instrument) -> Place | None:
    """Return the place where a question's answers are counted; the sheet alone where its rows were deleted.

    None in a workbook without such a sheet.
    """
    form = submission.counted
    question = next((question for question in instrument.questions if question.code == code), None)
    if form is None or question is None:
        return None
    rows = {row.code: row.row for row in reversed(submission.counts)}
    first = next((part for part in answers.part_codes(question) if part in rows), None)
    if first is None:
        return Place(submission.file, submission.sheet_name(form.key))
    return submission.place(form.key, rows[first], form.counts(first)[0].key)


def scores(submission: Submission, instrument: Instrument) -> Iterator[tuple[str, ScoreRow]]:
    """Yield a division's rows of indicators and questions, each with the layout's key of its sheet.

    First what was typed, with the people who were counted where their number was not typed; then the questions that
    have a score by their counted answers alone.
    """
    answers_to = {
        answered.question.code: answered
        for answered in counted(submission, instrument)
        if answered.score is not None
    }
    for row in submission.scores:
        counts = row.score is not None and row.respondents is None and row.code in answers_to
        yield submission.form.key, row.changed(respondents=answers_to[row.code].people) if counts else row
    typed = {row.code for row in submission.scores if row.score is not None}
    blank = {column.key: column.blank for column in submission.form.columns}
    for code, question in answers_to.items():
        if code not in typed and submission.counted:
            first = next(iter(question.rows.values())).row
            row = ScoreRow(blank, first).changed(code=code, respondents=question.people, score=question.score)
            yield submission.counted.key, row


def _questions(
    rows: Mapping[str, CountRow], wrong: Collection[int], instrument: Instrument
) -> Iterator[Counted]:
    """Score the questions. `wrong`: numbers of the rows in which not every count can be used."""
    for question in instrument.questions:
        own = {code: rows[code] for code in answers.part_codes(question) if code in rows}
        if own:
            sums = {code: sum(row.counts.values()) for code, row in own.items()}
            most = max(sums, key=lambda code: sums[code])
            score = None
            if len(own) == question.parts and all(row.row not in wrong for row in own.values()):
                counts = [in_order(row, question, instrument) for row in own.values()]
                score = answers.question_score(question, counts, instrument)
            yield Counted(question, score, min(sums.values()), (own[most], sums[most]), own)


def in_order(row: CountRow, question: Question, instrument: Instrument) -> tuple[int, ...]:
    """Return the counts of a part as `instrument.answers` takes them; a blank cell beside others is nobody."""
    levels = tuple(f"level{number}" for number in range(1, len(instrument.levels) + 1))
    return tuple(row.counts.get(key, 0) for key in (NO_YES if question.answers == "yes_no" else levels))


def _unusable(submission: Submission, form: SheetLayout) -> frozenset[int]:
    """Rows with a cell that holds what is no count, so that their sums are not certain."""
    return frozenset(
        field.row
        for field in submission.fields
        if field.sheet == form.key and field.type is Type.COUNT and field.mended.problem
    )
