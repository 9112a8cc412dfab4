"""`itaxl check`: say what is wrong in workbooks, and write nothing."""

from pathlib import Path

import click

from itaxl.cli.main import Command, Session
from itaxl.cli.options import start_reader, year_option
from itaxl.errors import WrongUseError
from itaxl.files import is_special


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
        callback=lambda **values: run(session, **values),
    )


def run(session: Session, files: tuple[Path, ...], year: int | None) -> int:
    for file in files:
        if not file.exists():
            raise WrongUseError("file.missing", path=file)
        if is_special(file):
            raise WrongUseError("file.special", path=file)
    with start_reader(session) as reader:
        from itaxl import gather  # noqa: PLC0415
        from itaxl.cli.finding_lines import by_severity  # noqa: PLC0415
        from itaxl.findings import has_errors  # noqa: PLC0415
        from itaxl.inbox.request import Request  # noqa: PLC0415

        arrived = gather.check(Request(session.folder, year, files, lang=session.requested_lang), reader)
    texts = session.texts()
    for workbook in arrived:
        if not workbook.findings:
            click.echo(texts("check.fine", file=workbook.file))
        for line in by_severity(workbook.findings, texts, session.lang):
            click.echo(line)
    return 1 if any(has_errors(workbook.findings) for workbook in arrived) else 0
