"""Group of commands below a command: `itaxl instruments show`, `itaxl province merge`."""

from collections.abc import Callable, Mapping, Sequence

import click

from itaxl.cli.main import Command, Session, TranslatedHelp, first_line, lang_option, unwrapped

# Parameters, and what is called with the session and with them.
Subcommand = tuple[Sequence[click.Parameter], Callable[..., int]]


class Subcommands(TranslatedHelp, click.Group):
    """Group of commands, whose helps are the texts `help.<name>` and `help.<name>-<command>` of the catalogue."""

    def __init__(self, session: Session, name: str, commands: Mapping[str, Subcommand]) -> None:
        self.texts = session.texts()
        super().__init__(
            name,
            params=[lang_option(self.texts, expose_value=False)],
            help=unwrapped(self.texts(f"help.{name}")),
            callback=lambda **_: None,
        )
        for command, (params, run) in commands.items():
            self._add(session, command, list(params), run)

    def _add(
        self, session: Session, name: str, params: list[click.Parameter], run: Callable[..., int]
    ) -> None:
        command = Command(
            self.texts, f"{self.name}-{name}", params, callback=lambda **values: run(session, **values)
        )
        self.add_command(command, name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(self.texts("help.commands")):
            helps = ((name, first_line(self.texts(f"help.{self.name}-{name}"))) for name in self.commands)
            formatter.write_dl(list(helps))
