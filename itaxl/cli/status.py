"""`itaxl status`: show who has sent what."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from itaxl.agency import own_files
from itaxl.cli.main import Command, Session
from itaxl.cli.options import ProgressLine, start_reader, year_option
from itaxl.texts import Texts
from itaxl.thai import printable

if TYPE_CHECKING:
    from itaxl.report.standing import Standing


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
        callback=lambda **values: run(session, **values),
    )


def run(session: Session, inbox: tuple[Path, ...], out: Path | None, year: int | None) -> int:
    if out:
        own_files.check_page(out, inbox)
    with start_reader(session) as reader:
        from itaxl import gather  # noqa: PLC0415 - slow: imports pandas
        from itaxl.cli import notices  # noqa: PLC0415
        from itaxl.cli.matrix import matrix  # noqa: PLC0415
        from itaxl.files import write_whole  # noqa: PLC0415
        from itaxl.inbox.request import Request  # noqa: PLC0415
        from itaxl.report import standing  # noqa: PLC0415
        from itaxl.report.web.status_page import count, status_html  # noqa: PLC0415
        from itaxl.sending import collection  # noqa: PLC0415

        request = Request(session.folder, year, inbox, lang=session.requested_lang)
        with ProgressLine(session.texts()) as line:
            year_data = gather.gather(request, line.show, reader)
    texts = Texts("status", year_data.agency.lang)
    states, year = collection.states(year_data), year_data.context.year
    click.echo(click.style(f"{year_data.agency.name} — {texts('title', year=year)}", bold=True))
    click.echo(f"  {count(states, texts)}")
    for text in matrix(states, year_data.agency, texts):
        click.echo(text)
    begun = bool(year_data.outcome.assessment.followup_round)
    if not begun:
        click.echo(texts("not_begun"))
    issued, words = standing.of_year(year_data), Texts("terminal", year_data.agency.lang)
    for text in _issued(issued, words):
        click.echo(text)
    unplaced = collection.unplaced(year_data)
    if unplaced:
        click.echo(click.style(texts("unplaced", count=len(unplaced)), fg="red"))
    notices.show(year_data.agency, session)
    if out:
        page = status_html(
            states,
            year_data.agency,
            year,
            year_data.agency.lang,
            len(unplaced),
            begun=begun,
            issued=[standing.sentence(posted, words) for posted in issued.posted],
        )
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, page.encode())
        click.echo(texts("written", path=out))
    return 0


def _issued(standing: "Standing", texts: Texts) -> Iterator[str]:
    """Yield what is issued of the year, and what of it is not as it was."""
    from itaxl.cli import issued_lines  # noqa: PLC0415

    yield from issued_lines.lines(standing.posted, texts)
    for damage in standing.damage:
        yield "  " + click.style(printable(f"{damage.place.file}: {damage.what(texts.lang)}"), fg="red")
        yield "    " + texts("summary.fix", fix=printable(damage.fix(texts.lang)))
