"""Findings of the last merge that whoever signs a document must have looked at."""

import json
from dataclasses import dataclass
from pathlib import Path

from itaxl import files
from itaxl.agency import settings
from itaxl.agency.own_documents import ANALYSIS
from itaxl.report import posting
from itaxl.texts import LANGS, Text

FINDINGS = "office/findings.json"


@dataclass(frozen=True)
class Doubt:
    """Finding as the reports of the year record it: its code, what is in doubt and what to do."""

    code: str
    what: Text
    fix: Text


def doubts(agency_folder: Path, document: str, year: int | None = None) -> tuple[Doubt, ...]:
    """Return what is in doubt about a document of the reports; none where they cannot be read. Raises WrongUseError."""
    if document != ANALYSIS:
        return ()
    reports = agency_folder / "reports" / str(year or settings.newest_year(agency_folder))
    try:
        recorded = json.loads(files.content(reports / FINDINGS))
        return tuple(
            Doubt(item["code"], *(Text(*(item[lang][key] for lang in LANGS)) for key in ("what", "fix")))
            for item in recorded
            if item["code"] in posting.SIGNING
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()
