"""`itaxl open`: the agency's year in a browser."""

import os
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from itaxl.cli.main import Command, Session
from itaxl.errors import WrongUseError
from itaxl.texts import Lang, Texts

if TYPE_CHECKING:
    from itaxl.spreadsheets.passwords import Passwords
    from itaxl.spreadsheets.read import Reader


class Serve(Protocol):
    """Function that serves a folder until it is stopped."""

    def __call__(
        self,
        folder: Path,
        lang: Lang | None,
        reader: "Reader",
        announce: Callable[[str], None],
        *,
        passwords: "Passwords",
        port: int,
    ) -> None: ...


def command(session: Session) -> click.Command:
    texts = session.texts()
    return Command(
        texts,
        "open",
        params=[
            click.Argument(["folder"], required=False, type=click.Path(path_type=Path), metavar="[DIR]"),
            click.Option(["--port"], type=click.IntRange(0, 65535), default=0, help=texts("help.own_port")),
            click.Option(["--shortcut"], is_flag=True, help=texts("help.shortcut")),
            click.Option(["--no-browser"], is_flag=True, help=texts("help.no_browser")),
        ],
        callback=lambda **values: run(session, **values),
    )


def run(session: Session, folder: Path | None, port: int, no_browser: bool, shortcut: bool) -> int:
    from itaxl.spreadsheets.passwords import Passwords  # noqa: PLC0415
    from itaxl.spreadsheets.sandbox import SandboxedReader  # noqa: PLC0415 - help does not need it

    agency = session.folder / (folder or "")
    texts = Session(agency, session.requested_lang).texts()
    if not agency.is_dir():
        raise WrongUseError("open.folder", path=agency)
    if shortcut:
        from itaxl.agency import shortcut as shortcuts  # noqa: PLC0415

        click.echo(texts("open.shortcut", path=shortcuts.write(agency)))
        return 0
    passwords = Passwords()
    with SandboxedReader(passwords) as reader:
        serve = _serve_of(agency)

        def announce(address: str) -> None:
            _say(address, texts)
            if not no_browser and _has_screen():
                threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()

        serve(agency, session.requested_lang, reader, announce, passwords=passwords, port=port)
    click.echo(texts("open.stopped"))
    return 0


def _serve_of(folder: Path) -> "Serve":
    """Return what serves a folder: as a province's where it has the settings of one, else as an agency's."""
    from itaxl.province.settings import SETTINGS  # noqa: PLC0415 - slow: imports pandas

    if (folder / SETTINGS).exists():
        from itaxl.province_workbench.app import serve as serve_province  # noqa: PLC0415 - slow

        return serve_province
    from itaxl.workbench.app import serve  # noqa: PLC0415 - slow

    return serve


def _say(address: str, texts: Texts) -> None:
    """Print the address alone on a line, at once, whoever waits for it."""
    click.echo(texts("open.how"))
    click.echo(address)
    click.echo(texts("open.stop"))
    sys.stdout.flush()


def _has_screen() -> bool:
    """Tell whether a browser has a window to open in; without one, a browser for terminals would take this one."""
    return sys.platform in ("win32", "darwin") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
