"""Rough estimate of the room that text takes on paper, good enough to choose where a table may break."""

from collections.abc import Iterable

from itaxl import thai

CHARACTERS = 1.28  # letters that fit in one percent of the width of a landscape table
PADDED = 1.8  # percent of that width that a column leaves blank beside its text
TITLE, PROSE = 2, 1.4  # lines of a table that a heading takes, and a line of running text


def titled(texts: Iterable[str]) -> float:
    """Return the lines of a table that a heading and these paragraphs take."""
    return TITLE + PROSE * sum(height(text, 92) for text in texts)  # running text, in larger letters


def height(text: str, width: float) -> int:
    """Return the number of lines that `text` takes in a column `width` percent wide."""
    room = letters(width)
    return sum(max(-(-thai.width(line) // room), 1) for line in text.splitlines())


def letters(width: float) -> int:
    """Return the number of letters in a line of a column `width` percent wide."""
    return max(int((width - PADDED) * CHARACTERS), 1)
