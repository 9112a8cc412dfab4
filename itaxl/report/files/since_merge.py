"""Changes since the last merge: figures, measures and findings, by what its folder of documents says."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from itaxl.agency.earlier_years import SCHEMA
from itaxl.agency.own_documents import DOCUMENTS
from itaxl.files import content
from itaxl.findings import Finding
from itaxl.report.files import recorded
from itaxl.report.files.changed_figures import Change, changes
from itaxl.report.files.recorded import FINDINGS, Recorded

DATA = "data.json"
# Findings that only drawing the documents gives, or that say which of them are drafts.
_OF_DRAWING = frozenset({"D504", "D505", "X449"})


@dataclass(frozen=True)
class Snapshot:
    """State of a merge: its open data, and its findings."""

    data: Mapping[str, Any]
    findings: tuple[Recorded, ...]


@dataclass(frozen=True)
class Changed:
    """Changes between two merges. `appeared` and `gone` are findings."""

    figures: tuple[Change, ...] = ()
    measures: tuple[Change, ...] = ()
    appeared: tuple[Recorded, ...] = ()
    gone: tuple[Recorded, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.figures or self.measures or self.appeared or self.gone)


def of_folder(reports: Path) -> Snapshot | None:
    """Return the state of the merge that made a year's folder; None where there is none that can be read."""
    try:
        return _snapshot(content(reports / DATA), content(reports / FINDINGS))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def of_now(data: str, findings: Iterable[Finding]) -> Snapshot:
    """Return the state of what would be merged now: its open data as text, and its findings."""
    return _snapshot(data.encode(), recorded.written(findings).encode())


def since(before: Snapshot, now: Snapshot) -> Changed:
    """Return what is otherwise now, in the order of the documents and of the findings.

    What only the pages tell is left out: one of the two may not have been drawn.
    """
    changed = dict.fromkeys(
        change for document in DOCUMENTS for change in changes(document, before.data, now.data)
    )
    old, new = (dict.fromkeys(_comparable(snapshot)) for snapshot in (before, now))
    return Changed(
        tuple(change for change in changed if not change.of_measure),
        tuple(change for change in changed if change.of_measure),
        tuple(item for item in new if item not in old),
        tuple(item for item in old if item not in new),
    )


def _comparable(snapshot: Snapshot) -> Iterable[Recorded]:
    return (item for item in snapshot.findings if item.code not in _OF_DRAWING)


def _snapshot(data: bytes, findings: bytes) -> Snapshot:
    """Read both files. Raises ValueError, KeyError or TypeError for what is none of ours."""
    figures = json.loads(data)
    if figures["schema"] != SCHEMA:
        raise ValueError(figures["schema"])
    items = recorded.read(findings)
    if items is None:
        raise ValueError(FINDINGS)
    return Snapshot(figures, items)
