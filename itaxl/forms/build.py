"""Make the workbooks that divisions fill in, from the one declaration of their sheets and columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from itertools import product

from openpyxl import Workbook
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from itaxl import thai
from itaxl.agency.settings import Agency
from itaxl.assessment import Measure, of_division
from itaxl.forms import guide, hidden_sheet, instrument_sheets, layout, styles
from itaxl.forms.identity import ANNOUNCED, PLAN, Identity
from itaxl.forms.layout import SheetLayout
from itaxl.forms.limits import Speaker
from itaxl.forms.save import save
from itaxl.forms.writing import Job, ask_for_name, finish, write_form, write_top
from itaxl.instrument.bank import Bank, bank
from itaxl.instrument.model import DIMENSIONS, Instrument
from itaxl.texts import Texts


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
    return datetime.combine(thai.fiscal_year_end(year), time())


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
    identity = replace(identity, schema=max(identity.schema, instrument_sheets.schema(forms)))
    offered = bank(instrument, agency.bank if agency else None) if suggested is None else suggested
    speaker = _speaker(instrument, identity, agency)
    job = Job(instrument, identity, agency, measures, speaker, forms, room, offered)
    workbook = Workbook()
    styles.register(workbook)
    guide_sheet = workbook.worksheets[0]
    guide_sheet.title = layout.GUIDE
    sheets = [workbook.create_sheet(form.name) for form in job.forms]
    ranges = _write_meta(workbook.create_sheet(layout.META), job)
    _write_guide(guide_sheet, job)
    for sheet, form in zip(sheets, job.forms, strict=True):
        write_form(sheet, form, job, ranges)
    if job.blank:
        ask_for_name(sheets[0], job)
    _set_properties(workbook, job)
    return workbook


def _forms(instrument: Instrument, identity: Identity, agency: Agency | None) -> tuple[SheetLayout, ...]:
    """Return the forms that the agency asks for; a follow-up asks for no scores, and so for no answers."""
    detail = agency.for_figures(identity.year).detail if agency else "indicators"
    forms = instrument_sheets.sheets(instrument, identity.dimension, detail)
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
        own = of_division(measures if round != PLAN else (), division.id, dimension)
        if dimension in division.dimensions if round == PLAN else own:
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


def _write_meta(sheet: Worksheet, job: Job) -> dict[str, str]:
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


def _write_guide(sheet: Worksheet, job: Job) -> None:
    write_top(sheet, job.speaker.say("title.guide"), "", job)
    last = guide.write(sheet, job.forms, job.identity, job.instrument, job.speaker, job.bank)
    finish(sheet, guide.COLUMNS, last, job)


def _set_properties(workbook: Workbook, job: Job) -> None:
    properties = workbook.properties
    properties.identifier = job.identity.code
    properties.title = job.speaker.say("title.guide")
    properties.creator = properties.lastModifiedBy = "itaxl"
    properties.language = "th-TH"
    workbook.security = WorkbookProtection(lockStructure=True)
    workbook.active = 0
