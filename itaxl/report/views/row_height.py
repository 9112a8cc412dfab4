"""How much room text takes on paper, by a rough estimate: enough to choose where a table may break."""

from collections.abc import Iterable

from itaxl.report.views.line_breaks import NO_ROOM

CHARACTERS = 1.2  # letters beside each other in a percent of the width of a landscape table
HIGH = 12  # lines: from here on a row may break inside, below it stays in one piece
PIECE = 19  # lines that fit on a landscape page below the table's head
ALONE = 23.6  # the same, with no heading and no text above it
SECTION = 3.5  # lines that a part's title and lead take above its first table
TITLE, PROSE = 2, 1.4  # a heading; a line of running text


def room_below(texts: Iterable[str], *, begins: bool) -> int:
    """Lines that are left for a table under a heading and these paragraphs; `begins`: the part begins there too."""
    prose = sum(height(text, 92) for text in texts)  # of larger letters
    return max(round(ALONE - TITLE - PROSE * prose - (SECTION if begins else 0)), 1)


def height(text: str, width: float) -> int:
    """Lines that `text` takes in a column `width` percent wide."""
    room = max(int(width * CHARACTERS), 1)
    return sum(max(-(-len(NO_ROOM.sub("", line)) // room), 1) for line in text.splitlines())
