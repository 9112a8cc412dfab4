"""`itaxl instruments`: show, check and compare the instruments of the years, and an agency's own."""

from collections.abc import Iterable
from pathlib import Path

import click

from itaxl.cli.main import Session
from itaxl.cli.subcommands import Subcommands
from itaxl.errors import WrongUseError
from itaxl.instrument.model import Instrument

WHICH = "YEAR|FILE"


def command(session: Session) -> click.Command:
    which: list[click.Parameter] = [click.Argument(["which"], metavar=WHICH)]
    both: list[click.Parameter] = [
        click.Argument(["old"], metavar=WHICH),
        click.Argument(["new"], metavar=WHICH),
    ]
    file: list[click.Parameter] = [click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE")]
    return Subcommands(
        session,
        "instruments",
        {"list": ([], list_all), "show": (which, show), "check": (file, check), "diff": (both, diff)},
    )


def list_all(session: Session) -> int:
    from itaxl.instrument import describing  # noqa: PLC0415
    from itaxl.instrument.loading import listed_years, own_files, read, scheme  # noqa: PLC0415

    texts = session.texts("instruments")
    for year in listed_years():
        _heading(texts("line", year=year, what=describing.use(scheme(year), texts)))
        click.echo("      " + describing.brief(scheme(year), texts))
    for file in own_files(_own_file(session)):
        own = read(file)
        _heading(texts("line", year=own.year, what=texts("own", path=file)))
        click.echo("      " + describing.use(own, texts))
        click.echo("      " + describing.brief(own, texts))
    click.echo(texts("hint"))
    return 0


def show(session: Session, which: str) -> int:
    from itaxl.instrument import describing  # noqa: PLC0415

    texts = session.texts("instruments")
    _print(describing.lines(_named(which, session), texts))
    return 0


def check(session: Session, file: Path) -> int:
    from itaxl.instrument import describing  # noqa: PLC0415
    from itaxl.instrument.loading import examine  # noqa: PLC0415

    texts = session.texts("instruments")
    examined = examine(file)
    if examined.instrument is None:
        click.echo(click.style(texts("check.wrong", path=file, count=len(examined.problems)), fg="red"))
        for problem in examined.problems:
            wanted = problem.wanted
            if problem.kind == "type":
                wanted = " / ".join(texts(f"kind.{kind}") for kind in wanted.split(","))
            what = texts(f"problem.{problem.kind}", value=problem.value, wanted=wanted)
            click.echo("  " + texts("check.problem", place=problem.place, what=what))
        return 1
    year, what = examined.instrument.year, describing.use(examined.instrument, texts)
    click.echo(texts("check.fine", path=file, year=year, what=what))
    unknown = describing.unknown(examined.instrument)
    if unknown:
        click.echo("  " + texts("check.brief", unknown=describing.named(unknown, texts)))
    return 0


def diff(session: Session, old: str, new: str) -> int:
    from itaxl.instrument import differing  # noqa: PLC0415

    texts = session.texts("instruments")
    _print(differing.lines(_named(old, session), _named(new, session), texts))
    return 0


def _named(which: str, session: Session) -> Instrument:
    """Return the instrument of a year or of a file. Raises WrongUseError, UnknownYearError."""
    from itaxl.instrument.loading import read, scheme  # noqa: PLC0415

    if which.isdecimal():
        return scheme(int(which), _own_file(session))
    if not Path(which).suffix:
        raise WrongUseError("use.value", name=WHICH, value=which)
    return read(Path(which))


def _own_file(session: Session) -> Path | None:
    """Return the file that the settings name; None without settings, since these commands do not need them."""
    from itaxl.agency import settings  # noqa: PLC0415

    own = session.folder / settings.SETTINGS
    return settings.load(session.folder).instrument if own.is_file() else None


def _print(lines: Iterable[tuple[int, str]]) -> None:
    for depth, text in lines:
        if depth == 0:
            _heading(text)
        else:
            click.echo("  " * depth + text)


def _heading(text: str) -> None:
    click.echo(click.style(text, bold=True))
