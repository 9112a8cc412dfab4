"""Merge the submissions of all divisions into frames. Two divisions never overwrite each other.

Of several workbooks with one key the one saved last counts, by its own core property, then the one in the later
mail; never file time, name or path.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from itaxl.agency.settings import Agency
from itaxl.findings import Finding, Place, finding
from itaxl.forms import layout
from itaxl.forms.identity import ROUNDS
from itaxl.instrument.model import Instrument
from itaxl.merging import codes as codes_of
from itaxl.merging import frames
from itaxl.submissions.filled_rows import MeasureRow
from itaxl.submissions.submission import Submission

Row = dict[str, Any]  # a row of the frame of measures, by column
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Merged:
    """Frames of all that counts; `codes` is the register with the new measures.

    Each row has its file, sheet and row, and the mail's sender and time (UTC). Scores are exact fractions from the cell
    on, budgets and percentages too; nothing is made a float before a file is written.
    `scores`: of indicators and questions, typed or out of counted answers, score 0–100, respondents Int64; `counts`:
    how many (Int64) gave each answer to each part of a question, as they gave it; `items`: answers มี or ไม่มี of the
    open data list; `results`: the announced workbook; `measures`: one row for each row of each workbook, plan and
    follow-up, budget in baht or "none", dates as `datetime.date`.
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
        """Return the cell of a row of the measures' frame, where its sender has the column."""
        return self._workbook(row).place(layout.MEASURES_KEY, row["row"], column)

    def shown(self, row: "Row", column: str) -> str:
        """Return the text that a person sees there."""
        return self._workbook(row).shown(layout.MEASURES_KEY, row["row"], column)

    def _workbook(self, row: "Row") -> Submission:
        return next(submission for submission in self.kept if submission.file == row["file"])


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
    assigned = codes_of.Codes(tuple(_measure_rows(kept, instrument)), codes, instrument.year)
    return Merged(
        kept,
        frames.scores(kept, instrument),
        frames.counts(kept),
        frames.items(kept),
        frames.results(kept),
        frames.measures(assigned.coded()),
        assigned.extended,
        (*findings, *assigned.findings()),
    )


def _latest(
    submissions: Iterable[Submission], agency: Agency, chosen: Sequence[str]
) -> tuple[tuple[Submission, ...], list[Finding]]:
    """Pick the newest of each key, in the agency's order of divisions, with findings about the others."""
    groups: dict[tuple[str, str, str], list[Submission]] = defaultdict(list)
    for submission in submissions:
        groups[(submission.identity.dimension, submission.division, submission.identity.round)].append(
            submission
        )
    kept, findings = [], []
    for group in groups.values():
        ordered = sorted(group, key=_age, reverse=True)
        newest = _chosen(ordered, chosen) or ordered[0]
        kept.append(newest)
        findings += [_why_not(newest, older, chosen) for older in ordered if older is not newest]
    order = {division.id: number for number, division in enumerate(agency.divisions)}
    return tuple(sorted(kept, key=lambda each: _order(each, order))), findings


def _age(each: Submission) -> tuple[datetime, datetime, str, str]:
    """Return a key by which newer ones are larger; hash and name order what has no time."""
    return each.saved or _LONG_AGO, each.sent or _LONG_AGO, each.reading.sha256, each.file


def _order(each: Submission, divisions: Mapping[str, int]) -> tuple[int, int, int]:
    dimensions = ("announced", "IIT", "EIT", "OIT")
    who = each.identity
    return (ROUNDS.index(who.round), divisions.get(each.division, -1), dimensions.index(who.dimension))


def _chosen(ordered: Sequence[Submission], chosen: Sequence[str]) -> Submission | None:
    """Return the version that was chosen last, of those that could each be the newest."""
    able = [
        submission
        for submission in ordered
        if not _is_later(ordered[0], submission) and submission.reading.sha256 in chosen
    ]
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
    """Tell whether one is later: by times of saving that differ, else by the mails; without times there is no order."""
    for time, other in ((newest.saved, older.saved), (newest.sent, older.sent)):
        if time and other and time != other:
            return time > other
    return False


def _measure_rows(
    kept: Iterable[Submission], instrument: Instrument
) -> Iterator[tuple[Submission, MeasureRow]]:
    """Rows that can be merged: with a measure and an indicator of the workbook's dimension.

    Plans first, then divisions in the agency's order, so that codes are given in this order.
    """
    known = {(indicator.dimension, indicator.no) for indicator in instrument.indicators}
    for submission in kept:
        for row in submission.measures:
            if row.measure and (submission.identity.dimension, row.indicator) in known:
                yield submission, row
