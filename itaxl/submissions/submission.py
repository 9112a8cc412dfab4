"""One workbook as what it means: scores, measures, announced results, each value with its cell."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from typing import Literal

from itaxl import thai
from itaxl.agency.settings import Agency
from itaxl.findings import Place
from itaxl.forms import layout
from itaxl.forms.identity import Identity
from itaxl.forms.layout import SheetLayout, Type
from itaxl.instrument import grading
from itaxl.instrument.model import Instrument
from itaxl.submissions.tables import Reading, Record
from itaxl.submissions.values import Mended, mend

_SEPARATORS = re.compile(r"[,\n;、]")
_NUMBERING = re.compile(r"(?:^|\s)[0-9๐-๙]+[.)]\s*")


@dataclass(frozen=True)
class Field:
    """One cell that is not empty."""

    place: Place
    sheet: str
    row: int
    column: str
    type: Type
    mended: Mended


@dataclass(frozen=True)
class ScoreRow:
    """`score` 0–100 or None; `respondents` at least 0 or None."""

    row: int
    code: str
    respondents: int | None
    score: Fraction | None
    remark: str


@dataclass(frozen=True)
class ItemRow:
    """An item of the open data list; `passed` None: not answered, or not in a way that can be used."""

    row: int
    code: str
    passed: bool | None
    evidence: str
    remark: str


@dataclass(frozen=True)
class CountRow:
    """How many gave each answer to a part of a survey's question, by the column's key: `level1`, …, `no`, `yes`."""

    row: int
    code: str
    counts: Mapping[str, int]
    remark: str


@dataclass(frozen=True)
class MeasureRow:
    """`responsible` are ids of divisions, `unknown` the names that are no division's."""

    row: int
    code: str
    indicator: int | None
    weakness: str
    approach: str
    measure: str
    responsible: tuple[str, ...]
    unknown: tuple[str, ...]
    start: date | None
    end: date | None
    budget: Fraction | Literal["none"] | None
    target: str
    status: str
    percent: Fraction | None
    done: date | None
    result: str
    obstacle: str
    evidence: str


@dataclass(frozen=True)
class ResultRow:
    """A row of the announced results; `grade` only in the row GRADE."""

    row: int
    code: str
    score: Fraction | None
    grade: str
    recommendation: str


@dataclass(frozen=True)
class Submission:
    """`division` is the id of the agency's division, blank in the announced workbook."""

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
        """The layout of the sheet whose rows are given, in the form that its sender has: scores, items or results."""
        return self.reading.forms[0]

    @property
    def counted(self) -> SheetLayout | None:
        """The layout of the sheet of counted answers, in the workbooks that have one."""
        return next((form for form in self.reading.forms if form.family == "answers"), None)

    @property
    def file(self) -> str:
        return self.reading.file

    @property
    def saved(self) -> datetime | None:
        return self.reading.saved

    @property
    def sent(self) -> datetime | None:
        """When the mail was sent that it came in; None where it did not come by mail."""
        return self.reading.sent

    @property
    def content(self) -> tuple[object, ...]:
        """All that it says, whatever the file and the rows; equal for two copies of the same workbook."""
        rows: dict[tuple[str, int], list[tuple[str, object]]] = {}
        for each in self.fields:
            if each.column != "name" and not each.mended.blank:
                said = each.mended.shown if each.mended.problem else each.mended.value
                rows.setdefault((each.sheet, each.row), []).append((each.column, said))
        return tuple(
            (sheet, tuple(sorted(values, key=lambda pair: pair[0])))
            for (sheet, _), values in sorted(rows.items())
        )

    def place(self, sheet: str, row: int, column: str) -> Place:
        return self.reading.place(sheet, row, column)

    def sheet_name(self, sheet: str) -> str:
        """As its tab says; blank where the workbook has no such sheet."""
        return next((table.name for table in self.reading.tables if table.sheet == sheet), "")

    def shown(self, sheet: str, row: int, column: str) -> str:
        """What a person sees in the cell; blank where it is empty."""
        place = sheet, row, column
        found = (each.mended.shown for each in self.fields if (each.sheet, each.row, each.column) == place)
        return next(found, "")

    def holds(self, sheet: str, row: int, column: str) -> bool:
        """Whether the cell says anything, usable or not; a dash says nothing."""
        return (sheet, row, column) in self._filled

    @cached_property
    def _filled(self) -> frozenset[tuple[str, int, str]]:
        return frozenset((each.sheet, each.row, each.column) for each in self.fields if not each.mended.blank)


