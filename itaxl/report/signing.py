"""Documents on their way to be signed: what each bears as it was made, what it is to bear, what is in doubt."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from itaxl import files
from itaxl.agency import editing, folders, issued, settings
from itaxl.agency.editing import Edit
from itaxl.agency.issued import Issue, Signed
from itaxl.agency.own_documents import ANALYSIS, DOCUMENTS
from itaxl.agency.settings import Agency
from itaxl.agency.signatories import Signatory
from itaxl.errors import WrongUseError
from itaxl.report import issuing, posting
from itaxl.report.files import drawn, recorded
from itaxl.report.files.drawn import Drawn
from itaxl.report.files.recorded import Recorded
from itaxl.thai.ambiguous import certain_day


@dataclass(frozen=True)
class Candidate:
    """Document of a year by the name under which it is issued.

    `made`: as the last merge made it, None where it did not; `settings`: what it would bear now; `before`: its newest
    issue.
    """

    name: str
    made: Drawn | None
    settings: Signed
    before: Issue | None

    @property
    def pdf(self) -> str:
        """Return the path of its pages below the reports; blank where there are none."""
        files = self.made.files if self.made else ()
        return next((file for file in files if file.endswith(".pdf")), "")


def of_year(agency: Agency, year: int) -> Iterator[Candidate]:
    """Yield the documents that may be issued, or were."""
    made = drawn.read(issuing.manifest(folders.reports(agency.folder, year)))
    newest = issued.newest(issued.load(agency.folder, year))
    for name in DOCUMENTS:
        candidate = next((entry for entry in made if entry.document == name and not entry.issued), None)
        if candidate or name in newest:
            signed = drawn.signed(agency.for_document(year, name))
            yield Candidate(name, candidate, signed, newest.get(name))


def doubts(agency_folder: Path, document: str, year: int | None = None) -> tuple[Recorded, ...]:
    """Return what whoever signs a document must have looked at, as the last merge found it. Raises WrongUseError."""
    if document != ANALYSIS:
        return ()
    reports = folders.reports(agency_folder, year or settings.newest_year(agency_folder))
    try:
        findings = recorded.read(files.content(reports / recorded.FINDINGS)) or ()
    except OSError:
        return ()
    return tuple(item for item in findings if item.code in posting.SIGNING)


def bear(agency: Agency, year: int, name: str, seen: str, form: Mapping[str, Sequence[str]]) -> None:
    """Write into `itaxl.toml` the date, number and signatories that a document is to bear, where they differ.

    `form`: what was typed for `date` and `number`, and for the `position` and `name` of each signatory in their order;
    `seen`: SHA-256 of the settings when that was asked. Raises WrongUseError.
    """
    if name not in DOCUMENTS:
        raise WrongUseError("use.choice", name="document", value=name, choices=", ".join(DOCUMENTS))
    now = drawn.signed(agency.for_document(year, name))
    signed = _typed(now, form)
    values: dict[str, Any] = {}
    if signed.date != now.date:
        values["date"] = signed.date or ""
    if signed.number != now.number:
        values["number"] = signed.number
    if signed.signatories != now.signatories:
        values["signatories"] = [_table(person) for person in signed.signatories]
    if values:
        editing.save(agency.folder, seen, Edit({f"report.{year}.{name}": values}))


def _typed(now: Signed, form: Mapping[str, Sequence[str]]) -> Signed:
    date, number = ("".join(form.get(key, ())).strip() for key in ("date", "number"))
    try:
        day = certain_day(date) if date else None
    except ValueError as error:
        raise WrongUseError("date.form", value=date) from error
    people = zip(form.get("position", ()), form.get("name", ()), strict=False)
    signatories = tuple(
        Signatory(person.role, position.strip() or person.position, name.strip(), person.opinion)
        for person, (position, name) in zip(now.signatories, people, strict=False)
    )
    return Signed(day, number, signatories or now.signatories)


def _table(person: Signatory) -> Mapping[str, str]:
    return {key: value for key, value in asdict(person).items() if value}
