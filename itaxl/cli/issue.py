"""`itaxl issue`: keep a document that was signed, as it is, for good."""

from collections.abc import Iterator

import click

from itaxl.agency.own_documents import DOCUMENTS
from itaxl.cli.main import Command, Session
from itaxl.cli.options import ProgressLine, year_option
from itaxl.texts import Texts
from itaxl.thai import printable


def command(session: Session) -> click.Command:
    texts = session.texts()
    return Command(
        texts,
        "issue",
        params=[
            click.Argument(["document"], type=click.Choice(DOCUMENTS), metavar="|".join(DOCUMENTS)),
            year_option(texts),
            click.Option(["--again"], is_flag=True, help=texts("help.again")),
        ],
        callback=lambda **values: run(session, **values),
    )


def run(session: Session, document: str, year: int | None, again: bool) -> int:
    from itaxl.report import issuing  # noqa: PLC0415 - slow: imports pandas

    texts = session.texts()
    for doubt in _doubts(session, document, year, texts):
        click.echo(doubt, err=True)
    with ProgressLine(texts) as line:
        issue = issuing.issue(session.folder, document, year, again=again, progress=line.show)
    click.echo(texts("issue.done", path=issue.folder))
    click.echo(texts("issue.next"))
    return 0


def _doubts(session: Session, document: str, year: int | None, texts: Texts) -> Iterator[str]:
    """Yield what the last merge asked to be looked at before the document is signed."""
    from itaxl.report.signing import doubts  # noqa: PLC0415 - slow: imports pandas

    listed = doubts(session.folder, document, year)
    if listed:
        codes = ", ".join(dict.fromkeys(doubt.code for doubt in listed))
        yield click.style(texts("summary.before_signing", codes=codes), fg="yellow")
    for doubt in listed:
        yield "  " + click.style(doubt.code, fg="yellow") + f" {printable(doubt.what(texts.lang))}"
        yield "       " + texts("summary.fix", fix=printable(doubt.fix(texts.lang)))
