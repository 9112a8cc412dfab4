"""Stamps that are missing, forged, or say one thing here and another there."""

from dataclasses import replace
from functools import cache

import pytest

from itaxl.findings import Place
from itaxl.forms.identity import Identity
from itaxl.forms.layout import CODE_ROW, GUIDE, MEASURES, META, SCORES
from itaxl.spreadsheets.book import Book
from itaxl.spreadsheets.read import read_book
from tests.building import built
from tests.filled import AGENCY, FILE, INSTRUMENT, change, reading, text, who

SHEETS = (GUIDE, SCORES, MEASURES)


@cache
def made() -> Book:
    """The workbook as it goes out."""
    return read_book(built(INSTRUMENT, who(), AGENCY))


def codes_of(workbook: Book) -> list[tuple[str, Place]]:
    return [(finding.code, finding.place) for finding in reading(workbook).findings]


def fact(key: str) -> tuple[int, int]:
    """The cell of the hidden sheet with the value of a key."""
    hidden = made().sheet(META)
    assert hidden is not None
    (row,) = (row for (row, column), cell in hidden.cells.items() if (column, cell.value) == (1, key))
    return row, 2


def without_codes(workbook: Book) -> Book:
    """Nothing but the core property and the hidden sheet says whose it is."""
    for name in SHEETS:
        workbook = change(workbook, name, {(CODE_ROW, 1): None})
    return workbook


def without_hidden(workbook: Book) -> Book:
    return replace(workbook, sheets=tuple(sheet for sheet in workbook.sheets if sheet.name != META))


def test_a_workbook_as_it_was_sent_out_is_sound() -> None:
    assert codes_of(made()) == []
    assert codes_of(without_codes(made())) == []
    assert codes_of(replace(without_hidden(made()), identifier="")) == []


def test_the_core_property_alone_is_no_identity() -> None:
    assert codes_of(without_hidden(without_codes(made()))) == [("W243", Place(FILE))]


def test_the_core_property_alone_says_another_division() -> None:
    forged = replace(made(), identifier=who(division="works").code)
    assert codes_of(forged) == [("W204", Place(FILE))]
    assert codes_of(without_hidden(without_codes(forged))) == [("W243", Place(FILE))]


def test_a_code_that_is_missing_from_the_hidden_sheet_is_an_error_while_the_sheet_is_there() -> None:
    taken = change(made(), META, {fact("identity"): None})
    assert codes_of(taken) == [("W242", Place(FILE, META))]
    assert codes_of(replace(without_codes(taken), identifier="")) == [("W242", Place(FILE, META))]


@pytest.mark.parametrize(
    "key, value", [("division", "works"), ("dimension", "EIT"), ("round", "followup-6"), ("year", "2563")]
)
def test_the_facts_of_the_hidden_sheet_must_agree_with_its_code(key: str, value: str) -> None:
    ((code, _),) = codes_of(change(made(), META, {fact(key): text(value)}))
    assert code == "W204"


@pytest.mark.parametrize("division", ["x" * 41, "x" * 300, "-" * 5_000])
def test_an_overlong_division_in_a_stamp_is_refused_with_its_file(division: str) -> None:
    code = Identity(2562, "IIT", division).code
    forged = replace(made(), identifier=code)
    for name in SHEETS:
        forged = change(forged, name, {(CODE_ROW, 1): text(code)})
    said = reading(change(forged, META, {fact("identity"): text(code)})).findings
    assert {(finding.code, finding.place.file) for finding in said} == {("W205", FILE)}
    assert max(len(finding.value) for finding in said) <= 100


def test_a_schema_of_thousands_of_digits_is_no_code() -> None:
    forged = replace(made(), identifier=f"ITAXL-{'9' * 5_000}-2562-IIT-finance-plan-7")
    assert codes_of(forged) == [("W205", Place(FILE))]
