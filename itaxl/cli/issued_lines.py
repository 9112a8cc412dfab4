"""Lines about the documents that were issued, for the summary of a merge and the state of collection."""

from collections.abc import Iterable, Iterator

import click

from itaxl.report.files import drawn
from itaxl.report.standing import Posted
from itaxl.texts import Texts, both
from itaxl.thai import printable


def lines(issued: Iterable[Posted], texts: Texts) -> Iterator[str]:
    """Yield a line for each document, with its number, its date, and whether figures have changed since.

    `texts`: the catalogue `terminal`.
    """
    for posted in issued:
        issue, lang, count = posted.issue, texts.lang, len(posted.changes)
        line = texts(
            "issued.line",
            document=both("terms", f"document.{issue.document}")[lang],
            name=issue.name,
            number=drawn.number(issue.signed)[lang],
            date=drawn.day(issue.signed)[lang],
            state=texts("issued.changed", count=count) if count else texts("issued.same"),
        )
        yield "  " + click.style(printable(line), fg="yellow" if count else None)
