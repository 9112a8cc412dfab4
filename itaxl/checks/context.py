"""Context that a workbook is checked in, and the type of a check."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from itaxl import thai
from itaxl.agency.settings import Agency
from itaxl.findings import Finding
from itaxl.instrument.model import Instrument
from itaxl.submissions.submission import Submission


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
