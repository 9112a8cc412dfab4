"""Cells of an area that may be as large as a sheet."""

from collections.abc import Iterator, Mapping

from itaxl.spreadsheets.book import Cell
from itaxl.spreadsheets.bounds import CELLS, LAST_COLUMN, LAST_ROW, beyond

Position = tuple[int, int]
Area = tuple[int, int, int, int]  # first row, first column, last row, last column


class Linked:
    """Finder of the cells with a value under the links of one sheet; all of these together take bounded time."""

    def __init__(self, sheet: str, cells: Mapping[Position, Cell]) -> None:
        self._sheet, self._cells = sheet, cells
        self._looked_at = 0

    def under(self, area: Area) -> Iterator[Position]:
        """Yield the cells in an area. Raises UnreadableError F113 where links lie over too many cells."""
        top, left, bottom, right = area
        bottom, right = min(bottom, LAST_ROW), min(right, LAST_COLUMN)
        size = max(bottom - top + 1, 0) * max(right - left + 1, 0)
        self._looked_at += min(size, len(self._cells))
        if self._looked_at > CELLS:
            raise beyond("links", f"{CELLS:,}", self._sheet)
        if size > len(self._cells):
            yield from (
                place for place in self._cells if top <= place[0] <= bottom and left <= place[1] <= right
            )
        else:
            rows, columns = range(top, bottom + 1), range(left, right + 1)
            yield from ((row, column) for row in rows for column in columns if (row, column) in self._cells)
