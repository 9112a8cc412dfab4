"""Bounds of what a workbook may hold, whatever its format: about two hundred times a real one."""

from itaxl.spreadsheets.book import address
from itaxl.spreadsheets.package import UnreadableError

LAST_ROW, LAST_COLUMN = 5000, 100  # of cells that hold a value; formatted empty ones may reach further
CELLS = 200_000  # in the whole workbook
CHARACTERS = 16_000_000  # of values and formulas, counted in each cell that has them, shared or not
TEXT_LENGTH = 32_767  # of a cell; Excel's own limit
MERGES = 1000  # of a sheet
ASIDES = 10_000  # hyperlinks in the whole workbook, likewise comments and pictures
COMMENT_LENGTH = 1000  # characters of a comment that are kept
SHEETS = 64
NAME_LENGTH = 255  # characters of a sheet's name that are kept; Excel allows 31

Merge = tuple[int, int, int, int]


class Bounds:
    """Counter of the cells and characters of one workbook."""

    def __init__(self) -> None:
        self._cells = 0
        self._characters = 0
        self._asides: dict[str, int] = {}

    def count_aside(self, which: str, sheet: str) -> None:
        """Count one more of the `links`, `comments` or `pictures`. Raises UnreadableError F113 for one too many."""
        self._asides[which] = self._asides.get(which, 0) + 1
        if self._asides[which] > ASIDES:
            raise beyond(which, f"{ASIDES:,}", sheet)

    def count(self, sheet: str, row: int, column: int, value: object, formula: str = "") -> None:
        """Count one more cell with a value. Raises UnreadableError F113 where it stands too far out or is too much."""
        if row > LAST_ROW or column > LAST_COLUMN:
            which = "rows" if row > LAST_ROW else "columns"
            raise beyond(which, address(LAST_ROW, LAST_COLUMN), sheet, address(row, column))
        length = len(value) if isinstance(value, str) else 0
        if length > TEXT_LENGTH or len(formula) > TEXT_LENGTH:
            raise beyond("text", f"{TEXT_LENGTH:,}", sheet, address(row, column))
        self._cells += 1
        if self._cells > CELLS:
            raise beyond("cells", f"{CELLS:,}", sheet)
        self._characters += length + len(formula)
        if self._characters > CHARACTERS:
            raise beyond("characters", f"{CHARACTERS:,}", sheet)


def beyond(which: str, limit: str, sheet: str = "", cell: str = "") -> UnreadableError:
    """Return the error F113 with `which` limit it is, the limit as people read it, and the place."""
    return UnreadableError("F113", which=which, limit=limit, sheet=sheet, cell=cell)


def clipped(row: int, column: int, row_2: int, column_2: int) -> Merge | None:
    """Return a merge cut off at the bounds; None where nothing of it lies within, or only one cell."""
    top, bottom = sorted((row, min(row_2, LAST_ROW)))
    left, right = sorted((column, min(column_2, LAST_COLUMN)))
    if top < 1 or bottom > LAST_ROW or right > LAST_COLUMN or (top, left) == (bottom, right):
        return None
    return top, left, bottom, right
