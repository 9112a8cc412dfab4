"""Submissions: the meaning of a workbook as scores, measures, announced results, each value with its cell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from itaxl import thai
from itaxl.agency.settings import Agency
from itaxl.assessment import Value
from itaxl.findings import Place
from itaxl.forms import layout
from itaxl.forms.identity import Identity
from itaxl.forms.layout import Column, Part, SheetLayout, Type
from itaxl.instrument import grading
from itaxl.instrument.model import Instrument
from itaxl.spreadsheets.book import NO_ASIDE
from itaxl.submissions import responsible
from itaxl.submissions.filled_rows import CountRow, ItemRow, MeasureRow, ResultRow, ScoreRow
from itaxl.submissions.mended import Mended
from itaxl.submissions.reading import Reading
from itaxl.submissions.records import Record
from itaxl.submissions.responsible import division_ids
from itaxl.submissions.values import mend


@dataclass(frozen=True)
class Field:
    """Cell that is not empty, with its meaning."""

    place: Place
    sheet: str
    row: int
    column: str
    type: Type
    mended: Mended


@dataclass(frozen=True)
class Submission:
    """Content of one workbook. `division`: id of the agency's division, blank in the announced workbook."""

    reading: Reading
    identity: Identity
    division: str
    fields: tuple[Field, ...]
    scores: tuple[ScoreRow, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    results: tuple[ResultRow, ...] = ()
    items: tuple[ItemRow, ...] = ()
    counts: tuple[CountRow, ...] = ()

    @property
    def form(self) -> SheetLayout:
        """Layout of the sheet whose rows are given, in the form that its sender has: scores, items or results."""
        return self.reading.forms[0]

    @property
    def counted(self) -> SheetLayout | None:
        """Layout of the sheet of counted answers, in the workbooks that have one."""
        return next((form for form in self.reading.forms if form.family == "answers"), None)

    @property
    def file(self) -> str:
        return self.reading.file

    @property
    def saved(self) -> datetime | None:
        return self.reading.saved

    @property
    def sent(self) -> datetime | None:
        """Time of the mail that it came in; None where it did not come by mail."""
        return self.reading.sent

    @property
    def content(self) -> tuple[object, ...]:
        """Content, whatever the file and the rows: equal for two copies of the same workbook."""
        rows: dict[tuple[str, int], list[tuple[str, object]]] = {}
        for field in self.fields:
            if field.column != "name" and not field.mended.blank:
                said = field.mended.shown if field.mended.problem else field.mended.value
                rows.setdefault((field.sheet, field.row), []).append((field.column, said))
        return tuple(
            (sheet, tuple(sorted(values, key=lambda pair: pair[0])))
            for (sheet, _), values in sorted(rows.items())
        )

    def place(self, sheet: str, row: int, column: str) -> Place:
        return self.reading.place(sheet, row, column)

    def sheet_name(self, sheet: str) -> str:
        """Return the name on a sheet's tab; blank where the workbook has no such sheet."""
        return next((table.name for table in self.reading.tables if table.sheet == sheet), "")

    def shown(self, sheet: str, row: int, column: str) -> str:
        """Return the text that a person sees in the cell; blank where it is empty."""
        place = sheet, row, column
        texts = (
            field.mended.shown for field in self.fields if (field.sheet, field.row, field.column) == place
        )
        return next(texts, "")

    def holds(self, sheet: str, row: int, column: str) -> bool:
        """Tell whether the cell says anything, usable or not; a dash says nothing."""
        return (sheet, row, column) in self._filled

    @cached_property
    def _filled(self) -> frozenset[tuple[str, int, str]]:
        return frozenset(
            (field.sheet, field.row, field.column) for field in self.fields if not field.mended.blank
        )


def build(reading: Reading, agency: Agency, instrument: Instrument) -> Submission:
    """Build the submission of a reading whose identity is known; an unknown division stays blank."""
    assert reading.identity is not None
    who = reading.identity
    forms = {form.key: form for form in reading.forms}
    fields = tuple(_field(record, forms[record.sheet], reading) for record in reading.records)
    division = _division(agency, who.division or reading.who)
    scores, measures, results, items, counts = [], [], [], [], []
    for sheet, row, cells in _rows(fields):
        form = forms[sheet]
        values = {column.key: _value(column, cells.get(column.key)) for column in form.columns}
        if sheet == layout.MEASURES_KEY:
            measures.append(_measure(row, values, agency, division))
        elif who.announced:
            results.append(_result(row, values, instrument))
        elif form.family == "items":
            items.append(ItemRow(values, row))
        elif form.family == "answers":
            counts.append(_counts(row, values, form))
        else:
            scores.append(ScoreRow(values, row))
    tables = (tuple(scores), tuple(measures), tuple(results), tuple(items), tuple(counts))
    return Submission(reading, who, division, fields, *tables)


def _division(agency: Agency, name: str) -> str:
    return division_ids(agency.divisions).get(thai.key(name), "") if name else ""


def _field(record: Record, form: SheetLayout, reading: Reading) -> Field:
    column = form.column(record.field)
    kind = column.type
    if kind is Type.SCORE and form.key == layout.RESULTS_KEY and _code_of(record, reading) == layout.GRADE:
        kind = Type.TEXT
    own = column.part is not Part.FIXED
    aside = reading.aside(record.place) if own else NO_ASIDE
    mended = mend(record.raw, kind, date_1904=reading.date_1904, aside=aside)
    return Field(record.place, record.sheet, record.row, record.field, kind, mended)


def _code_of(record: Record, reading: Reading) -> str:
    codes = (code.raw.value for code in reading.records if code.row == record.row and code.field == "code")
    return thai.key(str(next(codes, ""))).upper()


def _rows(fields: Iterable[Field]) -> Iterator[tuple[str, int, dict[str, Mended]]]:
    """Yield the rows in order; of the measures only those that say anything besides the code."""
    rows: dict[tuple[str, int], dict[str, Mended]] = {}
    for field in fields:
        rows.setdefault((field.sheet, field.row), {})[field.column] = field.mended
    for (sheet, row), values in sorted(rows.items()):
        own = (value for key, value in values.items() if key != "code")
        if sheet != layout.MEASURES_KEY or not all(value.blank for value in own):
            yield sheet, row, values


def _value(column: Column, mended: Mended | None) -> Value:
    """Return the usable value of a cell."""
    value: Value = mended.value if mended else None
    return column.blank if value is None or value == "" else value


def _counts(row: int, values: Mapping[str, Value], form: SheetLayout) -> CountRow:
    """Return the counts of a row, without cells that are not to be filled in."""
    given = {column.key: values[column.key] for column in form.counts(str(values["code"]))}
    return CountRow(values, row, {key: value for key, value in given.items() if isinstance(value, int)})


def _result(row: int, values: Mapping[str, Value], instrument: Instrument) -> ResultRow:
    """Return a row of the results; that of the grade has it in the column of scores."""
    score = values["score"]
    grade = str(score or "") if values["code"] == layout.GRADE else ""
    named = grading.named(grade, instrument)
    number = score if isinstance(score, Fraction) else None
    return ResultRow({**values, "score": number, "grade": named.grade if named else grade}, row)


def _measure(row: int, values: Mapping[str, Value], agency: Agency, sender: str) -> MeasureRow:
    """Return a row of the measures; its sender is responsible too."""
    named = responsible.read(str(values["responsible"] or ""), agency)
    ids = tuple(division.id for division in agency.divisions if division.id in (sender, *named.ids))
    return MeasureRow({**values, "responsible": ids}, row, named.unknown, named.understood)
