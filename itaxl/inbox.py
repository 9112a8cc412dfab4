"""What lies in the inbox: every file, any name, subfolders too, read and given its meaning."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from itaxl import thai
from itaxl.checks.findings import Finding, Place, finding, in_order
from itaxl.checks.workbook import Context, check
from itaxl.errors import UnknownYearError, WrongUseError
from itaxl.instrument import load
from itaxl.instrument.model import Instrument
from itaxl.workbook.package import FILE_SIZE, too_large
from itaxl.workbook.read import Reading, read, refused
from itaxl.workbook.submission import Submission, build

_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


@dataclass(frozen=True)
class Arrived:
    """One file: `submission` None where it is not ours to merge; `findings` of this file alone."""

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
        for path in sorted(paths, key=lambda each: each.relative_to(base).as_posix()):
            name = path.relative_to(base).as_posix()
            if path.name.lower() not in _LEFTOVERS and not path.name.startswith("."):
                yield name, path


def receive(name: str, path: Path, context: Context) -> Arrived:
    """Read, repair and check one file. Never raises for what the file holds."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= FILE_SIZE else b""
    except OSError as error:
        place = Place(name)
        return _refused(Reading(name, "", findings=(finding("F115", place, reason=error.strerror or error),)))
    if size > FILE_SIZE:
        return _refused(refused(too_large("size", FILE_SIZE), name))
    return understand(read(data, name, _instruments(context.instrument)), context)


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