def build(reading: Reading, agency: Agency, instrument: Instrument) -> Submission:
    """The submission of a reading whose identity is known; a division that is unknown stays blank."""
    assert reading.identity is not None
    who = reading.identity
    forms = {form.key: form for form in reading.forms}
    fields = tuple(_field(record, forms[record.sheet], reading) for record in reading.records)
    division = _division(agency, who.division or reading.who)
    scores, measures, results, items, counts = [], [], [], [], []
    for sheet, row, values in _rows(fields):
        if sheet == layout.MEASURES_LAYOUT.key:
            measures.append(_measure(row, values, agency, division))
        elif who.announced:
            results.append(_result(row, values, instrument))
        elif forms[sheet].family == "items":
            items.append(_item(row, values))
        elif forms[sheet].family == "answers":
            counts.append(_counts(row, values, forms[sheet]))
        else:
            scores.append(_score(row, values))
    tables = (tuple(scores), tuple(measures), tuple(results), tuple(items), tuple(counts))
    return Submission(reading, who, division, fields, *tables)


def division_ids(agency: Agency) -> dict[str, str]:
    """The id of a division by every way in which it may be written, as `thai.key`."""
    known: dict[str, str] = {}
    for each in agency.divisions:
        for name in (each.id, each.name, *each.aliases):
            known.setdefault(thai.key(name), each.id)
    return known


def _division(agency: Agency, name: str) -> str:
    return division_ids(agency).get(thai.key(name), "") if name else ""


def _field(record: Record, form: SheetLayout, reading: Reading) -> Field:
    column = form.column(record.field)
    kind = column.type
    if kind is Type.SCORE and form.key == layout.RESULTS_KEY and _code_of(record, reading) == layout.GRADE:
        kind = Type.TEXT
    mended = mend(record.raw, kind, date_1904=reading.date_1904)
    return Field(record.place, record.sheet, record.row, record.field, kind, mended)


def _code_of(record: Record, reading: Reading) -> str:
    codes = (each.raw.value for each in reading.records if each.row == record.row and each.field == "code")
    return thai.key(str(next(codes, ""))).upper()


def _rows(fields: Iterable[Field]) -> Iterator[tuple[str, int, dict[str, Mended]]]:
    """The rows in order; of the measures only those that say anything besides the code."""
    rows: dict[tuple[str, int], dict[str, Mended]] = {}
    for each in fields:
        rows.setdefault((each.sheet, each.row), {})[each.column] = each.mended
    for (sheet, row), values in sorted(rows.items()):
        own = (each for key, each in values.items() if key != "code")
        if sheet != layout.MEASURES_LAYOUT.key or not all(each.blank for each in own):
            yield sheet, row, values


def _text(values: Mapping[str, Mended], key: str) -> str:
    return str(values[key].value or "") if key in values else ""


def _value(values: Mapping[str, Mended], key: str) -> object:
    return values[key].value if key in values else None


def _score(row: int, values: Mapping[str, Mended]) -> ScoreRow:
    return ScoreRow(
        row,
        _text(values, "code"),
        _value(values, "respondents"),  # type: ignore[arg-type]
        _value(values, "score"),  # type: ignore[arg-type]
        _text(values, "remark"),
    )


def _item(row: int, values: Mapping[str, Mended]) -> ItemRow:
    answer, evidence = _text(values, "result"), _text(values, "evidence")
    passed = answer == layout.PASSED if answer else None
    return ItemRow(row, _text(values, "code"), passed, evidence, _text(values, "remark"))


def _counts(row: int, values: Mapping[str, Mended], form: SheetLayout) -> CountRow:
    """What stands in a cell that is not to be filled in there does not count."""
    code = _text(values, "code")
    found = {column.key: _value(values, column.key) for column in form.counts(code)}
    counts = {key: value for key, value in found.items() if isinstance(value, int)}
    return CountRow(row, code, counts, _text(values, "remark"))


def _result(row: int, values: Mapping[str, Mended], instrument: Instrument) -> ResultRow:
    code = _text(values, "code")
    score = _value(values, "score")
    grade = str(score or "") if code == layout.GRADE else ""
    known = grading.named(grade, instrument)
    number = score if isinstance(score, Fraction) else None
    return ResultRow(row, code, number, known.grade if known else grade, _text(values, "recommendation"))


def _measure(row: int, values: Mapping[str, Mended], agency: Agency, sender: str) -> MeasureRow:
    responsible, unknown = _responsible(_text(values, "responsible"), agency, sender)
    typed = {key: _value(values, key) for key in ("indicator", "start", "end", "budget", "percent", "done")}
    texts = {
        key: _text(values, key)
        for key in (
            "code",
            "weakness",
            "approach",
            "measure",
            "target",
            "status",
            "result",
            "obstacle",
            "evidence",
        )
    }
    return MeasureRow(row, responsible=responsible, unknown=unknown, **texts, **typed)  # type: ignore[arg-type]


def _responsible(text: str, agency: Agency, sender: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids in the agency's order, the sender's among them, and the names that are no division's."""
    known = division_ids(agency)
    found, unknown = {sender} if sender else set(), []
    lines = (_NUMBERING.split(line.strip()) for line in _SEPARATORS.split(text))
    for part in (part.strip() for line in lines for part in line if part.strip()):
        division = known.get(thai.key(part))
        if division:
            found.add(division)
        else:
            unknown.append(part)
    return tuple(each.id for each in agency.divisions if each.id in found), tuple(unknown)
