"""The sheet คำชี้แจง: in a few steps, how to fill in this workbook, and what goes into each column."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from openpyxl.worksheet.worksheet import Worksheet

from itaxl.instrument.model import Instrument
from itaxl.workbook.book import column_letters
from itaxl.workbook.identity import ANNOUNCED, Identity
from itaxl.workbook.layout import GRADE, HEADING_ROW, Part, SheetLayout
from itaxl.workbook.limits import Speaker
from itaxl.workbook.look import put

COLUMNS = 3
_WIDTHS = (11, 40, 96)
_SWATCHES = ("input", "locked", "good", "middle", "bad")
Line = tuple[str, str, str]


@dataclass(frozen=True)
class _Block:
    """A table of the guide; `section` stands over it, or nothing."""

    section: str
    headings: Line
    lines: tuple[Line, ...]


def write(
    sheet: Worksheet,
    forms: Iterable[SheetLayout],
    identity: Identity,
    instrument: Instrument,
    speaker: Speaker,
) -> int:
    """Write the guide from the heading row on, and say which row is its last."""
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[column_letters(number)].width = width
    row = HEADING_ROW
    for block in _blocks(forms, identity, instrument, speaker):
        row = _block(sheet, row, block) + 1
    return _colours(sheet, row, identity, speaker)


def _blocks(
    forms: Iterable[SheetLayout], identity: Identity, instrument: Instrument, speaker: Speaker
) -> Iterator[_Block]:
    say = speaker.say
    yield _Block(
        "", (say("guide.step"), say("guide.what"), say("guide.how")), tuple(_steps(identity, speaker))
    )
    for form in forms:
        lines = tuple(_columns(form, identity, speaker))
        if lines:
            headings = (say("guide.column"), say("guide.heading"), say("guide.prompt"))
            yield _Block(say("guide.columns", sheet=form.name), headings, lines)
    if identity.round == "plan":
        yield from _ideas(identity, instrument, speaker)


def _steps(identity: Identity, speaker: Speaker) -> Iterator[Line]:
    kind = "announced" if identity.announced else identity.round.partition("-")[0]
    for number in count(1):
        key = f"guide.{kind}.{number}"
        if f"{key}.what" not in speaker.texts:
            return
        yield str(number), speaker.say(f"{key}.what"), speaker.say(f"{key}.how")


def _columns(form: SheetLayout, identity: Identity, speaker: Speaker) -> Iterator[Line]:
    """The columns that are filled in in this round: letter, heading, prompt."""
    parts = (Part.FOLLOWUP,) if identity.round != "plan" else (Part.PLAN, Part.ALWAYS)
    for column in form.columns:
        if column.part in parts:
            letter = column_letters(form.number(column.key))
            yield letter, column.heading, speaker.prompt(form, column.key)
    grade = form.row(GRADE)
    if grade:
        cell = f"{column_letters(form.number('score'))}{grade}"
        yield cell, speaker.short(form, "grade", ""), speaker.prompt(form, "grade")


def _ideas(identity: Identity, instrument: Instrument, speaker: Speaker) -> Iterator[_Block]:
    """What helps to think of measures: the standard recommendations, and measures in common use."""
    say = speaker.say
    dimensions = [each for each in instrument.dimensions if identity.dimension in (each.code, ANNOUNCED)]
    chosen = [indicator for dimension in dimensions for indicator in dimension.indicators]
    headings = (say("guide.no"), say("guide.indicator"), say("guide.recommendation"))
    lines = tuple((each.code, each.name.th, each.recommendation.th) for each in chosen)
    yield _Block(say("guide.indicators"), headings, lines)
    if instrument.common_measures and not identity.announced:
        examples = tuple(
            (str(number), text, "") for number, text in enumerate(instrument.common_measures, start=1)
        )
        yield _Block(say("guide.examples"), (say("guide.no"), say("guide.example"), ""), examples)


def _block(sheet: Worksheet, row: int, block: _Block) -> int:
    """Write a block and say which row comes after it."""
    if block.section:
        put(sheet, row, 1, block.section, "guide section")
        row += 1
    _line(sheet, row, block.headings, ("heading plan",) * COLUMNS)
    for line in block.lines:
        row += 1
        _line(sheet, row, line, ("guide number", "guide term" if line[2] else "guide text", "guide text"))
    return row + 1


def _line(sheet: Worksheet, row: int, line: Line, styles: tuple[str, ...]) -> None:
    """One row; without a third text the second takes the whole width."""
    for column, (text, style) in enumerate(zip(line, styles, strict=True), start=1):
        put(sheet, row, column, text, style)
    if not line[2]:
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=COLUMNS)


def _colours(sheet: Worksheet, row: int, identity: Identity, speaker: Speaker) -> int:
    """What the colours mean that occur in this workbook; returns the last row."""
    put(sheet, row, 1, speaker.say("guide.colours"), "guide section")
    for name in _SWATCHES:
        key = f"guide.colour.{name}.{'plan' if identity.round == 'plan' else 'followup'}"
        if key in speaker.texts:
            row += 1
            _line(sheet, row, ("", speaker.say(key), ""), (f"swatch {name}", "guide text", "guide text"))
    return row
