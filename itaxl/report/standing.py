"""Issued documents of a year as they stand: which are posted as they were, what has changed since, what was lost."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from itaxl.agency import folders, issued
from itaxl.agency.earlier_years import READ
from itaxl.agency.issued import DATA, Issue
from itaxl.agency.own_documents import ANALYSIS, FOLLOWUPS
from itaxl.agency.settings import Agency
from itaxl.files import content, digest
from itaxl.findings import NOWHERE, Finding, Place, Severity, finding
from itaxl.gather import Gathered
from itaxl.report.drafts import ALTERED, FOLLOWUP, LOST
from itaxl.report.files import drawn, open_data
from itaxl.report.files.changed_figures import Change, changes
from itaxl.report.views.site import IssuedReport
from itaxl.texts import LANGS, Text, Texts, both, filled

CHANGED, SETTINGS, MISNAMED = "D522", "D524", "D526"  # findings
FORMS = (".pdf", ".docx", ".html")  # of a document; the other files of an issue are its open data
_LANG = re.compile(rb'<html lang="([a-z]+)"')
MOST_CHANGES = 5  # that a finding names with both values


@dataclass(frozen=True)
class Posted:
    """Issued document that is posted as it was. `stem`: its name among the reports; `files` by their names there."""

    issue: Issue
    stem: str
    files: Mapping[str, bytes]
    changes: tuple[Change, ...] = ()
    resigned: Text | None = None  # date, number or signatories that the settings have otherwise now
    compared: bool = True  # its open data of that day are there to be compared with
    over: bool = False  # nobody's report of its round is there any more, so that there is no revised edition

    @property
    def outdated(self) -> bool:
        """Return whether a revised edition would say or bear anything else."""
        return not self.over and bool(self.changes or self.resigned)


@dataclass(frozen=True)
class Standing:
    """Issues of a year, by document: the number of its newest issue, and the date of its first one."""

    posted: tuple[Posted, ...] = ()
    editions: Mapping[str, int] | None = None
    findings: tuple[Finding, ...] = ()
    first_days: Mapping[str, date] = field(default_factory=dict)

    def edition(self, document: str) -> int:
        """Return the number that the next issue of a document has."""
        return (self.editions or {}).get(document, 0) + 1

    def of(self, document: str) -> Posted | None:
        """Return what is posted of a document by the name that it is issued under."""
        return next((posted for posted in self.posted if posted.issue.document == document), None)

    @property
    def damage(self) -> tuple[Finding, ...]:
        """Return what is not as it was issued."""
        return tuple(item for item in self.findings if item.severity is Severity.ERROR)

    @property
    def stems(self) -> frozenset[str]:
        """Return the names among the reports that are taken by issued documents."""
        return frozenset(posted.stem for posted in self.posted)

    @property
    def files(self) -> dict[str, bytes]:
        """Return all files that are posted as they were, by their names among the reports."""
        return {name: data for posted in self.posted for name, data in posted.files.items()}

    @property
    def pages(self) -> tuple[IssuedReport, ...]:
        """Return what the site has to say of each."""
        return tuple(_page(posted) for posted in self.posted)


def _page(posted: Posted) -> IssuedReport:
    signed, page = posted.issue.signed, posted.files.get(f"{posted.stem}.html", b"")
    lang = _LANG.search(page)
    return IssuedReport(
        posted.stem,
        signed.date,
        signed.number,
        changed=bool(posted.changes),
        page=page,
        lang=lang[1].decode() if lang else "",
    )


def of_year(year_data: Gathered, data: str = "") -> Standing:
    """Return how the issued documents stand beside a year's data. `data`: its `data.json`, where that is made."""
    context, assessment = year_data.context, year_data.outcome.assessment
    year = context.year
    if not issued.folder_of(year_data.agency.folder, year).is_dir():
        return Standing()
    agency = year_data.agency.for_document(year, ANALYSIS)
    current = data or open_data.data_json(assessment, agency, context.instrument)
    return compared(year_data.agency, year, json.loads(current))


def compared(agency: Agency, year: int, data: Mapping[str, Any]) -> Standing:
    """Return how the issued documents of a year stand beside the current figures, `data` as `data.json` has them."""
    issues = issued.load(agency.folder, year)
    newest = issued.newest(issues)
    reports = folders.reports(agency.folder, year)
    contents = {issue.name: _read(issue, reports) for issue in issues}
    whole = [issue for issue in newest.values() if _is_whole(issue, contents[issue.name].files)]
    reported = {report["round"] for measure in data["measures"] for report in measure["followup"]}
    rounds = [*reported, *(issue.document for issue in whole)]
    last = max((name for name in rounds if name in FOLLOWUPS), key=FOLLOWUPS.index, default="")
    posted = tuple(
        replace(
            _posted(agency, year, issue, contents[issue.name].files, last, data),
            over=issue.document not in (ANALYSIS, *reported),
        )
        for issue in whole
    )
    first_days = {
        issue.document: issue.signed.date for issue in reversed(issues) if issue.signed.date is not None
    }
    lost = [issue for issue in newest.values() if issue not in whole]
    damaged = [issue for issue in issues if contents[issue.name].damaged]
    damage = (_damage(issue, year, contents[issue.name], lost=issue in lost) for issue in damaged)
    changes = (item for document in posted for item in _changes(document, year))
    misnamed = (
        finding(MISNAMED, NOWHERE, f"{issued.FOLDER}/{year}/{name}")
        for name in issued.misnamed(agency.folder, year)
    )
    return Standing(
        posted,
        {document: issue.edition for document, issue in newest.items()},
        (*damage, *misnamed, *changes),
        first_days,
    )


