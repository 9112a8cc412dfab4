"""Documents that errors make drafts: those that each error touches, and no others."""

from collections.abc import Collection, Iterable, Mapping

from itaxl.agency.own_documents import ANALYSIS
from itaxl.assessment import Assessment
from itaxl.findings import NOWHERE, Finding, Place, Severity, finding, has_errors, innermost
from itaxl.forms.identity import PLAN, ROUNDS, named
from itaxl.forms.layout import COUNTS, RESULTS, SCORES
from itaxl.inbox.arrivals import Arrived
from itaxl.merging import versions
from itaxl.spreadsheets.book import position
from itaxl.submissions.submission import Submission
from itaxl.texts import LANGS, Text, both, filled

FOLLOWUP = "followup"
DOCUMENTS = (ANALYSIS, FOLLOWUP)
SAID = "X449"  # note that names the drafts
LOST_TEXT = "D504"  # finding about the PDF that it names
ALTERED, LOST = "D523", "D525"  # findings about an issued document: it is posted all the same, or not
_ABOUT_SCORES = ("X406", "X407")  # findings without a place
HALF_YEAR, LAST_ROUND = ROUNDS[1:]
_ALL = (*DOCUMENTS, HALF_YEAR)
_SHOWN = ("code", "indicator", "measure", "status", "percent")  # of a report that a later one has followed


def made(assessment: Assessment) -> tuple[str, ...]:
    """Return the documents that are made: a follow-up only once a round has begun."""
    return DOCUMENTS if assessment.followup_round else (ANALYSIS,)


def drafts(
    findings: Iterable[Finding], arrived: Iterable[Arrived], among: Collection[str] = DOCUMENTS
) -> tuple[str, ...]:
    """Return the documents `among` these that any error touches, in their order.

    `HALF_YEAR` among them is the revised edition of that round's follow-up, after the later round has begun.
    """
    files = {file.file: file for file in arrived}
    touched = {name for item in findings if item.severity is Severity.ERROR for name in _touched(item, files)}
    return tuple(name for name in _ALL if name in touched and name in among)


def names(documents: Iterable[str], revised: Collection[str] = ()) -> Text:
    """Return the names of documents in one line; `revised`: those that were issued, so that this is a new edition."""
    titles = [_title(name, revised=name in revised) for name in documents]
    return Text(", ".join(text.th for text in titles), ", ".join(text.en for text in titles))


def _title(name: str, *, revised: bool) -> Text:
    title = both("terms", f"document.{name}")
    if not revised:
        return title
    return Text(*(filled("terms", "document.revised", document=title[lang])[lang] for lang in LANGS))


def note(
    documents: Iterable[str], findings: Iterable[Finding], revised: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Return the note that names the drafts, as `names` does; nothing where there is none."""
    listed = tuple(documents)
    count = sum(item.severity is Severity.ERROR for item in findings)
    return (finding(SAID, NOWHERE, documents=names(listed, revised), count=count),) if listed else ()


def _touched(item: Finding, files: Mapping[str, Arrived]) -> tuple[str, ...]:
    if item.code in (LOST_TEXT, LOST):
        return (_named(item.value),)
    if item.code == ALTERED:
        return ()
    if item.code in _ABOUT_SCORES:
        return (ANALYSIS,)
    file = files.get(item.place.file)
    who = (file.reading.identity if file else None) or named(innermost(item.place.file))
    if who and who.round != PLAN:
        own = (HALF_YEAR,) if who.round == HALF_YEAR else ()
        return own if file and _reported_since(item.place, file, files.values()) else (FOLLOWUP, *own)
    if (who and who.announced) or item.place.sheet in (SCORES, COUNTS, RESULTS):
        return (ANALYSIS,)
    return _ALL


def _reported_since(place: Place, file: Arrived, files: Iterable[Arrived]) -> bool:
    """Tell whether a cell of the half year's follow-up is no longer shown, as the later one reports on its measure.

    Of the half year's report the status and the progress may stand beside the later ones.
    """
    half_year = file.submission
    if half_year is None or half_year.identity.round != HALF_YEAR:
        return False
    later = [
        other
        for other in files
        if other.submission and versions.key(other.submission) == (*versions.key(half_year)[:2], LAST_ROUND)
    ]
    code = _code_of_unshown(place, half_year)
    reports = (row for other in later if other.submission for row in other.submission.measures)
    sound = not any(has_errors(other.findings) for other in later)
    return bool(code) and sound and any(row.code == code and row.values["status"] for row in reports)


def _code_of_unshown(place: Place, submission: Submission) -> str:
    """Return the code in the row of a cell; blank where the cell may be shown, or is none of a measure's row."""
    at = position(place.cell)
    table = next((table for table in submission.reading.tables if table.name == place.sheet), None)
    if at is None or table is None:
        return ""
    shown = {table.columns[key] for key in _SHOWN if key in table.columns}
    return next((row.code for row in submission.measures if row.row == at[0] and at[1] not in shown), "")


def _named(value: str) -> str:
    """Return the document that the name of a file (`revised/memo.pdf`) or of an issue (`followup-6-1`) is of."""
    if f"/{HALF_YEAR}/" in value:
        return HALF_YEAR
    return FOLLOWUP if value.rpartition("/")[2].startswith(FOLLOWUP) else ANALYSIS
