"""Gather all that is known of a year: read the inbox, check, merge and analyse. Nothing is written here."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from itaxl.agency import choices, earlier_years, register
from itaxl.agency import settings as project
from itaxl.agency.choices import Choice
from itaxl.agency.settings import Agency, unknown_keys
from itaxl.analysis.assess import Outcome, assess
from itaxl.checks import all_workbooks
from itaxl.checks.context import Context
from itaxl.errors import WrongUseError
from itaxl.findings import Finding, in_order
from itaxl.inbox.arrivals import Arrived, arriving, look, take, understand
from itaxl.inbox.folder import Waiting, files
from itaxl.inbox.opening import Opened
from itaxl.instrument import known_years, load
from itaxl.merging.merge import Merged, merge
from itaxl.spreadsheets.passwords import Passwords
from itaxl.spreadsheets.read import HERE, Reader
from itaxl.spreadsheets.sandbox import Apart
from itaxl.texts import Lang

TIE = "X403"


Progress = Callable[[str, int, int], None]  # step (a key of the catalogue `terminal`), done, of how many


@dataclass(frozen=True)
class Request:
    """What the user asked for. `out` None: `reports/<year>` of the agency's folder.

    `use`: files that count where two versions cannot be ordered, by the names that findings give.
    """

    folder: Path
    year: int | None = None
    inboxes: tuple[Path, ...] = ()
    out: Path | None = None
    day: date | None = None
    lang: Lang | None = None
    strict: bool = False
    use: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gathered:
    """All that is known of a year before any document is made; nothing was written."""

    agency: Agency
    context: Context
    arrived: tuple[Arrived, ...]
    merged: Merged
    outcome: Outcome
    findings: tuple[Finding, ...]
    choices: tuple[Choice, ...] = ()


def settings(asked: Request) -> tuple[Agency, int]:
    """The agency as asked for, and the year assessed (Buddhist era). Raises WrongUseError."""
    agency = project.load(asked.folder)
    if not agency.divisions:
        raise WrongUseError("settings.none")
    for key in unknown_keys(agency.text):
        raise WrongUseError("text.unknown", key=key)
    agency = replace(agency, report_date=asked.day or agency.report_date, lang=asked.lang or agency.lang)
    return agency, asked.year or project.newest_year(asked.folder)


def _reading(reader: Reader | None) -> AbstractContextManager[Reader]:
    """The reader that was given, which is the giver's to close, or one of our own."""
    return nullcontext(reader) if reader else Apart(Passwords())


def gather(asked: Request, progress: Progress = lambda *_: None, reader: Reader | None = None) -> Gathered:
    """Read, check, merge and analyse what lies in the inbox, be it nothing; nothing is written.

    Raises WrongUseError, UnknownYearError.
    """
    agency, year = settings(asked)
    context = Context(agency, year, load(year, agency.instrument))
    waiting = _waiting(asked, year)
    with _reading(reader if waiting else HERE) as opening:
        return _gathered(waiting, context, progress, opening)


def _inboxes(asked: Request, year: int) -> tuple[Path, ...]:
    return asked.inboxes or (asked.folder / "inbox" / str(year),)


def _waiting(asked: Request, year: int) -> list[Waiting]:
    """The files of the inboxes; the agency's own inbox need not be there yet."""
    own = not asked.inboxes
    return list(files(inbox for inbox in _inboxes(asked, year) if inbox.exists() or not own))


def check_readable(waiting: list[Waiting], inbox: Path) -> None:
    """Raise WrongUseError where there is no file that could be read."""
    if any(file.told is None for file in waiting):
        return
    shut = next((file for file in waiting if file.told and "reason" in dict(file.told.values)), None)
    if shut and shut.told:
        raise WrongUseError("inbox.unreadable", path=shut.path, reason=dict(shut.told.values)["reason"])
    raise WrongUseError("inbox.empty", path=inbox)


def check(asked: Request, reader: Reader | None = None) -> tuple[Arrived, ...]:
    """What is wrong in the files of `inboxes`, each held against the year that it states unless one is asked for.

    Raises WrongUseError, UnknownYearError.
    """
    agency = project.load(asked.folder)
    with _reading(reader) as opening:
        found = (each for waiting in files(asked.inboxes) for each in arriving(waiting, opening))
        return tuple(_checked(each, agency, asked.year, opening) for each in found)


def _checked(each: Opened, agency: Agency, year: int | None, reader: Reader) -> Arrived:
    years = [year] if year else sorted(known_years(agency.instrument), reverse=True)
    context = Context(agency, years[0], load(years[0], agency.instrument))
    reading = look(each, context, reader)
    stated = reading.stated_year
    if stated in years and stated != years[0]:
        context = Context(agency, stated, load(stated, agency.instrument))
    return understand(reading, context)


def _received(
    waiting: list[Waiting], context: Context, progress: Progress, reader: Reader
) -> Iterable[Arrived]:
    for number, file in enumerate(waiting, start=1):
        progress("progress.read", number, len(waiting))
        yield from (take(found, context, reader) for found in arriving(file, reader))


def _gathered(
    waiting: list[Waiting],
    context: Context,
    progress: Progress,
    reader: Reader,
    use: tuple[str, ...] = (),
) -> Gathered:
    agency = context.agency
    arrived = tuple(_received(waiting, context, progress, reader))
    codes = register.load(register.path(agency.folder, context.year))
    submissions = [each.submission for each in arrived if each.submission]
    known = {submission.file: submission.reading.sha256 for submission in submissions}
    chosen = choices.add(choices.load(choices.path(agency.folder, context.year)), use, known)
    merged = merge(submissions, agency, context.instrument, codes, [each.sha256 for each in chosen])
    choices.check_needed(chosen[len(chosen) - len(use) :], merged.findings)
    earlier = earlier_years.earlier(agency.folder / "reports", context.year)
    before = earlier_years.before(earlier, context.instrument, agency.instrument)
    outcome = assess(merged, agency, context.instrument, before, agency.report_date, earlier)
    found = [finding for one in current(arrived, merged) for finding in one.findings]
    findings = in_order(
        (
            *found,
            *merged.findings,
            *outcome.findings,
            *all_workbooks.check(all_workbooks.Whole(context, merged, outcome)),
        )
    )
    return Gathered(agency, context, arrived, merged, outcome, findings, chosen)


def current(arrived: Iterable[Arrived], merged: Merged) -> tuple[Arrived, ...]:
    """Those that no newer version supersedes; two that cannot be ordered are both current."""
    kept = {id(each) for each in merged.kept}
    unordered = {name for finding in merged.findings for name in tied(finding)}
    return tuple(
        each
        for each in arrived
        if each.submission is None or id(each.submission) in kept or each.file in unordered
    )


def tied(finding: Finding) -> tuple[object, ...]:
    return tuple(dict(finding.values).values()) if finding.code == TIE else ()
