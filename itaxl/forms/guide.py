"""Sheet คำชี้แจง: in a few steps, how to fill in this workbook, and what goes into each column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.forms.identity import ANNOUNCED, PLAN, Identity
from itaxl.forms.layout import COUNTS, GRADE, HEADING_ROW, Part, SheetLayout
from itaxl.forms.limits import Speaker
from itaxl.forms.sizes import LINE, SECTION_HEIGHT, TALLEST, set_height, text_height
from itaxl.forms.styles import merge, put
from itaxl.instrument.bank import Bank
from itaxl.instrument.model import Indicator, Instrument
from itaxl.spreadsheets.book import column_letters

COLUMNS = 3
_WIDTHS = (13, 42, 106)
_SWATCHES = ("input", "locked", "good", "middle", "bad")
Line = tuple[str, str, str]


@dataclass(frozen=True)
class _Block:
    """Table of the guide; `section` stands over it, or nothing."""

    section: str
    headings: Line
    lines: tuple[Line, ...]


def write(
    sheet: Worksheet,
    forms: Sequence[SheetLayout],
    identity: Identity,
    instrument: Instrument,
    speaker: Speaker,
    bank: Bank,
) -> int:
    """Write the guide from the heading row on, and say which row is its last."""
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[column_letters(number)].width = width
    say = speaker.say
    headings = (say("guide.step"), say("guide.what"), say("guide.how"))
    family = forms[1].family if forms[1:] and forms[1].name == COUNTS else forms[0].family
    steps = _Block("", headings, tuple(_steps(identity, speaker, family)))
    row = _block(sheet, HEADING_ROW, steps) + 1
    row = _colours(sheet, row, identity, speaker, family) + 1
    sheet.row_breaks.append(Break(id=row - 1))
    headings = (say("guide.column"), say("guide.heading"), say("guide.prompt"))
    for form in forms:
        columns = tuple(_columns(form, identity, speaker))
        if columns:
            row = _block(sheet, row, _Block(say("guide.columns", sheet=form.name), headings, columns)) + 1
        if columns and f"guide.groups.{form.family}" in speaker.texts:
            row = _block(sheet, row, _groups(form, speaker)) + 1
    if identity.round == PLAN:
        sheet.row_breaks.append(Break(id=row - 1))
        for block in _ideas(identity, instrument, speaker, bank):
            row = _block(sheet, row, block) + 1
    return row - 2


def _steps(identity: Identity, speaker: Speaker, family: str) -> Iterator[Line]:
    """Yield the steps; `family` of the sheet of scores or answers: by item and by question a step may differ."""
    kind = "announced" if identity.announced else identity.round.partition("-")[0]
    for number in count(1):
        key = f"guide.{kind}.{number}"
        if f"{key}.what" not in speaker.texts:
            return
        what, how = f"{key}.{family}_what", f"{key}.{family}"
        yield (
            str(number),
            speaker.say(what if what in speaker.texts else f"{key}.what"),
            speaker.say(how if how in speaker.texts else f"{key}.how"),
        )


def _columns(form: SheetLayout, identity: Identity, speaker: Speaker) -> Iterator[Line]:
    """Yield the columns that are filled in in this round: letter, heading, prompt."""
    parts = (Part.FOLLOWUP,) if identity.round != PLAN else (Part.PLAN, Part.ALWAYS)
    for column in form.columns:
        if column.part in parts:
            letter = column_letters(form.number(column.key))
            yield letter, column.heading, speaker.prompt(form, column.key)
    grade = form.row(GRADE)
    if grade:
        cell = f"{column_letters(form.number('score'))}{grade}"
        yield cell, speaker.short(form, "grade", ""), speaker.prompt(form, "grade")


def _groups(form: SheetLayout, speaker: Speaker) -> _Block:
    """Explain which rows belong together, as their two greys show."""
    headings = (
        speaker.say("guide.no"),
        speaker.say(f"guide.group.{form.family}"),
        speaker.say("guide.codes"),
    )
    lines = tuple((group.code, group.name, " ".join(group.rows)) for group in form.groups)
    return _Block(speaker.say(f"guide.groups.{form.family}"), headings, lines)


def _ideas(identity: Identity, instrument: Instrument, speaker: Speaker, bank: Bank) -> Iterator[_Block]:
    """Yield texts that help to think of measures: standard recommendations, the bank, measures in common use."""
    say = speaker.say
    dimensions = [
        dimension for dimension in instrument.dimensions if identity.dimension in (dimension.code, ANNOUNCED)
    ]
    chosen = [indicator for dimension in dimensions for indicator in dimension.indicators]
    headings = (say("guide.no"), say("guide.indicator"), say("guide.recommendation"))
    lines = tuple((indicator.code, indicator.name.th, indicator.recommendation.th) for indicator in chosen)
    yield _Block(say("guide.indicators"), headings, lines)
    if identity.announced:
        return
    offered = tuple(line for indicator in chosen for line in _offered(indicator, bank, speaker))
    if offered:
        headings = (say("guide.no"), say("guide.indicator"), say("guide.offered"))
        yield _Block(say("guide.bank"), headings, offered)
    if instrument.common_measures:
        numbered = enumerate(instrument.common_measures, start=1)
        examples = tuple((str(number), text, "") for number, text in numbered)
        yield _Block(say("guide.examples"), (say("guide.no"), say("guide.example"), ""), examples)


def _offered(indicator: Indicator, bank: Bank, speaker: Speaker) -> Iterator[Line]:
    """Approaches and measures of one indicator, one below the other."""
    if indicator.no not in bank:
        return
    own = bank[indicator.no]
    for kind, texts in (("approaches", own.approaches), ("measures", own.measures)):
        if texts:
            name = speaker.say(f"guide.{kind}", indicator=indicator.name.th)
            yield indicator.code, name, "\n".join(f"• {text}" for text in texts)


def _block(sheet: Worksheet, row: int, block: _Block) -> int:
    """Write a block and say which row comes after it."""
    if block.section:
        _section(sheet, row, block.section)
        row += 1
    _line(sheet, row, block.headings, ("heading plan",) * COLUMNS)
    for line in block.lines:
        row += 1
        _line(sheet, row, line, ("guide number", "guide term" if line[2] else "guide text", "guide text"))
    return row + 1


def _section(sheet: Worksheet, row: int, title: str) -> None:
    put(sheet, row, 1, title, "guide section")
    set_height(sheet, row, SECTION_HEIGHT)


def _line(sheet: Worksheet, row: int, line: Line, styles: tuple[str, ...]) -> None:
    """Write a row; without a third text the second takes the whole width."""
    for column, (text, style) in enumerate(zip(line, styles, strict=True), start=1):
        put(sheet, row, column, text, style)
    widths = _WIDTHS if line[2] else (_WIDTHS[0], sum(_WIDTHS[1:]))
    margin = LINE // 2 if "\n" in line[2] else 0
    set_height(sheet, row, min(TALLEST, text_height(zip(line, widths, strict=False)) + margin))
    if not line[2]:
        merge(sheet, row, 2, COLUMNS)


def _colours(sheet: Worksheet, row: int, identity: Identity, speaker: Speaker, family: str) -> int:
    """Explain the colours that occur in this workbook, and return the row after."""
    _section(sheet, row, speaker.say("guide.colours"))
    for name in _SWATCHES:
        round = "plan" if identity.round == PLAN else "followup"
        own = f"guide.colour.{name}.{round}_{family}"
        key = own if own in speaker.texts else f"guide.colour.{name}.{round}"
        if key in speaker.texts:
            row += 1
            _line(sheet, row, ("", speaker.say(key), ""), (f"swatch {name}", "guide text", "guide text"))
    return row + 1
