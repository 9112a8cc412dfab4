"""Documents that errors make drafts: those that each error touches, and no others."""

from collections.abc import Collection, Iterable, Mapping

from itaxl.agency.own_documents import ANALYSIS
from itaxl.assessment import Assessment
from itaxl.findings import NOWHERE, Finding, Severity, finding, innermost
from itaxl.forms.identity import PLAN, Identity, named
from itaxl.forms.layout import COUNTS, RESULTS, SCORES
from itaxl.inbox.arrivals import Arrived
from itaxl.texts import Text, both

FOLLOWUP = "followup"
DOCUMENTS = (ANALYSIS, FOLLOWUP)
SAID = "X449"  # note that names the drafts
LOST_TEXT = "D504"  # finding about the PDF that it names
_ABOUT_SCORES = ("X406", "X407")  # findings without a place
_MEMO = "memo"  # signed with the analysis


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


def names(documents: Iterable[str]) -> Text:
    """Return the names of documents in one line."""
    titles = [both("terms", f"document.{name}") for name in documents]
    return Text(", ".join(text.th for text in titles), ", ".join(text.en for text in titles))


def note(documents: Iterable[str], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the note that names the drafts; nothing where there is none."""
    listed = tuple(documents)
    count = sum(item.severity is Severity.ERROR for item in findings)
    return (finding(SAID, NOWHERE, documents=names(listed), count=count),) if listed else ()


def _touched(item: Finding, identities: Mapping[str, Identity | None]) -> tuple[str, ...]:
    if item.code == LOST_TEXT:
        name = item.value.partition(".")[0]
        return (ANALYSIS,) if name == _MEMO else (name,)
    if item.code in _ABOUT_SCORES:
        return (ANALYSIS,)
    who = identities.get(item.place.file) or named(innermost(item.place.file))
    if who and who.round != PLAN:
        return (FOLLOWUP,)
    if (who and who.announced) or item.place.sheet in (SCORES, COUNTS, RESULTS):
        return (ANALYSIS,)
    return DOCUMENTS
