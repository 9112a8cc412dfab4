"""One template, filled in and saved by different programs: what is read is the same."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from itaxl.forms import build
from itaxl.forms.layout import MEASURES, SCORES
from itaxl.instrument import load
from itaxl.spreadsheets.book import Kind
from itaxl.submissions.mended import is_date, is_percent
from itaxl.submissions.reading import Reading, read
from itaxl.submissions.records import Record
from tests import office, resaving
from tests.filled import AGENCY
from tests.shared import Shared
from tests.spreadsheets.old_workbooks import FINANCE, filled

INSTRUMENT = load(2562)
SAVED = datetime(2020, 4, 10, 2, 30, tzinfo=UTC)
TYPED: dict[str, dict[str, object]] = {
    SCORES: {
        "C6": 12,
        "D6": 85.5,
        "D7": {"percent": 0.738},
        "D8": {"error": "#DIV/0!"},
        "D9": {"formula": "40+1", "result": 41},
        "E6": "บรรทัด 1\nดำเนินงาน",
    },
    MEASURES: {"B6": "1", "E6": "ประกาศนโยบาย", "G6": {"date": "2020-04-10"}, "I6": 15000},
}
SEEN = {
    ("คะแนน", "C6"): 12.0,
    ("คะแนน", "D6"): 85.5,
    ("คะแนน", "D7"): ("percent", 0.738),
    ("คะแนน", "D8"): "#DIV/0!",
    ("คะแนน", "D9"): 41.0,
    ("คะแนน", "E6"): "บรรทัด 1\nดำเนินงาน",
    ("มาตรการ", "B6"): "1",
    ("มาตรการ", "E6"): "ประกาศนโยบาย",
    ("มาตรการ", "G6"): ("date", 43931.0),
    ("มาตรการ", "I6"): 15000.0,
}


def seen(record: Record) -> object:
    """The value with what its number format tells; an error by its text."""
    cell = record.raw
    if cell.kind is Kind.NUMBER and is_percent(cell.number_format):
        return "percent", cell.value
    if cell.kind is Kind.NUMBER and is_date(cell.number_format):
        return "date", cell.value
    return cell.value


def by_cell(reading: Reading) -> dict[tuple[str, str], object]:
    return {(record.place.sheet, record.place.cell): seen(record) for record in reading.records}


def read_file(file: Path) -> Reading:
    return read(file.read_bytes(), file.name, lambda _: INSTRUMENT)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("alike") / "template.xlsx"
    file.write_bytes(build.build(INSTRUMENT, FINANCE, AGENCY))
    return file


@pytest.fixture(scope="module")
def blank(template: Path) -> dict[tuple[str, str], object]:
    """The records of the template itself: codes and names."""
    return by_cell(read_file(template))


def for_office() -> Mapping[str, bytes]:
    return {"filled": filled()}


@pytest.mark.office
@pytest.mark.parametrize(
    ("kind", "codes"),
    [("xlsx", set()), ("ods", set()), ("xls", {"W216"})],
)
def test_saved_by_libreoffice(
    shared: Shared,
    blank: dict[tuple[str, str], object],
    tmp_path: Path,
    kind: str,
    codes: set[str],
) -> None:
    """Filled in by openpyxl, opened and saved by LibreOffice."""
    if kind in office.TOGETHER:
        data = office.saved_as(kind, shared)["filled"]
    else:
        source = tmp_path / "filled.xlsx"
        source.write_bytes(filled())
        data = office.convert(source, kind, tmp_path).read_bytes()
    reading = read(data, f"filled.{kind}", lambda _: INSTRUMENT)
    expected = {place: value for place, value in (blank | SEEN).items() if value is not None}
    assert by_cell(reading) == expected
    assert reading.identity == FINANCE
    assert {finding.code for finding in reading.findings} == codes
    assert reading.saved


@pytest.mark.node
@pytest.mark.parametrize("library", resaving.LIBRARIES)
def test_saved_by_a_library_of_node(
    template: Path, blank: dict[tuple[str, str], object], tmp_path: Path, library: str
) -> None:
    resaving.resave(library, template, tmp_path / "a.xlsx", TYPED)
    reading = read_file(tmp_path / "a.xlsx")
    assert by_cell(reading) == blank | SEEN
    assert (reading.identity, reading.findings) == (FINANCE, ())
