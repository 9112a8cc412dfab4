"""Frames that are merged, out of the workbooks that count: their columns are those that the sheets declare.

Each row has its file, sheet and row, and the mail's sender and time (UTC).
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from itaxl.forms import layout
from itaxl.forms.layout import Column
from itaxl.instrument.model import Instrument
from itaxl.merging import counted_answers
from itaxl.submissions.filled_rows import MeasureRow, TableRow
from itaxl.submissions.submission import Submission

Record = Mapping[str, object]  # a row of a frame, by column
Row = dict[str, Any]  # a row of a frame that is read, by column
_ORIGIN = ("file", "sheet", "row", "sender", "sent")
_NO_ANSWERS = frozenset({"code", "name", "respondents"})  # columns that alone are no answer


def columns() -> Mapping[str, tuple[str, ...]]:
    """Return the columns of each frame, in order."""
    scored = layout.SURVEY_COLUMNS + layout.OPEN_DATA_COLUMNS
    listed = tuple(column for column in layout.ITEM_COLUMNS if column.key != "result")
    keys = ("code", "dimension", "indicator", "division", "round")
    return {
        "scores": _columns(("dimension", "division"), scored),
        "counts": _columns(("dimension", "division", "code", "answer", "count"), layout.COUNT_ASIDE),
        "items": _columns(("division", "code", "answer"), listed),
        "results": _columns(("code", "score", "grade"), layout.RESULT_COLUMNS),
        "measures": _columns(keys, layout.MEASURES_LAYOUT.columns),
    }


def _columns(first: tuple[str, ...], declared: Iterable[Column]) -> tuple[str, ...]:
    """Return the columns: some first, the sheet's others but for the names of its rows, then where the row is from."""
    keys = (column.key for column in declared if column.key != "name")
    return tuple(dict.fromkeys((*first, *keys, *_ORIGIN)))


def scores(kept: Iterable[Submission], instrument: Instrument) -> pd.DataFrame:
    """Scores of indicators and questions, typed or out of counted answers: exact fractions; respondents are Int64."""
    records = (
        _record(submission, sheet, row)
        for submission in kept
        for sheet, row in counted_answers.scores(submission, instrument)
        if _says(row, row.values.keys() - _NO_ANSWERS)
    )
    return with_numbers(_frame("scores", records), "respondents")


def counts(kept: Iterable[Submission]) -> pd.DataFrame:
    """Return one row for each answer to each part; a part that has but a remark keeps it."""
    aside = [column.key for column in layout.COUNT_ASIDE]
    records = (
        _record(submission, f"answers.{submission.identity.dimension}", row, answer=answer, count=count)
        for submission in kept
        for row in submission.counts
        for answer, count in row.counts.items() or ([("", None)] if _says(row, aside) else [])
    )
    return with_numbers(_frame("counts", records), "count")


def items(kept: Iterable[Submission]) -> pd.DataFrame:
    """Return the answers about items of the open data list."""
    records = (
        _record(submission, submission.form.key, row, answer=row.text("result"))
        for submission in kept
        for row in submission.items
        if _says(row, row.values.keys() - _NO_ANSWERS)
    )
    return _frame("items", records)


def results(kept: Iterable[Submission]) -> pd.DataFrame:
    """Return the rows of the announced workbook; scores are exact fractions."""
    records = (
        _record(submission, layout.RESULTS_KEY, row, grade=row.grade)
        for submission in kept
        for row in submission.results
    )
    return _frame("results", records)


def measures(rows: Iterable[tuple[Submission, MeasureRow, str]]) -> pd.DataFrame:
    """Rows of measures, of plans and of follow-ups, each with the code of the measure that it is about."""
    return _frame(
        "measures", (_record(sender, layout.MEASURES_KEY, row, code=code) for sender, row, code in rows)
    )


def with_numbers(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Make whole numbers of a column, in place."""
    frame[column] = frame[column].astype("Int64")
    return frame


def rows(frame: pd.DataFrame) -> list[Row]:
    """Return the rows in order: what `to_dict("records")` does, which takes many times as long for small frames."""
    names = list(frame.columns)
    return [dict(zip(names, values, strict=True)) for values in frame.to_numpy(dtype=object).tolist()]


def _says(row: TableRow, keys: Iterable[str]) -> bool:
    return any(row.values[key] is not None and row.values[key] != "" for key in keys)


def _record(submission: Submission, sheet: str, row: TableRow, **more: object) -> Record:
    """Return a row; `more` are values of columns that the sheet does not have, or has in another form."""
    return {
        "dimension": submission.identity.dimension,
        "division": submission.division,
        "round": submission.identity.round,
        **row.values,
        **more,
        "file": submission.file,
        "sheet": submission.sheet_name(sheet),
        "row": row.row,
        "sender": submission.reading.sender,
        "sent": submission.sent,
    }


def _frame(name: str, records: Iterable[Record]) -> pd.DataFrame:
    names = columns()[name]
    rows = [tuple(record.get(column) for column in names) for record in records]
    return pd.DataFrame(rows, columns=list(names), dtype=object)
