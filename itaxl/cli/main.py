"""Group of commands: its language, its help, and how it ends when something goes wrong."""

import importlib
import sys
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import click

from itaxl import files
from itaxl.cli import own_process, wrong_use
from itaxl.errors import FAULT, ItaxlError, fault, of_system
from itaxl.system import console
from itaxl.texts import LANGS, Lang, Texts
from itaxl.version import VERSION

COMMANDS = (
    "init",
    "templates",
    "check",
    "merge",
    "issue",
    "open",
    "status",
    "remind",
    "fetch",
    "explain",
    "instruments",
    "province",
    "doctor",
)
# Files of settings, with the section that holds the language.
SETTINGS = {"itaxl.toml": "agency", "province.toml": "province"}


@dataclass
class Session:
    """Session of a command: the agency's folder, and the language if `--lang` was given."""

    folder: Path
    requested_lang: Lang | None

    @property
    def lang(self) -> Lang:
        return self.requested_lang or settings_lang(self.folder)

    def texts(self, name: str = "terminal") -> Texts:
        return Texts(name, self.lang)


def settings_lang(folder: Path) -> Lang:
    """Return the language in the settings, or Thai if it cannot be read: messages must work whatever is broken."""
    for name, section in SETTINGS.items():
        with suppress(ItaxlError, OSError, KeyError, TypeError):
            lang = files.read(folder / name)[section]["lang"]
            return lang if lang in LANGS else "th"
    return "th"


def session_of(args: list[str]) -> Session:
    """Return the session for a command line, before click reads it: click's help and errors need its language."""
    folder, lang = Path(), ""
    for option, value in pairwise(args):
        if option == "-C":
            folder = Path(value)
        if option == "--lang":
            lang = value
    for option in args:
        if option.startswith("--lang="):
            lang = option.removeprefix("--lang=")
    return Session(folder, next((name for name in LANGS if name == lang), None))


class TranslatedHelp:
    """Help of a command in the language of the session."""

    texts: Texts

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=self.texts("help.usage"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]  # type: ignore[attr-defined]
        with formatter.section(self.texts("help.options")):
            formatter.write_dl([record for option in options if (record := option.get_help_record(ctx))])
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option:
        return click.Option(
            ["--help", "-h"], is_flag=True, is_eager=True, expose_value=False, help=self.texts("help.help"),
            callback=_show_help,
        )  # fmt: skip


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(ctx.get_help())
        ctx.exit()


def lang_option(texts: Texts, **settings: Any) -> click.Option:
    """Return the option `--lang`. It may be before or after the command; `session_of` reads it in both places."""
    return click.Option(["--lang"], type=click.Choice(LANGS), help=texts("help.lang"), **settings)


class Command(TranslatedHelp, click.Command):
    """Command whose help is the text `help.<name>` of the catalogue, with its line breaks."""

    def __init__(self, texts: Texts, name: str, params: list[click.Parameter], **settings: Any) -> None:
        self.texts = texts
        params = [*params, lang_option(texts, expose_value=False)]
        super().__init__(name, params=params, help=unwrapped(texts(f"help.{name}")), **settings)


class Commands(TranslatedHelp, click.Group):
    """Group of all commands; the module of a command is imported only when the command is called."""

    def __init__(self, session: Session) -> None:
        self.texts, self._session = session.texts(), session
        options = [
            click.Option(["-C", "folder"], metavar="DIR", default=".", help=self.texts("help.folder")),
            lang_option(self.texts),
            click.Option(
                ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
                help=self.texts("help.version"),
            ),
        ]  # fmt: skip
        super().__init__(
            "itaxl",
            params=list(options),
            help=unwrapped(self.texts("help.main")),
            callback=lambda **_: None,
        )

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"itaxl.cli.{cmd_name}")
        command: click.Command = module.command(self._session)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(self.texts("help.commands")):
            formatter.write_dl([(name, first_line(self.texts(f"help.{name}"))) for name in COMMANDS])


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"itaxl {VERSION}")
        ctx.exit()


def unwrapped(text: str) -> str:
    """Return a text that click does not wrap: it would break Thai lines anywhere."""
    return "\n\n".join(f"\b\n{part}" for part in text.strip().split("\n\n"))


def first_line(text: str) -> str:
    return text.strip().split("\n", 1)[0]


def main(args: list[str] | None = None) -> NoReturn:
    """Run a command and exit with its exit code (contract: 0, 1, 2, 3). `args` None: those of this process."""
    console.prepare()
    if args is not None:
        sys.exit(_exit_code(args))
    own_process.begin()
    own_process.end(_exit_code(sys.argv[1:]))


def _exit_code(args: list[str]) -> int:
    session = session_of(args)
    return _run(Commands(session), args, session)


def _run(commands: click.Group, args: list[str], session: Session) -> int:
    try:
        return commands.main(args, prog_name="itaxl", standalone_mode=False) or 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return 2
    except (KeyboardInterrupt, click.Abort):
        return 130
    except Exception as error:
        mendable = _mendable(error)
        if mendable:
            click.echo(mendable.what(session.lang), err=True)
        if mendable and mendable.exit_code != FAULT:
            return mendable.exit_code
        click.echo(fault(error).what(session.lang), err=True)
        return FAULT


def _mendable(error: Exception) -> ItaxlError | None:
    """Return an error that tells the user what to mend; None for a fault of the program."""
    if isinstance(error, ItaxlError):
        return error
    if isinstance(error, click.UsageError):
        return wrong_use.translated(error)
    return of_system(error) if isinstance(error, OSError) else None
