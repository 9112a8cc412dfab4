"""Gather the data of a year: read its inbox, check, merge and analyse. Nothing is written here."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime

from itaxl.agency import choices, earlier_years, published, register, shown_before
from itaxl.agency import settings as project
from itaxl.agency.choices import Choice
from itaxl.agency.settings import Agency
from itaxl.analysis.assess import Outcome, assess
from itaxl.checks import all_workbooks, followups
from itaxl.checks.context import Context, Whole
from itaxl.findings import SEPARATOR, Finding, finding, in_order
from itaxl.inbox.arrivals import Arrived, arriving, look, take, understand
from itaxl.inbox.folder import Waiting, files
from itaxl.inbox.mail.limits import Refused
from itaxl.inbox.opening import Opened
from itaxl.inbox.request import Request, inbox_files, sent_followups, settings
from itaxl.instrument import known_years, load
from itaxl.merging import versions
from itaxl.merging.codes import borne_codes
from itaxl.merging.merge import Merged, merge
from itaxl.processes.work import Progress
from itaxl.spreadsheets.book import Book
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.passwords import Passwords
from itaxl.spreadsheets.read import HERE, Reader
from itaxl.spreadsheets.sandbox import SandboxedReader
from itaxl.submissions.submission import Submission

RESTORED = "X440"  # finding: published codes were missing in the register


@dataclass(frozen=True)
class Gathered:
    """Data of a year: everything that documents are made from."""

    agency: Agency
    context: Context
    arrived: tuple[Arrived, ...]
    merged: Merged
    outcome: Outcome
    findings: tuple[Finding, ...]
    choices: tuple[Choice, ...] = ()


def open_reader(reader: Reader | None) -> AbstractContextManager[Reader]:
    """Return the caller's reader, which the caller closes, or a new one."""
    return nullcontext(reader) if reader else SandboxedReader(Passwords())


def context_of(request: Request) -> Context:
    """Return the agency, the year and its instrument. Raises WrongUseError, UnknownYearError."""
    agency, year = settings(request)
    return Context(agency, year, load(year, agency.instrument))


def gather(request: Request, progress: Progress = lambda *_: None, reader: Reader | None = None) -> Gathered:
    """Read, check, merge and analyse an inbox. An empty inbox is fine; nothing is written.

    Raises WrongUseError, UnknownYearError.
    """
    context = context_of(request)
    waiting = inbox_files(request, context.year)
    with open_reader(reader if waiting else HERE) as opened_reader:
        return gather_files(waiting, context, progress, opened_reader, now=request.now)


def opened_again(request: Request, file: str, reader: Reader) -> Book | None:
    """Return the workbook of the inbox that findings call `file`, as it is now; None where it cannot be read any more.

    Raises WrongUseError.
    """
    outer = file.split(SEPARATOR, 1)[0]
    year = request.year or project.newest_year(request.folder)
    for waiting in inbox_files(request, year):
        for workbook in arriving(waiting, reader) if waiting.name == outer else ():
            if not isinstance(workbook, Refused) and workbook.name == file:
                with suppress(UnreadableError):
                    return reader.read_book(workbook.data, workbook.name)
    return None


def check(request: Request, reader: Reader | None = None) -> tuple[Arrived, ...]:
    """Check the files of `inboxes`, each for the year that it states unless the request has a year.

    Raises WrongUseError, UnknownYearError.
    """
    agency = project.load(request.folder)
    with open_reader(reader) as opened_reader:
        opened_files = (
            file for waiting in files(request.inboxes) for file in arriving(waiting, opened_reader)
        )
        return tuple(_check_file(file, agency, request.year, opened_reader) for file in opened_files)


def _check_file(file: Opened, agency: Agency, year: int | None, reader: Reader) -> Arrived:
    years = [year] if year else sorted(known_years(agency.instrument), reverse=True)
    context = Context(agency, years[0], load(years[0], agency.instrument))
    reading = look(file, context, reader)
    stated = reading.stated_year
    if stated in years and stated != years[0]:
        context = Context(agency, stated, load(stated, agency.instrument))
    return understand(reading, context)


