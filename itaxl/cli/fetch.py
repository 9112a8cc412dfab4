"""`itaxl fetch`: save the mails of a mail folder into the inbox."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from itaxl.cli.main import Command, Session
from itaxl.cli.options import ProgressLine, day, year_option
from itaxl.errors import WrongUseError
from itaxl.texts import Texts

if TYPE_CHECKING:
    from itaxl.inbox.mail import imap


def command(session: Session) -> click.Command:
    from itaxl.inbox.mail.password import HOST, USER  # noqa: PLC0415

    texts = session.texts()
    return Command(
        texts,
        "fetch",
        params=[
            click.Option(["--host"], envvar=HOST, metavar="HOST", help=texts("help.host")),
            click.Option(["--user"], envvar=USER, metavar="USER", help=texts("help.user")),
            click.Option(["--folder"], default="INBOX", metavar="FOLDER", help=texts("help.mailfolder")),
            click.Option(["--since"], metavar="DATE", help=texts("help.since")),
            click.Option(["--port"], type=int, metavar="PORT", help=texts("help.port")),
            click.Option(["--plain"], is_flag=True, help=texts("help.plain")),
            year_option(texts),
        ],
        callback=lambda **values: run(session, **values),
    )


def run(
    session: Session,
    host: str | None,
    user: str | None,
    folder: str,
    since: str | None,
    port: int | None,
    plain: bool,
    year: int | None,
) -> int:
    from itaxl.agency import folders, settings  # noqa: PLC0415
    from itaxl.inbox.mail import imap, password  # noqa: PLC0415
    from itaxl.inbox.mail.imap_folder import Account  # noqa: PLC0415

    if not host or not user:
        raise WrongUseError("use.missing", name="--user" if host else "--host")
    settings.load(session.folder)
    inbox = folders.inbox(session.folder, year or settings.newest_year(session.folder))
    account = Account(host, user, folder, port or 0, plain)
    first_day = day(since) if since else None
    texts = session.texts()
    secret = password.find(user, host, (lambda: _ask(texts, user, host)) if sys.stdin.isatty() else None)
    with ProgressLine(texts) as line:
        saved = {path.name for path in inbox.rglob("*.eml")}
        fetched = imap.fetch(
            account, secret, inbox / "mail", saved, first_day,
            lambda done, count: line.show("progress.fetch", done, count),
        )  # fmt: skip
    return _report(fetched, inbox / "mail", texts)


def _ask(texts: Texts, user: str, host: str) -> str:
    answer: str = click.prompt(texts("fetch.ask", user=user, host=host), hide_input=True, err=True)
    return answer


def _report(fetched: "imap.Fetched", target: Path, texts: Texts) -> int:
    click.echo(texts("fetch.done", new=fetched.new, known=fetched.already_there, path=target))
    for size in fetched.large:
        click.echo(texts("fetch.large", size=size // (1 << 20)))
    not_fetched = {"broken": fetched.broken, "waiting": fetched.waiting}
    for key, count in not_fetched.items():
        if count:
            click.echo(texts(f"fetch.{key}", count=count))
    return 1 if fetched.large or any(not_fetched.values()) else 0
