"""Codes of measures: of the register, else the one that the row bears, else a new one. A reworded measure keeps its.

The register knows a measure by its text. Where a plan that is sent again words a measure differently, its row may bear
the code; else one whose text is much like a measure that no plan has any more is taken for that one, and asked about.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from itaxl import thai
from itaxl.agency import register
from itaxl.findings import Finding, finding
from itaxl.forms import layout
from itaxl.forms.identity import PLAN
from itaxl.submissions.filled_rows import MeasureRow
from itaxl.submissions.submission import Submission

SentRow = tuple[Submission, MeasureRow]
NEW = ("ใหม่", "new")  # typed for the code: this measure is none that was reworded
MOST_PAIRS = 600  # pairs of texts that are compared, so that no register makes a merge endless
_SHOWN = 120  # letters of a text in a finding


@dataclass(frozen=True)
class Codes:
    """Codes of the rows of a year; `before` is the register, code by key, without the new measures."""

    rows: tuple[SentRow, ...]
    before: Mapping[str, str]
    year: int

    @cached_property
    def extended(self) -> dict[str, str]:
        """Return the register with the new measures, numbered in the order of the rows."""
        new = (
            (sender.identity.dimension, row.indicator or 0, _key(row))
            for sender, row in self.rows
            if self._earlier_code(sender, row) is None
        )
        return register.extend(self.before, self.year, new)

    def coded(self) -> Iterator[tuple[Submission, MeasureRow, str]]:
        """Yield each row with its measure's code. A row whose code says otherwise than its text is a finding later."""
        for sender, row in self.rows:
            yield sender, row, self._earlier_code(sender, row) or self.extended[_key(row)]

    def findings(self) -> Iterator[Finding]:
        """Ask about reworded measures that do not bear their code."""
        for sender, row in self._plans:
            key = _key(row)
            if key in self._reworded and key not in self._claimed:
                code = self._reworded[key]
                before = self._keys[code].partition("|")[2]
                place = sender.place(layout.MEASURES_KEY, row.row, "code")
                yield finding("X446", place, row.measure[:_SHOWN], code=code, before=before[:_SHOWN])
        yield from self._unreported()

    def _earlier_code(self, sender: Submission, row: MeasureRow) -> str | None:
        """Return the code of a measure that is known: as a plan claims it, by its text, by its own code, or likely."""
        key = _key(row)
        claimed = self._claimed.get(key) or self.before.get(key)
        own = row.code if sender.identity.round != PLAN and row.code in self._keys else None
        return claimed or own or self._reworded.get(key)

    @cached_property
    def _claimed(self) -> dict[str, str]:
        """Return the codes that rows of plans bear, by key: one text has one code, whoever sends it."""
        claimed: dict[str, str] = {}
        for sender, row in self._plans:
            code = self._explicit(sender, row)
            if code:
                claimed.setdefault(_key(row), code)
        return claimed

    def _explicit(self, sender: Submission, row: MeasureRow) -> str | None:
        """Return the code that a row of a plan bears, if its sender plans no other row of that code's text."""
        own = self._keys.get(row.code)
        if own is None or not register.is_code(row.code, self.year, row.indicator or 0):
            return None
        return row.code if own not in self._planned[sender.file] or own == _key(row) else None

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {code: key for key, code in self.before.items()}

    @cached_property
    def _plans(self) -> tuple[SentRow, ...]:
        return tuple((sender, row) for sender, row in self.rows if sender.identity.round == PLAN)

    @cached_property
    def _planned(self) -> dict[str, set[str]]:
        """Return the keys that each plan workbook has."""
        planned: dict[str, set[str]] = {}
        for sender, row in self._plans:
            planned.setdefault(sender.file, set()).add(_key(row))
        return planned

    @cached_property
    def _gone(self) -> dict[str, str]:
        """Return the codes by key of measures that no plan has any more, by text or by code."""
        return self._in_no_plan(self.before)

    def _in_no_plan(self, codes: Mapping[str, str]) -> dict[str, str]:
        kept = {key for keys in self._planned.values() for key in keys}
        claimed = set(self._claimed.values())
        return {key: code for key, code in codes.items() if key not in kept and code not in claimed}

    @cached_property
    def _reworded(self) -> dict[str, str]:
        """Return the codes that new texts most likely have, each code and each text once, the most alike first."""
        new = {_key(row) for _, row in self._plans if not _says_new(row)} - set(self.before)
        candidates = [
            (key, gone)
            for key in new
            for gone in self._gone
            if key.partition("|")[0] == gone.partition("|")[0]
        ]
        if len(candidates) > MOST_PAIRS:
            return {}
        pairs = ((-register.likeness(key, gone), self._gone[gone], key) for key, gone in candidates)
        likely = sorted(pair for pair in pairs if -pair[0] >= register.REWORDED)
        reworded: dict[str, str] = {}
        for _, code, key in likely:
            if key not in reworded and code not in reworded.values():
                reworded[key] = code
        return reworded

    def _unreported(self) -> Iterator[Finding]:
        """Ask about measures without a report whose sender reports on one of the indicator that is in no plan.

        It may be new to the register: what is asked is the same in the first merge and in those that follow it.
        """
        reported: dict[tuple[str, str], set[str]] = {}
        for sender, _, code in self.coded():
            if sender.identity.round != PLAN:
                reported.setdefault((sender.division, sender.identity.dimension), set()).add(code)
        gone = set(self._in_no_plan(self.extended).values()) - set(self._reworded.values())
        for sender, row in self._plans:
            own = reported.get((sender.division, sender.identity.dimension), set())
            code = self._earlier_code(sender, row) or self.extended[_key(row)]
            likely = sorted(
                other for other in own & gone if register.split(other)[0] == register.split(code)[0]
            )
            if likely and code not in own and not _says_new(row):
                place = sender.place(layout.MEASURES_KEY, row.row, "code")
                yield finding("X447", place, row.measure[:_SHOWN], codes=", ".join(likely))


def borne_codes(submissions: Iterable[Submission]) -> frozenset[tuple[str, str]]:
    """Return code and key of the rows of plans that bear a code: a measure that its sender has reworded."""
    return frozenset(
        (row.code, _key(row))
        for submission in submissions
        if submission.identity.round == PLAN
        for row in submission.measures
        if row.code
    )


def _key(row: MeasureRow) -> str:
    return register.key(row.indicator or 0, row.measure)


def _says_new(row: MeasureRow) -> bool:
    return thai.key(row.code) in map(thai.key, NEW)