@dataclass(frozen=True)
class _Contents:
    """Contents of an issue, with those that only the reports have still, there under the names of `copies`.

    `damaged`: what is not as it was issued.
    """

    files: Mapping[str, bytes]
    damaged: tuple[str, ...]
    copies: tuple[str, ...]


def _read(issue: Issue, reports: Path) -> _Contents:
    own = issue.read()
    damaged = issue.damaged(own)
    wanted = {issue.files[name]: name for name in damaged if name in issue.files}
    copies = _copies(reports, wanted) if wanted else {}
    return _Contents(own | {wanted[digest(data)]: data for data in copies.values()}, damaged, tuple(copies))


def _is_whole(issue: Issue, files: Collection[str]) -> bool:
    """Return whether every form of the document is there as it was issued."""
    forms = [name for name in issue.files if name.endswith(FORMS)]
    return bool(forms) and all(name in files for name in forms)


def _copies(reports: Path, wanted: Collection[str]) -> dict[str, bytes]:
    """Return the reports by name whose SHA-256 is `wanted`: byte for byte what was issued."""
    copies = {}
    with suppress(OSError):
        for path in sorted(path for path in reports.iterdir() if path.is_file()):
            data = content(path)
            if digest(data) in wanted:
                copies[path.name] = data
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
    changed = _changed(issue.document, files.get(DATA, b""), data)
    now = drawn.signed(replace(agency, day=None).for_document(year, issue.document))  # `--date` is not for it
    resigned = drawn.differences(issue.signed, now) if now != issue.signed else None
    return Posted(issue, stem, named, changed or (), resigned, compared=changed is not None)


def _changed(document: str, old: bytes, data: Mapping[str, Any]) -> tuple[Change, ...] | None:
    """Return the figures that have changed; None where the open data of that day cannot be compared with.

    They are lost, or another program has written them.
    """
    try:
        before = json.loads(old)
        return changes(document, before, data) if before["schema"] in READ else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ArithmeticError):
        return None


def _damage(issue: Issue, year: int, contents: _Contents, *, lost: bool) -> Finding:
    place, damaged = Place(f"{issued.FOLDER}/{year}/{issue.name}"), contents.damaged
    copies = ", ".join(contents.copies)
    where = filled("terms", "issued.copies", files=copies, year=year) if copies else Text("", "")
    return finding(
        LOST if lost else ALTERED,
        place,
        issue.name,
        document=both("terms", f"document.{issue.document}"),
        files=", ".join(damaged),
        copies=where,
    )


def _changes(posted: Posted, year: int) -> Iterator[Finding]:
    """Yield what has changed since a document was issued, in the figures and in the settings."""
    issue = posted.issue
    places = {
        "document": both("terms", f"document.{issue.document}"),
        "number": drawn.number(issue.signed),
        "date": drawn.day(issue.signed),
        "year": year,
        "way": _way(posted, year),
    }
    if posted.changes:
        yield finding(
            CHANGED, NOWHERE, issue.name, changes=named(posted.changes), count=len(posted.changes), **places
        )
    if posted.resigned:
        yield finding(SETTINGS, NOWHERE, issue.name, parts=posted.resigned, **places)


def _way(posted: Posted, year: int) -> Text:
    """Say how a revised edition is issued, or that there is none."""
    if posted.over:
        return both("terms", "issued.over")
    name = posted.issue.document
    stem = ANALYSIS if name == ANALYSIS else FOLLOWUP
    file = stem if posted.stem == stem else f"{name}/{stem}"
    return filled("terms", "issued.again", year=year, document=name, file=file)


def named(changed: Sequence[Change]) -> Text:
    """Name some changes with old and new value, and how many more there are."""
    more = len(changed) - MOST_CHANGES
    rest = filled("terms", "change.more", count=more) if more > 0 else Text("", "")
    return Text(
        *(
            "; ".join(
                part
                for part in (*(change.text(lang) for change in changed[:MOST_CHANGES]), rest[lang])
                if part
            )
            for lang in LANGS
        )
    )


def sentence(posted: Posted, texts: Texts) -> str:
    """Say of a document its number, its date, and whether figures have changed since.

    `texts`: the catalogue `terminal`.
    """
    issue, lang, count = posted.issue, texts.lang, len(posted.changes)
    state = "changed" if count else "same" if posted.compared else "unknown"
    return texts(
        "issued.line",
        document=both("terms", f"document.{issue.document}")[lang],
        name=issue.name,
        number=drawn.number(issue.signed)[lang],
        date=drawn.day(issue.signed)[lang],
        state=texts(f"issued.{state}", count=count),
    )
