"""From the submissions of all divisions to frames and measures. Two divisions never overwrite each other.

Of several workbooks with one key the one saved last counts, by its own core property, then the one in the later
mail; never file time, name or path.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from itaxl.agency import register
from itaxl.agency.settings import Agency
from itaxl.findings import Finding, Place, finding
from itaxl.forms import layout
from itaxl.forms.identity import ROUNDS
from itaxl.instrument.model import Instrument
from itaxl.merging import counted_answers
from itaxl.submissions.submission import MeasureRow, Submission

SCORE_COLUMNS = [
    "dimension", "division", "code", "respondents", "score", "remark", "file", "sheet", "row", "sender", "sent",
]  # fmt: skip
COUNT_COLUMNS = [
    "dimension", "division", "code", "answer", "count", "remark", "file", "sheet", "row", "sender", "sent",
]  # fmt: skip
ITEM_COLUMNS = ["division", "code", "answer", "evidence", "remark", "file", "sheet", "row", "sender", "sent"]
RESULT_COLUMNS = ["code", "score", "grade", "recommendation", "file", "sheet", "row", "sender", "sent"]
MEASURE_COLUMNS = [
    "code", "dimension", "indicator", "division", "round", "weakness", "approach", "measure", "responsible", "start",
    "end", "budget", "target", "status", "percent", "done", "result", "obstacle", "evidence", "file", "sheet", "row",
    "sender", "sent",
]  # fmt: skip
Row = dict[str, Any]  # a row of the frame of measures, by column
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Merged:
    """Frames of all that counts; `codes` is the register with the new measures.

    Each row has its file, sheet and row, and the mail's sender and time (UTC).
    `scores`: of indicators and questions, typed or out of counted answers, score 0–100 float, respondents Int64;
    `counts`: how many (Int64) gave each answer to each part of a question, as they gave it; `items`: answers มี or
    ไม่มี of the open data list; `results`: the announced workbook; `measures`: one row for each row of each workbook,
    plan and follow-up, budget in baht or "none", dates as `datetime.date`.
    """

    kept: tuple[Submission, ...]
    scores: pd.DataFrame
    counts: pd.DataFrame
    items: pd.DataFrame
    results: pd.DataFrame
    measures: pd.DataFrame
    codes: Mapping[str, str]
    findings: tuple[Finding, ...]

    def place(self, row: "Row", column: str) -> Place:
        """The cell of a row of the measures' frame, where its sender has the column."""
        return self._workbook(row).place(layout.MEASURES_KEY, row["row"], column)

    def shown(self, row: "Row", column: str) -> str:
        """What a person sees there."""
        return self._workbook(row).shown(layout.MEASURES_KEY, row["row"], column)

    def _workbook(self, row: "Row") -> Submission:
        return next(each for each in self.kept if each.file == row["file"])


def merge(
    submissions: Iterable[Submission],
    agency: Agency,
    instrument: Instrument,
    codes: Mapping[str, str],
    chosen: Sequence[str] = (),
) -> Merged:
    """Merge what counts. The order, names and folders of the files change nothing but the names in the rows.

    `chosen`: SHA-256 of the files that count where two versions cannot be ordered, the later before the earlier.
    """
    kept, findings = _latest(submissions, agency, chosen)
    rows = list(_measure_rows(kept, instrument))
    before, given = codes, frozenset(codes.values())
    new = (
        (each.identity.dimension, row.indicator or 0, register.key(row.indicator or 0, row.measure))
        for each, row in rows
        if row.code not in given
    )
    codes = register.extend(codes, instrument.year, new)
    return Merged(
        kept,
        pd.DataFrame(_score_records(kept, instrument), columns=SCORE_COLUMNS).astype(
            {"respondents": "Int64", "score": "float64"}
        ),
        pd.DataFrame(_count_records(kept), columns=COUNT_COLUMNS).astype({"count": "Int64"}),
        pd.DataFrame(_item_records(kept), columns=ITEM_COLUMNS, dtype=object),
        pd.DataFrame(_result_records(kept), columns=RESULT_COLUMNS).astype({"score": "float64"}),
        pd.DataFrame(_measure_records(rows, codes, before), columns=MEASURE_COLUMNS, dtype=object),
        codes,
        tuple(findings),
    )


def _latest(
    submissions: Iterable[Submission], agency: Agency, chosen: Sequence[str]
) -> tuple[tuple[Submission, ...], list[Finding]]:
    """The newest of each key, in the agency's order of divisions, and what is to be said of the others."""
    groups: dict[tuple[str, str, str], list[Submission]] = defaultdict(list)
    for each in submissions:
        groups[(each.identity.dimension, each.division, each.identity.round)].append(each)
    kept, findings = [], []
    for group in groups.values():
        ordered = sorted(group, key=_age, reverse=True)
        newest = _chosen(ordered, chosen) or ordered[0]
        kept.append(newest)
        findings += [_why_not(newest, older, chosen) for older in ordered if older is not newest]
    order = {division.id: number for number, division in enumerate(agency.divisions)}
    return tuple(sorted(kept, key=lambda each: _order(each, order))), findings


