"""Tell whether a year's reports are what a merge would make: whatever it reads is as it was, and so are they."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from itaxl import files as disk
from itaxl.agency import choices, folders, issued, leftovers, register
from itaxl.agency.settings import SETTINGS, Agency
from itaxl.errors import ItaxlError
from itaxl.findings import has_errors
from itaxl.inbox.folder import Waiting
from itaxl.inbox.request import Request, inbox_files, sent_followups, settings
from itaxl.instrument.bank import OWN as BANK
from itaxl.report.files import drawn, folder, kept
from itaxl.report.files.recorded import FINDINGS, Recorded, read
from itaxl.reproducible import stamped

if TYPE_CHECKING:
    from itaxl.gather import Gathered

KEY = "made_of"  # of the manifest
# Findings that another try may not have: a password that nobody typed, a process that a busy machine stopped.
_BY_CHANCE = frozenset({"F103", "F116", "F117", "F118"})

_PART = 1 << 20  # bytes that are read at once


@dataclass(frozen=True)
class UpToDate:
    """Reports of a year that a merge would make again as they are. `drafts`: those that errors make drafts."""

    agency: Agency
    year: int
    target: Path
    findings: tuple[Recorded, ...]
    drafts: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        return 1 if has_errors(self.findings) else 0


def state(request: Request) -> UpToDate | None:
    """Return the reports of an agency's year if they are up to date; None where anything is otherwise, or unclear.

    The workbooks are not opened: their bytes are compared. Raises WrongUseError for settings that cannot be used.
    """
    if request.out or request.use:
        return None
    agency, year = settings(request)
    target = folders.reports(agency.folder, year)
    try:
        manifest = disk.content(target / leftovers.MANIFEST)
        recorded = read(disk.content(target / FINDINGS))
        now = digest_of(
            inputs(request, agency, year, inbox_files(request, year)),
            register.load(register.path(agency.folder, year)),
            choices.load(choices.path(agency.folder, year)),
        )
    except (OSError, ItaxlError):
        return None
    same = now and _recorded(manifest) == now and kept.is_of_this_program(manifest)
    if not same or recorded is None or folder.differences(target):
        return None
    drafts = tuple(document.document for document in drawn.read(manifest) if document.draft)
    result = UpToDate(agency, year, target, recorded, drafts)
    return None if request.strict and result.exit_code else result


def made_of(inputs: str, year_data: "Gathered") -> str:
    """Return the digest that the manifest holds; blank where the same inputs may give something else next time."""
    if any(item.code in _BY_CHANCE for item in year_data.findings) or _in_future(year_data):
        return ""
    return digest_of(inputs, year_data.merged.codes, year_data.choices)


def digest_of(inputs: str, codes: Mapping[str, str], chosen: Iterable[choices.Choice]) -> str:
    """Return a digest of what was read, with the register and the choices as a merge leaves them; blank if unclear."""
    return _digest((inputs, register.text(codes), choices.text(chosen))) if inputs else ""


def inputs(request: Request, agency: Agency, year: int, waiting: Iterable[Waiting]) -> str:
    """Return a digest of all that a merge reads but register and choices; blank where something cannot be read.

    Take it before the merge reads: what changes in between is then noticed the next time.
    """
    parts: list[object] = [year, agency.lang, str(request.day), str(stamped(None))]
    try:
        parts += [f"{file.name}\0{file.told.code if file.told else _content(file.path)}" for file in waiting]
        parts += [f"{label}\0{_content(path)}" for label, path in _own_files(agency, year)]
    except OSError:
        return ""
    return _digest(parts)


def _own_files(agency: Agency, year: int) -> Iterator[tuple[str, Path]]:
    """Yield the files of an agency that a merge of a year reads, as far as they are there."""
    top = agency.folder
    named = (SETTINGS, BANK, agency.instrument_file, agency.emblem, agency.logo)
    yield from ((name, top / name) for name in named if name and (top / name).exists())
    trees = [top / disk.TEMPLATES, issued.folder_of(top, year)]
    yield from (
        (path.relative_to(top).as_posix(), path)
        for tree in trees
        for path in sorted(tree.rglob("*"))
        if not path.is_dir()
    )
    yield from ((f"outbox/{file.name}", file.path) for file in sent_followups(top, year))
    data = sorted((top / "reports").glob("[0-9][0-9][0-9][0-9]/data.json"))
    yield from ((f"reports/{path.parent.name}", path) for path in data if int(path.parent.name) < year)


def _in_future(year_data: "Gathered") -> bool:
    """Tell whether a workbook says that it was saved or sent later than now: the clock will decide otherwise."""
    now = datetime.now(UTC)
    submissions = [file.submission for file in year_data.arrived if file.submission]
    return any(time > now for file in submissions for time in (file.saved, file.sent) if time)


def _content(path: Path) -> str:
    whole = hashlib.sha256()
    with disk.opened(path) as stream:
        while part := stream.read(_PART):
            whole.update(part)
    return whole.hexdigest()


def _digest(parts: Iterable[object]) -> str:
    return disk.digest(json.dumps(list(parts), ensure_ascii=True).encode())


def _recorded(manifest: bytes) -> str:
    try:
        return str(json.loads(manifest)[KEY])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