def _receive_all(
    waiting: list[Waiting], context: Context, progress: Progress, reader: Reader
) -> Iterable[Arrived]:
    for number, file in enumerate(waiting, start=1):
        progress("progress.read", number, len(waiting))
        yield from (take(workbook, context, reader) for workbook in arriving(file, reader))


def gather_files(
    waiting: list[Waiting],
    context: Context,
    progress: Progress,
    reader: Reader,
    use: tuple[str, ...] = (),
    now: datetime | None = None,
) -> Gathered:
    """Read, check, merge and analyse these files. `use` and `now`: as in `Request`."""
    agency = context.agency
    arrived = tuple(_receive_all(waiting, context, progress, reader))
    submissions = [file.submission for file in arrived if file.submission]
    # Only where measures get codes: what was sent need not be read for scores alone, nor for an empty inbox.
    sent = _sent_rows(context, reader) if any(submission.measures for submission in submissions) else ()
    codes, restored = _codes(context, submissions, {key: code for _, key, code in sent})
    checksums = {submission.file: submission.reading.sha256 for submission in submissions}
    newer = choices.made(use, checksums, versions.rivals(submissions))
    chosen = choices.added(choices.load(choices.path(agency.folder, context.year)), newer)
    merged = merge(submissions, agency, context.instrument, codes, chosen, now)
    choices.check_needed(newer, merged.findings)
    earlier = earlier_years.earlier(agency.folder / "reports", context.year)
    before = earlier_years.before(earlier, context.instrument, agency.instrument)
    shown = shown_before.load(agency.folder, context.year)
    outcome = assess(merged, agency, context.instrument, before, earlier=earlier, shown=shown)
    file_findings = [item for file in current(arrived, merged) for item in file.findings]
    findings = in_order(
        (
            *file_findings,
            *restored,
            *merged.findings,
            *outcome.findings,
            *all_workbooks.check(Whole(context, merged, outcome)),
            *followups.vanished(merged, [(*owner, code) for owner, _, code in sent]),
        )
    )
    return Gathered(agency, context, arrived, merged, outcome, findings, chosen)


def _sent_rows(context: Context, reader: Reader) -> tuple[tuple[tuple[str, str], str, str], ...]:
    """Return the rows of the follow-ups in the outbox, which divisions have: division and dimension, key, code."""
    sent = sent_followups(context.agency.folder, context.year)
    return tuple(
        (
            (file.submission.division, file.submission.identity.dimension),
            register.key(row.indicator, row.measure),
            row.code,
        )
        for file in _receive_all(sent, context, lambda *_: None, reader)
        if file.submission
        for row in file.submission.measures
        if row.indicator and register.is_code(row.code, context.year, row.indicator)
    )


def _codes(
    context: Context, submissions: Iterable[Submission], sent: Mapping[str, str]
) -> tuple[Mapping[str, str], tuple[Finding, ...]]:
    """Return the register of the year with every published or `sent` code in it, and what had to be restored.

    A code that was published with other words than the register has is not missing where a plan's row bears it.
    """
    folder, year = context.agency.folder, context.year
    file = register.path(folder, year)
    stored, borne = register.load(file), borne_codes(submissions)
    published_codes = {
        key: code
        for key, code in published.codes(folder, year, sent).items()
        if (code, key) not in borne or code not in stored.values()
    }
    codes, missing = published.restored(stored, published_codes)
    if not missing:
        return codes, ()
    return codes, (finding(RESTORED, value=file.name, count=len(missing), codes=", ".join(sorted(missing))),)


def current(arrived: Iterable[Arrived], merged: Merged) -> tuple[Arrived, ...]:
    """Return the files that no newer version supersedes; two that cannot be ordered are both current."""
    kept = {id(submission) for submission in merged.kept}
    unordered = {name for item in merged.findings for name in tied(item)}
    return tuple(
        file
        for file in arrived
        if file.submission is None or id(file.submission) in kept or file.file in unordered
    )


def tied(finding: Finding) -> tuple[object, ...]:
    """Return the names of the files that a finding says cannot be ordered."""
    return tuple(dict(finding.values).values()) if finding.code == versions.TIE else ()
