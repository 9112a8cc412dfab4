"""Check list of what must be in order before the documents may be posted.

Whatever is wanting is a finding: one that is raised for its own sake, or a note of this module.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from itaxl.agency import sample_values
from itaxl.agency.own_documents import ANALYSIS, DOCUMENTS
from itaxl.agency.settings import Agency
from itaxl.assessment import Assessment
from itaxl.findings import NOWHERE, Finding, Severity, finding
from itaxl.texts import LANGS, Text, both, filled

# Items of the list by the codes that say that one is wanting; any other error is `draft`.
ITEMS: Mapping[str, frozenset[str]] = {
    "announced": frozenset({"X412", "D515"}),
    "grade": frozenset({"X426"}),
    "lowest": frozenset({"X406"}),
    "text": frozenset({"D504"}),
    "settings": frozenset({"D516"}),
    "legal": frozenset({"D502"}),
    "number": frozenset({"D517", "D519"}),
    "date": frozenset({"D518", "D520"}),
}
DRAFT = "draft"
SIGNING = frozenset({"X409"})  # nothing is wanting, but who signs must know


def wanting(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    """Return the items that are not in order with the findings that say so; empty where all may be posted."""
    by_item: dict[str, list[Finding]] = {name: [] for name in (DRAFT, *ITEMS)}
    for problem in findings:
        name = next((name for name, codes in ITEMS.items() if problem.code in codes), None)
        if name or problem.severity is Severity.ERROR:
            by_item[name or DRAFT].append(problem)
    return {name: tuple(group) for name, group in by_item.items() if group}


def before_signing(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that whoever signs the memo must have looked at."""
    return tuple(problem for problem in findings if problem.code in SIGNING)


def notes(assessment: Assessment, agency: Agency, drawn: Collection[str] = DOCUMENTS) -> Iterator[Finding]:
    """Note whatever is wanting that no other finding names.

    `drawn`: documents that are not posted as they were issued, by the names that they are signed under.
    """
    missing = tuple(_not_announced(assessment))
    if missing and assessment.source != "divisions":
        figures = Text(*(", ".join(name[lang] for name in missing) for lang in LANGS))
        yield finding("D515", NOWHERE, assessment.year, figures=figures)
    year, last_round = assessment.year, assessment.followup_round
    names = [ANALYSIS, last_round] if last_round else [ANALYSIS]
    documents = {name: agency.for_document(year, name) for name in names if name in drawn}
    sampled = dict.fromkeys(entry for document in documents.values() for entry in _sampled(document))
    if sampled:
        yield finding("D516", NOWHERE, ", ".join(f"{key} = {value}" for key, value, *_ in sampled))
    for name, document in documents.items():
        yield from _unsigned(document, year, name)


def _sampled(document: Agency) -> tuple[tuple[str, ...], ...]:
    return (*sample_values.left(document), *sample_values.of_another_kind(document))


def _unsigned(document: Agency, year: int, name: str) -> Iterator[Finding]:
    """Note a document without a number or a date, and how it gets them: a follow-up has its own alone."""
    without_number, without_date = ("D517", "D518") if name == ANALYSIS else ("D519", "D520")
    places = {} if name == ANALYSIS else {"round": both("terms", f"round.{name}"), "year": year}
    if not document.report_number:
        yield finding(without_number, NOWHERE, "" if name == ANALYSIS else name, **places)
    if document.report_date is None:
        yield finding(without_date, NOWHERE, "" if name == ANALYSIS else name, **places)


def _not_announced(assessment: Assessment) -> Iterator[Text]:
    if assessment.total_source != "announced":
        yield filled("terms", "figure.total")
    if assessment.grade_source != "announced":
        yield filled("terms", "figure.grade")
    numbers = [indicator.no for indicator in assessment.indicators if indicator.source != "announced"]
    if numbers:
        yield filled("terms", "figure.indicators", indicators=", ".join(map(str, numbers)))
