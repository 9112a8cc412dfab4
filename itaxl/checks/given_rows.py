"""Checks of the sheets whose rows are given: scores, items, announced results, counted answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from itaxl.checks.context import Check, Context
from itaxl.findings import Finding, Place, finding
from itaxl.forms.layout import SheetLayout, Type
from itaxl.merging.counted_answers import answered, counted, place_of_counts
from itaxl.submissions.submission import Submission


@dataclass(frozen=True)
class _Answer:
    """Row of a sheet whose rows are given; `values` is what was answered."""

    row: int
    code: str
    values: tuple[object, ...]

    @property
    def given(self) -> bool:
        return any(value is not None and value != "" for value in self.values)


@dataclass(frozen=True)
class _Sheet:
    """Sheet with its answers; `columns`: keys of those that hold them."""

    form: SheetLayout
    columns: tuple[str, ...]
    rows: tuple[_Answer, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes in the order of the rows."""
        return tuple(code for code, _ in self.form.rows)

    def column(self, code: str) -> str:
        """Return the first of these columns that is filled in in this row."""
        return next(key for key in self.columns if (code, key) not in self.form.closed)


def unknown_codes(submission: Submission, context: Context) -> Iterator[Finding]:
    for sheet in _sheets(submission):
        for row in sheet.rows:
            if row.code not in sheet.codes and (row.code or row.given):
                place = submission.place(sheet.form.key, row.row, "code")
                yield finding("C308", place, row.code, known=", ".join(sheet.codes))


def two_answers(submission: Submission, context: Context) -> Iterator[Finding]:
    for sheet in _sheets(submission):
        first_rows: dict[str, _Answer] = {}
        for row in sheet.rows:
            if row.code and row.given:
                first = first_rows.setdefault(row.code, row)
                if first.values != row.values:
                    column = sheet.column(row.code)
                    other = submission.place(sheet.form.key, first.row, column).cell
                    place = submission.place(sheet.form.key, row.row, column)
                    yield finding("C323", place, row.code, other=other)


def missing_scores(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find scores missing in a sheet that is filled in part; a blank sheet is an answer too, and so are counts.

    A sender who only counted answers is shown the sheet of them.
    """
    if submission.form.family == "items":
        return
    sheet = _main(submission)
    key = sheet.form.key
    typed = {row.code for row in sheet.rows if submission.holds(key, row.row, "score")}
    filled = typed | set(answered(submission, context.instrument))
    if not filled & set(sheet.codes):
        return
    places = {row.code: submission.place(key, row.row, "score") for row in reversed(sheet.rows)}
    gone = Place(submission.file, submission.sheet_name(key))  # the row itself was deleted
    for code in sheet.codes:
        if code not in filled:
            counts = None if typed else place_of_counts(submission, code, context.instrument)
            yield finding("C301", counts or places.get(code, gone), item=code)


def missing_items(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find items without an answer, once for all: some may be other divisions'. A blank sheet is passed over."""
    if submission.form.family != "items":
        return
    sheet = _main(submission)
    key, column = sheet.form.key, "result"
    answered = {item.code for item in submission.items if submission.holds(key, item.row, column)}
    missing = [code for code in sheet.codes if code not in answered]
    if missing and answered:
        rows = {item.code: item.row for item in reversed(submission.items)}
        gone = Place(submission.file, submission.sheet_name(key))  # the row itself was deleted
        place = submission.place(key, rows[missing[0]], column) if missing[0] in rows else gone
        yield finding("C328", place, count=len(missing), items=", ".join(missing))


def items_without_evidence(submission: Submission, context: Context) -> Iterator[Finding]:
    sheet = submission.form.key
    for item in submission.items:
        if item.passed and not submission.holds(sheet, item.row, "evidence"):
            yield finding("C327", submission.place(sheet, item.row, "evidence"), item=item.code)


def missing_respondents(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find scores without respondents, or by nobody, except where counted answers tell how many answered."""
    if submission.identity.dimension not in ("IIT", "EIT"):
        return
    sheet = submission.form.key
    counted_codes = {
        answered.question.code
        for answered in counted(submission, context.instrument)
        if answered.score is not None
    }
    for score in submission.scores:
        given = submission.holds(sheet, score.row, "respondents") or score.code in counted_codes
        if score.score is not None and not given:
            yield finding("C320", submission.place(sheet, score.row, "respondents"), item=score.code)
        elif score.score is not None and score.respondents == 0 and score.code not in counted_codes:
            yield finding("C398", submission.place(sheet, score.row, "respondents"), item=score.code)


def _main(submission: Submission) -> _Sheet:
    """Return the rows of the first sheet: scores, items or results; the other two are empty."""
    rows = (
        *(_Answer(result.row, result.code, (result.score, result.grade)) for result in submission.results),
        *(_Answer(score.row, score.code, (score.score, score.respondents)) for score in submission.scores),
        *(_Answer(item.row, item.code, (item.passed,)) for item in submission.items),
    )
    return _Sheet(submission.form, ("result" if submission.form.family == "items" else "score",), rows)


def _sheets(submission: Submission) -> Iterator[_Sheet]:
    yield _main(submission)
    form = submission.counted
    if form:
        keys = tuple(column.key for column in form.columns if column.type is Type.COUNT)
        rows = (
            _Answer(count.row, count.code, tuple(map(count.counts.get, keys))) for count in submission.counts
        )
        yield _Sheet(form, keys, tuple(rows))


CHECKS: tuple[Check, ...] = (
    unknown_codes,
    two_answers,
    missing_scores,
    missing_items,
    items_without_evidence,
    missing_respondents,
)
