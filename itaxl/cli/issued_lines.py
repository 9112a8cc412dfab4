"""Lines about the documents that were issued, for the summary of a merge and the state of collection."""

from collections.abc import Iterable, Iterator

import click

from itaxl.report.standing import Posted, sentence
from itaxl.texts import Texts
from itaxl.thai import printable


def lines(issued: Iterable[Posted], texts: Texts) -> Iterator[str]:
    """Yield a title and a line for each document; nothing where none was issued. `texts`: the catalogue `terminal`."""
    listed = tuple(issued)
    if listed:
        yield texts("issued.title")
    for posted in listed:
        yield "  " + click.style(printable(sentence(posted, texts)), fg="yellow" if posted.changes else None)
