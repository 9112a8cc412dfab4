"""Marked copy: a workbook rebuilt from the contract with its sender's own values, and each wrong cell marked.

Links that anyone can open, comments and lines that cross out are carried along, nothing else of the received file:
no formulas, macros, pictures, styles or sheets of its own. What is lost by that is among the items.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC

from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.worksheet.worksheet import Worksheet

from itaxl import thai
from itaxl.agency.settings import Agency
from itaxl.assessment import Measure
from itaxl.findings import Finding
from itaxl.forms import build, instrument_sheets, layout, sizes
from itaxl.forms.identity import PLAN
from itaxl.forms.layout import Part, SheetLayout
from itaxl.forms.save import save
from itaxl.instrument.bank import Bank
from itaxl.instrument.model import Instrument
from itaxl.sending import carried_along, cell_rules, mending_items, mending_sheet
from itaxl.sending.mending_items import Item
from itaxl.sending.placing import Placed, Slot, kind_of, place
from itaxl.sending.typed import type_in, type_text
from itaxl.submissions.mended import shown
from itaxl.submissions.reading import Reading
from itaxl.submissions.stray_cells import LENGTH, Outside


@dataclass(frozen=True)
class Marked:
    """Copy as .xlsx, and what is to be mended in it, in the order of its first sheet."""

    workbook: bytes
    items: tuple[Item, ...]


def marked(
    reading: Reading,
    findings: Iterable[Finding],
    instrument: Instrument,
    agency: Agency,
    measures: Sequence[Measure] = (),
    suggested: Bank | None = None,
) -> Marked:
    """Make the marked copy of a workbook whose identity is known; `findings` are those about it.

    `measures`: in a follow-up, those that its division answers for; `suggested`: what may be chosen, see `build`. The
    copy says that it was last saved when the received workbook was, so that it counts as newer once it is corrected
    and saved.
    """
    who = reading.identity
    assert who is not None
    forms = reading.forms
    who = replace(who, schema=instrument_sheets.schema(forms))
    placed = {form.key: place(reading, form, measures) for form in forms}
    of_measures = placed.get(layout.MEASURES_KEY, Placed({}, {}))
    nobody = not who.division and not reading.agency  # a blank workbook, for whoever types a name into it
    own = None if nobody else agency
    book = build.compose(instrument, who, own, of_measures.measures, of_measures.room, forms, suggested)
    ours = _texts(book)
    if nobody:
        row, column = layout.WHO_INPUT
        type_text(book[forms[0].name].cell(row, column), reading.who)
    items = mending_items.items(reading, findings, forms, placed)
    for form in forms:
        _fill(book[form.name], form, placed[form.key], reading)
        _mark(book[form.name], form, items, followup=who.round != PLAN)
    heading = str(book[layout.GUIDE].cell(layout.WHO_ROW, 1).value or reading.who)
    homeless = carried_along.carry(book, reading, forms, placed)
    outside = (*homeless, *_outside(reading, placed.values(), ours))
    mending_sheet.write(book, who, heading, items, outside)
    saved = reading.saved.astimezone(UTC).replace(tzinfo=None) if reading.saved else None
    return Marked(save(book, saved or build.first_saved(who.year)), items)


def _fill(sheet: Worksheet, form: SheetLayout, placed: Placed, reading: Reading) -> None:
    """Fill in the sender's rows as the sender had them; what was prefilled there gives way."""
    followup = reading.identity is not None and reading.identity.round != PLAN
    part = (Part.FOLLOWUP,) if followup else (Part.PLAN, Part.FOLLOWUP, Part.ALWAYS)
    for row in sorted(set(placed.rows.values())):
        for number, column in enumerate(form.columns, start=1):
            slot = Slot(form.key, row, column.key)
            if slot in placed.values:
                kind = kind_of(form, slot)
                type_in(sheet.cell(row, number), placed.values[slot], kind, date_1904=reading.date_1904)
            elif column.part in part:
                sheet.cell(row, number).value = None
        texts = [column for column in form.columns if column.type is not layout.Type.DATE]
        cells = (
            (sheet.cell(row, form.number(text.key)).value, sizes.width(text, followup)) for text in texts
        )
        sizes.set_height(sheet, row, sizes.text_height(cells))


def _mark(sheet: Worksheet, form: SheetLayout, items: Sequence[Item], *, followup: bool) -> None:
    """Give the cells to mend colour, border and advice; they are open even where others of their column are locked.

    Ours stay locked, but for the code of a measure in a plan, which its sender may be asked for.
    """
    unlocked = () if followup or form.key != layout.MEASURES_KEY else ("code",)
    notes = {slot: note for slot, note in mending_items.notes(items).items() if slot.sheet == form.key}
    cells = {slot: (slot.row, form.number(slot.column)) for slot in notes}
    cell_rules.uncolour(sheet, set(cells.values()))
    cell_rules.prompts(sheet, {cells[slot]: note for slot, note in notes.items()})
    worst = {item.slot: item.severity for item in reversed(items)}
    for slot, (row, column) in cells.items():
        cell = sheet.cell(row, column)
        mending_sheet.mark(cell, worst[slot])
        if slot.column in unlocked or form.column(slot.column).part is not Part.FIXED:
            cell.protection = Protection(locked=False)


def _texts(book: Workbook) -> frozenset[str]:
    """Return all texts of ours, to tell from them what the sender added."""
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
    return frozenset(thai.key(value) for row in rows for value in row if isinstance(value, str))


def _outside(reading: Reading, placed: Iterable[Placed], ours: frozenset[str]) -> Iterator[Outside]:
    """Yield cells without a place in the copy: values first, then those beside the tables."""
    for sheet in placed:
        for record in sheet.left:
            text = f"={record.raw.formula_text}" if record.raw.value is None else shown(record.raw)
            if record.field not in ("code", "name") or thai.key(text) not in ours:
                yield Outside(record.place.sheet, record.place.cell, mending_items.shorten(text, LENGTH))
    own_texts = ours | {thai.key(reading.who)}
    for cell in reading.outside:
        number = thai.parse_number(cell.text) is not None and cell.sheet != layout.GUIDE
        if number or thai.key(cell.text) not in own_texts:
            yield cell
