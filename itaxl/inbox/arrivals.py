"""Workbooks that came in files of the inbox, read and given their meaning."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from itaxl import thai
from itaxl.checks.context import Context
from itaxl.checks.one_workbook import check
from itaxl.errors import UnknownYearError
from itaxl.findings import Finding, Place, finding, in_order
from itaxl.inbox.folder import Waiting
from itaxl.inbox.mail.limits import Refused
from itaxl.inbox.opening import Opened, opened
from itaxl.inbox.ours import judged
from itaxl.instrument import load
from itaxl.instrument.model import Instrument
from itaxl.spreadsheets.read import Reader
from itaxl.submissions.reading import Reading, read
from itaxl.submissions.submission import Submission, build

MOST_FINDINGS = 1_000  # about one workbook; one that is full has 960 cells
_MORE = "F153"


@dataclass(frozen=True)
class Arrived:
    """File, or workbook out of a file that holds others.

    `submission` None where it is not ours to merge; `findings` of this one alone.
    """

    file: str
    reading: Reading
    submission: Submission | None
    findings: tuple[Finding, ...]


def receive(name: str, path: Path, context: Context, reader: Reader) -> Iterator[Arrived]:
    """Read, repair and check one file, or each workbook in it. Never raises for what the file holds."""
    return (take(opened, context, reader) for opened in arriving(Waiting(name, path), reader))


def arriving(waiting: Waiting, reader: Reader) -> Iterator[Opened]:
    """Yield the workbooks in a file, or why there are none. The clock stands still while a password is typed."""
    if waiting.told:
        return iter((Refused(waiting.told),))
    return opened(waiting.name, waiting.path, clock=lambda: time.monotonic() - reader.waited)


def take(opened: Opened, context: Context, reader: Reader) -> Arrived:
    """Return one workbook, or what is to be said of a file that was not opened."""
    return understand(look(opened, context, reader), context)


def look(opened: Opened, context: Context, reader: Reader) -> Reading:
    """Return the reading of one workbook, of whichever known year, before it is held against the year at hand."""
    if isinstance(opened, Refused):
        refusal = opened.finding
        reading, data = Reading(refusal.place.file, "", findings=(refusal,)), b""
    else:
        reading, data = read(opened.data, opened.name, _instruments(context), reader), opened.data
    return judged(replace(reading, sender=opened.sender, sent=opened.sent), data, context.agency)


def understand(reading: Reading, context: Context) -> Arrived:
    """Return a reading held against the agency and the year; what belongs elsewhere is named and left out."""
    who = reading.identity
    if who is None:
        return _refused(reading)
    if who.year != context.year:
        return _elsewhere(reading, finding("W203", reading.stamp, who.year, year=context.year))
    place, agency = _stated_agency(reading)
    lost = next((name for name in (agency, reading.who) if thai.is_lost(name)), "")
    if lost:
        return _elsewhere(reading, finding("W241", reading.named if lost != agency else place, lost))
    if agency and not context.agency.is_named(agency):
        return _elsewhere(reading, finding("W209", place, agency, agency=context.agency.name))
    submission = build(reading, context.agency, context.instrument)
    usable = who.announced or submission.division
    findings = _bounded(reading.file, check(submission, context))
    return Arrived(reading.file, reading, submission if usable else None, findings)


def _bounded(file: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the first of very many findings, errors before others."""
    if len(findings) <= MOST_FINDINGS:
        return findings
    shown = in_order(findings)[:MOST_FINDINGS]
    return (*shown, finding(_MORE, Place(file), count=len(findings), shown=MOST_FINDINGS))


def _stated_agency(reading: Reading) -> tuple[Place, str]:
    """Return place and name of the agency: from the hidden sheet, or as typed into blank announced results."""
    if reading.agency or reading.identity is None or not reading.identity.announced:
        return reading.stamp, reading.agency
    return reading.named, reading.who


def _elsewhere(reading: Reading, why: Finding) -> Arrived:
    """Return a workbook that belongs elsewhere, with that finding alone: the rest is for its owners to mend."""
    return Arrived(reading.file, reading, None, (why,))


def _refused(reading: Reading) -> Arrived:
    return Arrived(reading.file, reading, None, _bounded(reading.file, in_order(reading.findings)))


def _instruments(context: Context) -> Callable[[int], Instrument | None]:
    def of(year: int) -> Instrument | None:
        if year == context.year:
            return context.instrument
        try:
            return load(year, context.agency.instrument)
        except UnknownYearError:
            return None

    return of
