"""Place the values of a received workbook in a rebuilt one: by code, by heading, by the order of the rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from itaxl import thai
from itaxl.assessment import Measure
from itaxl.forms.identity import PLAN
from itaxl.forms.layout import FIRST_ROW, GRADE, HEADING_ROW, MEASURE_ROWS, Part, SheetLayout, Type
from itaxl.spreadsheets.book import Cell, position
from itaxl.submissions.reading import Reading
from itaxl.submissions.records import Record
from itaxl.submissions.values import mend

Rows = dict[int, dict[str, Record]]  # records by column, by the sender's row


class Slot(NamedTuple):
    """Cell of the rebuilt workbook: the layout's key of the sheet, row from 1, the column's key."""

    sheet: str
    row: int
    column: str


@dataclass(frozen=True)
class Placed:
    """Values that one sheet takes: `rows` tells the new row of each of the sender's; `left` found no place.

    `measures` are those of a follow-up in the order of their rows; `room` how many rows of measures are needed.
    """

    values: Mapping[Slot, Cell]
    rows: Mapping[int, int]
    left: tuple[Record, ...] = ()
    measures: tuple[Measure, ...] = ()
    room: int = 0


def place(reading: Reading, form: SheetLayout, measures: Sequence[Measure] = ()) -> Placed:
    """Place the values of one sheet. `measures`: those that a follow-up asks this division about."""
    rows: Rows = {}
    for record in (*reading.records, *reading.salvaged):
        if record.sheet == form.key:
            rows.setdefault(record.row, {})[record.field] = record
    if form.rows:
        return _by_code(form, rows)
    if reading.identity and reading.identity.round != PLAN:
        return _by_measure(form, rows, measures)
    return _in_order(form, rows, _heading_row(reading, form))


def slot_at(
    reading: Reading, forms: Sequence[SheetLayout], placed: Mapping[str, Placed], sheet: str, cell: str
) -> Slot | None:
    """Return the cell of the copy that takes what stood in one of the received workbook; None where it has none."""
    where = position(cell)
    table = next((table for table in reading.tables if table.name == sheet), None)
    if table is None or where is None:
        return None
    form = next(form for form in forms if form.key == table.sheet)
    key = {number: key for key, number in table.columns.items()}.get(where[1])
    row = placed[form.key].rows.get(where[0])
    return Slot(form.key, row, key) if key is not None and row is not None else None


def kind_of(form: SheetLayout, slot: Slot) -> Type:
    """Return the type of a cell; the row of the grade holds text in the column of scores."""
    kind = form.column(slot.column).type
    return Type.TEXT if kind is Type.SCORE and slot.row == form.row(GRADE) else kind


def _by_code(form: SheetLayout, rows: Rows) -> Placed:
    """Place a table with given rows. A second answer for a row, and rows with another code, find no place."""
    names = dict(form.rows)
    values: dict[Slot, Cell] = {}
    places: dict[int, int] = {}
    left: list[Record] = []
    for number, records in rows.items():
        code = _code(records)
        row = form.row(code)
        if row is None or row in places.values():
            left += records.values()
        else:
            left += _own_names(records, names[code])
            values |= _values(form, row, records.values(), (Part.PLAN, Part.FOLLOWUP, Part.ALWAYS))
        if row is not None:
            places[number] = row
    return Placed(values, places, tuple(left))


def _in_order(form: SheetLayout, rows: Rows, heading_row: int) -> Placed:
    """Measures of the plan: in the rows that they have, if those are there, else one below the other."""
    numbers = sorted(rows)
    shift = HEADING_ROW - heading_row
    if heading_row and all(FIRST_ROW <= number + shift < FIRST_ROW + MEASURE_ROWS for number in numbers):
        places = {number: number + shift for number in numbers}
    else:
        places = {number: FIRST_ROW + position for position, number in enumerate(numbers)}
    values: dict[Slot, Cell] = {}
    for number, row in places.items():
        values |= _values(form, row, rows[number].values(), tuple(Part))
    return Placed(values, places, room=len(places))


def _by_measure(form: SheetLayout, rows: Rows, measures: Sequence[Measure]) -> Placed:
    """Place a follow-up: the plan is ours, the report the sender's. Measures that the sender lacks come later,
    rows of no known measure last, with all that stands in them."""
    by_code = {measure.code: measure for measure in measures}
    first: dict[str, int] = {}
    for number, records in sorted(rows.items()):
        if _code(records) in by_code:
            first.setdefault(_code(records), number)
    ordered = [by_code[code] for code in first] + [
        measure for measure in measures if measure.code not in first
    ]
    places = {number: FIRST_ROW + position for position, number in enumerate(first.values())}
    strange = [number for number in sorted(rows) if number not in places and set(rows[number]) - {"code"}]
    places |= {number: FIRST_ROW + len(ordered) + position for position, number in enumerate(strange)}
    values: dict[Slot, Cell] = {}
    for number, row in places.items():
        parts = tuple(Part) if number in strange else (Part.FOLLOWUP,)
        values |= _values(form, row, rows[number].values(), parts)
    return Placed(values, places, measures=tuple(ordered), room=len(ordered) + len(strange))


def _values(
    form: SheetLayout, row: int, records: Iterable[Record], parts: Sequence[Part]
) -> dict[Slot, Cell]:
    keys = {column.key for column in form.columns if column.part in parts}
    return {Slot(form.key, row, record.field): record.raw for record in records if record.field in keys}


def _code(records: Mapping[str, Record]) -> str:
    """Return the code of a row as it is understood; blank where there is none."""
    return str(mend(records["code"].raw, Type.CODE).value or "") if "code" in records else ""


def _own_names(records: Mapping[str, Record], name: str) -> list[Record]:
    """Return the name of a row, if the sender typed over it."""
    typed = records.get("name")
    return [typed] if typed and thai.key(str(typed.raw.value)) != thai.key(name) else []


def _heading_row(reading: Reading, form: SheetLayout) -> int:
    return next((table.heading_row for table in reading.tables if table.sheet == form.key), 0)
