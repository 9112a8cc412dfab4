"""Contexts of checks: of one workbook, and of all of a year together; the types of both kinds of checks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from itaxl import thai
from itaxl.agency.settings import Agency
from itaxl.analysis.assess import Outcome
from itaxl.findings import Finding, Place
from itaxl.forms import layout
from itaxl.instrument.model import Instrument
from itaxl.merging.merge import Merged
from itaxl.submissions.submission import Submission
from itaxl.texts import Text


@dataclass(frozen=True)
class Context:
    """Context of a check: the agency, the year assessed (Buddhist era) and its instrument."""

    agency: Agency
    year: int
    instrument: Instrument

    @cached_property
    def shown(self) -> Agency:
        """Return the agency with its settings for the figures that the documents show."""
        return self.agency.for_figures(self.year)

    @property
    def start(self) -> date:
        """First day of the fiscal year in which the measures run: the one after the year assessed."""
        return thai.fiscal_year_start(self.year + 1)

    @property
    def end(self) -> date:
        return thai.fiscal_year_end(self.year + 1)


Check = Callable[[Submission, Context], Iterator[Finding]]


@dataclass(frozen=True)
class Whole:
    """Merged year with its outcome: what all checks look at."""

    context: Context
    merged: Merged
    outcome: Outcome

    def place(self, code: str) -> Place:
        """Return the cell of the announced workbook with the score of a row; of several the first filled one."""
        places = [
            (row.score is None and not row.grade, submission.place(layout.RESULTS_KEY, row.row, "score"))
            for submission in self.merged.kept
            for row in submission.results
            if row.code == code
        ]
        return min(places, key=lambda pair: pair[0], default=(True, Place()))[1]

    def indicator(self, no: int) -> Text:
        """Return the name of an indicator."""
        return self.context.instrument.indicator(no).good


YearCheck = Callable[[Whole], Iterator[Finding]]
