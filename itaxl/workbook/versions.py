"""What the sheets were in each version of the workbooks that was ever sent out, so that all of them are read.

A change of the contract's sheets or headings needs a new `identity.SCHEMA` and, here, a function that turns a layout
of today into what it was before. Keys of columns never change: an earlier form may name a sheet or a heading
otherwise, have its columns in another order, or lack some. It must keep the column `code` where a sheet has one.
"""

from collections.abc import Callable, Mapping

from itaxl.workbook.identity import SCHEMA
from itaxl.workbook.layout import SheetLayout

Version = Callable[[SheetLayout], SheetLayout]


def _today(form: SheetLayout) -> SheetLayout:
    return form


VERSIONS: Mapping[int, Version] = {SCHEMA: _today}


def known(schema: int) -> bool:
    return schema in VERSIONS


def as_of(forms: tuple[tuple[SheetLayout, ...], ...], schema: int) -> tuple[tuple[SheetLayout, ...], ...]:
    """For each sheet the forms that it may have, as they were in a known version."""
    return tuple(tuple(VERSIONS[schema](form) for form in each) for each in forms)
