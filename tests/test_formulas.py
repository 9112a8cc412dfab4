"""Text that begins like a formula stays text in every workbook and table that is made, whoever wrote it."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from itaxl.agency import register, settings
from itaxl.agency.settings import Agency
from itaxl.forms import build
from itaxl.forms.layout import MEASURES, RESULTS, SCORES
from itaxl.report import documents
from itaxl.report.run import Run
from itaxl.sending import outbox, returns
from itaxl.spreadsheets.book import Book, Kind
from itaxl.spreadsheets.read import read_book
from tests.cases import ANNOUNCED, WEAKEST, announced, division
from tests.filled import INSTRUMENT, book, change, text, who
from tests.gathered import gathered
from tests.press import Press

pytestmark = pytest.mark.slow

STARTS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", '=HYPERLINK("http://example.com","x")', "＝1+1")
SETTINGS = """
[agency]
name = "=1+1"
district = "+1+1"
email = "=cmd@example.go.th"
[report]
number = "=1+1"
place = "@SUM(1)"
[[signatories]]
role = "author"
name = "=1+1"
position = "-1+1"
[[divisions]]
id = "finance"
name = "=1+1"
aliases = ["@SUM(1)"]
dimensions = ["IIT"]
[[divisions]]
id = "works"
name = "-1+1"
dimensions = ["IIT"]
"""
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("agency")
    (path / "itaxl.toml").write_text(SETTINGS, "utf-8")
    (path / "inbox" / "2562").mkdir(parents=True)
    return path


def _hostile(name: str, code: str) -> Book:
    """Every text of a measure begins like a formula, and so do remarks, a wrong score, and a note beside the table."""
    result = division(name, code, ANNOUNCED, WEAKEST[code])
    texts = {
        (row, column): text(start) for row, start in enumerate(STARTS, start=6) for column in (3, 4, 5, 6, 10)
    }
    numbers = {(row, 2): text(str(WEAKEST[code][0])) for row in range(6, 6 + len(STARTS))}
    changed = change(result, MEASURES, texts | numbers | {(9, 20): text("=1+1")})
    return change(changed, SCORES, {(6, 5): text("=1+1"), (7, 4): text("+80"), (8, 4): text("=8+1")})


def _inbox() -> dict[str, Book]:
    """Under names that begin like a formula too."""
    results = change(announced(), RESULTS, {(6, 4): text("=1+1")})
    senders = {"=1-IIT.xlsx": "finance", "@1-IIT.xlsx": "works"}
    return {"+announced.xlsx": results} | {file: _hostile(name, "IIT") for file, name in senders.items()}


@pytest.fixture(scope="module")
def written(folder: Path) -> dict[str, bytes]:
    """All workbooks and tables of the reports, what goes back, the outbox of both rounds, and the register."""
    agency = settings.load(folder)
    year_data = gathered(_named(_inbox(), agency), agency)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Run, "page", _page)
        patch.setattr("itaxl.report.word.document.docx", lambda *_: b"")
        made = dict(documents.make(year_data, Press(), lambda *_: None).files)  # type: ignore[arg-type]
    measures = year_data.outcome.assessment.measures
    outbox.write(folder, 2562, "plan", None, overwrite=True)
    made |= {f"outbox/{path.name}": path.read_bytes() for path in (folder / "outbox/2562").glob("*.xlsx")}
    made |= dict(build.outbox(agency, INSTRUMENT, "followup-12", measures))
    return made | {"measures-2562.csv": register.text(year_data.merged.codes).encode()}


def _page(*_: object, **__: object) -> str:
    return "<title>ก</title>"


def _named(inbox: dict[str, Book], agency: Agency) -> dict[str, Book]:
    """Workbooks say of which agency they are."""
    return {name: change(workbook, "_meta", {(1, 2): text(agency.name)}) for name, workbook in inbox.items()}


def _workbooks(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name.endswith(".xlsx")}


def _texts(data: bytes) -> Iterator[str]:
    for sheet in read_book(data).sheets:
        yield from (str(cell.value) for cell in sheet.cells.values() if cell.kind is Kind.TEXT)


def test_every_kind_of_workbook_and_table_is_here(written: dict[str, bytes]) -> None:
    names = set(written)
    assert names >= {
        "office/merged.xlsx",
        "office/findings.xlsx",
        "scores.csv",
        "measures.csv",
        "measures-2562.csv",
    }
    assert any(name.startswith("office/returns/") and name.endswith(".xlsx") for name in names)
    assert names >= {
        "outbox/2562-IIT-finance.xlsx",
        "outbox/2562-announced.xlsx",
        "2562-IIT-finance-followup-12.xlsx",
    }


def test_no_workbook_holds_a_formula(written: dict[str, bytes]) -> None:
    for name, data in _workbooks(written).items():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in package.namelist():
                assert not (part.startswith("xl/worksheets/") and _FORMULA.search(package.read(part))), (
                    name,
                    part,
                )
            assert not any("externalLink" in part for part in package.namelist()), name
        assert not any(cell.formula for sheet in read_book(data).sheets for cell in sheet.cells.values()), (
            name
        )


def test_what_begins_like_a_formula_is_there_as_it_was_written(written: dict[str, bytes]) -> None:
    for name in ("office/merged.xlsx", "2562-IIT-finance-followup-12.xlsx"):
        plain = {start.replace("＝", "=") for start in STARTS}  # full-width letters are mended
        assert plain <= set(_texts(written[name])), name
    assert "=1-IIT.xlsx" in set(_texts(written["office/findings.xlsx"]))
    assert {"=8+1", "=1+1"} <= set(_texts(written["office/returns/2562-IIT-finance.xlsx"]))
    assert {"=1+1", "-1+1"} <= set(_texts(written["outbox/2562-IIT-finance.xlsx"]))


def test_no_field_of_a_table_begins_like_a_formula(written: dict[str, bytes]) -> None:
    for name in (name for name in written if name.endswith(".csv")):
        for row in csv.reader(io.StringIO(written[name].decode("utf-8-sig"))):
            for value in row:
                starts = value.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
                assert not starts or _NUMBER.fullmatch(value), (name, value)


def test_an_agency_of_nobody_in_particular_is_no_exception() -> None:
    blank = book(
        replace(who(division="")),
        {SCORES: "| รหัส | หมายเหตุ |\n|---|---|\n| 1 | '=1+1 |"},
        name="=1+1",
        agency="",
    )
    year_data = gathered({"a.xlsx": blank})
    (copy,) = _workbooks(returns.files(year_data, year_data.findings)).values()
    assert "=1+1" in set(_texts(copy))
    assert not any(cell.formula for sheet in read_book(copy).sheets for cell in sheet.cells.values())
