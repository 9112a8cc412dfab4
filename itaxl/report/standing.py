"""Issued documents of a year as they stand: which are posted as they were, what has changed since, what was lost."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from itaxl.agency import issued
from itaxl.agency.issued import DATA, Issue, digest
from itaxl.agency.own_documents import ANALYSIS, DOCUMENTS, FOLLOWUPS
from itaxl.agency.settings import Agency
from itaxl.files import content
from itaxl.findings import NOWHERE, Finding, Place, finding
from itaxl.report.drafts import FOLLOWUP
from itaxl.report.files import drawn
from itaxl.report.files.changed_figures import Change, changes
from itaxl.texts import LANGS, Text, both, filled

CHANGED, ALTERED, SETTINGS, LOST = "D522", "D523", "D524", "D525"  # findings
FORMS = (".pdf", ".docx", ".html")  # of a document; the other files of an issue are its open data
MOST_CHANGES = 5  # that a finding names with both values


@dataclass(frozen=True)
class Posted:
    """Issued document that is posted as it was. `stem`: its name among the reports; `files` by their names there."""

    issue: Issue
    stem: str
    files: Mapping[str, bytes]
    changes: tuple[Change, ...] = ()
    resigned: Text | None = None  # date, number or signatories that the settings have otherwise now

    @property
    def outdated(self) -> bool:
        """Return whether a revised edition would say or bear anything else."""
        return bool(self.changes or self.resigned)


@dataclass(frozen=True)
class Standing:
    """All that was issued of a year. `editions`: number of the newest issue by document."""

    posted: tuple[Posted, ...] = ()
    editions: Mapping[str, int] | None = None
    findings: tuple[Finding, ...] = ()

    def edition(self, document: str) -> int:
        """Return the number that the next issue of a document has."""
        return (self.editions or {}).get(document, 0) + 1

    def of(self, document: str) -> Posted | None:
        """Return what is posted of a document by the name that it is issued under."""
        return next((posted for posted in self.posted if posted.issue.document == document), None)

    @property
    def last_round(self) -> str:
        """Return the last round whose report was issued and is posted; blank where there is none."""
        return max(
            (one.issue.document for one in self.posted if one.stem != ANALYSIS),
            key=DOCUMENTS.index,
            default="",
        )


def stand(agency: Agency, year: int, followup_round: str | None, data: Mapping[str, Any]) -> Standing:
    """Return how the issued documents of a year stand beside the current figures, `data` as `data.json` has them.

    `followup_round`: the newest round that anyone reported in.
    """
    issues = issued.load(agency.folder, year)
    newest = issued.newest(issues)
    reports = agency.folder / "reports" / str(year)
    findings: list[Finding] = []
    found: list[tuple[Issue, Mapping[str, bytes]]] = []
    for issue in issues:
        own = issue.read()
        damaged = issue.damaged(own)
        whole = own | (_copies(reports, issue, damaged) if damaged else {})
        lost = issue is newest[issue.document] and not _is_whole(issue, whole)
        if damaged:
            findings.append(_damage(issue, year, damaged, whole, lost=lost))
        if issue is newest[issue.document] and not lost:
            found.append((issue, whole))
    rounds = [followup_round, *(issue.document for issue, _ in found)]
    last = max((name for name in rounds if name in FOLLOWUPS), key=FOLLOWUPS.index, default="")
    posted = tuple(_posted(agency, year, issue, whole, last, data) for issue, whole in found)
    editions = {document: issue.edition for document, issue in newest.items()}
    findings += [item for one in posted for item in _about(one, year)]
    return Standing(posted, editions, tuple(findings))


def _is_whole(issue: Issue, files: Collection[str]) -> bool:
    """Return whether every form of the document is there as it was issued."""
    forms = [name for name in issue.files if name.endswith(FORMS)]
    return bool(forms) and all(name in files for name in forms)


def _copies(reports: Path, issue: Issue, names: Sequence[str]) -> dict[str, bytes]:
    """Return what the reports still have, byte for byte, of files that are not as they were issued."""
    wanted = {issue.files[name]: name for name in names if name in issue.files}
    copies = {}
    try:
        paths = sorted(path for path in reports.iterdir() if path.is_file())
    except OSError:
        return {}
    for path in paths:
        try:
            data = content(path)
        except OSError:
            continue
        if name := wanted.get(digest(data)):
            copies[name] = data
    return copies


def _posted(
    agency: Agency, year: int, issue: Issue, files: Mapping[str, bytes], last: str, data: Mapping[str, Any]
) -> Posted:
    """Return a document under its name among the reports: `followup` is that of the `last` round."""
    own = ANALYSIS if issue.document == ANALYSIS else FOLLOWUP
    stem = own if issue.document in (ANALYSIS, last) else issue.document
    named = {
        name.replace(own, stem, 1) if name.startswith(own) else name: files[name]
        for name in issue.files
        if name.endswith(FORMS)
    }
    changed = changes(issue.document, json.loads(files[DATA]), data) if DATA in files else ()
    now = drawn.signed(agency.for_document(year, issue.document))
    resigned = drawn.differences(issue.signed, now) if now != issue.signed else None
    return Posted(issue, stem, named, changed, resigned)


def _damage(
    issue: Issue, year: int, damaged: Sequence[str], whole: Mapping[str, bytes], *, lost: bool
) -> Finding:
    place = Place(f"{issued.FOLDER}/{year}/{issue.name}")
    copies = ", ".join(name for name in damaged if name in whole)
    where = filled("terms", "issued.copies", files=copies, year=year) if copies else Text("", "")
    return finding(
        LOST if lost else ALTERED,
        place,
        issue.name,
        document=both("terms", f"document.{issue.document}"),
        files=", ".join(damaged),
        copies=where,
    )


def _about(posted: Posted, year: int) -> Iterator[Finding]:
    """Yield what has changed since a document was issued, in the figures and in the settings."""
    issue = posted.issue
    places = {
        "document": both("terms", f"document.{issue.document}"),
        "number": drawn.number(issue.signed),
        "date": drawn.day(issue.signed),
        "year": year,
        "name": issue.document,
        "stem": ANALYSIS if issue.document == ANALYSIS else FOLLOWUP,
    }
    if posted.changes:
        yield finding(
            CHANGED, NOWHERE, issue.name, changes=named(posted.changes), count=len(posted.changes), **places
        )
    if posted.resigned:
        yield finding(SETTINGS, NOWHERE, issue.name, parts=posted.resigned, **places)


def named(changed: Sequence[Change]) -> Text:
    """Name some changes with old and new value, and how many more there are."""
    more = len(changed) - MOST_CHANGES
    rest = both("terms", "change.more") if more > 0 else None
    lines = [["; ".join(change.text(lang) for change in changed[:MOST_CHANGES])] for lang in LANGS]
    if rest:
        for lang, line in zip(LANGS, lines, strict=True):
            line.append(filled("terms", "change.more", count=more)[lang])
    return Text(*("; ".join(line) for line in lines))
