"""Make the workbooks that divisions fill in, from the one declaration of their sheets and columns."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import product

from openpyxl import Workbook
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.agency.settings import Agency
from itaxl.assessment import Measure
from itaxl.forms import guide, hidden_sheet, highlights, layout, prefill, styles
from itaxl.forms.identity import ANNOUNCED, ROUNDS, Identity
from itaxl.forms.layout import FIRST_ROW, Column, Part, SheetLayout, Type
from itaxl.forms.limits import Limits, Speaker, fiscal_year, text_limit
from itaxl.forms.save import save
from itaxl.forms.styles import CellValue, put
from itaxl.instrument.bank import Bank, bank
from itaxl.instrument.model import DIMENSIONS, Instrument
from itaxl.spreadsheets.book import address, column_letters
from itaxl.texts import Texts

PLAN = ROUNDS[0]


@dataclass(frozen=True)
class _Job:
    """Job of making one workbook. `room`: at least so many rows for measures; `bank`: the suggestions."""

    instrument: Instrument
    identity: Identity
    agency: Agency | None
    measures: Sequence[Measure]
    speaker: Speaker
    forms: tuple[SheetLayout, ...]
    room: int
    bank: Bank

    @property
    def followup(self) -> bool:
        return self.identity.round != PLAN

    @property
    def blank(self) -> bool:
        """Tell whether the workbook is for nobody in particular and asks for a name."""
        return self.agency is None and not self.identity.division


def build(
    instrument: Instrument,
    identity: Identity,
    agency: Agency | None = None,
    measures: Sequence[Measure] = (),
    suggested: Bank | None = None,
) -> bytes:
    """Return one workbook as .xlsx.

    `measures` are those that the division answers for; a follow-up round shows them locked, with what the
    division itself reported in an earlier round. Without an agency and a division it is a blank workbook,
    which asks for a name. `suggested` is what may be chosen for approach and measure, else the bank without the
    measures of the year before. Whether scores are asked for by indicator or by item, the agency's settings say.
    """
    made = compose(instrument, identity, agency, measures, suggested=suggested)
    return save(made, first_saved(instrument.year))


def first_saved(year: int) -> datetime:
    """Return the time of saving of a workbook that nobody has filled in yet: before its fiscal year began."""
    first_day, _ = fiscal_year(year)
    return datetime.combine(date(first_day.year, 9, 30), time())


def compose(
    instrument: Instrument,
    identity: Identity,
    agency: Agency | None = None,
    measures: Sequence[Measure] = (),
    room: int = 0,
    forms: tuple[SheetLayout, ...] = (),
    suggested: Bank | None = None,
) -> Workbook:
    """Return the workbook that `build` saves, with room for at least `room` measures, in `forms` if named."""
    forms = forms or _forms(instrument, identity, agency)
    identity = replace(identity, schema=max(identity.schema, layout.schema(forms)))
    offered = bank(instrument, agency.bank if agency else None) if suggested is None else suggested
    speaker = _speaker(instrument, identity, agency)
    job = _Job(instrument, identity, agency, measures, speaker, forms, room, offered)
    workbook = Workbook()
    styles.register(workbook)
    guide_sheet = workbook.worksheets[0]
    guide_sheet.title = layout.GUIDE
    sheets = [workbook.create_sheet(form.name) for form in job.forms]
    ranges = _write_meta(workbook.create_sheet(layout.META), job)
    _write_guide(guide_sheet, job)
    for sheet, form in zip(sheets, job.forms, strict=True):
        _write_form(sheet, form, job, ranges)
    if job.blank:
        _ask_for_name(sheets[0], job)
    _set_properties(workbook, job)
    return workbook


def _forms(instrument: Instrument, identity: Identity, agency: Agency | None) -> tuple[SheetLayout, ...]:
    """Return the forms that the agency asks for; a follow-up asks for no scores, and so for no answers."""
    detail = agency.for_figures(identity.year).detail if agency else "indicators"
    forms = layout.sheets(instrument, identity.dimension, detail)
    return tuple(form for form in forms if identity.round == PLAN or form.name != layout.COUNTS)


def outbox(
    agency: Agency,
    instrument: Instrument,
    round: str,
    measures: Sequence[Measure] = (),
    suggested: Bank | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each workbook of a round.

    In the plan round one for each division and dimension that it answers for, and the announced one; in a
    follow-up one for each division and dimension with measures that the division is responsible for.
    """
    for division, dimension in product(agency.divisions, DIMENSIONS):
        identity = Identity(instrument.year, dimension, division.id, round)
        if round == PLAN:
            own, is_sent = [], dimension in division.dimensions
        else:
            own = [
                measure
                for measure in measures
                if division.id in measure.responsible and measure.dimension == dimension
            ]
            is_sent = bool(own)
        if is_sent:
            yield identity.file_name, build(instrument, identity, agency, own, suggested)
    if round == PLAN:
        identity = Identity(instrument.year, ANNOUNCED)
        yield identity.file_name, build(instrument, identity, agency)


