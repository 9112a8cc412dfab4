"""Summary of a merge on one screen for the analyst, and the findings of `check`."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from itaxl.analysis.measure_state import states
from itaxl.assessment import Assessment
from itaxl.cli import issued_lines
from itaxl.cli.main import Session
from itaxl.findings import Finding, Severity
from itaxl.instrument.model import Instrument
from itaxl.instrument.scoring import rounded
from itaxl.pipeline import Result
from itaxl.report import drafts, posting
from itaxl.report.files.up_to_date import UpToDate
from itaxl.report.outputs import FINDINGS
from itaxl.report.standing import Posted
from itaxl.sending.returns import FOLDER as RETURNS
from itaxl.texts import Lang, Texts, both
from itaxl.thai import printable

MOST_FINDINGS = 8  # groups of a severity on the screen
MOST_PLACES = 12  # places in a group
# A note that is not in findings.xlsx, which was written before it; the summary has a line for it.
_AFTER_WRITING = "D505"
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


def show(result: Result, session: Session) -> None:
    """Print the summary of a merge."""
    lang: Lang = session.requested_lang or result.agency.lang
    for line in summary(result, Texts("terminal", lang), lang):
        click.echo(line)


def summary(result: Result, texts: Texts, lang: Lang) -> Iterator[str]:
    """Yield the lines: outcome, errors, warnings, and where the documents are."""
    yield click.style(texts("summary.agency", agency=result.agency.name, year=result.context.year), bold=True)
    yield from _collected(result, texts)
    yield from _outcome(result.outcome.assessment, result.context.instrument, texts, lang)
    yield ""
    yield from _findings(result.findings, result.target, texts, lang)
    yield ""
    yield from _written(result, texts)


def show_unchanged(state: UpToDate, session: Session) -> None:
    """Print the summary of reports that a merge would make again as they are."""
    lang: Lang = session.requested_lang or state.agency.lang
    for line in unchanged(state, Texts("terminal", lang), lang):
        click.echo(line)


def unchanged(state: UpToDate, texts: Texts, lang: Lang) -> Iterator[str]:
    """Yield the lines: that nothing has changed, the findings as they were, and where the documents are."""
    yield click.style(texts("summary.agency", agency=state.agency.name, year=state.year), bold=True)
    yield "  " + texts("summary.unchanged")
    yield ""
    yield from _findings(state.findings, state.target, texts, lang)
    yield ""
    yield from _places(state.findings, state.target, state.drafts, (), texts)


def _collected(result: Result, texts: Texts) -> Iterator[str]:
    yield "  " + texts(
        "summary.read", files=len({file.file for file in result.arrived}), used=len(result.merged.kept)
    )
    missing = [finding for finding in result.findings if finding.code in ("X401", "X402")]
    if missing:
        names = ", ".join(dict.fromkeys(finding.value for finding in missing))
        yield "  " + click.style(texts("summary.missing", names=names), fg="yellow")
    else:
        yield "  " + texts("summary.complete")


def _outcome(assessment: Assessment, instrument: Instrument, texts: Texts, lang: Lang) -> Iterator[str]:
    yield "  " + click.style(_result(assessment, texts), bold=True)
    if assessment.source == "mixed":
        numbers = [
            str(indicator.no) for indicator in assessment.indicators if indicator.source == "divisions"
        ]
        yield "  " + click.style(texts("summary.mixed", indicators=", ".join(numbers)), fg="yellow")
    for dimension in assessment.dimensions:
        names = [
            texts("summary.indicator", no=no, name=instrument.indicator(no).good[lang], score=rounded(score))
            for no in dimension.weakest
            if (score := assessment.indicator(no).score) is not None
        ]
        if names:
            yield "  " + texts("summary.weakest", dimension=dimension.code, indicators=", ".join(names))
    done = sum(state.done for state in states(assessment).values())
    yield "  " + texts("summary.measures", count=len(assessment.measures), done=done)
    if drafts.FOLLOWUP not in drafts.made(assessment):
        yield "  " + texts("summary.no_followup")


def _result(assessment: Assessment, texts: Texts) -> str:
    """Return total and grade with where they are from, once where both are from the same."""
    unknown = texts("summary.unknown")
    total = unknown if assessment.total is None else f"{rounded(assessment.total)}"
    grade = assessment.grade or unknown
    computed = "divisions" if assessment.source == "divisions" else "computed"
    words = {"announced": "announced", "computed": computed, None: "unknown"}
    total_source, grade_source = (
        texts(f"summary.{words[source]}") for source in (assessment.total_source, assessment.grade_source)
    )
    if total_source == grade_source:
        return texts("summary.total", total=total, grade=grade, source=total_source)
    return texts(
        "summary.apart", total=total, grade=grade, total_source=total_source, grade_source=grade_source
    )


def by_severity(findings: Sequence[Finding], texts: Texts, lang: Lang) -> Iterator[str]:
    """Yield all findings of a file, under the names of their severities."""
    for severity in Severity:
        chosen = [finding for finding in findings if finding.severity is severity]
        if chosen:
            yield click.style(severity_name(severity, lang), fg=_COLOURS[severity], bold=True)
            yield from grouped(chosen, texts, lang, most=len(chosen))


def _findings(listed: Sequence[Finding], target: Path | None, texts: Texts, lang: Lang) -> Iterator[str]:
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
            yield "  " + texts("summary.rest", count=hidden, path=target / FINDINGS.path)


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


def _written(result: Result, texts: Texts) -> Iterator[str]:
    if result.target is None:
        yield texts("summary.strict")
        return
    posted = {issued.stem for issued in result.issued}
    made = [name for name in drafts.made(result.outcome.assessment) if name not in posted]
    drafted = drafts.drafts(result.findings, result.arrived, made)
    yield from _places(result.findings, result.target, drafted, result.issued, texts)
    if result.moved:
        yield texts("summary.moved", path=result.moved)


def _places(
    findings: Sequence[Finding],
    target: Path,
    drafted: Sequence[str],
    issued: Sequence[Posted],
    texts: Texts,
) -> Iterator[str]:
    """Say which documents are drafts, where they are, and whether they may be posted."""
    if drafted:
        names = drafts.names(drafted)[texts.lang]
        yield click.style(texts("summary.draft", documents=names), fg="red")
    yield click.style(texts("summary.written", path=target), bold=True)
    if issued:
        yield texts("issued.title")
        yield from issued_lines.lines(issued, texts)
    yield from _posting(findings, texts)
    returns = list((target / RETURNS).glob("*.eml"))
    if returns:
        yield texts("summary.returns", count=len(returns), path=target / RETURNS)
