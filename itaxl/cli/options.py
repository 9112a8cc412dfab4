"""Options that several commands have, and reading their values."""

import getpass
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from itaxl.cli.main import Session
from itaxl.texts import Texts

if TYPE_CHECKING:
    from itaxl.spreadsheets.sandbox import Apart

from datetime import date

import click

from itaxl.errors import WrongUseError
from itaxl.thai.ambiguous import certain_day

CLEAR = "\r\x1b[K"


class Line:
    """`with Line(texts) as line: line.show("progress.read", 3, 18)`."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._on = sys.stderr.isatty()

    def show(self, key: str, done: int, count: int) -> None:
        if self._on:
            sys.stderr.write(CLEAR + self._texts(key, done=done, count=count))
            sys.stderr.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._on:
            sys.stderr.write(CLEAR)
            sys.stderr.flush()


def apart(session: Session) -> "Apart":
    """To be entered before pandas is imported, since its process starts in the meantime."""
    from itaxl.spreadsheets.passwords import Passwords  # noqa: PLC0415
    from itaxl.spreadsheets.sandbox import Apart  # noqa: PLC0415 - not for help

    texts = session.texts()

    def ask(file: str) -> str:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            return ""
        try:
            return getpass.getpass(CLEAR + texts("password.ask", file=file), sys.stderr)
        except EOFError:
            return ""

    return Apart(Passwords(ask))


def year_option(texts: Texts) -> click.Option:
    return click.Option(["--year"], type=int, metavar="YEAR", help=texts("help.year"))


def day(text: str) -> date:
    """Return a date of the command line. Raises WrongUseError."""
    try:
        return certain_day(text)
    except ValueError as error:
        raise WrongUseError("date.form", value=text) from error
