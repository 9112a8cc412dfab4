"""Summary of a merge on one screen for the analyst."""

from collections.abc import Iterator

import click

from itaxl.analysis.measure_state import states
from itaxl.assessment import Assessment
from itaxl.cli import finding_lines, issued_lines
from itaxl.cli.main import Session
from itaxl.instrument.model import Instrument
from itaxl.instrument.scoring import rounded
from itaxl.pipeline import Result
from itaxl.report import drafts
from itaxl.texts import Lang, Texts


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
    yield from finding_lines.overview(result.findings, result.target, texts, lang)
    yield ""
    yield from _written(result, texts)


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


def _written(result: Result, texts: Texts) -> Iterator[str]:
    if result.target is None:
        yield texts("summary.strict")
        return
    posted = {document.stem for document in result.issued}
    made = [name for name in drafts.made(result.outcome.assessment) if name not in posted]
    drafted = drafts.drafts(result.findings, result.arrived, made)
    issued = issued_lines.lines(result.issued, texts)
    yield from finding_lines.places(result.findings, result.target, drafted, issued, texts)
    if result.moved:
        yield texts("summary.moved", path=result.moved)
