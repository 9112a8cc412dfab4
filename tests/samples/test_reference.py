"""samples/reference: what the report that it follows holds, from workbooks, with its faults mended."""

import csv
import json
import random
import re
import shutil
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest

from itaxl import pipeline, thai
from itaxl.forms.layout import MEASURES, RESULTS
from itaxl.inbox.request import Request
from itaxl.pipeline import run
from samples import make_reference, make_samples
from tests import sheets
from tests.office import saved_as
from tests.outputs import posted
from tests.press import Press
from tests.report.word.reading import text_of
from tests.samples import made, reading
from tests.samples.made import reference_copy as copied
from tests.shared import Shared

pytestmark = pytest.mark.slow

SAMPLE = make_reference.FOLDER
EXPECTED = Path(__file__).parent / "report-2562.txt"
FIGURES = {"total": "79.83", "4": "73.80", "7": "74.02", "9": "74.48"}
POSTED = posted()


@dataclass(frozen=True)
class Merge:
    """One run of the command on a copy of the sample."""

    folder: Path
    exit_code: int
    shown: str

    @property
    def reports(self) -> Path:
        return self.folder / "reports/2562"

    @property
    def data(self) -> Any:
        return json.loads((self.reports / "data.json").read_text("utf-8"))

    @property
    def findings(self) -> list[dict[str, Any]]:
        return json.loads((self.reports / "office/findings.json").read_text("utf-8"))  # type: ignore[no-any-return]

    def bytes(self, *names: str) -> dict[str, bytes]:
        """Files of the reports by name, all where none is named."""
        paths = [self.reports / name for name in names] or [
            path for path in self.reports.rglob("*") if path.is_file()
        ]
        return {path.relative_to(self.reports).as_posix(): path.read_bytes() for path in paths}


def merged(folder: Path) -> Merge:
    return Merge(folder, run(Request(folder)).exit_code, "")


@pytest.fixture(scope="module")
def sample(shared: Shared) -> Merge:
    folder = shared.folder("reference", made.reference)
    code, _, shown = (folder / made.SHOWN).read_text("utf-8").partition("\n")
    return Merge(folder / made.AGENCY, int(code), shown)


def sections() -> dict[str, list[str]]:
    """The expected text by its headings."""
    results: dict[str, list[str]] = {}
    for line in EXPECTED.read_text("utf-8").splitlines():
        if line.startswith("["):
            lines = results.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(reading.squeezed(line))
    return results


# ── The sample itself ────────────────────────────────────────────────────────────────────────────────────────────────


def parts(workbook: Path) -> dict[str, bytes]:
    """What a workbook holds, however it was packed."""
    with zipfile.ZipFile(workbook) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_committed_workbooks_are_those_that_the_script_makes(tmp_path: Path) -> None:
    folder = copied(tmp_path / "agency")
    (folder / make_reference.REGISTER).unlink()
    make_samples.replace_reference(folder)
    made = {path.name: path for path in (folder / make_reference.INBOX).iterdir()}
    kept = {path.name: path for path in (SAMPLE / make_reference.INBOX).iterdir()}
    assert sorted(kept) == sorted(made)
    differing = [name for name in made if parts(made[name]) != parts(kept[name])]
    assert not differing, "run `python -m samples.make_samples reference`"
    register = make_reference.REGISTER
    assert (folder / register).read_bytes() == (SAMPLE / register).read_bytes()


# ── The run ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_sample_exits_without_error(sample: Merge) -> None:
    assert sample.exit_code == 0, sample.shown


def test_the_findings_are_the_grade_against_its_band_and_low_indicators_without_a_measure(
    sample: Merge,
) -> None:
    told = [finding for finding in sample.findings if finding["severity"] != "note"]
    assert [(finding["code"], finding["severity"], finding["value"]) for finding in told] == [
        ("X409", "warning", "C"),
        ("X428", "warning", "6"),
    ]
    assert "79.83" in sample.findings[0]["th"]["what"]
    assert "X409" in sample.shown


def test_the_register_of_measures_stays_as_it_was(sample: Merge) -> None:
    name = make_reference.REGISTER
    assert (sample.folder / name).read_bytes() == (SAMPLE / name).read_bytes()


def test_the_documents_print_what_was_announced(sample: Merge) -> None:
    assert sample.data["source"] == "announced"
    assert sample.data["total"] == 79.83
    assert sample.data["grade"] == {"announced": "C", "computed": "B"}
    assert [dimension["weakest"] for dimension in sample.data["dimensions"]] == [[4], [7], [9]]


# ── The documents ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_memo_takes_two_pages(sample: Merge) -> None:
    """The text, without head and signatures, is 55 lines: 37 cm of the 27 that a page has."""
    from pypdf import PdfReader  # noqa: PLC0415 - for few tests

    assert len(PdfReader(sample.reports / "memo.pdf").pages) == 2


