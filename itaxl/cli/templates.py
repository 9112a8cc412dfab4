"""`itaxl templates`: make the workbooks that go out to the divisions."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from itaxl.agency.rounds import ROUNDS
from itaxl.cli.main import Command, Session
from itaxl.cli.options import ProgressLine, day, year_option
from itaxl.errors import WrongUseError

if TYPE_CHECKING:
    from itaxl.sending.outbox import Made


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
            click.Option(["--mails"], is_flag=True, help=texts("help.mails")),
            click.Option(["--deadline"], metavar="DATE", help=texts("help.deadline")),
            click.Option(["--blank"], is_flag=True, help=texts("help.blank")),
            click.Option(["--overwrite"], is_flag=True, help=texts("help.overwrite")),
        ],
        callback=lambda **values: run(session, **values),
    )


def run(
    session: Session,
    year: int | None,
    name: str,
    out: Path | None,
    mails: bool,
    deadline: str | None,
    blank: bool,
    overwrite: bool,
) -> int:
    if (blank and mails) or (deadline and not mails):
        raise WrongUseError("mails.blank")
    last_day = day(deadline) if deadline else None
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
        from itaxl import thai  # noqa: PLC0415 - as above

        names = thai.printable(", ".join(made.former))
        click.echo(texts("templates.renamed", count=made.renamed, names=names))
    if made.by_indicator:
        click.echo(texts("templates.by_indicator", year=made.year, dimensions=", ".join(made.by_indicator)))
    if made.unscored:
        click.echo(texts("templates.unscored", year=made.year, dimensions=", ".join(made.unscored)))
    if mails:
        _write_mails(session, made, name, last_day)
    if made.inbox:
        click.echo(texts("templates.next", inbox=made.inbox))
    return 0


def _write_mails(session: Session, made: "Made", round: str, deadline: date | None) -> None:
    from itaxl.agency import settings  # noqa: PLC0415
    from itaxl.sending import mailing  # noqa: PLC0415

    texts, agency = session.texts(), settings.load(session.folder)
    folder = mailing.folder_of(made.folder, round)
    parcels = mailing.parcels(agency, made, round, deadline)
    mailing.write(folder, parcels, agency)
    click.echo(texts("templates.mails", count=len(parcels), path=folder))
    for parcel in parcels:
        if not parcel.addressed:
            click.echo(click.style("  " + texts("remind.nowhere", id=parcel.division.id), fg="yellow"))
