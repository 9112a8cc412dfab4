"""Record in the manifest of each document that a merge made: what it bears, and its files."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from itaxl.agency.issued import Signed
from itaxl.agency.public import Public
from itaxl.agency.settings import Agency
from itaxl.files import digest
from itaxl.texts import LANGS, Text, both, short_date

KEY = "documents"  # of the manifest


@dataclass(frozen=True)
class Drawn:
    """Document in the folder of a year. `document`: its name when it is issued, such as `followup-6`.

    `edition`: number of the issue that it is or would be; `issued`: it is an issued one, as it was; `files`: paths
    below the folder, with the open data of an issue; `settings`: digest of the settings that it was made with;
    `source`: digest of all that its pages were laid out from, blank where they must be laid out anew.
    """

    document: str
    edition: int
    files: tuple[str, ...]
    signed: Signed
    draft: bool = False
    issued: bool = False
    settings: str = ""
    source: str = ""

    def record(self) -> dict[str, Any]:
        """Return it as the manifest holds it."""
        return {
            "document": self.document,
            "edition": self.edition,
            "issued": self.issued,
            "draft": self.draft,
            **self.signed.record(),
            "settings": self.settings,
            "source": self.source,
            "files": list(self.files),
        }


def signed(agency: Agency) -> Signed:
    """Return what a document of the agency, as `Agency.for_document` gives it, bears."""
    return Signed(agency.report_date, agency.report_number, agency.signatories)


def settings_digest(agency: Agency) -> str:
    """Return a digest of the settings that a document shows: not of addresses, the site, or other documents.

    It is the same on every system.
    """
    divisions = tuple(replace(division, email="", emails=()) for division in agency.divisions)
    shown = replace(
        agency,
        folder=Path(),
        divisions=divisions,
        own_documents={},
        day=None,
        senders=(),
        former_names=(),
        bank={},
        public=Public(),
    )
    return digest(repr(shown).replace("WindowsPath(", "PosixPath(").encode())


def read(manifest: bytes) -> tuple[Drawn, ...]:
    """Return the documents that a manifest records; none of what cannot be read."""
    try:
        return tuple(_drawn(record) for record in json.loads(manifest)[KEY])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ()


def _drawn(record: Any) -> Drawn:
    return Drawn(
        str(record["document"]),
        int(record["edition"]),
        tuple(map(str, record["files"])),
        Signed.of_record(record),
        bool(record["draft"]),
        bool(record["issued"]),
        str(record["settings"]),
        str(record.get("source", "")),
    )


def records(documents: Iterable[Drawn]) -> list[dict[str, Any]]:
    return [document.record() for document in documents]


def day(signed: Signed) -> Text:
    """Return the date for people, or that there is none."""
    if signed.date is None:
        return both("terms", "change.nothing")
    return short_date(signed.date)


def number(signed: Signed) -> Text:
    """Return the number for people, or that there is none."""
    return Text(signed.number, signed.number) if signed.number else both("terms", "change.nothing")


def differences(old: Signed, new: Signed) -> Text:
    """Return the parts in which two differ, with both values; the signatories without."""
    parts = []
    if old.date != new.date:
        parts.append(_differing("date", day(old), day(new)))
    if old.number != new.number:
        parts.append(_differing("number", number(old), number(new)))
    if old.signatories != new.signatories:
        parts.append(both("terms", "signed.signatories"))
    return Text(*("; ".join(part[lang] for part in parts) for lang in LANGS))


def _differing(key: str, old: Text, new: Text) -> Text:
    return Text(*(f"{both('terms', f'signed.{key}')[lang]} {old[lang]} → {new[lang]}" for lang in LANGS))
