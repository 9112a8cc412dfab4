"""`itaxl remind`: draft mails to divisions that have not sent their workbooks."""

from pathlib import Path

import click

from itaxl.agency import folders
from itaxl.agency.rounds import ROUNDS
from itaxl.cli.main import Command, Session
from itaxl.cli.options import ProgressLine, start_reader, year_option
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
        callback=lambda **values: run(session, **values),
    )


def run(session: Session, rounds: tuple[str, ...], out: Path | None, year: int | None) -> int:
    with start_reader(session) as reader:
        from itaxl import gather  # noqa: PLC0415 - slow: imports pandas
        from itaxl.cli import notices  # noqa: PLC0415
        from itaxl.inbox.request import Request  # noqa: PLC0415
        from itaxl.sending import collection  # noqa: PLC0415
        from itaxl.sending.reminders import reminders, write  # noqa: PLC0415

        request = Request(session.folder, year, lang=session.requested_lang)
        with ProgressLine(session.texts()) as line:
            year_data = gather.gather(request, line.show, reader)
    texts = Texts("terminal", year_data.agency.lang)
    outbox = folders.outbox(session.folder, year_data.context.year)
    drafts = reminders(year_data, outbox, rounds)
    target = out or outbox / "reminders"
    settled = write(target, drafts, year_data.agency) if drafts or target.is_dir() else ()
    for draft in drafts:
        names = ", ".join(dict.fromkeys(state.dimension for state in draft.missing))
        click.echo(texts("remind.draft", file=draft.file_name, division=draft.division.name, names=names))
        if not draft.addressed:
            click.echo(click.style("  " + texts("remind.nowhere", id=draft.division.id), fg="yellow"))
    if settled:
        click.echo(texts("remind.settled", names=", ".join(settled)))
    unplaced = collection.unplaced(year_data)
    if unplaced:
        text = Texts("status", year_data.agency.lang)("unplaced", count=len(unplaced))
        click.echo(click.style(text, fg="red"))
    notices.show(year_data.agency, session)
    outcome = texts("remind.written", count=len(drafts), path=target) if drafts else texts("remind.none")
    click.echo(click.style(outcome, bold=True))
    return 0
