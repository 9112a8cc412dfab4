"""Documents that errors make drafts: those that each error touches, and no others."""

from collections.abc import Collection, Iterable, Mapping

from itaxl.agency.own_documents import ANALYSIS
from itaxl.assessment import Assessment
from itaxl.findings import NOWHERE, Finding, Severity, finding, innermost
from itaxl.forms.identity import PLAN, Identity, named
from itaxl.forms.layout import COUNTS, RESULTS, SCORES
from itaxl.inbox.arrivals import Arrived
from itaxl.texts import LANGS, Text, both, filled

FOLLOWUP = "followup"
DOCUMENTS = (ANALYSIS, FOLLOWUP)
SAID = "X449"  # note that names the drafts
LOST_TEXT = "D504"  # finding about the PDF that it names
ALTERED, LOST = "D523", "D525"  # findings about an issued document: it is posted all the same, or not
_ABOUT_SCORES = ("X406", "X407")  # findings without a place


def made(assessment: Assessment) -> tuple[str, ...]:
    """Return the documents that are made: a follow-up only once a round has begun."""
    return DOCUMENTS if assessment.followup_round else (ANALYSIS,)


def drafts(
    findings: Iterable[Finding], arrived: Iterable[Arrived], among: Collection[str] = DOCUMENTS
) -> tuple[str, ...]:
    """Return the documents `among` these that any error touches, in their order."""
    identities = {file.file: file.reading.identity for file in arrived}
    touched = {
        name for item in findings if item.severity is Severity.ERROR for name in _touched(item, identities)
    }
    return tuple(name for name in DOCUMENTS if name in touched and name in among)


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


def _touched(item: Finding, identities: Mapping[str, Identity | None]) -> tuple[str, ...]:
    if item.code in (LOST_TEXT, LOST):
        return (_named(item.value),)
    if item.code == ALTERED:
        return ()
    if item.code in _ABOUT_SCORES:
        return (ANALYSIS,)
    who = identities.get(item.place.file) or named(innermost(item.place.file))
    if who and who.round != PLAN:
        return (FOLLOWUP,)
    if (who and who.announced) or item.place.sheet in (SCORES, COUNTS, RESULTS):
        return (ANALYSIS,)
    return DOCUMENTS


def _named(value: str) -> str:
    """Return the document that the name of a file (`revised/memo.pdf`) or of an issue (`followup-6-1`) is of."""
    return FOLLOWUP if value.rpartition("/")[2].startswith(FOLLOWUP) else ANALYSIS
