"""Bound what one workbook puts into the documents, so that none can take away the reports of all others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from itaxl.findings import Finding, Place, finding
from itaxl.spreadsheets.book import Kind, address, position
from itaxl.submissions.records import Record

MEASURES = 200  # rows; the sheet that is sent out has 60
LETTERS = 150_000  # in all these rows, 2,500 for each of the 60; they fill about seventy-five pages
GIVEN_BACK = 500  # of the rows that are left out
_TOO_MUCH = "W270"


@dataclass(frozen=True)
class Bounded:
    """Records of a sheet of measures: `kept` go on, `left` are only given back to the sender."""

    kept: tuple[Record, ...]
    left: tuple[Record, ...]
    findings: tuple[Finding, ...] = ()


def bounded(records: Sequence[Record], file: str, sheet: str) -> Bounded:
    """Return the rows that fit, in their order, and a finding that names the others.

    A stretched cell counts in each row that it is read into, and is given back in its own.
    """
    rows: dict[int, list[Record]] = {}
    for record in records:
        rows.setdefault(record.row, []).append(record)
    beyond = sorted(_beyond(rows))
    if not beyond:
        return Bounded(tuple(records), ())
    left_out = {*beyond}
    kept = tuple(record for record in records if record.row not in left_out)
    given_back = {*beyond[:GIVEN_BACK]}
    left = tuple(record for record in records if record.row in given_back and _stands_there(record))
    place = Place(file, sheet, address(beyond[0], 1))
    values = {"measures": str(MEASURES), "letters": f"{LETTERS:,}", "given": str(GIVEN_BACK)}
    values["rows"] = ", ".join(_runs(beyond))
    return Bounded(kept, left, (finding(_TOO_MUCH, place, len(beyond), **values),))


def _beyond(rows: dict[int, list[Record]]) -> Iterator[int]:
    """Yield the rows for which there is no room; what follows one that is too long may still fit."""
    measures = letters = 0
    for row, records in sorted(rows.items()):
        filled = [record for record in records if record.field != "code"]
        length = sum(len(str(record.raw.value)) for record in filled if record.raw.kind is Kind.TEXT)
        if filled and (measures == MEASURES or letters + length > LETTERS):
            yield row
        elif filled:
            measures, letters = measures + 1, letters + length


def _stands_there(record: Record) -> bool:
    place = position(record.place.cell)
    return place is not None and place[0] == record.row


def _runs(rows: Iterable[int]) -> Iterator[str]:
    """Yield 7, 8, 9, 12 as 7–9 and 12."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1][1:] = [row]
        else:
            runs.append([row])
    return ("–".join(map(str, run)) for run in runs)
