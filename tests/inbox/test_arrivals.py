import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from itaxl.agency.settings import Agency
from itaxl.findings import Place
from itaxl.forms import build
from itaxl.forms.identity import Identity
from itaxl.forms.layout import MEASURES, META, RESULTS, SCORES
from itaxl.inbox.arrivals import Arrived, arriving, receive, understand
from itaxl.inbox.folder import Waiting
from itaxl.inbox.mail.limits import Item
from itaxl.spreadsheets.book import Book
from itaxl.spreadsheets.read import HERE, read_book
from itaxl.texts import LANGS
from tests import sheets
from tests.filled import AGENCY, CONTEXT, FILE, INSTRUMENT, book, change, reading, text, who
from tests.inbox.files import packed
from tests.inbox.mail.letters import WORKBOOK

# What it is


def arrived(workbook: Book) -> Arrived:
    return understand(reading(workbook), CONTEXT)


def said(workbook: Arrived) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.place.cell, finding.value) for finding in workbook.findings]


def test_a_workbook_of_ours() -> None:
    workbook = arrived(book(who()))
    assert workbook.findings == ()
    assert workbook.submission is not None
    assert (workbook.submission.division, workbook.file) == ("finance", FILE)


@pytest.mark.slow
def test_a_file_of_the_inbox(tmp_path: Path) -> None:
    blank = build.build(INSTRUMENT, who(), AGENCY)
    rows = "| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) |\n|---|---|---|\n| 4 | 20 | ๗๓.๘๐ |"
    (tmp_path / FILE).write_bytes(sheets.fill(blank, {SCORES: rows}, datetime(2020, 3, 1)))  # noqa: DTZ001
    (result,) = receive("งาน/a.xlsx", tmp_path / FILE, CONTEXT, HERE)
    assert result.submission is not None
    assert [str(row.score) for row in result.submission.scores if row.score] == ["369/5"]
    assert {finding.place.file for finding in result.findings} == {"งาน/a.xlsx"}
    assert [finding.code for finding in result.findings] == ["C301", "C301", "C301", "C301", "C322"]


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    (result,) = receive("a.xlsx", tmp_path, CONTEXT, HERE)  # a folder is none
    assert (result.submission, [finding.code for finding in result.findings]) == (None, ["F115"])
    assert result.file == "a.xlsx"


BROKEN = {MEASURES: "| ตัวชี้วัด | มาตรการ |\n|---|---|\n| 99 | #REF! |"}


def test_a_workbook_of_another_year_is_left_out_with_nothing_else_said() -> None:
    """Its faults are for those to mend who merge that year: a warning must not become an error."""
    other = book(replace(who(), year=2563), BROKEN)
    workbook = understand(replace(reading(book(who(), BROKEN)), identity=replace(who(), year=2563)), CONTEXT)
    assert said(workbook) == [("W203", "A3", "2563")]
    assert workbook.submission is None
    assert arrived(other).submission is None
    assert [finding.code for finding in arrived(other).findings] == ["W203"]


def test_a_workbook_of_another_agency_is_left_out() -> None:
    workbook = arrived(book(who(), BROKEN, agency="เทศบาลเมืองอื่น"))
    assert said(workbook) == [("W209", "A3", "เทศบาลเมืองอื่น")]
    assert workbook.submission is None


@pytest.mark.parametrize(
    "name", [AGENCY.name, f" {AGENCY.name}\u200b", AGENCY.name.replace("ำ", "\u0e4d\u0e32")]
)
def test_the_agencys_name_may_be_written_otherwise(name: str) -> None:
    assert arrived(book(who(), agency=name)).submission is not None


@pytest.mark.parametrize("name", ["เทศบาลตำบลตัวอย่าง", "อบต. ตัวอย่าง", " อบต.ตัวอย่าง"])
def test_workbooks_made_under_a_former_name_are_still_the_agencys(name: str) -> None:
    renamed = replace(AGENCY, name="เทศบาลตำบลใหม่", former_names=("เทศบาลตำบลตัวอย่าง", "อบต.ตัวอย่าง"))
    context = replace(CONTEXT, agency=renamed)
    assert understand(reading(book(who(), agency=name)), context).submission is not None
    assert said(understand(reading(book(who(), agency="อบต.อื่น")), context)) == [("W209", "A3", "อบต.อื่น")]


def test_of_another_agency_the_remedy_names_the_key_for_a_former_name() -> None:
    (other,) = arrived(book(who(), agency="เทศบาลเมืองอื่น")).findings
    assert all("former_names" in other.fix(lang) for lang in LANGS)


