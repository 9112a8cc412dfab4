"""Checks of the sheet of counted answers, and of what it says beside the sheet of scores."""

from collections.abc import Iterator
from fractions import Fraction
from statistics import median_high

from itaxl.checks.context import Check, Context
from itaxl.findings import Finding, finding
from itaxl.instrument import grading, scoring
from itaxl.merging.counted_answers import Counted, counted
from itaxl.submissions.filled_rows import ScoreRow
from itaxl.submissions.submission import Submission

FAR_MORE = 2  # times as many answers as most parts have


def counts_out_of_place(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find levels where the question is answered with yes and no, or the other way round."""
    form = submission.counted
    if form is None:
        return
    codes = {count.row: count.code for count in submission.counts}
    for field in submission.fields:
        code = codes.get(field.row, "")
        if field.sheet == form.key and field.mended.value and (code, field.column) in form.closed:
            columns = ", ".join(column.heading for column in form.counts(code))
            yield finding("C336", field.place, field.mended.shown, item=code, columns=columns)


def parts_without_answers(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find questions with answers to some parts only, unless the score stands on the other sheet."""
    form = submission.counted
    scored = {score.code for score in submission.scores if score.score is not None}
    rows = {row.code: row.row for row in reversed(submission.counts)}
    for answered in counted(submission, context.instrument):
        if form and answered.missing and answered.question.code not in scored:
            column = form.counts(answered.missing[0])[0].key
            row = rows.get(answered.missing[0]) or next(iter(answered.rows.values())).row
            place, items = submission.place(form.key, row, column), ", ".join(answered.missing)
            yield finding("C337", place, answered.question.code, items=items)


def score_against_answers(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find questions with two scores, typed and counted."""
    for answered, row in _both(submission, context):
        if (
            answered.score is not None
            and row.score is not None
            and not grading.agree(row.score, answered.score)
        ):
            place = submission.place(submission.form.key, row.row, "score")
            yield finding("C338", place, _two(row.score), item=row.code, computed=_two(answered.score))


def more_answers_than_people(submission: Submission, context: Context) -> Iterator[Finding]:
    for answered, row in _both(submission, context):
        most, answers = answered.most
        if row.respondents is not None and answers > row.respondents:
            place = submission.place(submission.form.key, row.row, "respondents")
            yield finding("C339", place, row.respondents, item=most.code, answers=answers)


def far_more_answers(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find more than twice the answers of most parts: people may skip a question, but nobody answers twice."""
    form = submission.counted
    if form is None:
        return
    sums = {row.row: sum(row.counts.values()) for row in submission.counts}
    usual = median_high([sum_ for sum_ in sums.values() if sum_] or [0])
    for row in submission.counts:
        if sums[row.row] > FAR_MORE * usual:
            place = submission.place(form.key, row.row, form.counts(row.code)[0].key)
            yield finding("C341", place, sums[row.row], item=row.code, usual=usual)


def _both(submission: Submission, context: Context) -> Iterator[tuple[Counted, ScoreRow]]:
    """Yield the questions that stand on both sheets; of several rows of one the first."""
    rows = {row.code: row for row in reversed(submission.scores)}
    for answered in counted(submission, context.instrument):
        if answered.question.code in rows:
            yield answered, rows[answered.question.code]


def _two(value: Fraction) -> str:
    return str(scoring.rounded(value))


CHECKS: tuple[Check, ...] = (
    counts_out_of_place,
    parts_without_answers,
    score_against_answers,
    more_answers_than_people,
    far_more_answers,
)
