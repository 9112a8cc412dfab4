import json
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from itaxl.agency.leftovers import RETURNS
from itaxl.agency.settings import Agency
from itaxl.checks.context import Context
from itaxl.files import digest
from itaxl.findings import Place, Severity, finding
from itaxl.forms.layout import MEASURES
from itaxl.gather import Gathered
from itaxl.inbox.arrivals import understand
from itaxl.instrument import known_years, load
from itaxl.processes.work import Progress
from itaxl.report import documents, outputs, press
from itaxl.report.documents import Made
from itaxl.report.files.folder import MANIFEST
from itaxl.report.outputs import Output
from itaxl.report.pdf.render import Document, Rendered
from itaxl.report.pdf.text_layer import Difference
from itaxl.report.run import Run
from itaxl.report.views.material import LEGAL_BASIS
from itaxl.spreadsheets.book import Book
from itaxl.texts import LANGS, catalogue
from tests.cases import ANNOUNCED, announced, division, everything, whole
from tests.filled import AGENCY, CONTEXT, book, reading, who
from tools import make_docs

PLANNED = {f"ลับ/{name}": workbook for name, workbook in everything(ANNOUNCED, ("finance",)).items()} | {
    "a": announced()
}
REPORT = "| ตัวชี้วัด | มาตรการ | สถานะ |\n|---|---|---|\n| 4 | มาตรการของ 4 | ยังไม่ดำเนินการ |"
INBOX = PLANNED | {"f": book(who("IIT", "finance", "followup-6"), {MEASURES: REPORT})}
DAY = date(2020, 4, 10)
SECRETS = ("ลับ/", ".xlsx", "finance@example.go.th")


class Press:
    """Draws nothing: a PDF is the page that went in. `unlike` are differences of the first drawing."""

    def __init__(self, *unlike: Difference) -> None:
        self.drawn: list[Document] = []
        self._unlike = unlike

    def submit(self, document: Document) -> Future[Rendered]:
        again = any(earlier.title == document.title for earlier in self.drawn)
        self.drawn.append(document)
        done: Future[Rendered] = Future()
        done.set_result(Rendered(document.html.encode(), 1, (), () if again else self._unlike))
        return done


