"""Lines of the screen about findings, and about what they mean for the documents and for posting them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from itaxl.agency.leftovers import RETURNS
from itaxl.findings import Finding, Severity
from itaxl.report import posting
from itaxl.report.files.recorded import SHEET
from itaxl.texts import Lang, Texts, both
from itaxl.thai import printable

MOST_FINDINGS = 8  # groups of a severity on the screen
MOST_PLACES = 12  # places in a group
# A note that is not in findings.xlsx, which was written before it; the summary has a line for it.
_AFTER_WRITING = "D505"
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


def by_severity(findings: Sequence[Finding], texts: Texts, lang: Lang) -> Iterator[str]:
    """Yield all findings of a file, under the names of their severities."""
    for severity in Severity:
        chosen = [finding for finding in findings if finding.severity is severity]
        if chosen:
            yield click.style(severity_name(severity, lang), fg=_COLOURS[severity], bold=True)
            yield from grouped(chosen, texts, lang, most=len(chosen))


def overview(listed: Sequence[Finding], target: Path | None, texts: Texts, lang: Lang) -> Iterator[str]:
    """Yield the errors and the warnings, and how many notes there are. `target`: as in `grouped`."""
    findings = {
        severity: [finding for finding in listed if finding.severity is severity] for severity in Severity
    }
    if not findings[Severity.ERROR] and not findings[Severity.WARNING]:
        yield texts("summary.nothing")
    for severity, key in ((Severity.ERROR, "errors"), (Severity.WARNING, "warnings")):
        if findings[severity]:
            heading = texts(f"summary.{key}", count=len(findings[severity]))
            yield click.style(heading, fg=_COLOURS[severity], bold=True)
            yield from grouped(findings[severity], texts, lang, target)
    notes = [note for note in findings[Severity.NOTE] if note.code != _AFTER_WRITING]
    if notes:
        yield texts("summary.notes" if target else "summary.notes_strict", count=len(notes))


def grouped(
    findings: Iterable[Finding],
    texts: Texts,
    lang: Lang,
    target: Path | None = None,
    most: int = MOST_FINDINGS,
) -> Iterator[str]:
    """Yield, for each code in each file, the first finding with its remedy, and how many more there are and where.

    `target`: folder of the documents; None if nothing was written. `most`: number of groups to show.
    """
    groups = [
        list(group) for _, group in groupby(findings, key=lambda finding: (finding.code, finding.place.file))
    ]
    for group in groups[:most]:
        yield from _finding(group[0], lang, texts)
        if len(group) > 1:
            yield "      " + printable(_more(group[1:], texts))
    if len(groups) > most:
        hidden = sum(len(group) for group in groups[most:])
        if target is None:
            yield "  " + texts("summary.rest_strict", count=hidden)
        else:
            yield "  " + texts("summary.rest", count=hidden, path=target / SHEET)


def _more(others: Sequence[Finding], texts: Texts) -> str:
    """Say how many other findings there are, with as many of their cells, or else values, as fit a line or two."""
    sheets: dict[str, list[str]] = {}
    for other in others[:MOST_PLACES]:
        if other.place.cell and other.place.cell not in sheets.setdefault(other.place.sheet, []):
            sheets[other.place.sheet].append(other.place.cell)
    dots = ", …" if len(others) > MOST_PLACES else ""
    if sheets:
        places = " · ".join(f"{sheet} {', '.join(cells)}" for sheet, cells in sheets.items())
        return texts("summary.more_at", count=len(others), places=places + dots)
    values = ", ".join(dict.fromkeys(other.value for other in others[:MOST_PLACES] if other.value))
    if values and not others[0].place.file:
        return texts("summary.more_of", count=len(others), values=values + dots)
    return texts("summary.more", count=len(others))


def _finding(finding: Finding, lang: Lang, texts: Texts) -> Iterator[str]:
    """Yield a finding in two lines: place and text, then the remedy."""
    code = click.style(finding.code, fg=_COLOURS[finding.severity])
    yield f"  {code} {printable(_place(finding) + finding.what(lang))}"
    yield "       " + texts("summary.fix", fix=printable(finding.fix(lang)))


def _place(finding: Finding) -> str:
    parts = [part for part in (finding.place.file, finding.place.sheet, finding.place.cell) if part]
    return " · ".join(parts) + ": " if parts else ""


def places(
    findings: Sequence[Finding],
    target: Path,
    drafted: Sequence[str],
    issued: Iterable[str],
    texts: Texts,
) -> Iterator[str]:
    """Say which documents are drafts, where they are, and whether they may be posted. `issued`: lines about those."""
    if drafted:
        from itaxl.report import drafts  # noqa: PLC0415 - slow, and seldom needed

        names = drafts.names(drafted)[texts.lang]
        yield click.style(texts("summary.draft", documents=names), fg="red")
    yield click.style(texts("summary.written", path=target), bold=True)
    yield from issued
    yield from _posting(findings, texts)
    returns = list((target / RETURNS).glob("*.eml"))
    if returns:
        yield texts("summary.returns", count=len(returns), path=target / RETURNS)


def _posting(findings: Sequence[Finding], texts: Texts) -> Iterator[str]:
    """Say what to look at before signing, and whether the documents may be posted; else what is wanting, each with
    the codes of its findings.
    """
    doubtful = dict.fromkeys(problem.code for problem in posting.before_signing(findings))
    if doubtful:
        yield click.style(texts("summary.before_signing", codes=", ".join(doubtful)), fg="yellow")
    wanting = posting.wanting(findings)
    if not wanting:
        yield texts("summary.posted")
        return
    yield click.style(texts("summary.not_posted"), fg="yellow")
    for name, group in wanting.items():
        codes = ", ".join(dict.fromkeys(note.code for note in group))
        yield "  " + f"{texts(f'posting.{name}')}: {codes}"
        for note in group:
            if note.severity is Severity.NOTE:
                yield "      " + printable(note.what(texts.lang))
                yield "      " + texts("summary.fix", fix=printable(note.fix(texts.lang)))


def severity_name(severity: Severity, lang: Lang) -> str:
    return both("terms", f"severity.{severity.value}")[lang]
