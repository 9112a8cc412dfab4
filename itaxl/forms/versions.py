"""Versions of the workbooks: the sheets of every one that was ever sent out, so that all of them are read.

A change of the contract's sheets or headings needs a new `identity.NEWEST` and, here, a function that turns a layout
of today into what it was before. Keys of columns never change: an earlier form may name a sheet or a heading
otherwise, have its columns in another order, or lack some; an earlier version may lack a sheet. It must keep the
column `code` where a sheet has one. What a version did not change keeps its number: a workbook bears the lowest that
knows all its sheets (`instrument_sheets.schema`).

1: the first. 2: the sheet of counted answers, in the workbooks of a survey of which it is known what answers are worth.
"""

from collections.abc import Callable, Mapping

from itaxl.forms.layout import COUNTS, SheetLayout

Version = Callable[[SheetLayout], SheetLayout | None]


def _first(form: SheetLayout) -> SheetLayout | None:
    return None if form.name == COUNTS else form


def _today(form: SheetLayout) -> SheetLayout:
    return form


VERSIONS: Mapping[int, Version] = {1: _first, 2: _today}


def is_known(schema: int) -> bool:
    return schema in VERSIONS


def as_of(
    forms: tuple[tuple[SheetLayout, ...], ...], schema: int
) -> tuple[Mapping[SheetLayout, SheetLayout], ...]:
    """Return the forms of each sheet as they were in a version, each beside that of today."""
    sheets = ({VERSIONS[schema](form): form for form in choices} for choices in forms)
    present = ({then: today for then, today in sheet.items() if then} for sheet in sheets)
    return tuple(sheet for sheet in present if sheet)