@pytest.fixture(autouse=True)
def _plain_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The look of the documents is tested elsewhere."""

    monkeypatch.setattr(
        Run,
        "page",
        lambda run, document, medium: (
            f"<title>{document.name} &amp; ก</title>{medium}{' ร่าง' if run.is_draft(document) else ''}"
        ),
    )
    monkeypatch.setattr(
        "itaxl.report.word.document.docx",
        lambda view, face, *_: f"{view.kind}{' ร่าง' if face.draft else ''}".encode(),
    )


def gathered(agency: Agency = AGENCY, *more: Any, inbox: dict[str, Book] = INBOX) -> Gathered:
    result = whole(inbox, agency)
    arrived = tuple(understand(reading(workbook, name), CONTEXT) for name, workbook in inbox.items())
    return Gathered(
        agency, replace(CONTEXT, agency=agency), arrived, result.merged, result.outcome, tuple(more)
    )


def make(year_data: Gathered, press: Press | None = None) -> Made:
    return documents.make(year_data, press or Press(), lambda *_: None)  # type: ignore[arg-type]


@pytest.mark.slow
def test_every_output_is_made_and_nothing_else() -> None:
    made = make(gathered(AGENCY, finding("C305"))).files
    holders = {name: [output for output in outputs.OUTPUTS if holds(output, name)] for name in made}
    assert {name: len(result) for name, result in holders.items()} == dict.fromkeys(made, 1)
    there = {output.path for (output,) in holders.values()}
    current = {output.path for output in outputs.OUTPUTS if not (output.document and output.document.revised)}
    assert current - there <= {f"{RETURNS}/"}


def holds(output: Output, path: str) -> bool:
    return path.startswith(output.path) if output.path.endswith("/") else path == output.path


TEXT = {"th": "ตารางเพิ่ม", "en": "one more table"}


@pytest.mark.slow
@pytest.mark.parametrize("audience", ["posted", "office"])
def test_one_more_output_is_found_everywhere(
    audience: outputs.Audience, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = audience == "posted"
    more = Output("more.csv", "more", lambda _: "ก,ข", audience, languages="both", offered=posted)
    monkeypatch.setattr(outputs, "OUTPUTS", (*outputs.OUTPUTS, more))
    monkeypatch.setitem(catalogue("outputs"), "what.more", TEXT)
    monkeypatch.setitem(catalogue("document"), "site.file_more", TEXT)
    files = make(gathered()).files
    path = "more.csv" if posted else "office/more.csv"
    assert files[path] == "ก,ข".encode()
    assert path in {output["file"] for output in json.loads(files[MANIFEST])["outputs"]}
    assert (files.get("site/files/more.csv") == files[path]) == posted
    pages = {"th": files["site/index.html"], "en": files["site/en/index.html"]}
    for lang in LANGS:
        assert (TEXT[lang] in pages[lang].decode()) == posted
        tables = "\n".join(make_docs.written(lang, "")).split("\n\n")
        row = f"| `more.csv` | {TEXT[lang]} |"
        assert [row in table for table in tables] == [posted, not posted]


@pytest.mark.slow
def test_until_a_round_has_begun_no_followup_is_made() -> None:
    blank = REPORT.replace("ยังไม่ดำเนินการ", "")
    sent_blank = PLANNED | {"f": book(who("IIT", "finance", "followup-6"), {MEASURES: blank})}
    for inbox in (PLANNED, sent_blank):
        press = Press()
        error = finding("C311", Place("2562-IIT-works-followup-6.xlsx"))
        made = make(gathered(AGENCY, error, inbox=inbox), press)
        assert [document.title for document in press.drawn] == ["analysis & ก", "memo & ก"]
        assert not [name for name in made.files if "followup" in name]
        listed = {output["file"] for output in json.loads(made.files[MANIFEST])["outputs"]}
        assert listed == made.files.keys() - {MANIFEST}
        assert not {"X449", "D519", "D520"} & {item.code for item in made.findings}
        for name, content in made.files.items():
            if name.startswith("site/") and name.endswith(".html"):
                assert "followup.html" not in content.decode()
                assert "followup.pdf" not in content.decode()


@pytest.mark.slow
def test_the_manifest_lists_every_other_file_and_each_input() -> None:
    made = make(gathered())
    manifest = json.loads(made.files[MANIFEST])
    listed = {output["file"]: output["sha256"] for output in manifest["outputs"]}
    assert listed == {name: digest(content) for name, content in made.files.items() if name != MANIFEST}
    assert {file["file"] for file in manifest["inputs"]} == set(INBOX)


@pytest.mark.slow
def test_nothing_of_the_office_is_in_what_is_posted() -> None:
    agency = replace(
        AGENCY, divisions=tuple(replace(division, email=SECRETS[2]) for division in AGENCY.divisions)
    )
    press = Press()
    made = make(gathered(agency, finding("C305", value="ความลับของช่อง")), press)
    posted = [content for name, content in made.files.items() if not name.startswith("office/")]
    attached = [attachment.data for document in press.drawn for attachment in document.attachments]
    assert attached
    for content in (*posted, *attached):
        assert not any(secret.encode() in content for secret in (*SECRETS, "ความลับของช่อง"))


@pytest.mark.slow
@pytest.mark.parametrize("code, draft", [("C305", True), ("X402", False), ("C322", False)])
def test_errors_alone_make_a_draft(code: str, draft: bool) -> None:
    press = Press()
    made = make(gathered(AGENCY, finding(code)), press)
    assert {("ร่าง" in document.html) for document in press.drawn} == {draft}
    for name in ("analysis.html", "followup.html", "analysis.docx"):
        assert ("ร่าง".encode() in made.files[name]) == draft


@pytest.mark.slow
def test_an_error_of_a_follow_up_makes_a_draft_of_the_follow_up_alone() -> None:
    press = Press()
    made = make(gathered(AGENCY, finding("C311", Place("a/2562-IIT-finance-followup-12.xlsx"))), press)
    drafts = {
        name for name in ("analysis", "memo", "followup") if "ร่าง".encode() in made.files[f"{name}.pdf"]
    }
    assert drafts == {"followup"}
    pages = {"index": True, "analysis": False, "followup": True, "data": True}
    marks = {name: b'class="draft-mark"' in made.files[f"site/{name}.html"] for name in pages}
    assert marks == pages
    assert "ฉบับร่าง: ผลตามมาตรการ" in made.files["site/index.html"].decode()
    (said,) = [item for item in made.findings if item.code == "X449"]
    assert said.what("en") == "Drafts: the follow-up report, for 1 error"


@pytest.mark.slow
def test_a_text_layer_that_differs_in_one_document_makes_a_draft_of_that_one() -> None:
    class OnePress(Press):
        def submit(self, document: Document) -> Future[Rendered]:
            done = super().submit(document)
            if document.title.startswith("followup"):
                return done
            clean: Future[Rendered] = Future()
            clean.set_result(replace(done.result(), differences=()))
            return clean

    press = OnePress(Difference(3, "ดำเนินงาน", "ดาเนินงาน"))
    made = make(gathered(), press)
    assert "ร่าง".encode() in made.files["followup.pdf"]
    assert "ร่าง".encode() not in made.files["analysis.pdf"]
    assert len(press.drawn) == len(outputs.documents()) + 1


@pytest.mark.slow
def test_a_text_layer_that_differs_makes_a_draft_of_all_and_is_said() -> None:
    press = Press(Difference(3, "ดำเนินงาน", "ดาเนินงาน"))
    made = make(gathered(), press)
    problems = [finding for finding in made.findings if finding.code == "D504"]
    assert {problem.value for problem in problems} == {
        f"{document.name}.pdf" for document in outputs.documents()
    }
    assert problems[0].what("en").endswith("(page 3: ดำเนินงาน)")
    assert all("ร่าง".encode() in made.files[f"{document.name}.pdf"] for document in outputs.documents())
    assert "D504" in made.files["office/findings.json"].decode()


@pytest.mark.slow
def test_a_text_layer_that_differs_names_the_cell_that_the_text_came_from() -> None:
    made = make(gathered(), Press(Difference(3, "มาตรการของ4", "มาตรการของ")))
    problem = next(finding for finding in made.findings if finding.code == "D504")
    name, sheet, cell = problem.place.file, problem.place.sheet, problem.place.cell
    assert (name.endswith("IIT.xlsx"), sheet, cell) == (True, "มาตรการ", "E6")


@pytest.mark.slow
def test_differences_without_end_are_cut() -> None:
    made = make(gathered(), Press(*(Difference(number, "ก", "ข") for number in range(50))))
    of_one = [finding for finding in made.findings if finding.value == "analysis.pdf"]
    assert len(of_one) == documents.MOST_DIFFERENCES


@pytest.mark.slow
def test_title_day_and_language_of_a_document() -> None:
    press = Press()
    own = {(2562, "followup-6"): {"report_date": date(2020, 4, 30)}}
    make(gathered(replace(AGENCY, lang="en", report_date=DAY, own_documents=own)), press)
    assert {document.lang for document in press.drawn} == {"en"}
    days = {document.title.partition(" ")[0]: document.date for document in press.drawn}
    assert days == {"analysis": DAY, "memo": DAY, "followup": date(2020, 4, 30)}
    assert "analysis & ก" in {document.title for document in press.drawn}


@pytest.mark.slow
def test_progress_is_told_document_by_document() -> None:
    told: list[tuple[str, int, int]] = []
    documents.make(gathered(), Press(), lambda *step: told.append(step))  # type: ignore[arg-type]
    count = len(outputs.documents())
    done = [number for _, number, _ in told]
    assert done == sorted(done)
    assert set(done) == set(range(count + 1))
    assert told[-1] == ("progress.document", count, count)


@pytest.mark.slow
def test_equal_input_gives_equal_bytes() -> None:
    assert make(gathered()).files == make(gathered()).files


# What documents must leave blank


def test_pages_for_the_screen_are_made_while_the_pdfs_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    page, finish, made, before = Run.screen_page, press.Press.finish, [], []

    def noted_page(run: Run, document: Any) -> bytes:
        made.append(document)
        return page(run, document)

    def noted_finish(pages: press.Press, progress: Progress) -> None:
        before.append(len(made))
        finish(pages, progress)

    monkeypatch.setattr(Run, "screen_page", noted_page)
    monkeypatch.setattr(press.Press, "finish", noted_finish)
    make(gathered())
    assert before[0] == 2


def findings_about(agency: Agency, year: int = 2562) -> list[tuple[str, str]]:
    context = Context(agency, year, load(year))
    return [(finding.code, finding.value) for finding in documents.findings_about_documents(context)]


def test_an_image_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"")
    agency = replace(AGENCY, folder=tmp_path, emblem="ครุฑ.png", logo="logo.png")
    assert findings_about(agency) == [("D503", "ครุฑ.png"), ("D503", "logo.png")]


def test_colours_that_are_hard_to_read(tmp_path: Path) -> None:
    own = tmp_path / "html_templates/css/colours.css"
    own.parent.mkdir(parents=True)
    own.write_text(":root { --head: #777; --accent: #ffcc00; --shade-3: navy; }", "utf-8")
    agency = replace(AGENCY, folder=tmp_path, colours={"accent": "#707070", "quiet": "#767676"})
    context = Context(agency, 2562, load(2562))
    *_, head, quiet = documents.findings_about_documents(context)
    assert (head.code, head.severity) == ("D506", Severity.WARNING)
    assert head.what("en") == (
        "The colour head (#777777) makes text hard to read: its contrast with #111111 is only 4.21 : 1"
    )
    assert head.what("th").startswith("สี head (#777777)")
    assert head.fix("en").startswith(
        "Choose one that is lighter, for at least 4.5 : 1, under [colours] head in"
    )
    assert "เลือกสีที่อ่อนกว่านี้ ให้ได้อย่างน้อย 4.5 : 1 ที่ [colours] head ใน" in head.fix("th")
    assert (quiet.value, dict(quiet.values)["contrast"]) == ("quiet", "4.16")
    assert "เลือกสีที่เข้มกว่านี้" in quiet.fix("th")


def test_what_is_not_known_of_a_year_is_said() -> None:
    for year in known_years():
        instrument = load(year)
        result = dict(findings_about(AGENCY, year))
        assert ("D502" in result) == (not instrument.legal_basis)
    own = replace(AGENCY, text={LEGAL_BASIS: "กฎหมาย"})
    assert not [year for year in known_years() if "D502" in dict(findings_about(own, year))]


def test_the_agencys_own_templates(tmp_path: Path) -> None:
    agency = replace(AGENCY, folder=tmp_path)
    assert agency.templates is None
    (tmp_path / "html_templates").mkdir()
    assert agency.template_folders == (tmp_path / "html_templates",)


@pytest.mark.slow
def test_small_groups_are_not_attached_either() -> None:
    inbox = INBOX | {
        "ลับ/finance-IIT.xlsx": division("finance", "IIT", ANNOUNCED | {1: "11.11"}, (4,), respondents="4")
    }
    result = whole(inbox)
    expected = replace(gathered(), merged=result.merged, outcome=result.outcome)
    press = Press()
    made = make(expected, press)
    contents = [content for name, content in made.files.items() if not name.startswith("office/")]
    contents += [attachment.data for document in press.drawn for attachment in document.attachments]
    assert not any(b"11.11" in content for content in contents)
