"""`itaxl doctor`: show what is there and what is missing on this machine, with remedies."""

import platform
from typing import TYPE_CHECKING

import click

from itaxl.cli.main import Command, Session
from itaxl.texts import Lang, Texts
from itaxl.thai import printable
from itaxl.version import VERSION

if TYPE_CHECKING:
    from itaxl.doctor.line import Line

# Mark and colour by state.
MARKS = {"there": ("✓", "green"), "missing": ("✗", "red"), "note": ("–", "cyan")}


def command(session: Session) -> click.Command:
    return Command(session.texts(), "doctor", params=[], callback=lambda: run(session))


def run(session: Session) -> int:
    from itaxl.doctor.examine import examine  # noqa: PLC0415 - slow: imports what documents are made with
    from itaxl.doctor.line import CATALOGUE, State  # noqa: PLC0415

    texts = session.texts(CATALOGUE)
    click.echo(click.style(texts("title", version=VERSION, system=platform.platform()), bold=True))
    wrong = 0
    for line in examine(session.folder.absolute()):
        wrong += line.state is State.MISSING
        _show(line, texts, session.lang)
    click.echo()
    click.echo(texts("end.missing", count=wrong) if wrong else texts("end.complete"))
    click.echo(texts("end.marks"))
    return 1 if wrong else 0


def _show(line: "Line", texts: Texts, lang: Lang) -> None:
    mark, colour = MARKS[line.state.value]
    click.echo(f"  {click.style(mark, fg=colour)} {printable(line.what[lang])}")
    if line.remedy:
        click.echo("      " + texts("fix", fix=printable(line.remedy[lang])))