def test_the_analysis_takes_thirteen_pages_at_most_and_its_first_page_is_one(sample: Merge) -> None:
    pages = reading.text(sample.reports / "analysis.pdf").split("\f")
    assert len(pages) - 1 <= 13
    (first,) = [page for page in pages if page.lstrip().startswith("สรุปสำหรับผู้บริหาร")]
    assert "เรื่องที่ยังค้างอยู่" in first
    assert first.strip().endswith("ก")


def test_the_page_of_a_required_element_stays_with_its_word(sample: Merge) -> None:
    lines = reading.text(sample.reports / "analysis.pdf").splitlines()
    named = [line for line in lines if "(หน้า" in line]
    assert len(named) == 6
    assert all(re.search(r"\(หน้า\s[๐-๙]+\)", line) for line in named)


def test_the_analysis_holds_every_sentence_of_the_report(sample: Merge) -> None:
    """Each as often as the report has it, in one of the orders in which pdftotext reads."""
    bodies = [reading.body(sample.reports / "analysis.pdf", order) for order in reading.ORDERS]
    wanted = sections()
    lines = Counter([*wanted["memo"], *wanted["report"]])
    assert not [line for line, times in lines.items() if max(text.count(line) for text in bodies) < times]


@pytest.mark.parametrize("dimension", ["IIT", "EIT", "OIT"])
def test_the_analysis_holds_the_table_of_measures_cell_by_cell(sample: Merge, dimension: str) -> None:
    wanted = sections()[f"table {dimension}"]
    table = table_text(reading.body(sample.reports / "analysis.pdf"), wanted[0])
    assert not [cell for cell in wanted if cell not in table]


def table_text(body: str, caption: str) -> str:
    """From a table's caption to the next one or the appendix; the table of contents comes before."""
    following = body[body.rindex(caption) :]
    ends = [following.find(mark, len(caption)) for mark in ("ตารางผลการประเมิน", "วิธีคำนวณ")]
    return following[: min(end for end in ends if end > 0)]


def test_every_measure_is_ticked_as_done_and_no_other_way(sample: Merge) -> None:
    body = reading.body(sample.reports / "analysis.pdf")
    assert body.count("✓") == len(sample.data["measures"]) == 5


def test_the_followup_holds_what_each_division_reported(sample: Merge) -> None:
    body = reading.body(sample.reports / "followup.pdf")
    reports = [report for measure in sample.data["measures"] for report in measure["followup"]]
    assert len(reports) == 22
    assert {report["status"] for report in reports} == {"ดำเนินการแล้ว"}
    assert not [report for report in reports if reading.squeezed(report["result"]) not in body]
    assert not [report for report in reports if report["evidence"] not in body]


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────

NAMES = {
    "total": "คะแนนรวม",
    "4": "การใช้ทรัพย์สินของราชการ",
    "7": "ประสิทธิภาพการสื่อสาร",
    "9": "การเปิดเผยข้อมูล(?!สาธารณะ)",  # not the name of OIT
}


@cache
def posted_texts(merge: Merge) -> dict[str, str]:
    """What a reader sees of each posted file, with Arabic digits."""
    pdfs = {name: reading.body(merge.reports / name) for name in posted(".pdf")}
    word = {name: text_of((merge.reports / name).read_bytes()) for name in posted(".docx")}
    pages = {name: reading.plain(merge.reports / name) for name in posted(".html")}
    data = {name: (merge.reports / name).read_text("utf-8-sig") for name in posted(".json", ".csv")}
    return {name: thai.arabic_digits(text) for name, text in (pdfs | word | pages | data).items()}


@pytest.mark.parametrize("document", ["analysis.pdf", "analysis.html", "analysis.docx"])
@pytest.mark.parametrize("what", FIGURES)
def test_a_figure_is_the_same_wherever_it_stands(sample: Merge, what: str, document: str) -> None:
    text = posted_texts(sample)[document]
    shown = re.findall(rf"{NAMES[what]}[^0-9]{{0,40}}([0-9]{{2}}\.[0-9]{{2}})", text)
    assert len(shown) >= 2
    assert set(shown) == {FIGURES[what]}


def test_the_open_data_has_the_same_figures(sample: Merge) -> None:
    data = {str(indicator["no"]): f"{indicator['score']:.2f}" for indicator in sample.data["indicators"]}
    data["total"] = f"{sample.data['total']:.2f}"
    assert {what: data[what] for what in FIGURES} == FIGURES
    with (sample.reports / "scores.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {
            row["indicator"]: f"{float(row['score']):.2f}"
            for row in csv.DictReader(file)
            if not row["division"]
        }
    assert rows == {what: figure for what, figure in data.items() if what != "total"}


def test_the_wrong_figure_of_the_report_cannot_occur(sample: Merge) -> None:
    assert not [name for name, text in posted_texts(sample).items() if "94.02" in text]


