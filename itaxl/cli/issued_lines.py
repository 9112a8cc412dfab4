"""Lines about the documents that were issued, for the summary of a merge and the state of collection."""

from collections.abc import Iterable, Iterator

import click

from itaxl.report.files import drawn
from itaxl.report.standing import Posted
from itaxl.texts import Texts, both
from itaxl.thai import printable


def lines(issued: Iterable[Posted], texts: Texts) -> Iterator[str]:
    """Yield a line of the screen for each document. `texts`: the catalogue `terminal`."""
    for posted in issued:
        yield "  " + click.style(printable(sentence(posted, texts)), fg="yellow" if posted.changes else None)


def sentence(posted: Posted, texts: Texts) -> str:
    """Say of a document its number, its date, and whether figures have changed since."""
    issue, lang, count = posted.issue, texts.lang, len(posted.changes)
    state = "changed" if count else "same" if posted.compared else "unknown"
    return texts(
        "issued.line",
        document=both("terms", f"document.{issue.document}")[lang],
        name=issue.name,
        number=drawn.number(issue.signed)[lang],
        date=drawn.day(issue.signed)[lang],
        state=texts(f"issued.{state}", count=count),
    )
