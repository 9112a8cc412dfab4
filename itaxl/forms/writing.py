"""Write the sheets of a workbook that are to be filled in, with what they hold from the start."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from itaxl.agency.settings import Agency
from itaxl.assessment import Measure
from itaxl.forms import highlights, layout, prefill, sizes, styles
from itaxl.forms.identity import PLAN, Identity
from itaxl.forms.layout import FIRST_ROW, Column, Part, SheetLayout, Type
from itaxl.forms.limits import Limits, Speaker, text_limit
from itaxl.forms.styles import CellValue, put
from itaxl.instrument.bank import Bank
from itaxl.instrument.model import Instrument
from itaxl.spreadsheets.book import address, column_letters


@dataclass(frozen=True)
class Job:
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


def write_top(sheet: Worksheet, title: str, hint: str, job: Job) -> None:
    """Write the rows over the headings: title, who and what, identity code, what to do."""
    kind = "agency" if job.identity.announced else "division"
    who = job.speaker.say(f"who.blank.{kind}" if job.blank else f"who.{kind}")
    put(sheet, layout.TITLE_ROW, 1, title, "title")
    put(sheet, layout.WHO_ROW, 1, who, "who")
    put(sheet, layout.CODE_ROW, 1, job.identity.code, "code")
    put(sheet, layout.CODE_ROW + 1, 1, hint, "hint")
    for row, height in sizes.ROW_HEIGHTS.items():
        sizes.set_height(sheet, row, height)


def write_form(sheet: Worksheet, form: SheetLayout, job: Job, ranges: Mapping[str, str]) -> None:
    """Write a sheet that is to be filled in; `ranges` hold what may be chosen in its columns, by their keys."""
    title, hint = _title_and_hint(form, job)
    write_top(sheet, title, hint, job)
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
        wide = sizes.fitting_width(column, job.followup, (values.get(column.key) for values in filled))
        sheet.column_dimensions[column_letters(number)].width = wide
    widths = {
        column.key: sheet.column_dimensions[column_letters(number)].width
        for number, column in enumerate(form.columns, start=1)
        if column.type is not Type.DATE
    }
    for row, values in zip(rows, filled, strict=True):
        _write_row(sheet, row, form, values, job)
        texts = ((values.get(key), width) for key, width in widths.items())
        sizes.set_height(sheet, row, sizes.text_height(texts))
    highlights.add(sheet, form, rows, job.instrument.pass_mark, job.followup)
    sheet.freeze_panes = address(FIRST_ROW, _frozen_columns(form, job) + 1)
    styles.repeat_headings(sheet)
    finish(sheet, _printed_columns(form, job), rows[-1], job)


def _write_row(
    sheet: Worksheet, row: int, form: SheetLayout, values: Mapping[str, CellValue], job: Job
) -> None:
    """Write a row of the table, with its styles even where it is empty."""
    code = str(values.get("code", ""))
    dark = any(code in group.rows for group in form.groups[1::2])
    for number, column in enumerate(form.columns, start=1):
        kind = Type.STATUS if code == layout.GRADE and column.type is Type.SCORE else column.type
        banded = dark and column.part is Part.FIXED
        style = styles.value_style(kind, _locked(column, job, code, form.closed), banded=banded)
        put(sheet, row, number, values.get(column.key), style)


def _title_and_hint(form: SheetLayout, job: Job) -> tuple[str, str]:
    say, family = job.speaker.say, form.family
    if form.key == layout.MEASURES_KEY:
        kind = "followup" if job.followup else "plan"
        return say(f"title.measures.{kind}"), say(f"hint.measures_{kind}")
    hint = "scores_locked" if job.followup else family
    return say(f"title.{family}"), say(f"hint.{hint}")


def _rows(form: SheetLayout, job: Job) -> range:
    """Return the rows of the table; a follow-up has one for each measure and no more."""
    if form.rows:
        return range(FIRST_ROW, form.last_row + 1)
    least = 1 if job.followup else layout.MEASURE_ROWS
    return range(FIRST_ROW, FIRST_ROW + max(least, len(job.measures), job.room))


def _locked(
    column: Column, job: Job, code: str = "", closed: Collection[tuple[str, str]] = frozenset()
) -> bool:
    if (code, column.key) in closed:
        return True
    if column.part is Part.FOLLOWUP:
        return not job.followup
    if column.key == "recommendation" and code:
        return code not in {indicator.code for indicator in job.instrument.indicators}
    return column.part is Part.FIXED or job.followup


def _values(form: SheetLayout, job: Job) -> Iterator[Mapping[str, CellValue]]:
    """Yield the values that each row holds from the start, by the columns' keys."""
    if form.rows:
        yield from ({"code": code, "name": name} for code, name in form.rows)
        return
    yield from (prefill.values(measure, job.identity, job.agency) for measure in job.measures)
    yield from ({} for _ in _rows(form, job)[len(job.measures) :])


def _frozen_columns(form: SheetLayout, job: Job) -> int:
    """Return the columns that stay in sight: in a follow-up the measure, while the report is written beside it."""
    return form.number("measure") if form.key == layout.MEASURES_KEY and job.followup else 2


def _printed_columns(form: SheetLayout, job: Job) -> int:
    """Return the columns to print: in the plan round the plan alone, since sixteen would be too small to read."""
    if form.key == layout.MEASURES_KEY and not job.followup:
        return len(form.of(Part.FIXED, Part.PLAN))
    return len(form.columns)


def finish(sheet: Worksheet, columns: int, last_row: int, job: Job) -> None:
    page = job.speaker.say("foot.page", page="&P", pages="&N")
    styles.set_up_page(sheet, job.identity.code, page, column_letters(columns), last_row)
    styles.protect(sheet)


def ask_for_name(sheet: Worksheet, job: Job) -> None:
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