@pytest.mark.parametrize("name", ["??????????", "à·ÈºÒÅµÓºÅ", "\ufffd\ufffd\ufffd", "?????????? 1"])
def test_a_name_whose_thai_was_lost_in_saving_is_an_error_that_says_so(name: str) -> None:
    workbook = arrived(book(who(), BROKEN, agency=name))
    assert (workbook.submission, said(workbook)) == (None, [("W241", "A3", name)])


def test_a_typed_name_whose_thai_was_lost_says_so_too() -> None:
    assert said(arrived(book(who(division=""), name="??????", agency=""))) == [("W241", "C2", "??????")]


def made(identity: Identity, agency: Agency | None) -> Book:
    return read_book(build.build(INSTRUMENT, identity, agency))


def unnamed(book: Book) -> Book:
    """A workbook whose hidden sheet no longer says of whom it is."""
    sheet = book.sheet(META)
    assert sheet is not None
    (row,) = (row for (row, column), cell in sheet.cells.items() if (column, cell.value) == (1, "agency"))
    return change(book, META, {(row, 2): None})


OTHER = replace(AGENCY, name="เทศบาลเมืองอื่น")


@pytest.mark.slow
@pytest.mark.parametrize("agency", [AGENCY, OTHER])
@pytest.mark.parametrize("dimension", ["IIT", "announced"])
def test_a_hidden_sheet_without_the_agencys_name_was_changed(dimension: str, agency: Agency) -> None:
    workbook = arrived(unnamed(made(who(dimension), agency)))
    assert (workbook.submission, [finding.code for finding in workbook.findings]) == (None, ["W240"])
    assert workbook.findings[0].place == Place(FILE, META)


@pytest.mark.slow
def test_without_the_hidden_sheet_the_printed_name_says_whose_it_is() -> None:
    for agency, codes in ((AGENCY, []), (OTHER, ["W209"])):
        book = made(who(), agency)
        bare = replace(book, sheets=tuple(sheet for sheet in book.sheets if sheet.name != META))
        assert [finding.code for finding in arrived(bare).findings if finding.code[0] == "W"] == codes


@pytest.mark.slow
@pytest.mark.parametrize("identity", [who("announced"), who(division="")])
def test_a_standard_workbook_is_nobodys_until_a_name_is_typed(identity: Identity) -> None:
    assert "W240" not in [finding.code for finding in arrived(made(identity, None)).findings]


@pytest.mark.parametrize("typed, ours", [(AGENCY.name, True), ("เทศบาลเมืองอื่น", False), ("", True)])
def test_blank_announced_results_by_the_name_typed_into_them(typed: str, ours: bool) -> None:
    workbook = arrived(book(who("announced"), name=typed, agency=""))
    assert (workbook.submission is not None) == ours
    assert said(workbook) == ([] if ours else [("W209", "C2", typed)])
    if not ours:
        assert workbook.findings[0].place == Place(FILE, RESULTS, "C2")


@pytest.mark.parametrize("typed, code", [("กองสวน", "W206"), ("", "W214")])
def test_an_unknown_division_cannot_be_merged(typed: str, code: str) -> None:
    workbook = arrived(book(who(division=""), name=typed, agency=""))
    assert said(workbook) == [(code, "C2", typed)]
    assert workbook.submission is None


def test_what_is_not_ours_or_contradicts_itself_is_left_out() -> None:
    foreign = replace(book(who()), sheets=(), identifier="")
    assert [finding.code for finding in arrived(foreign).findings] == ["W201"]
    mixed = change(book(who()), SCORES, {(3, 1): text(who("EIT").code)})
    assert (arrived(mixed).submission, [finding.code for finding in arrived(mixed).findings]) == (
        None,
        ["W204"],
    )


class Typing:
    """Reader at which somebody types a password for ten minutes."""

    waited = 0.0

    def read_book(self, data: bytes, file: str) -> Book:
        raise NotImplementedError


@pytest.mark.parametrize(("typed", "read"), [(True, 3), (False, 1)])
def test_the_time_in_which_a_password_is_typed_is_not_that_of_the_file(
    typed: bool, read: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now)
    (tmp_path / "a.zip").write_bytes(packed({f"{name}.xlsx": WORKBOOK for name in "abc"}))
    reader, result = Typing(), []
    for entry in arriving(Waiting("a.zip", tmp_path / "a.zip"), reader):
        result.append(entry)
        now += 600
        reader.waited += 600 if typed else 0
    assert sum(isinstance(entry, Item) for entry in result) == read
