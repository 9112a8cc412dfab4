import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from pyarrow import parquet

from itaxl.agency.settings import Agency
from itaxl.overview import write
from itaxl.overview.data import COLUMNS
from itaxl.overview.write import Written, write_overview
from tests import drawing
from tests.overview.made import YEAR, published, put
from tests.report.pdfs import with_pdftotext
from tests.report.webpages import Web
from tests.report.word.validity import complaints

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Made:
    folder: Path
    written: Written

    def text(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8-sig")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    top = tmp_path_factory.mktemp("province")
    sources = [
        put(top, "a", published("เทศบาลตำบลหนึ่ง", 90), site=True),
        put(top, "b", published("=HYPERLINK() <b>เทศบาล</b>", 70)),
        put(top, "silent", None),
        put(top, "broken", "{"),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(write, drawing.RENDERER, drawing.OnceRenderer)
        target = top / "reports" / str(YEAR)
        province = Agency(top, name="จังหวัดตัวอย่าง")
        yield Made(target, write_overview(target, YEAR, province, sources, beside={"office/state.csv": b"x"}))


def test_pdf_keeps_both_standards_and_every_word(made: Made) -> None:
    assert made.written.findings == ()
    with pikepdf.open(made.folder / "overview.pdf") as pdf, pdf.open_metadata() as meta:
        assert (meta.pdfa_status, meta.get("pdfuaid:part")) == ("3A", "1")
        assert set(pdf.attachments) == {"agencies.csv", "agencies.parquet", "data.json"}
    text = with_pdftotext((made.folder / "overview.pdf").read_bytes())
    assert "เทศบาลตำบลหนึ่ง" in text
    assert "silent" in text


def test_word_file_is_valid(made: Made) -> None:
    assert complaints(made.folder / "overview.docx") == []


def test_tables_of_csv_and_parquet_are_the_same(made: Made) -> None:
    rows = list(csv.DictReader(io.StringIO(made.text("agencies.csv"))))
    table = parquet.read_table(made.folder / "agencies.parquet").to_pylist()
    assert list(rows[0]) == list(table[0]) == list(COLUMNS)
    assert {row["total"] for row in rows} == {"70", "90", ""}
    assert {row["total"] for row in table} == {70, 90, None}
    assert any(row["agency"].startswith("'=HYPERLINK") for row in rows)


def test_each_agency_without_a_result_has_its_reason(made: Made) -> None:
    missing = json.loads(made.text("data.json"))["missing"]
    assert missing == [{"agency": "broken", "reason": "broken"}, {"agency": "silent", "reason": "missing"}]


@pytest.mark.parametrize("page", ["overview.html", "site/agencies-need.html", "site/en/agencies-name.html"])
def test_agency_is_linked_to_its_own_site_and_nothing_is_read_as_markup(made: Made, page: str) -> None:
    web = Web(made.text(page))
    outside = {link for link in web.links if "agencies/a/" in link}
    assert len(outside) == 1
    assert ((made.folder / page).parent / outside.pop()).resolve().is_file()
    assert "<b>เทศบาล" not in made.text(page)


def test_pages_of_the_site_lead_to_files_that_are_there(made: Made) -> None:
    for page in (made.folder / "site").rglob("*.html"):
        web = Web(page.read_text("utf-8"))
        for link in (*web.links, *web.fetched, *web.alternates.values()):
            file, _, anchor = link.partition("#")
            assert not file or (page.parent / file).resolve().is_file(), (page.name, link)
            assert file or anchor in web.ids


def test_folder_is_whole_by_its_manifest(made: Made) -> None:
    listed = {item["file"] for item in json.loads(made.text("office/manifest.json"))["outputs"]}
    there = {path.relative_to(made.folder).as_posix() for path in made.folder.rglob("*") if path.is_file()}
    assert listed == there - {"office/manifest.json"}
    assert "office/state.csv" in listed
