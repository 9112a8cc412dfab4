"""How much room text takes on paper, by a rough estimate: enough to choose where a table may break."""

CHARACTERS = (
    1.17  # code points in a percent of the width of a landscape table; vowels above and below take no room
)
HIGH = 12  # lines: from here on a row may break inside, below it stays in one piece
PIECE = 19  # lines that fit on a landscape page below the table's head


def height(text: str, width: float) -> int:
    """Lines that `text` takes in a column `width` percent wide."""
    room = max(int(width * CHARACTERS), 1)
    return sum(max(-(-len(line) // room), 1) for line in text.splitlines())
