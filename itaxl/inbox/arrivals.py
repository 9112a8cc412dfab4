"""What lies in the inbox: every file, any name, subfolders too, read and given its meaning."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from itaxl import thai
from itaxl.checks.context import Context
from itaxl.checks.one_workbook import check
from itaxl.errors import UnknownYearError, WrongUseError
from itaxl.findings import Finding, Place, finding, in_order
from itaxl.inbox.opening import Opened, opened
from itaxl.instrument import load
from itaxl.instrument.model import Instrument
from itaxl.spreadsheets.read import Reader
from itaxl.submissions.submission import Submission, build
from itaxl.submissions.tables import Reading, read

_TURNS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
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
    """Every file once, with the name by which it is reported: its path below the inbox. In the order of these names.

    Where two inboxes hold the same name, the second is reported by its whole path, so that no name stands for two.
    Raises WrongUseError for an inbox that is not there.
    """
    names: set[str] = set()
    seen: set[Path] = set()
    for inbox in inboxes:
        for name, path in _below(inbox):
            if path.resolve() not in seen:
                seen.add(path.resolve())
                unique = next(each for each in _names(name, path) if each not in names)
                names.add(unique)
                yield unique, path


def _below(inbox: Path) -> list[tuple[str, Path]]:
    """Files with their names, sorted; a file that was named itself is never a leftover."""
    if not inbox.exists():
        raise WrongUseError("inbox.missing", path=inbox)
    if inbox.is_file():
        return [(inbox.name, inbox)]
    maildirs = {path.parent for path in inbox.rglob("cur") if (path.parent / "new").is_dir()}
    found = ((path.relative_to(inbox), path) for path in inbox.rglob("*") if path.is_file())
    return sorted((below.as_posix(), path) for below, path in found if not _leftover(below, path, maildirs))


def _leftover(below: Path, path: Path, maildirs: set[Path]) -> bool:
    """What programs leave beside; in a Maildir all that is in neither `cur` nor `new`, such as half a letter."""
    if path.parent in maildirs or (path.parent.name == "tmp" and path.parent.parent in maildirs):
        return True
    return path.name.lower() in _LEFTOVERS or any(part.startswith(".") for part in below.parts)


def _names(name: str, path: Path) -> Iterator[str]:
    """Names to report a file by, until one is free; what cannot be shown in a name is a replacement character."""
    for candidate in (name, path.as_posix()):
        yield "".join("\ufffd" if _unshowable(char) else char for char in candidate)
    yield from (f"{path.as_posix()} ({number})".encode(errors="replace").decode() for number in count(2))


def _unshowable(char: str) -> bool:
    """What a terminal obeys, what is no character, and what turns the direction in which a name is read."""
    return unicodedata.category(char) in ("Cc", "Cs") or unicodedata.bidirectional(char) in _TURNS


def receive(name: str, path: Path, context: Context, reader: Reader) -> Iterator[Arrived]:
    """Read, repair and check one file, or each workbook in it. Never raises for what the file holds."""
    return (take(each, context, reader) for each in opened(name, path))


def take(each: Opened, context: Context, reader: Reader) -> Arrived:
    """One workbook, or what is to be said of a file that was not opened."""
    return understand(look(each, context, reader), context)


def look(each: Opened, context: Context, reader: Reader) -> Reading:
    """The same before it is held against the year; it may be of another one that is known to the agency."""
    if isinstance(each, Finding):
        return Reading(each.place.file, "", findings=(each,))
    reading = read(each.data, each.name, _instruments(context), reader)
    return replace(reading, sender=each.sender, sent=each.sent)


def understand(reading: Reading, context: Context) -> Arrived:
    """A reading held against the agency and the year; what belongs elsewhere is named and left out."""
    who = reading.identity
    if who is None:
        return _refused(reading)
    if who.year != context.year:
        return _elsewhere(reading, finding("W203", reading.stamp, who.year, year=context.year))
    place, agency = _stated_agency(reading)
    if agency and thai.key(agency) != thai.key(context.agency.name):
        return _elsewhere(reading, finding("W209", place, agency, agency=context.agency.name))
    submission = build(reading, context.agency, context.instrument)
    usable = who.announced or submission.division
    return Arrived(reading.file, reading, submission if usable else None, check(submission, context))


def _stated_agency(reading: Reading) -> tuple[Place, str]:
    """Whose the hidden sheet says it is, or what was typed into a blank workbook of announced results; or nobody's."""
    if reading.agency or reading.identity is None or not reading.identity.announced:
        return reading.stamp, reading.agency
    return reading.named, reading.who


def _elsewhere(reading: Reading, why: Finding) -> Arrived:
    """What else is wrong in it is for those to mend whose it is."""
    return Arrived(reading.file, reading, None, (why,))


def _refused(reading: Reading) -> Arrived:
    return Arrived(reading.file, reading, None, in_order(reading.findings))


def _instruments(context: Context) -> Callable[[int], Instrument | None]:
    def of(year: int) -> Instrument | None:
        if year == context.year:
            return context.instrument
        try:
            return load(year, context.agency.instrument)
        except UnknownYearError:
            return None

    return of
