"""Options, progress and reader that several commands share."""

import getpass
import sys
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from itaxl.cli.main import Session
from itaxl.errors import WrongUseError
from itaxl.texts import Texts

if TYPE_CHECKING:
    from itaxl.spreadsheets.sandbox import SandboxedReader


CLEAR = "\r\x1b[K"


class ProgressLine:
    """Progress on a line of the terminal: `with ProgressLine(texts) as line: line.show("progress.read", 3, 18)`."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._visible = sys.stderr.isatty()

    def show(self, key: str, done: int, count: int) -> None:
        if self._visible:
            sys.stderr.write(CLEAR + self._texts(key, done=done, count=count))
            sys.stderr.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._visible:
            sys.stderr.write(CLEAR)
            sys.stderr.flush()


def start_reader(session: Session) -> "SandboxedReader":
    """Return the reader of workbooks. Enter it before pandas is imported: its process starts in the meantime."""
    from itaxl.spreadsheets.passwords import Passwords  # noqa: PLC0415
    from itaxl.spreadsheets.sandbox import SandboxedReader  # noqa: PLC0415 - help does not need it

    texts = session.texts()

    def ask(file: str) -> str:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            return ""
        try:
            return getpass.getpass(CLEAR + texts("password.ask", file=file), sys.stderr)
        except EOFError:
            return ""

    return SandboxedReader(Passwords(ask))


def year_option(texts: Texts) -> click.Option:
    return click.Option(["--year"], type=int, metavar="YEAR", help=texts("help.year"))


def day(text: str) -> date:
    """Read a date from the command line. Raises WrongUseError."""
    from itaxl.thai.ambiguous import certain_day  # noqa: PLC0415 - tables, which no help needs

    try:
        return certain_day(text)
    except ValueError as error:
        raise WrongUseError("date.form", value=text) from error
