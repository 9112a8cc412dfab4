"""`itaxl remind`: drafts of mails to those who have not sent their workbooks."""

from pathlib import Path

import click

from itaxl.cli.main import Command, Session
from itaxl.cli.options import Line, apart, year_option
from itaxl.forms.identity import ROUNDS
from itaxl.texts import Texts


def command(session: Session) -> click.Command:
    texts = session.texts()
    return Command(
        texts,
        "remind",
        params=[
            click.Option(
                ["--round", "rounds"], type=click.Choice(ROUNDS), multiple=True, help=texts("help.rounds")
            ),
            click.Option(
                ["-o", "--out"], type=click.Path(path_type=Path), metavar="DIR", help=texts("help.reminders")
            ),
            year_option(texts),
        ],
        callback=lambda **given: run(session, **given),
    )


def run(session: Session, rounds: tuple[str, ...], out: Path | None, year: int | None) -> int:
    with apart(session) as reader:
        from itaxl import gather  # noqa: PLC0415 - pandas
        from itaxl.sending import collection  # noqa: PLC0415
        from itaxl.sending.reminders import reminders, write  # noqa: PLC0415

        asked = gather.Request(session.folder, year, lang=session.asked_lang)
        with Line(session.texts()) as line:
            known = gather.gather(asked, line.show, reader)
    texts = Texts("terminal", known.agency.lang)
    outbox = session.folder / "outbox" / str(known.context.year)
    found = reminders(known, outbox, rounds)
    target = out or outbox / "reminders"
    settled = write(target, found, known.agency) if found or target.is_dir() else ()
    for each in found:
        names = ", ".join(dict.fromkeys(one.dimension for one in each.missing))
        click.echo(texts("remind.draft", file=each.file_name, division=each.division.name, names=names))
        if not each.addressed:
            click.echo(click.style("  " + texts("remind.nowhere", id=each.division.id), fg="yellow"))
    if settled:
        click.echo(texts("remind.settled", names=", ".join(settled)))
    unplaced = collection.unplaced(known)
    if unplaced:
        text = Texts("status", known.agency.lang)("unplaced", count=len(unplaced))
        click.echo(click.style(text, fg="red"))
    done = texts("remind.written", count=len(found), path=target) if found else texts("remind.none")
    click.echo(click.style(done, bold=True))
    return 0
