"""The analysis and the follow-up of a year are two documents: each has its own date, number and signatories."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from pypdf import PdfReader

from itaxl import thai
from itaxl.agency.signatories import Signatory
from itaxl.forms.layout import MEASURES
from itaxl.report import documents, outputs, posting
from itaxl.report.documents import Made
from itaxl.report.run import Run
from tests.cases import ANNOUNCED, announced, everything
from tests.drawing import OnceRenderer
from tests.figures import printed_text
from tests.filled import AGENCY, book, who
from tests.gathered import gathered
from tests.report.word.reading import squeezed, text_of

pytestmark = pytest.mark.slow

APRIL, OCTOBER = date(2020, 4, 10), date(2020, 10, 8)
SAID = {APRIL: "๑๐ เมษายน ๒๕๖๓", OCTOBER: "๘ ตุลาคม ๒๕๖๓"}
WRITER, PLANNER = "นักวิเคราะห์นโยบายและแผน", "หัวหน้าฝ่ายแผนงาน"
OWN = {
    "report_date": OCTOBER,
    "report_number": "ตย ๓๑/๒๕๖๓",
    "signatories": (Signatory("author", PLANNER), Signatory("chief", "นายกเทศมนตรี")),
}
TOWN = replace(
    AGENCY,
    sections=("memo", "cover", "first-page", "results", "summary"),  # the others take long to draw
    report_date=APRIL,
    report_number="ตย ๗/๒๕๖๓",
    signatories=(Signatory("author", WRITER), Signatory("chief", "นายกเทศมนตรี")),
    own_documents={(2562, "followup-12"): OWN},
)
REPORT = (
    "| ตัวชี้วัด | มาตรการ | วันที่สิ้นสุด | สถานะ |\n|---|---|---|---|\n"
    "| 4 | มาตรการของ 4 | 2020-09-30 | อยู่ระหว่างดำเนินการ |"
)
INBOX = everything(ANNOUNCED, ("finance",)) | {
    "a": announced(TOTAL="79.83", GRADE="B"),
    "f": book(who("IIT", "finance", "followup-12"), {MEASURES: REPORT}),
}


@pytest.fixture(scope="module")
def made() -> Made:
    with OnceRenderer() as renderer:
        return documents.make(gathered(INBOX, TOWN), renderer, lambda *_: None)  # type: ignore[arg-type]


def texts(made: Made, name: str) -> dict[str, str]:
    """The text of each form of a document, without spaces."""
    return {
        "pdf": pdf_text(made.files[f"{name}.pdf"]),
        "docx": squeezed(text_of(made.files[f"{name}.docx"])),
        "html": squeezed(printed_text(made.files[f"{name}.html"].decode())),
    }


def pdf_text(pdf: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def test_every_form_bears_its_own_date_number_and_signatories(made: Made) -> None:
    own = {"analysis": (SAID[APRIL], "ตย ๗/๒๕๖๓", WRITER), "followup": (SAID[OCTOBER], "ตย ๓๑/๒๕๖๓", PLANNER)}
    for name, words in own.items():
        others = next(other for document, other in own.items() if document != name)
        for form, text in texts(made, name).items():
            for word in words:
                assert squeezed(word) in text, (name, form, word)
            for word in others:
                assert squeezed(word) not in text, (name, form, word)


def test_the_memo_is_that_of_the_analysis(made: Made) -> None:
    text = pdf_text(made.files["memo.pdf"])
    assert squeezed(SAID[APRIL]) in text
    assert "ตย๗/๒๕๖๓" in text


def test_the_files_are_dated_like_their_document(made: Made) -> None:
    for name, day in (("analysis", APRIL), ("memo", APRIL), ("followup", OCTOBER)):
        for folder in ("",) if name == "memo" else ("", "site/files/"):
            info = PdfReader(BytesIO(made.files[f"{folder}{name}.pdf"])).metadata
            word = docx.Document(BytesIO(made.files[f"{folder}{name}.docx"])).core_properties
            assert info is not None
            assert info.creation_date is not None
            assert word.created is not None
            assert (info.creation_date.date(), word.created.date()) == (day, day)


def test_a_page_of_the_site_has_the_date_of_its_report_and_one_about_all_the_newest(made: Made) -> None:
    days = {"index": OCTOBER, "analysis": APRIL, "followup": OCTOBER, "data": OCTOBER}
    for name, day in days.items():
        page = squeezed(printed_text(made.files[f"site/{name}.html"].decode()))
        assert squeezed(f"ข้อมูล ณ วันที่ {SAID[day]}") in page, name


def test_lateness_is_judged_on_the_date_of_the_followup(made: Made) -> None:
    assert f'"judged": "{OCTOBER}"'.encode() in made.files["data.json"]
    judged = f"ณ วันที่ {SAID[OCTOBER]}"
    for page in ("followup.html", "site/followup.html"):
        assert squeezed(judged) in squeezed(printed_text(made.files[page].decode()))
    undated = gathered(INBOX, replace(TOWN, own_documents={}))
    assert undated.outcome.assessment.as_of == thai.fiscal_year_end(2563)


def test_a_followup_without_its_own_leaves_its_places_blank_and_says_how_to_fill_them() -> None:
    run = Run(gathered(INBOX, replace(TOWN, own_documents={})), ())
    memo = run.view(outputs.FOLLOWUP).memo
    assert memo is not None
    assert [field.value for field in memo.fields[1]] == ["", ""]
    notes = {note.code: note for note in posting.notes(run.assessment, run.agency)}
    assert {"D519", "D520"} <= set(notes)
    assert "[report.2562.followup-12]" in notes["D519"].fix("th")
    assert "[report.2562.followup-12]" in notes["D520"].fix("en")
