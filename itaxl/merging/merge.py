"""Merge the submissions of all divisions into frames. Two divisions never overwrite each other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd

from itaxl.agency.choices import Choice
from itaxl.agency.settings import Agency
from itaxl.findings import Finding, Place
from itaxl.forms import layout
from itaxl.forms.identity import ANNOUNCED, ROUNDS
from itaxl.instrument.model import DIMENSIONS, Instrument
from itaxl.merging import codes as codes_of
from itaxl.merging import frames, versions
from itaxl.merging.frames import Row
from itaxl.submissions.filled_rows import MeasureRow
from itaxl.submissions.submission import Submission


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

    def place(self, row: Row, column: str) -> Place:
        """Return the cell of a row of the measures' frame, where its sender has the column."""
        return self._workbook(row).place(layout.MEASURES_KEY, row["row"], column)

    def shown(self, row: Row, column: str) -> str:
        """Return the text that a person sees there."""
        return self._workbook(row).shown(layout.MEASURES_KEY, row["row"], column)

    def _workbook(self, row: Row) -> Submission:
        return next(submission for submission in self.kept if submission.file == row["file"])


def merge(
    submissions: Iterable[Submission],
    agency: Agency,
    instrument: Instrument,
    codes: Mapping[str, str],
    choices: Sequence[Choice] = (),
    now: datetime | None = None,
) -> Merged:
    """Merge what counts. The order, names and folders of the files change nothing but the names in the rows.

    `choices` between versions, the later before the earlier. `now` (the clock's time where it is None) matters only for
    workbooks that say that they were saved after it.
    """
    kept, findings = _latest(submissions, agency, choices, now or datetime.now(UTC))
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
    submissions: Iterable[Submission], agency: Agency, choices: Sequence[Choice], now: datetime
) -> tuple[tuple[Submission, ...], list[Finding]]:
    """Pick the one of each key that counts, in the agency's order of divisions, with findings about the others."""
    groups: dict[versions.Key, list[Submission]] = defaultdict(list)
    for submission in submissions:
        groups[versions.key(submission)].append(submission)
    decisions = [versions.decide(group, agency, choices, now) for group in groups.values()]
    order = {division.id: number for number, division in enumerate(agency.divisions)}
    kept = (decision.kept for decision in decisions if decision.kept)
    findings = [item for decision in decisions for item in decision.findings]
    return tuple(sorted(kept, key=lambda submission: _order(submission, order))), findings


def _order(submission: Submission, divisions: Mapping[str, int]) -> tuple[int, int, int]:
    dimensions = (ANNOUNCED, *DIMENSIONS)
    who = submission.identity
    return (ROUNDS.index(who.round), divisions.get(submission.division, -1), dimensions.index(who.dimension))


def _measure_rows(
    kept: Iterable[Submission], instrument: Instrument
) -> Iterator[tuple[Submission, MeasureRow]]:
    """Yield the rows that can be merged: with a measure and an indicator of the workbook's dimension.

    Plans first, then divisions in the agency's order, so that codes are given in this order.
    """
    indicators = {(indicator.dimension, indicator.no) for indicator in instrument.indicators}
    for submission in kept:
        for row in submission.measures:
            if row.measure and (submission.identity.dimension, row.indicator) in indicators:
                yield submission, row
