"""`itaxl templates`: make the workbooks that go out to the divisions."""

from pathlib import Path

import click

from itaxl import thai
from itaxl.cli.main import Command, Session
from itaxl.cli.options import ProgressLine, year_option
from itaxl.forms.identity import ROUNDS


def command(session: Session) -> click.Command:
    texts = session.texts()
    return Command(
        texts,
        "templates",
        params=[
            year_option(texts),
            click.Option(
                ["--round", "name"], type=click.Choice(ROUNDS), default="plan", help=texts("help.round")
            ),
            click.Option(
                ["-o", "--out"], type=click.Path(path_type=Path), metavar="OUT", help=texts("help.outbox")
            ),
            click.Option(["--blank"], is_flag=True, help=texts("help.blank")),
            click.Option(["--overwrite"], is_flag=True, help=texts("help.overwrite")),
        ],
        callback=lambda **values: run(session, **values),
    )


def run(session: Session, year: int | None, name: str, out: Path | None, blank: bool, overwrite: bool) -> int:
    from itaxl.agency import settings  # noqa: PLC0415
    from itaxl.cli import notices  # noqa: PLC0415
    from itaxl.sending import outbox  # noqa: PLC0415 - slow: imports openpyxl

    texts = session.texts()
    if blank:
        made = outbox.write_blank(out or session.folder / "workbook_templates", year)
    else:
        with ProgressLine(texts) as line:
            made = outbox.write(session.folder, year, name, out, overwrite=overwrite, progress=line.show)
    if not blank:
        notices.show(settings.load(session.folder), session)
    click.echo(texts("templates.made", count=len(made.written), path=made.folder))
    if made.kept:
        click.echo(texts("templates.kept", count=len(made.kept)))
    if made.renamed:
        names = thai.printable(", ".join(made.former))
        click.echo(texts("templates.renamed", count=made.renamed, names=names))
    if made.by_indicator:
        click.echo(texts("templates.by_indicator", year=made.year, dimensions=", ".join(made.by_indicator)))
    if made.unscored:
        click.echo(texts("templates.unscored", year=made.year, dimensions=", ".join(made.unscored)))
    if made.inbox:
        click.echo(texts("templates.next", inbox=made.inbox))
    return 0
