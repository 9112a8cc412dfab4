"""`itaxl issue`: keep a document that was signed, as it is, for good."""

import click

from itaxl.agency.own_documents import DOCUMENTS
from itaxl.cli.main import Command, Session
from itaxl.cli.options import ProgressLine, year_option


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
    with ProgressLine(texts) as line:
        issue = issuing.issue(session.folder, document, year, again=again, progress=line.show)
    click.echo(texts("issue.done", path=issue.folder))
    click.echo(texts("issue.next"))
    return 0
