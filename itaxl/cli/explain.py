"""`itaxl explain`: say what the code of a finding means and how to mend it."""

import click

from itaxl.cli.main import Command, Session
from itaxl.errors import WrongUseError


def command(session: Session) -> click.Command:
    texts = session.texts()
    return Command(
        texts,
        "explain",
        params=[
            click.Argument(["code"], required=False),
            click.Option(["--all", "everything"], is_flag=True, help=texts("help.all")),
        ],
        callback=lambda **values: run(session, **values),
    )


def run(session: Session, code: str | None, everything: bool) -> int:
    from itaxl.findings import catalogue  # noqa: PLC0415
    from itaxl.texts import both, without_places  # noqa: PLC0415

    texts, lang = session.texts(), session.lang
    if everything:
        for entry in catalogue().values():
            click.echo(f"{entry.code}  {without_places(entry.what[lang])}")
        return 0
    if code is None:
        raise WrongUseError("use.missing", name="CODE")
    chosen = catalogue().get(code.strip().upper())
    if chosen is None:
        raise WrongUseError("code.unknown", code=code)
    click.echo(click.style(chosen.code, bold=True))
    click.echo(texts("explain.severity", severity=both("terms", f"severity.{chosen.severity.value}")[lang]))
    click.echo(texts("explain.what", what=without_places(chosen.what[lang])))
    click.echo(texts("explain.fix", fix=without_places(chosen.fix[lang])))
    return 0