def _age(each: Submission) -> tuple[datetime, datetime, str, str]:
    """The larger the newer; hash and name only put in some order what has none."""
    return each.saved or _LONG_AGO, each.sent or _LONG_AGO, each.reading.sha256, each.file


def _order(each: Submission, divisions: Mapping[str, int]) -> tuple[int, int, int]:
    dimensions = ("announced", "IIT", "EIT", "OIT")
    who = each.identity
    return (ROUNDS.index(who.round), divisions.get(each.division, -1), dimensions.index(who.dimension))


def _chosen(ordered: Sequence[Submission], chosen: Sequence[str]) -> Submission | None:
    """Of those that could each be the newest, the one that was chosen last."""
    able = [each for each in ordered if not _is_later(ordered[0], each) and each.reading.sha256 in chosen]
    return max(able, key=lambda each: chosen.index(each.reading.sha256), default=None)


def _why_not(newest: Submission, older: Submission, chosen: Sequence[str]) -> Finding:
    place = Place(older.file)
    if newest.content == older.content:
        return finding("X405", place, other=newest.file)
    if _is_later(newest, older):
        return finding("X404", place, other=newest.file)
    if newest.reading.sha256 in chosen:
        return finding("X417", place, other=newest.file)
    files = sorted((newest.file, older.file))
    return finding("X403", Place(files[0]), one=files[0], other=files[1])


def _is_later(newest: Submission, older: Submission) -> bool:
    """By the times of saving where both are known and differ, else by the mails; what has no time has no order."""
    for one, other in ((newest.saved, older.saved), (newest.sent, older.sent)):
        if one and other and one != other:
            return one > other
    return False


def _score_records(kept: Iterable[Submission], instrument: Instrument) -> Iterator[tuple[object, ...]]:
    for each in kept:
        for sheet, row in counted_answers.scores(each, instrument):
            if row.score is not None or row.remark:
                place = each.place(sheet, row.row, "code")
                score = None if row.score is None else float(row.score)
                yield (each.identity.dimension, each.division, row.code, row.respondents, score, row.remark,
                       place.file, place.sheet, row.row, each.reading.sender, each.sent)  # fmt: skip


def _count_records(kept: Iterable[Submission]) -> Iterator[tuple[object, ...]]:
    """One row for each answer to each part; a part that has but a remark keeps it."""
    for each in kept:
        for row in each.counts:
            place = each.place(f"answers.{each.identity.dimension}", row.row, "code")
            for answer, count in row.counts.items() or ([("", None)] if row.remark else []):
                yield (each.identity.dimension, each.division, row.code, answer, count, row.remark,
                       place.file, place.sheet, row.row, each.reading.sender, each.sent)  # fmt: skip


def _item_records(kept: Iterable[Submission]) -> Iterator[tuple[object, ...]]:
    for each in kept:
        for row in each.items:
            if row.passed is not None or row.evidence or row.remark:
                place = each.place(each.form.key, row.row, "code")
                answer = "" if row.passed is None else layout.PASSED if row.passed else layout.MISSED
                yield (each.division, row.code, answer, row.evidence, row.remark, place.file, place.sheet, row.row,
                       each.reading.sender, each.sent)  # fmt: skip


def _result_records(kept: Iterable[Submission]) -> Iterator[tuple[object, ...]]:
    for each in kept:
        for row in each.results:
            place = each.place(layout.RESULTS_KEY, row.row, "code")
            score = None if row.score is None else float(row.score)
            yield (row.code, score, row.grade, row.recommendation, place.file, place.sheet, row.row,
                   each.reading.sender, each.sent)  # fmt: skip


def _measure_rows(
    kept: Iterable[Submission], instrument: Instrument
) -> Iterator[tuple[Submission, MeasureRow]]:
    """Rows that can be merged: with a measure and an indicator of the workbook's dimension.

    Plans first, then divisions in the agency's order, so that codes are given in this order.
    """
    known = {(each.dimension, each.no) for each in instrument.indicators}
    for each in kept:
        for row in each.measures:
            if row.measure and (each.identity.dimension, row.indicator) in known:
                yield each, row


def _measure_records(
    rows: Iterable[tuple[Submission, MeasureRow]], codes: Mapping[str, str], before: Mapping[str, str]
) -> Iterator[tuple[object, ...]]:
    """A row belongs to the measure that the register knows by its text, else to the one whose code it bears.

    `before` is the register without the new measures. A row whose code says otherwise than its text is a finding later.
    """
    given = frozenset(before.values())
    for each, row in rows:
        place = each.place(layout.MEASURES_KEY, row.row, "measure")
        key = register.key(row.indicator or 0, row.measure)
        code = before.get(key) or (row.code if row.code in given else codes[key])
        yield (code, each.identity.dimension, row.indicator, each.division, each.identity.round, row.weakness,
               row.approach, row.measure, row.responsible, row.start, row.end, row.budget, row.target, row.status,
               row.percent, row.done, row.result, row.obstacle, row.evidence, place.file, place.sheet, row.row,
               each.reading.sender, each.sent)  # fmt: skip
