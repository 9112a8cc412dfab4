"""Tell rows of the table from what else stands below the headings, and which values count; nothing is lost."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from itaxl import thai
from itaxl.forms.layout import SheetLayout, Type
from itaxl.spreadsheets.book import Cell, Kind, Sheet
from itaxl.submissions.headings import heading_key
from itaxl.submissions.mended import Mended, shown
from itaxl.submissions.values import mend

Position = tuple[int, int]  # row and column from 1
Row = dict[str, "Value"]  # by the column's key

# In a cell that stretches over several rows these count in each of them; a number might be meant for all together.
_SHARED = frozenset(
    {Type.INDICATOR, Type.LINES, Type.DIVISIONS, Type.DATE, Type.STATUS, Type.PERCENT, Type.LINK, Type.RESULT}
)
_COUNTED = frozenset({Type.SCORE, Type.COUNT, Type.BUDGET})
_ANSWERS = frozenset({Type.SCORE, Type.COUNT, Type.RESULT})
_SAY_NOTHING = frozenset({"code", "name", "remark"})  # columns that alone are no answer
_TOTALS = re.compile(
    r"(?:ผล|ยอด|คะแนน)?(?:รวม|เฉลี่ย)(?:คะแนน|เงิน|เป็นเงิน|งบประมาณ|เฉลี่ย|จำนวน)?(?:ทั้งสิ้น|ทั้งหมด|รวม)?"
    r"|ค่าเฉลี่ย(?:รวม|คะแนน)?|(?:grand)?total|sum|average|mean"
)
# Sees quickly that most texts are none of these.
_PERHAPS_TOTAL = re.compile("ร *ว *ม|ฉ *ล|total|sum|average|mean", re.IGNORECASE)
_NOTE = re.compile(r"หมายเหตุ|ลงชื่อ|\(?ลงนาม|ผู้รายงาน|ผู้กรอก|ผู้จัดทำ|ตำแหน่ง|ข้อมูลณ")
_NUMBERING = re.compile(r"\(?([0-9]{1,2})\)?")
_BEGINNING = 64  # characters
_CODE_LENGTH = 12  # characters; what is longer is a sentence


@dataclass(frozen=True, slots=True)
class Value:
    """Value: `cell` counts in the row and column; `at` is where a person sees it, which may be further up."""

    row: int
    field: str
    at: Position
    cell: Cell


@dataclass(frozen=True)
class Body:
    """Values of a table below its heading.

    `aside`: rows of totals and notes that might be taken for data; `shared`: numbers in cells that stretch over several
    rows, each with the last of them.
    """

    values: tuple[Value, ...]
    aside: tuple[int, ...]
    shared: tuple[tuple[Value, int], ...]


def body(sheet: Sheet, form: SheetLayout, heading_row: int, columns: Mapping[int, str]) -> Body:
    """Return the values below `heading_row`; `columns` tells the key of a column number."""
    rows = _filled(sheet, heading_row, columns)
    ours = _Ours(form)
    for number in list(rows):
        if _is_no_data(number - heading_row, rows[number], ours):
            del rows[number]
    last = max((number for number, row in rows.items() if ours.code(row)), default=0)
    totals = _totals(sheet, heading_row)
    aside = {
        number: row for number, row in rows.items() if _is_aside(row, ours, number in totals, number > last)
    }
    for number in aside:
        del rows[number]
    shared = tuple(_spread(sheet, form, rows, columns))
    values = tuple(value for number in sorted(rows) for value in sorted(rows[number].values(), key=_column))
    return Body(values, tuple(number for number, row in aside.items() if set(row) - _SAY_NOTHING), shared)


def repeated(
    sheet: Sheet, heading_row: int, columns: Mapping[int, str], form: SheetLayout
) -> Iterator[tuple[str, int, int]]:
    """Headings that stand twice over values that differ, with the numbers of the column that counts and the other."""
    keys = {
        heading_key(form.column(key).heading): (form.column(key).heading, number)
        for number, key in columns.items()
    }
    twins: dict[int, tuple[str, int]] = {}
    for (row, number), cell in sheet.cells.items():
        if row == heading_row and number not in columns and heading_key(shown(cell)) in keys:
            twins[number] = keys[heading_key(shown(cell))]
    differing = {
        number
        for (row, number), cell in sheet.cells.items()
        if number in twins and row > heading_row and _differs(cell, sheet.cells.get((row, twins[number][1])))
    }
    yield from ((*twins[number], number) for number in sorted(differing))


def blank(cell: Cell) -> bool:
    """Return whether a cell holds nothing that is seen; to clean a long text takes long, its beginning mostly tells."""
    text = str(cell.value)
    return cell.kind is Kind.TEXT and not (thai.clean(text[:_BEGINNING]) or thai.clean(text))


def is_total(text: str) -> bool:
    """Recognise a word for a total or a mean."""
    return bool(_PERHAPS_TOTAL.search(text) and _TOTALS.fullmatch(_plain_label(text)))


def _column(value: Value) -> tuple[int, str]:
    return value.at[1], value.field


def _filled(sheet: Sheet, heading_row: int, columns: Mapping[int, str]) -> dict[int, Row]:
    rows: dict[int, Row] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if row > heading_row and column in columns and not blank(cell):
            key = columns[column]
            rows.setdefault(row, {})[key] = Value(row, key, (row, column), cell)
    return rows


def _differs(cell: Cell, counting: Cell | None) -> bool:
    """Tell whether a cell says anything that the one that counts does not."""
    return not blank(cell) and (counting is None or thai.key(shown(cell)) != thai.key(shown(counting)))


class _Ours:
    """Texts that a form holds from the start."""

    def __init__(self, form: SheetLayout) -> None:
        self.types = {column.key: column.type for column in form.columns}
        self.headings = {column.key: heading_key(column.heading) for column in form.columns}
        self.fixed = bool(form.rows)
        self._codes = {thai.key(code) for code, _ in form.rows}
        self._names = {thai.key(name) for _, name in form.rows}

    def code(self, row: Row) -> bool:
        """Tell whether a row has a code of the table; in a free table any code will do."""
        code = thai.key(_text(row.get("code")))
        return bool(code) and (not self.fixed or code in self._codes)

    def name(self, row: Row) -> bool:
        return thai.key(_text(row.get("name"))) in self._names

    def answered(self, row: Row) -> bool:
        """Tell whether a cell for an answer holds one, or a formula or an error, which may be one."""
        return any(
            value.cell.kind is not Kind.TEXT or self.mended(value).value is not None
            for value in row.values()
            if self.types[value.field] in _ANSWERS
        )

    def mended(self, value: Value) -> Mended:
        return mend(value.cell, self.types[value.field])


def _is_no_data(below: int, row: Row, ours: _Ours) -> bool:
    """Recognise headings repeated, a row that numbers the columns, or formulas filled down too far."""
    if len(row) > 1 and all(heading_key(_text(value)) == ours.headings[key] for key, value in row.items()):
        return True
    if below == 1 and len(row) == len(ours.types) and _numbers_columns(row):
        return True
    return all(value.cell.formula and value.cell.value in (0, "", False) for value in row.values())


def _numbers_columns(row: Row) -> bool:
    matches = (_NUMBERING.fullmatch(thai.key(_text(value))) for value in sorted(row.values(), key=_column))
    return [int(match[1]) if match else 0 for match in matches] == list(range(1, len(row) + 1))


def _is_aside(row: Row, ours: _Ours, total: bool, after: bool) -> bool:
    """Recognise totals and notes. `total`: a word for it is in the row; `after`: it is below the last code."""
    if ours.code(row):
        return False
    if total:
        return all(_is_figure(value) or _TOTALS.fullmatch(_label(value)) for value in row.values())
    if any(value.cell.kind is not Kind.TEXT for value in row.values()):
        return False
    if not ours.fixed:
        return "indicator" not in row and len(row) < 3 and bool(_NOTE.match(_label(next(iter(row.values())))))
    if ours.name(row) or ours.answered(row) or not _is_sentence(_text(row.get("code"))):
        return False
    return after or not any(ours.types[key] in _ANSWERS for key in row)


def _is_sentence(code: str) -> bool:
    """Recognise a sentence where a code should stand."""
    code = thai.clean(code)
    return not code or len(code) > _CODE_LENGTH or " " in code or bool(_NOTE.match(thai.key(code)))


def _is_figure(value: Value) -> bool:
    """Recognise a number, however it is written, a formula or an error; a dash says nothing."""
    return value.cell.kind is not Kind.TEXT or mend(value.cell, Type.BUDGET).problem == ""


def _totals(sheet: Sheet, heading_row: int) -> frozenset[int]:
    """Return the rows with a word for a total or a mean, be it beside the table."""
    texts = ((row, str(cell.value)) for (row, _), cell in sheet.cells.items() if cell.kind is Kind.TEXT)
    return frozenset(row for row, text in texts if row > heading_row and is_total(text))


def _label(value: Value) -> str:
    return _plain_label(_text(value))


def _plain_label(text: str) -> str:
    return thai.key(text[: 4 * _CODE_LENGTH]).rstrip(":.")


def _text(value: Value | None) -> str:
    return "" if value is None else shown(value.cell)


def _spread(
    sheet: Sheet, form: SheetLayout, rows: dict[int, Row], columns: Mapping[int, str]
) -> Iterator[tuple[Value, int]]:
    """Put what stands in a stretched cell into each of its rows that has something of its own.

    Yields the numbers that were not, with the last of their rows.
    """
    own = {number: set(row) for number, row in rows.items()}
    free: dict[int, int] = {}  # by column: from where on no stretched cell has been
    for top, column, bottom, _ in sorted(sheet.merges, key=lambda merge: (merge[1], merge[0])):
        key, value = columns.get(column, ""), rows.get(top, {}).get(columns.get(column, ""))
        if value is None:
            continue
        below = range(max(top + 1, free.get(column, 0)), bottom + 1)
        free[column] = bottom + 1
        counting = [number for number in below if own.get(number, set()) - {key}]
        if form.column(key).type in _SHARED:
            for number in counting:
                rows[number][key] = Value(number, key, value.at, value.cell)
        elif counting and form.column(key).type in _COUNTED:
            yield value, bottom
