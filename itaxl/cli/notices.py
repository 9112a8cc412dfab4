"""Notices of what the settings should not hold when something goes out, said beside the output of a command."""

from collections.abc import Iterator

import click

from itaxl.agency import sample_values
from itaxl.agency.settings import Agency
from itaxl.cli.main import Session
from itaxl.texts import Texts
from itaxl.thai import printable


def show(agency: Agency, session: Session) -> None:
    """Ask about sample values, and about titles of another kind of agency."""
    texts = Texts("terminal", session.requested_lang or agency.lang)
    for line in _lines(agency, texts):
        click.echo(click.style(printable(line), fg="yellow"), err=True)


def _lines(agency: Agency, texts: Texts) -> Iterator[str]:
    samples = sample_values.left(agency)
    if samples:
        yield texts("notice.samples", values="; ".join(f"{key}: {value}" for key, value in samples))
    for key, value, meant in sample_values.of_another_kind(agency):
        yield texts("notice.kind", key=key, value=value, meant=meant)
