"""Issued documents: what was signed, as it was then, in `issued/<year>/<document>-<edition>/`.

They are read here and compared with the checksums of that day. `itaxl.report.issuing` makes them; nothing changes them.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from itaxl.agency.own_documents import DOCUMENTS
from itaxl.agency.signatories import Signatory
from itaxl.files import content, digest

FOLDER = "issued"
RECORD, DATA = "issue.json", "data.json"
SCHEMA = 1
_SEAL = "sha256"  # key of the record
NAME = re.compile(rf"({'|'.join(DOCUMENTS)})-([1-9][0-9]{{0,3}})")
_PLAIN = re.compile(r"[a-z0-9][a-z0-9.-]*")  # names of files in it: nothing that leads out of the folder


@dataclass(frozen=True)
class Signed:
    """Marks of a signed document: its date, its number, and who signs it."""

    date: dt.date | None = None
    number: str = ""
    signatories: tuple[Signatory, ...] = ()

    def record(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        signatories = [asdict(person) for person in self.signatories]
        day = self.date.isoformat() if self.date else None
        return {"date": day, "number": self.number, "signatories": signatories}

    @classmethod
    def of_record(cls, data: Mapping[str, Any]) -> "Signed":
        """Read a record. Raises KeyError, TypeError or ValueError for what is none."""
        return cls(
            None if data["date"] is None else dt.date.fromisoformat(data["date"]),
            str(data["number"]),
            tuple(
                Signatory(
                    str(person["role"]), str(person["position"]), str(person["name"]), str(person["opinion"])
                )
                for person in data["signatories"]
            ),
        )


@dataclass(frozen=True)
class Issue:
    """Document that was issued. `files`: SHA-256 by name; empty where its record cannot be read.

    `sealed`: the record itself is as it was written.
    """

    folder: Path
    document: str
    edition: int
    signed: Signed = Signed()
    files: Mapping[str, str] = field(default_factory=dict)
    sealed: bool = False

    @property
    def name(self) -> str:
        return f"{self.document}-{self.edition}"

    def read(self) -> dict[str, bytes]:
        """Return the files that are as they were issued, by name."""
        contents = ((name, _content(self.folder / name)) for name in self.files)
        return {
            name: data for name, data in contents if data is not None and digest(data) == self.files[name]
        }

    def damaged(self, whole: Iterable[str]) -> tuple[str, ...]:
        """Return the files that are not among the `whole` ones, and the record itself if that is not as it was."""
        return tuple(sorted({*self.files, *(() if self.sealed else (RECORD,))} - set(whole)))


def folder_of(agency: Path, year: int) -> Path:
    """Return the folder of a year's issued documents, whether it is there or not."""
    return agency / FOLDER / str(year)


def load(agency: Path, year: int) -> tuple[Issue, ...]:
    """Return all that an agency has issued of a year, document by document, the oldest edition first."""
    issues = [_issue(path, year) for path in _folders(folder_of(agency, year))]
    return tuple(sorted(issues, key=lambda issue: (DOCUMENTS.index(issue.document), issue.edition)))


def newest(issues: Iterable[Issue]) -> dict[str, Issue]:
    """Return the newest edition of each document."""
    return {issue.document: issue for issue in issues}


def data_files(agency: Path, year: int) -> list[Path]:
    """Return the open data of all issued documents of a year; without what a killed run left half done."""
    files = folder_of(agency, year).glob(f"*/{DATA}")
    return sorted(file for file in files if not file.parent.name.startswith("."))


def misnamed(agency: Path, year: int) -> tuple[str, ...]:
    """Return the folders that hold a record of an issue under a name that none has, such as `analysis-1 - Copy`."""
    records = folder_of(agency, year).glob(f"*/{RECORD}")
    names = (record.parent.name for record in records)
    return tuple(sorted(name for name in names if not NAME.fullmatch(name) and not name.startswith(".")))


def sealed(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record with the SHA-256 of itself, which tells whether anyone has changed it."""
    text = json.dumps({key: record[key] for key in sorted(record) if key != _SEAL}, ensure_ascii=False)
    return {**record, _SEAL: digest(text.encode())}


def _folders(folder: Path) -> Iterator[Path]:
    try:
        yield from (path for path in folder.iterdir() if NAME.fullmatch(path.name) and path.is_dir())
    except OSError:
        return


def _issue(folder: Path, year: int) -> Issue:
    document, edition = folder.name.rsplit("-", 1)
    try:
        data = json.loads(content(folder / RECORD))
        if (data["schema"], data["year"], data["document"]) != (SCHEMA, year, document):
            return Issue(folder, document, int(edition))
        files = {str(file["file"]): str(file["sha256"]) for file in data["files"]}
        if not all(_PLAIN.fullmatch(name) for name in files):
            files = {}
        whole = sealed(data) == data
        return Issue(folder, document, int(edition), Signed.of_record(data), files, whole)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Issue(folder, document, int(edition))


def _content(file: Path) -> bytes | None:
    try:
        return content(file)
    except OSError:
        return None