def blank(instrument: Instrument) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of a year's four standard workbooks, for no agency: `IIT.xlsx` … `announced.xlsx`."""
    for dimension in (*DIMENSIONS, ANNOUNCED):
        yield f"{dimension}.xlsx", build(instrument, Identity(instrument.year, dimension))


def _speaker(instrument: Instrument, identity: Identity, agency: Agency | None) -> Speaker:
    texts = Texts("workbook", "th")
    division = agency.division(identity.division) if agency else None
    values: dict[str, object] = {
        "year": instrument.year,
        "next": instrument.year + 1,
        "agency": agency.name if agency else "",
        "division": division.name if division else identity.division,
        "months": identity.round.rpartition("-")[2],
        "rows": layout.MEASURE_ROWS,
        "pass_mark": instrument.pass_mark,
    }
    if identity.announced:
        chosen: Iterable[str] = [str(len(instrument.indicators))]
    else:
        dimension = instrument.dimension(identity.dimension)
        values |= {"dimension": dimension.code, "dimension_name": dimension.name.th}
        chosen = [f"{indicator.code} {indicator.name.th}" for indicator in dimension.indicators]
    values["indicators"] = "\n".join(chosen)
    email = agency.email if agency else ""
    values["send"] = texts("guide.send_to", email=email) if email else texts("guide.send_back")
    return Speaker(texts, values)


def _write_meta(sheet: Worksheet, job: _Job) -> dict[str, str]:
    """Write keys and values for the reader; return the ranges to choose from, by column of the measures."""
    identity, values = job.identity, job.speaker.values
    facts = {
        "schema": str(identity.schema),
        "year": str(identity.year),
        "dimension": identity.dimension,
        "division": identity.division,
        "division_name": str(values["division"]),
        "agency": str(values["agency"]),
        "round": identity.round,
        "identity": identity.code,
    }
    lists = {"responsible": hidden_sheet.divisions(job.agency)}
    if not job.followup and not identity.announced:
        lists |= hidden_sheet.suggestions(job.instrument, identity.dimension, job.bank)
    return hidden_sheet.write(sheet, facts, lists)


def _write_guide(sheet: Worksheet, job: _Job) -> None:
    _write_top(sheet, job.speaker.say("title.guide"), "", job)
    last = guide.write(sheet, job.forms, job.identity, job.instrument, job.speaker, job.bank)
    _finish(sheet, guide.COLUMNS, last, job)


def _write_top(sheet: Worksheet, title: str, hint: str, job: _Job) -> None:
    """Write the rows over the headings: title, who and what, identity code, what to do."""
    kind = "agency" if job.identity.announced else "division"
    who = job.speaker.say(f"who.blank.{kind}" if job.blank else f"who.{kind}")
    put(sheet, layout.TITLE_ROW, 1, title, "title")
    put(sheet, layout.WHO_ROW, 1, who, "who")
    put(sheet, layout.CODE_ROW, 1, job.identity.code, "code")
    put(sheet, layout.CODE_ROW + 1, 1, hint, "hint")
    for row, height in styles.ROW_HEIGHTS.items():
        styles.set_height(sheet, row, height)


def _write_form(sheet: Worksheet, form: SheetLayout, job: _Job, ranges: Mapping[str, str]) -> None:
    """Write a sheet that is to be filled in; `ranges` hold what may be chosen in its columns, by their keys."""
    title, hint = _title_and_hint(form, job)
    _write_top(sheet, title, hint, job)
    rows = _rows(form, job)
    own_ranges = ranges if form.key == layout.MEASURES_KEY else {}
    limits = Limits(job.instrument, job.identity.dimension, job.speaker, own_ranges)
    for number, column in enumerate(form.columns, start=1):
        locked = _locked(column, job)
        put(sheet, layout.HEADING_ROW, number, column.heading, styles.heading_style(column, locked))
        if not locked:
            limits.add(sheet, form, column, rows)
    filled = list(_values(form, job))
    for number, column in enumerate(form.columns, start=1):
        wide = styles.fitting_width(column, job.followup, (values.get(column.key) for values in filled))
        sheet.column_dimensions[column_letters(number)].width = wide
    for row, values in zip(rows, filled, strict=True):
        _write_row(sheet, row, form, values, job)
    highlights.add(sheet, form, rows, job.instrument.pass_mark, job.followup)
    sheet.freeze_panes = address(FIRST_ROW, _frozen_columns(form, job) + 1)
    styles.repeat_headings(sheet)
    _finish(sheet, _printed_columns(form, job), rows[-1], job)


