"""`itaxl check`: what is wrong in these workbooks, nothing else."""

from pathlib import Path

import click

from itaxl.cli.main import Command, Session
from itaxl.cli.options import apart, year_option
from itaxl.errors import WrongUseError


def command(session: Session) -> click.Command:
    texts = session.texts()
    return Command(
        texts,
        "check",
        params=[
            click.Argument(
                ["files"], nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
            ),
            year_option(texts),
        ],
        callback=lambda **given: run(session, **given),
    )


def run(session: Session, files: tuple[Path, ...], year: int | None) -> int:
    for file in files:
        if not file.exists():
            raise WrongUseError("file.missing", path=file)
    with apart(session) as reader:
        from itaxl import gather  # noqa: PLC0415
        from itaxl.cli.summary import by_severity  # noqa: PLC0415
        from itaxl.findings import has_errors  # noqa: PLC0415

        arrived = gather.check(gather.Request(session.folder, year, files, lang=session.asked_lang), reader)
    texts = session.texts()
    for each in arrived:
        if not each.findings:
            click.echo(texts("check.fine", file=each.file))
        for line in by_severity(each.findings, texts, session.lang):
            click.echo(line)
    return 1 if any(has_errors(each.findings) for each in arrived) else 0
