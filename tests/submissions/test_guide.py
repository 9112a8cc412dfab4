"""What a sender put into the sheet คำชี้แจง is named, and what we print there is not."""

import io
from collections.abc import Iterable
from dataclasses import replace

import pytest

from itaxl.forms.identity import Identity
from itaxl.forms.layout import GUIDE
from itaxl.instrument import load
from itaxl.spreadsheets.book import Book, Cell
from itaxl.spreadsheets.read import read_book
from itaxl.submissions.guide import in_guide
from tests import sheets
from tests.building import built
from tests.filled import AGENCY, change, number, text

BY_DETAIL = [(2562, "indicators"), (2568, "items")]


def guide(identity: Identity, **settings: str) -> Book:
    agency = replace(AGENCY, **settings)  # type: ignore[arg-type]
    return read_book(built(load(identity.year), identity, agency))


def said(workbook: Book) -> Iterable[tuple[str, str, object]]:
    return [
        (item.place.cell, item.value, dict(item.values)["count"]) for item in in_guide(workbook, "a.xlsx")
    ]


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize(("year", "detail"), BY_DETAIL)
@pytest.mark.parametrize("dimension", ["IIT", "EIT", "OIT", "announced"])
def test_our_own_guides_are_ours(dimension: str, year: int, detail: str, lang: str) -> None:
    for of_round in ("plan", "followup-6"):
        if dimension != "announced" or of_round == "plan":
            who = Identity(year, dimension, "" if dimension == "announced" else "finance", of_round)
            assert said(guide(who, detail=detail, lang=lang)) == []


@pytest.mark.parametrize(
    ("place", "cell", "where"),
    [
        ((6, 5), text("งบที่ถูกต้องคือ 25,000"), "E6"),
        ((2, 4), text("ส่งแทนกองช่าง"), "D2"),
        ((90, 1), text("ขอแก้คะแนนข้อ 3 เป็น 80"), "A90"),
        ((91, 2), text("แก้แล้ว"), "B91"),
        ((92, 3), number(5), "C92"),
    ],
)
def test_what_was_typed_there_is_named_with_its_cell(place: tuple[int, int], cell: Cell, where: str) -> None:
    typed = change(guide(Identity(2562, "IIT", "finance")), GUIDE, {place: cell})
    (finding,) = said(typed)
    assert finding == (where, str(cell.value).removesuffix(".0"), 1)


def test_a_row_of_the_senders_own_below_ours_is_named_once() -> None:
    cells = {(90, 1): text("หมายเหตุเพิ่มเติม"), (90, 2): text("ขอแก้คะแนน"), (91, 1): text("  ")}
    assert said(change(guide(Identity(2562, "IIT", "finance")), GUIDE, cells)) == [
        ("A90", "หมายเหตุเพิ่มเติม", 2)
    ]


def test_pictures_and_files_there_are_counted() -> None:
    workbook = guide(Identity(2562, "IIT", "finance"))
    changed = tuple(
        replace(sheet, pictures=((4, 2, 9, 9),), objects=2) if sheet.name == GUIDE else sheet
        for sheet in workbook.sheets
    )
    assert said(replace(workbook, sheets=changed)) == [("B4", "", 3)]


def test_a_workbook_that_another_program_saved_is_the_same() -> None:
    saved = io.BytesIO()
    book = sheets.opened(built(load(2562), Identity(2562, "OIT", "finance"), AGENCY))
    book.save(saved)
    assert said(read_book(saved.getvalue())) == []