# ── What is posted ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_of_the_office_is_posted(sample: Merge) -> None:
    """No file name, sender, address, finding or path."""
    finding = sample.findings[0]
    inside = [".xlsx", "X409", "office/", "findings", "@", str(sample.folder), *finding["th"].values()]
    inside = [reading.squeezed(words) for words in inside]
    texts = posted_texts(sample) | {
        f"properties of {name}": posted_properties(sample, name)
        for name in POSTED
        if name.endswith((".pdf", ".docx"))
    }
    assert not [
        (name, words) for name, text in texts.items() for words in inside if words in reading.squeezed(text)
    ]


def posted_properties(merge: Merge, name: str) -> str:
    from pypdf import PdfReader  # noqa: PLC0415 - for few tests

    if name.endswith(".docx"):
        with zipfile.ZipFile(merge.reports / name) as package:
            return package.read("docProps/core.xml").decode()
    reader = PdfReader(merge.reports / name)
    return f"{reader.metadata} {list(reader.attachments)} {reader.xmp_metadata}"


# ── Again, and otherwise ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_word_file_that_was_edited_is_never_overwritten(sample: Merge, tmp_path: Path) -> None:
    folder = shutil.copytree(sample.folder, tmp_path / "agency")
    edited = folder / "reports/2562/analysis.docx"
    document = docx.Document(str(edited))
    document.add_paragraph("แก้ไขก่อนลงนาม")
    document.save(str(edited))
    kept = edited.read_bytes()
    assert merged(folder).bytes("analysis.docx") == sample.bytes("analysis.docx")
    assert (folder / "reports/2562.1/analysis.docx").read_bytes() == kept


def test_other_names_folders_and_order_change_nothing_that_is_posted(sample: Merge, tmp_path: Path) -> None:
    folder = copied(tmp_path / "agency")
    inbox = folder / make_reference.INBOX
    workbooks = sorted(inbox.iterdir())
    random.Random(1).shuffle(workbooks)
    for number, path in enumerate(workbooks):
        place = inbox / ("จากอีเมล" if number % 2 else "จากไลน์/ต่อ") / f"แบบ ({number}).xlsx"
        place.parent.mkdir(parents=True, exist_ok=True)
        path.rename(place)
    assert merged(folder).bytes(*POSTED) == sample.bytes(*POSTED)


def test_a_late_workbook_changes_no_code(
    sample: Merge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first division sends its plan again, with a new measure before the old one."""
    monkeypatch.setattr(pipeline, "Renderer", Press)
    folder = copied(tmp_path / "agency")
    plan = folder / make_reference.INBOX / "2562-IIT-office.xlsx"
    old = sheets.opened(plan.read_bytes())[MEASURES]["E6"].value
    late = sheets.change(
        plan.read_bytes(),
        [
            {"แผ่นงาน": MEASURES, "ช่อง": cell, "ค่า": value}
            for cell, value in (("E6", "มาตรการใหม่"), ("B7", "4"), ("E7", old))
        ],
        datetime(2020, 2, 3, 8, 30),  # noqa: DTZ001 - UTC, as in the file
    )
    (folder / make_reference.INBOX / "มาทีหลัง.xlsx").write_bytes(late)
    result = merged(folder)
    codes = {
        measure["measure"]: measure["code"]
        for measure in result.data["measures"]
        if measure["indicator"] == 4
    }
    before = {
        measure["measure"]: measure["code"]
        for measure in sample.data["measures"]
        if measure["indicator"] == 4
    }
    assert codes == before | {"มาตรการใหม่": "2562-IIT-04-03"}
    assert "X404" in {finding["code"] for finding in result.findings}


def for_office() -> dict[str, bytes]:
    """The announced results with another score."""
    announced = SAMPLE / make_reference.INBOX / "2562-announced.xlsx"
    cells = [{"แผ่นงาน": RESULTS, "ช่อง": f"C{5 + 7}", "ค่า": "73.02"}]
    return {"score": sheets.change(announced.read_bytes(), cells, datetime(2019, 12, 3))}  # noqa: DTZ001


@pytest.mark.office
def test_a_changed_score_that_libreoffice_saved_is_read_and_the_documents_follow(
    shared: Shared, tmp_path: Path
) -> None:
    folder = copied(tmp_path / "agency")
    made.draw_scores_alone(folder)
    announced = folder / make_reference.INBOX / "2562-announced.xlsx"
    announced.write_bytes(saved_as("xlsx", shared)["score"])

    result = merged(folder)
    assert result.exit_code == 0
    assert {indicator["no"]: indicator["score"] for indicator in result.data["indicators"]}[7] == 73.02
    texts = posted_texts(result)
    assert not [name for name, text in texts.items() if "74.02" in text]
    shown = re.findall(rf"{NAMES['7']}[^0-9]{{0,40}}([0-9]{{2}}\.[0-9]{{2}})", texts["analysis.pdf"])
    assert set(shown) == {"73.02"}
