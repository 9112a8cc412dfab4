"""Cells that try to be more than text, through the whole merge: they stay text, in every file that is posted."""

import io
import json
import re
import time
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from itaxl.forms.layout import MEASURES
from itaxl.inbox.request import Request
from itaxl.pipeline import run
from itaxl.report.pdf.renderer import TIME_LIMIT
from samples import make_reference
from tests import sheets
from tests.outputs import posted
from tests.samples.made import reference_copy

pytestmark = pytest.mark.slow

MARKUP = '</td></tr></table><script>alert(1)</script><img src=x onerror=alert(1)><b onclick="x()">หนา</b>'
STYLE = "</style><style>* { display: none; background: url(https://evil.example/x.png) }</style>"
TEMPLATE = "{{ 7*7 }} {% include '/etc/passwd' %} ${7*7} {total}"
ATTACHED = "<link rel=attachment href=file:///etc/passwd><iframe src=file:///etc/passwd></iframe>"
ENDLESS = "ก" * 300 + " " + "W" * 300
TURNED = "ก่อน \u202egpj.exe\u202c \u200fหลัง\u200e \u2066ใน\u2069"
LONGEST = ("จัดประชุมชี้แจงแนวทาง " * 1600)[:32_760] + " จบแล้ว"
CONTROLS = "ก่อน_x0007_กลาง_x001B_หลัง"
LINKS = (
    "javascript:alert(document.domain)",
    "file:///etc/passwd",
    "data:text/html,<script>alert(1)</script>",
    " JaVaScRiPt:alert(1)",
    "vbscript:x",
    'https://x/"onmouseover="alert(1)',
)
PLAN, REPORT = "2562-OIT-office.xlsx", "2562-OIT-office-followup-12.xlsx"
GOOD = "https://www.example.go.th/ita/2563/ok.pdf"


@dataclass(frozen=True)
class Merge:
    reports: Path
    exit_code: int
    seconds: float

    def page(self, name: str) -> str:
        return (self.reports / name).read_text("utf-8")

    def pdf(self, name: str) -> bytes:
        return (self.reports / name).read_bytes()


def typed(folder: Path, name: str, rows: dict[int, dict[str, str]]) -> None:
    """Type over cells of a workbook in the inbox, by row and column."""
    file = folder / make_reference.INBOX / name
    cells = [
        {"แผ่นงาน": MEASURES, "ช่อง": f"{column}{row}", "ค่า": value}
        for row, columns in rows.items()
        for column, value in columns.items()
    ]
    later = datetime(2020, 4, 1, 9, 0)  # noqa: DTZ001 - UTC, as in the file
    file.write_bytes(sheets.change(file.read_bytes(), cells, later))


@pytest.fixture(scope="module")
def merge(tmp_path_factory: pytest.TempPathFactory) -> Merge:
    folder = tmp_path_factory.mktemp("hostile") / "agency"
    reference_copy(folder)
    for workbook in (folder / make_reference.INBOX).iterdir():
        if workbook.name not in (PLAN, REPORT, "2562-announced.xlsx"):
            workbook.unlink()  # more pages, and nothing hostile in them
    plan = {
        7: {"B": "9", "C": MARKUP, "D": STYLE, "E": TEMPLATE, "J": ATTACHED},
        8: {"B": "9", "C": ENDLESS, "D": TURNED, "E": LONGEST, "J": CONTROLS},
        9: {"B": "10", "C": "จุดอ่อน", "D": "แนวทาง", "E": ENDLESS[:300], "F": MARKUP},
    }
    typed(folder, PLAN, plan)
    reports = {
        6 + number: {
            **{"B": "9", "C": "จุดอ่อน", "D": "แนวทาง", "E": f"มาตรการที่ {number}", "K": "ดำเนินการแล้ว"},
            **{"L": "100", "N": MARKUP, "O": STYLE, "P": link},
        }
        for number, link in enumerate((*LINKS, GOOD), start=1)
    }
    typed(folder, REPORT, reports)
    started = time.monotonic()
    result = run(Request(folder))
    return Merge(folder / "reports/2562", result.exit_code, time.monotonic() - started)


class Reader(HTMLParser):
    """Tags and attributes that a browser would act on."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in ("href", "src")}

    def handle_data(self, data: str) -> None:
        self.text.append(data)


PAGES, PDFS = posted(".html"), posted(".pdf")


def test_it_ends_within_the_time_limit_of_one_document(merge: Merge) -> None:
    assert merge.seconds < TIME_LIMIT


@pytest.mark.parametrize("name", PAGES)
def test_no_cell_becomes_a_tag_or_an_attribute(merge: Merge, name: str) -> None:
    reader = Reader(merge.page(name))
    assert not reader.tags & {"script", "img", "iframe", "object", "embed", "link", "b", "form", "base"}
    assert not [attribute for attribute in reader.attributes if attribute.startswith("on")]
    assert merge.page(name).count("</style>") == 1


@pytest.mark.parametrize("name", PAGES)
def test_only_web_addresses_become_links(merge: Merge, name: str) -> None:
    links = {link for link in Reader(merge.page(name)).links if not link.startswith("#")}
    assert all(re.match(r"https?://[^\s\"<>]+$", link) for link in links)
    if name == "followup.html":
        assert GOOD in links


def test_what_was_typed_is_read_as_it_was_typed(merge: Merge) -> None:
    analysis = "".join("".join(Reader(merge.page("analysis.html")).text).split())
    followup = "".join("".join(Reader(merge.page("followup.html")).text).split())
    assert "<script>alert(" in analysis
    assert "{{๗*๗}}{%include'/etc/passwd'%}" in analysis
    assert "จบแล้ว" in analysis
    assert "file:///etc/passwd" in followup  # in a text that was typed
    assert "javascript:alert(document.domain)" not in followup  # evidence that leads nowhere is asked about


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_leads_nowhere_else_and_runs_nothing(merge: Merge, name: str) -> None:
    with pikepdf.open(io.BytesIO(merge.pdf(name))) as opened:
        assert not {"/OpenAction", "/AA"} & set(opened.Root.keys())
        annotations: list[Any] = [
            annotation for page in opened.pages for annotation in page.get("/Annots", [])
        ]
        actions = [annotation.A for annotation in annotations if "/A" in annotation]
        assert {str(action.S) for action in actions} <= {"/URI", "/GoTo"}
        targets = [str(action.URI) for action in actions if "/URI" in action]
        assert all(re.match("https?://", target) for target in targets)


@pytest.mark.parametrize("name", ["analysis.pdf", "followup.pdf"])
def test_nothing_is_attached_but_the_open_data(merge: Merge, name: str) -> None:
    attachments = pypdf.PdfReader(io.BytesIO(merge.pdf(name))).attachments
    assert sorted(attachments) == ["data.json", "measures.csv", "scores.csv"]
    assert b"root:" not in merge.pdf(name)


def test_the_text_of_the_pdfs_is_found_as_it_went_in(merge: Merge) -> None:
    findings = json.loads(merge.page("office/findings.json"))
    assert [finding for finding in findings if finding["code"] == "D504"] == []


def test_control_characters_are_gone(merge: Merge) -> None:
    for name in (*PAGES, "data.json"):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", merge.page(name))
