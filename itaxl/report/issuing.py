"""Issue a document: keep what was signed, as it is in the reports, in `issued/<year>/` for good."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from itaxl import files as disk
from itaxl.agency import folders, issued, leftovers, lock, sample_values
from itaxl.agency import settings as project
from itaxl.agency.issued import RECORD, SCHEMA, Issue
from itaxl.agency.own_documents import FOLLOWUPS
from itaxl.agency.settings import Agency
from itaxl.errors import RefusedError, WrongUseError
from itaxl.processes.work import Progress
from itaxl.report.files import drawn, folder
from itaxl.report.files.drawn import Drawn
from itaxl.system import disk as system
from itaxl.texts import both

_READ_ONLY = 0o444
_NAMED = 5  # files that a refusal names


@dataclass(frozen=True)
class _Case:
    """Document to be issued, with all that speaks for and against it."""

    agency: Agency
    year: int
    document: str
    again: bool
    reports: Path
    made: tuple[Drawn, ...]
    issues: tuple[Issue, ...]

    @property
    def before(self) -> Issue | None:
        """Return the newest edition that was issued."""
        return issued.newest(self.issues).get(self.document)

    @property
    def candidate(self) -> Drawn | None:
        """Return the document in the reports that may be issued as the next edition."""
        edition = self.before.edition + 1 if self.before else 1
        return next(
            (
                entry
                for entry in self.made
                if (entry.document, entry.edition, entry.issued) == (self.document, edition, False)
            ),
            None,
        )


def issue(
    agency_folder: Path,
    document: str,
    year: int | None = None,
    *,
    again: bool = False,
    progress: Progress = lambda *_: None,
) -> Issue:
    """Keep a document of the reports, with the open data of this moment, as the one that was signed.

    `again`: it was issued before, and this is its revised edition. Raises RefusedError with all reasons against it;
    WrongUseError.
    """
    agency = project.load(agency_folder)
    year = year or project.newest_year(agency_folder)
    with lock.held(agency_folder, progress):
        leftovers.discard_issues(agency_folder / issued.FOLDER)
        for left in leftovers.missing_years(agency_folder / "reports"):
            leftovers.recover(left)
        reports = folders.reports(agency_folder, year)
        return _issue(agency.for_document(year, document), year, document, reports, again=again)


def _issue(agency: Agency, year: int, document: str, reports: Path, *, again: bool) -> Issue:
    record = manifest(reports)
    issues = issued.load(agency.folder, year)
    case = _Case(agency, year, document, again, reports, drawn.read(record), issues)
    reasons = tuple(_reasons(case)) if record else (WrongUseError("issue.no_reports", path=reports),)
    candidate = case.candidate
    if reasons or candidate is None:
        raise _refused(case, reasons)
    contents = {PurePosixPath(name).name: disk.content(reports / name) for name in candidate.files}
    listed = leftovers.listed(reports)
    if [disk.digest(data) for data in contents.values()] != [listed.get(name) for name in candidate.files]:
        raise _refused(case, (_changed(case, candidate.files),))
    target = issued.folder_of(agency.folder, year) / f"{document}-{candidate.edition}"
    files = {name: disk.digest(data) for name, data in sorted(contents.items())}
    made = Issue(target, document, candidate.edition, candidate.signed, files, sealed=True)
    _put(target, contents | {RECORD: _record(made, year, record)})
    return made


def _refused(case: _Case, reasons: tuple[WrongUseError, ...]) -> RefusedError:
    document = both("terms", f"document.{case.document}")
    return RefusedError("issue.refused", reasons, document=document, year=case.year)


def manifest(reports: Path) -> bytes:
    """Return the manifest of a year's documents; empty where there is none."""
    try:
        return disk.content(reports / folder.MANIFEST)
    except OSError:
        return b""


def _reasons(case: _Case) -> Iterator[WrongUseError]:
    """Yield all that speaks against it, each with its remedy."""
    before, candidate = case.before, case.candidate
    if before and not case.again:
        yield WrongUseError("issue.already", name=before.name, **_what_it_bears(before.signed))
        return
    if case.again and not before:
        yield WrongUseError("issue.never", document=case.document)
    differing = folder.differences(case.reports)
    if differing:
        yield _changed(case, differing)
    if candidate is None:
        yield _not_there(case)
    else:
        yield from _problems(case, candidate)
    yield from _settings(case.agency)


def _changed(case: _Case, files: Sequence[str]) -> WrongUseError:
    more = ", …" if len(files) > _NAMED else ""
    return WrongUseError("issue.changed", path=case.reports, files=", ".join(files[:_NAMED]) + more)


def _not_there(case: _Case) -> WrongUseError:
    others = [
        entry.document
        for entry in case.made
        if entry.document in FOLLOWUPS and entry.document != case.document
    ]
    if case.before:
        return WrongUseError("issue.unchanged", document=case.document, year=case.year)
    if case.document in FOLLOWUPS and others:
        return WrongUseError("issue.round", other=both("terms", f"round.{others[0]}"))
    return WrongUseError("issue.not_made", path=case.reports)


def _problems(case: _Case, candidate: Drawn) -> Iterator[WrongUseError]:
    key, before = f"[report.{case.year}.{case.document}]", case.before
    if candidate.draft:
        yield WrongUseError("issue.draft", path=case.reports / "office/findings.xlsx")
    if candidate.signed.date is None:
        yield WrongUseError("issue.date", key=key)
    if before and (before.signed.date, before.signed.number) == (
        candidate.signed.date,
        candidate.signed.number,
    ):
        yield WrongUseError("issue.same", key=key, **_what_it_bears(before.signed))
    if candidate.signed != drawn.signed(case.agency):
        yield WrongUseError(
            "issue.other_date", parts=drawn.differences(candidate.signed, drawn.signed(case.agency))
        )
    elif candidate.settings != drawn.settings_digest(case.agency):
        yield WrongUseError("issue.settings")


def _what_it_bears(signed: issued.Signed) -> Mapping[str, object]:
    return {"date": drawn.day(signed), "number": drawn.number(signed)}


def _settings(agency: Agency) -> Iterator[WrongUseError]:
    """Yield the sample values that nobody changed, and the titles of another kind of body."""
    samples = sample_values.left(agency)
    if samples:
        yield WrongUseError("issue.samples", values="; ".join(f"{key} = {value}" for key, value in samples))
    for key, value, meant in sample_values.of_another_kind(agency):
        yield WrongUseError("issue.kind", key=key, value=value, meant=meant)


def _record(made: Issue, year: int, manifest: bytes) -> bytes:
    record = {
        "schema": SCHEMA,
        "year": year,
        "document": made.document,
        "edition": made.edition,
        **made.signed.record(),
        "manifest": {"sha256": disk.digest(manifest)},
        "files": [{"file": name, "sha256": sha256} for name, sha256 in made.files.items()],
    }
    return (json.dumps(issued.sealed(record), ensure_ascii=False, indent=2) + "\n").encode()


def _put(target: Path, contents: Mapping[str, bytes]) -> None:
    """Write a folder that appears whole or not at all, and whose files no program overwrites by mistake."""
    new = leftovers.new(target)
    try:
        folder.write(new, contents)
        for name in contents:
            (new / name).chmod(_READ_ONLY)
        system.rename(new, target)
    except OSError:
        system.remove(new)
        raise
    disk.flush(target.parent)
