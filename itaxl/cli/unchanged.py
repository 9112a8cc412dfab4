"""Summary of reports that a merge would make again as they are. It loads nothing that makes them."""

from collections.abc import Iterator

import click

from itaxl.cli import finding_lines
from itaxl.cli.main import Session
from itaxl.report.files.up_to_date import UpToDate
from itaxl.texts import Lang, Texts


def show(state: UpToDate, session: Session) -> None:
    """Print the summary of reports that a merge would make again as they are."""
    lang: Lang = session.requested_lang or state.agency.lang
    for line in unchanged(state, Texts("terminal", lang), lang):
        click.echo(line)


def unchanged(state: UpToDate, texts: Texts, lang: Lang) -> Iterator[str]:
    """Yield the lines: that nothing has changed, the findings as they were, and where the documents are."""
    yield click.style(texts("summary.agency", agency=state.agency.name, year=state.year), bold=True)
    yield "  " + texts("summary.unchanged")
    yield ""
    yield from finding_lines.overview(state.findings, state.target, texts, lang)
    yield ""
    yield from finding_lines.places(state.findings, state.target, state.drafts, (), texts)
