"""Value of a table as it was found, with its place: the flat form in which workbooks are read."""

from dataclasses import dataclass

from itaxl.findings import Place
from itaxl.spreadsheets.book import Cell


@dataclass(frozen=True, slots=True)
class Record:
    """Value of a table: `sheet` is the layout's key, `field` the column's key, `row` as the person sees it.

    `place` is where the value stands, which for a cell that stretches over several rows may be above its row.
    """

    place: Place
    sheet: str
    row: int
    field: str
    raw: Cell