def _write_row(
    sheet: Worksheet, row: int, form: SheetLayout, values: Mapping[str, CellValue], job: _Job
) -> None:
    """Write a row of the table, with its styles even where it is empty."""
    code = str(values.get("code", ""))
    dark = any(code in group.rows for group in form.groups[1::2])
    for number, column in enumerate(form.columns, start=1):
        kind = Type.STATUS if code == layout.GRADE and column.type is Type.SCORE else column.type
        banded = dark and column.part is Part.FIXED
        style = styles.value_style(kind, _locked(column, job, code, form.closed), banded=banded)
        put(sheet, row, number, values.get(column.key), style)
    texts = (column for column in form.columns if column.type is not Type.DATE)
    widths = {
        column.key: sheet.column_dimensions[column_letters(form.number(column.key))].width
        for column in form.columns
    }
    cells = ((values.get(text.key), widths[text.key]) for text in texts)
    styles.set_height(sheet, row, styles.text_height(cells))


def _title_and_hint(form: SheetLayout, job: _Job) -> tuple[str, str]:
    say, family = job.speaker.say, form.family
    if form.key == layout.MEASURES_KEY:
        kind = "followup" if job.followup else "plan"
        return say(f"title.measures.{kind}"), say(f"hint.measures_{kind}")
    hint = "scores_locked" if job.followup else family
    return say(f"title.{family}"), say(f"hint.{hint}")


def _rows(form: SheetLayout, job: _Job) -> range:
    """Return the rows of the table; a follow-up has one for each measure and no more."""
    if form.rows:
        return range(FIRST_ROW, form.last_row + 1)
    least = 1 if job.followup else layout.MEASURE_ROWS
    return range(FIRST_ROW, FIRST_ROW + max(least, len(job.measures), job.room))


def _locked(
    column: Column, job: _Job, code: str = "", closed: Collection[tuple[str, str]] = frozenset()
) -> bool:
    if (code, column.key) in closed:
        return True
    if column.part is Part.FOLLOWUP:
        return not job.followup
    if column.key == "recommendation" and code:
        return code not in {indicator.code for indicator in job.instrument.indicators}
    return column.part is Part.FIXED or job.followup


def _values(form: SheetLayout, job: _Job) -> Iterator[Mapping[str, CellValue]]:
    """Yield the values that each row holds from the start, by the columns' keys."""
    if form.rows:
        yield from ({"code": code, "name": name} for code, name in form.rows)
        return
    yield from (prefill.values(measure, job.identity, job.agency) for measure in job.measures)
    yield from ({} for _ in _rows(form, job)[len(job.measures) :])


def _frozen_columns(form: SheetLayout, job: _Job) -> int:
    """Return the columns that stay in sight: in a follow-up the measure, while the report is written beside it."""
    return form.number("measure") if form.key == layout.MEASURES_KEY and job.followup else 2


def _printed_columns(form: SheetLayout, job: _Job) -> int:
    """Return the columns to print: in the plan round the plan alone, since sixteen would be too small to read."""
    if form.key == layout.MEASURES_KEY and not job.followup:
        return len(form.of(Part.FIXED, Part.PLAN))
    return len(form.columns)


def _finish(sheet: Worksheet, columns: int, last_row: int, job: _Job) -> None:
    page = job.speaker.say("foot.page", page="&P", pages="&N")
    styles.set_up_page(sheet, job.identity.code, page, column_letters(columns), last_row)
    styles.protect(sheet)


def _ask_for_name(sheet: Worksheet, job: _Job) -> None:
    """Write the place for the sender's name into a blank workbook."""
    say = job.speaker.say
    kind = "agency" if job.identity.announced else "division"
    row, column = layout.WHO_INPUT
    put(sheet, layout.WHO_ROW, 1, say(f"who.blank.ask_{kind}"), "ask")
    last = len(job.forms[0].columns)
    for number in range(column, last + 1):
        put(sheet, row, number, None, styles.value_style(Type.TEXT, locked=False))
    sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=last)
    limits = Limits(job.instrument, job.identity.dimension, job.speaker)
    rule = text_limit(say("error.lines", limit=f"{layout.TEXT_LIMIT:,}"))
    limits.put(
        sheet, rule, [address(row, column)], say(f"who.blank.title_{kind}"), say(f"who.blank.prompt_{kind}")
    )


def _set_properties(workbook: Workbook, job: _Job) -> None:
    properties = workbook.properties
    properties.identifier = job.identity.code
    properties.title = job.speaker.say("title.guide")
    properties.creator = properties.lastModifiedBy = "itaxl"
    properties.language = "th-TH"
    workbook.security = WorkbookProtection(lockStructure=True)
    workbook.active = 0
