"""Things that a marked copy keeps beside the values: links that anyone can open, comments, and lines that cross out."""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as Target
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment

from itaxl import thai
from itaxl.forms.layout import SheetLayout, Type
from itaxl.sending.placing import Placed, Slot, slot_at
from itaxl.sending.typed import type_text
from itaxl.spreadsheets.book import Kind
from itaxl.submissions import links
from itaxl.submissions.reading import Reading
from itaxl.submissions.records import Record
from itaxl.submissions.stray_cells import LENGTH, Outside
from itaxl.texts import Texts

_WIDTH, _LINE, _LINE_LENGTH = 280, 22, 38  # of a comment: pixels, pixels, characters


def carry(
    book: Workbook, reading: Reading, forms: Sequence[SheetLayout], placed: Mapping[str, Placed]
) -> tuple[Outside, ...]:
    """Put what lay beside the values to their cells; return the comments whose cells the copy does not have."""
    records = {(record.place.sheet, record.place.cell): record for record in reading.records}
    author = Texts("marks", "th")("mail.colleagues")
    homeless: list[Outside] = []
    for (sheet, cell), aside in reading.asides.items():
        slot = slot_at(reading, forms, placed, sheet, cell)
        if aside.comment and slot:
            _target(book, forms, slot).comment = _comment(aside.comment, author)
        elif aside.comment:
            homeless.append(Outside(sheet, cell, thai.clean(aside.comment)[:LENGTH]))
        if slot and aside.crossed_out and (sheet, cell) in records:
            _cross_out(_target(book, forms, slot))
    for slot, record in _linked(reading, forms, placed):
        _link(_target(book, forms, slot), record, reading, _type(forms, slot))
    return tuple(homeless)


def _linked(
    reading: Reading, forms: Sequence[SheetLayout], placed: Mapping[str, Placed]
) -> Iterator[tuple[Slot, Record]]:
    """Yield the cells of the copy that were links, with what stood in them."""
    for record in reading.records:
        linked = links.behind(record.raw, reading.aside(record.place)) or links.is_computed(record.raw)
        slot = slot_at(reading, forms, placed, record.place.sheet, record.place.cell) if linked else None
        if slot and slot in placed[slot.sheet].values:
            yield slot, record


def _link(target: Target | MergedCell, record: Record, reading: Reading, kind: Type) -> None:
    """Make a link of the cell. Words that were one to nowhere must not look like evidence."""
    link = links.on_the_web(links.behind(record.raw, reading.aside(record.place)))
    if not link:
        if kind is Type.LINK and not links.names_address(str(record.raw.value or "")):
            target.value = None
        return
    if "\n" in link or (record.raw.kind is not Kind.TEXT and kind is Type.LINK):
        type_text(target, link)
    if "\n" not in link and target.value is not None and isinstance(target, Target):
        target.hyperlink = link


def _cross_out(target: Target | MergedCell) -> None:
    font: Any = copy(target.font)
    font.strike = True
    target.font = font


def _comment(text: str, author: str) -> Comment:
    words = thai.storable(text)
    lines = sum(1 + len(line) // _LINE_LENGTH for line in words.splitlines())
    return Comment(words, author, height=_LINE * (lines + 1), width=_WIDTH)


def _target(book: Workbook, forms: Sequence[SheetLayout], slot: Slot) -> Target | MergedCell:
    form = next(form for form in forms if form.key == slot.sheet)
    cell: Target | MergedCell = book[form.name].cell(slot.row, form.number(slot.column))
    return cell


def _type(forms: Sequence[SheetLayout], slot: Slot) -> Type:
    return next(form for form in forms if form.key == slot.sheet).column(slot.column).type
