"""What lies in the inbox: every file, any name, subfolders too, read and given its meaning."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from itaxl import thai
from itaxl.checks.findings import Finding, finding, in_order
from itaxl.checks.workbook import Context, check
from itaxl.errors import UnknownYearError, WrongUseError
from itaxl.instrument import load
from itaxl.instrument.model import Instrument
from itaxl.intake.opening import Opened, opened
from itaxl.workbook.books import Reader
from itaxl.workbook.read import Reading, read
from itaxl.workbook.submission import Submission, build

_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


@dataclass(frozen=True)
class Arrived:
    """One file, or one workbook out of a file that holds others.

    `submission` None where it is not ours to merge; `findings` of this one alone.
    """

    file: str
    reading: Reading
    submission: Submission | None
    findings: tuple[Finding, ...]


def files(inboxes: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Every file with the name by which it is reported: its path below the inbox. In the order of these names.

    Raises WrongUseError for an inbox that is not there.
    """
    for inbox in inboxes:
        if not inbox.exists():
            raise WrongUseError("inbox.missing", path=inbox)
        paths = [inbox] if inbox.is_file() else [path for path in inbox.rglob("*") if path.is_file()]
        base = inbox.parent if inbox.is_file() else inbox
        maildirs = {path.parent for path in inbox.rglob("cur") if (path.parent / "new").is_dir()}
        for path in sorted(paths, key=lambda each: each.relative_to(base).as_posix()):
            name = path.relative_to(base).as_posix()
            if not _leftover(path, maildirs):
                yield name, path


def _leftover(path: Path, maildirs: set[Path]) -> bool:
    """What programs leave beside; in a Maildir all that is in neither `cur` nor `new`, such as half a letter."""
    if path.parent in maildirs or (path.parent.name == "tmp" and path.parent.parent in maildirs):
        return True
    return path.name.lower() in _LEFTOVERS or path.name.startswith(".")


def receive(name: str, path: Path, context: Context, reader: Reader) -> Iterator[Arrived]:
    """Read, repair and check one file, or each workbook in it. Never raises for what the file holds."""
    return (take(each, context, reader) for each in opened(name, path))


def take(each: Opened, context: Context, reader: Reader) -> Arrived:
    """One workbook, or what is to be said of a file that was not opened."""
    if isinstance(each, Finding):
        return _refused(Reading(each.place.file, "", findings=(each,)))
    reading = read(each.data, each.name, _instruments(context.instrument), reader)
    return understand(replace(reading, sender=each.sender, sent=each.sent), context)


def understand(reading: Reading, context: Context) -> Arrived:
    """A reading held against the agency and the year; what belongs elsewhere is named and left out."""
    who = reading.identity
    if who is None:
        return _refused(reading)
    if who.year != context.year:
        return _refused(reading, finding("W203", reading.stamp, who.year, year=context.year))
    agency = reading.agency or (reading.who if who.announced else "")
    if agency and thai.key(agency) != thai.key(context.agency.name):
        return _refused(reading, finding("W209", reading.stamp, agency, agency=context.agency.name))
    submission = build(reading, context.agency, context.instrument)
    usable = who.announced or submission.division
    return Arrived(reading.file, reading, submission if usable else None, check(submission, context))


def _refused(reading: Reading, *more: Finding) -> Arrived:
    return Arrived(reading.file, reading, None, in_order((*reading.findings, *more)))


def _instruments(own: Instrument) -> Callable[[int], Instrument | None]:
    def of(year: int) -> Instrument | None:
        if year == own.year:
            return own
        try:
            return load(year)
        except UnknownYearError:
            return None

    return of
