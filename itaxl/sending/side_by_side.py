"""Two versions of one workbook side by side, with the rows in which they differ: for whoever has to choose."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from itaxl import thai
from itaxl.findings import Finding
from itaxl.forms.layout import SheetLayout
from itaxl.gather import Gathered
from itaxl.inbox.arrivals import Arrived
from itaxl.merging.versions import NOT_USED, OTHER_HANDS, TIE
from itaxl.submissions.submission import Field, Submission

UNDECIDED = (TIE, OTHER_HANDS, NOT_USED)

_Key = tuple[str, ...]
_Rows = dict[_Key, dict[str, Field]]


@dataclass(frozen=True)
class ComparedCell:
    """Cell as both versions have it, as the sheets show it."""

    one: str
    other: str
    differs: bool


@dataclass(frozen=True)
class ComparedRow:
    """Row in which two versions differ, with its number in each; 0 where a version has no such row."""

    numbers: tuple[int, int]
    cells: tuple[ComparedCell, ...]


@dataclass(frozen=True)
class ComparedSheet:
    """Sheet with the rows in which two versions differ. `alike`: how many rows do not."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[ComparedRow, ...]
    alike: int


@dataclass(frozen=True)
class Undecided:
    """Versions of which a person has to choose one, because of a finding; `other` None: it is used or it is not."""

    finding: Finding
    one: Arrived
    other: Arrived | None
    sheets: tuple[ComparedSheet, ...] = ()


def undecided(year_data: Gathered) -> tuple[Undecided, ...]:
    """Return every choice that is to be made, in the order of the findings."""
    files = {workbook.file: workbook for workbook in year_data.arrived if workbook.submission}
    return tuple(
        _undecided(item, files)
        for item in year_data.findings
        if item.code in UNDECIDED and item.place.file in files
    )


def _undecided(item: Finding, files: Mapping[str, Arrived]) -> Undecided:
    one, other = files[item.place.file], files.get(str(dict(item.values).get("other", "")))
    if other is None or one.submission is None or other.submission is None:
        return Undecided(item, one, None)
    return Undecided(item, one, other, compared(one.submission, other.submission))


def compared(one: Submission, other: Submission) -> tuple[ComparedSheet, ...]:
    """Return the sheets in which two versions differ in what was filled in."""
    forms = {form.key: form for form in (*other.reading.forms, *one.reading.forms)}
    sheets = (_compared(form, one, other) for form in forms.values())
    return tuple(sheet for sheet in sheets if sheet.rows)


def _compared(form: SheetLayout, one: Submission, other: Submission) -> ComparedSheet:
    first, second = (_rows(submission.fields, form) for submission in (one, other))
    columns = [
        column
        for column in form.columns
        if any(column.key in row for row in (*first.values(), *second.values()))
    ]
    rows: list[ComparedRow] = []
    keys = dict.fromkeys((*first, *second))
    for key in keys:
        left, right = first.get(key, {}), second.get(key, {})
        cells = tuple(_cell(left.get(column.key), right.get(column.key)) for column in columns)
        if any(cell.differs for cell in cells):
            rows.append(ComparedRow((_number(left), _number(right)), cells))
    return ComparedSheet(
        form.name, tuple(column.heading for column in columns), tuple(rows), len(keys) - len(rows)
    )


def _rows(fields: Iterable[Field], form: SheetLayout) -> _Rows:
    """Return the fields by row and column; rows are known by their code, else by what they are about."""
    numbered: dict[int, dict[str, Field]] = {}
    for field in fields:
        if field.sheet == form.key:
            numbered.setdefault(field.row, {})[field.column] = field
    rows: _Rows = {}
    for row in numbered.values():
        key = next(key for key in _keys(row) if key not in rows)
        rows[key] = row
    return rows


def _keys(row: Mapping[str, Field]) -> Iterator[_Key]:
    """Yield the key of a row, then the same numbered, for rows that are about the same."""
    parts = [row["code"]] if "code" in row else [row[key] for key in ("indicator", "measure") if key in row]
    key = tuple(thai.key(part.mended.shown) for part in parts)
    yield key
    number = 2
    while True:
        yield (*key, str(number))
        number += 1


def _cell(one: Field | None, other: Field | None) -> ComparedCell:
    left, right = (field.mended if field else None for field in (one, other))
    shown = [mended.shown if mended else "" for mended in (left, right)]
    meant = [
        (mended.value, mended.problem) if mended and not mended.blank else None for mended in (left, right)
    ]
    differs = meant[0] != meant[1] or (bool(left and left.problem) and shown[0] != shown[1])
    return ComparedCell(thai.storable(shown[0]), thai.storable(shown[1]), differs)


def _number(row: Mapping[str, Field]) -> int:
    return next((field.row for field in row.values()), 0)
