"""`itaxl merge`: make all documents of a year from its inbox."""

import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from itaxl.cli import own_process
from itaxl.cli.main import Command, Session
from itaxl.cli.options import ProgressLine, day, start_reader, year_option
from itaxl.files import TEMPLATES

if TYPE_CHECKING:
    from itaxl.inbox.request import Request
    from itaxl.report.pdf.renderer import Renderer


def command(session: Session) -> click.Command:
    texts = session.texts()
    return Command(
        texts,
        "merge",
        params=[
            click.Argument(["inbox"], nargs=-1, type=click.Path(path_type=Path), metavar="[INBOX]..."),
            click.Option(
                ["-o", "--out"], type=click.Path(path_type=Path), metavar="OUT", help=texts("help.out")
            ),
            year_option(texts),
            click.Option(["--date", "day"], metavar="DATE", help=texts("help.date")),
            click.Option(["--use"], multiple=True, metavar="FILE", help=texts("help.use")),
            click.Option(["--strict"], is_flag=True, help=texts("help.strict")),
            click.Option(["--all", "anew"], is_flag=True, help=texts("help.anew")),
        ],
        callback=lambda **values: run(session, **values),
    )


def run(
    session: Session,
    inbox: tuple[Path, ...],
    out: Path | None,
    year: int | None,
    day: str | None,
    use: tuple[str, ...],
    strict: bool,
    anew: bool,
) -> int:
    from itaxl.agency.leftovers import MANIFEST  # noqa: PLC0415 - help does not need it

    def request() -> "Request":
        from itaxl.inbox.request import Request  # noqa: PLC0415

        options = (session.requested_lang, strict, use)
        return Request(session.folder, year, inbox, out, _day(day), *options, anew=anew)

    again = not anew and any(session.folder.glob(f"reports/*/{MANIFEST}"))
    if again:
        from itaxl.cli import unchanged  # noqa: PLC0415
        from itaxl.report.files import up_to_date  # noqa: PLC0415

        state = up_to_date.state(request())
        if state:
            unchanged.show(state, session)
            return state.exit_code
    with start_reader(session) as reader, start_renderer(session, late=again) as renderer:
        own_process.import_pandas()
        from itaxl.cli.summary import show  # noqa: PLC0415
        from itaxl.pipeline import run as merge  # noqa: PLC0415

        with ProgressLine(session.texts()) as line:
            result = merge(request(), line.show, reader, renderer)
    show(result, session)
    return result.exit_code


def start_renderer(session: Session, *, late: bool) -> "AbstractContextManager[Renderer | None]":
    """Return the renderer, to be entered before pandas is imported: its processes start in the meantime.

    None where that is imported already, or where an agency has fonts of its own. `late`: all but one may be idle.
    """
    from itaxl.report.pdf.renderer import Renderer  # noqa: PLC0415 - help does not need it

    if "itaxl.pipeline" in sys.modules or (session.folder / TEMPLATES).exists():
        return nullcontext()
    return Renderer(late=late)


def _day(text: str | None) -> date | None:
    return day(text) if text else None
