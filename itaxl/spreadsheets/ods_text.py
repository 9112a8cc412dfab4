"""Text of the cell of an .ods that is open, and what of it is crossed out."""

from itaxl.spreadsheets.xlsx_values import printable


class CellText:
    """Paragraphs of one cell, and the spans that are open; `crossed_out` tells of the cell's own font."""

    def __init__(self, *, crossed_out: bool = False) -> None:
        self._lines: list[list[str]] = []
        self._live: list[list[str]] = []  # the same without what is crossed out
        self._dead: list[str] = []  # what is
        self._spans = [crossed_out]

    def __str__(self) -> str:
        return _text(self._lines)

    def paragraph(self) -> None:
        self._lines.append([])
        self._live.append([])

    def span(self, crossed_out: bool | None) -> None:
        """Begin a span; None: it is as what is around it."""
        self._spans.append(self._spans[-1] if crossed_out is None else crossed_out)

    def end_span(self) -> None:
        del self._spans[max(len(self._spans) - 1, 1) :]

    def add(self, text: str) -> None:
        self._lines[-1].append(text)
        (self._dead if self._spans[-1] else self._live[-1]).append(text)

    def split(self) -> tuple[str, str]:
        """Return the live text and the one that is crossed out, both blank where nothing is."""
        dead = printable("".join(self._dead)).strip() if self._dead else ""
        return (_text(self._live).strip("\n") if dead else "", dead)


def _text(lines: list[list[str]]) -> str:
    return printable("\n".join(map("".join, lines)))
