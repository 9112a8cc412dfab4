"""`itaxl status`: who has sent what."""

from pathlib import Path

import click

from itaxl.cli.main import Command, Session
from itaxl.cli.options import Line, apart, year_option
from itaxl.texts import Texts


def command(session: Session) -> click.Command:
    texts = session.texts()
    return Command(
        texts,
        "status",
        params=[
            click.Argument(["inbox"], nargs=-1, type=click.Path(path_type=Path), metavar="[INBOX]..."),
            click.Option(
                ["-o", "--out"], type=click.Path(path_type=Path), metavar="FILE", help=texts("help.page")
            ),
            year_option(texts),
        ],
        callback=lambda **given: run(session, **given),
    )


def run(session: Session, inbox: tuple[Path, ...], out: Path | None, year: int | None) -> int:
    with apart(session) as reader:
        from itaxl import gather  # noqa: PLC0415 - pandas
        from itaxl.cli.matrix import matrix  # noqa: PLC0415
        from itaxl.files import write_whole  # noqa: PLC0415
        from itaxl.report.web.status_page import count, status_html  # noqa: PLC0415
        from itaxl.sending import collection  # noqa: PLC0415

        asked = gather.Request(session.folder, year, inbox, lang=session.asked_lang)
        with Line(session.texts()) as line:
            known = gather.gather(asked, line.show, reader)
    texts = Texts("status", known.agency.lang)
    states, year = collection.states(known), known.context.year
    click.echo(click.style(f"{known.agency.name} — {texts('title', year=year)}", bold=True))
    click.echo(f"  {count(states, texts)}")
    for each in matrix(states, known.agency, texts):
        click.echo(each)
    unplaced = collection.unplaced(known)
    if unplaced:
        click.echo(click.style(texts("unplaced", count=len(unplaced)), fg="red"))
    if out:
        page = status_html(states, known.agency, year, known.agency.lang, len(unplaced))
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, page.encode())
        click.echo(texts("written", path=out))
    return 0
