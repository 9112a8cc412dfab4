"""`itaxl init`: make a new agency folder with a commented `itaxl.toml`."""

from pathlib import Path

import click

from itaxl.cli.main import Command, Session
from itaxl.files import for_shell


def command(session: Session) -> click.Command:
    return Command(
        session.texts(),
        "init",
        params=[click.Argument(["folder"], type=click.Path(path_type=Path), metavar="DIR")],
        callback=lambda **values: run(session, **values),
    )


def run(session: Session, folder: Path) -> int:
    from itaxl.agency import new_agency  # noqa: PLC0415
    from itaxl.agency.settings import SETTINGS  # noqa: PLC0415
    from itaxl.instrument import known_years  # noqa: PLC0415

    target = session.folder / folder
    settings = target / SETTINGS
    new_agency.create(target, new_agency.starter(session.lang, target.resolve().name))
    next_command = {"pasted": for_shell(target), "year": max(known_years())}
    click.echo(session.texts()("init.done", path=target, settings=settings, **next_command))
    return 0
