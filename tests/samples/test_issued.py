"""The reference is issued and issued again, with real documents: the signed bytes stay, the revised ones are marked."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from itaxl import pipeline
from itaxl.inbox.request import Request
from itaxl.report import issuing
from tests.figures import printed_text
from tests.report.word.reading import squeezed, text_of
from tests.samples.made import reference_copy

MARK = squeezed("ฉบับแก้ไข ลงวันที่ ๑๕ พฤษภาคม ๒๕๖๓")


def pdf_text(file: Path) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(file.read_bytes())).pages))


def with_first_pages_alone(home: Path) -> Path:
    """The sample without most of its pages, since these take long to draw."""
    settings = reference_copy(home) / "itaxl.toml"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace("[report]\n", '[report]\nsections = ["memo", "cover", "summary"]\n'), "utf-8"
    )
    return home


@pytest.mark.slow
def test_the_reference_is_issued_and_issued_again(tmp_path: Path) -> None:
    home = with_first_pages_alone(tmp_path / "reference")
    reports, office = home / "reports/2562", home / "reports/2562/office/revised"
    pipeline.run(Request(home))
    first = issuing.issue(home, "analysis")
    settings = home / "itaxl.toml"
    settings.write_text(
        settings.read_text("utf-8").replace("date = 2020-04-10", "date = 2020-05-15", 1), "utf-8"
    )
    result = pipeline.run(Request(home))
    assert "D524" in {item.code for item in result.findings}
    for name in ("analysis.pdf", "analysis.docx", "analysis.html", "memo.pdf"):
        assert (reports / name).read_bytes() == (first.folder / name).read_bytes()
    revised = {
        "pdf": pdf_text(office / "analysis.pdf"),
        "docx": squeezed(text_of((office / "analysis.docx").read_bytes())),
        "html": squeezed(printed_text((office / "analysis.html").read_text("utf-8"))),
    }
    for form, text in revised.items():
        assert MARK in text, form
    assert MARK not in pdf_text(reports / "analysis.pdf")
    assert "(ฉบับแก้ไข)" in pdf_text(office / "memo.pdf")
    second = issuing.issue(home, "analysis", again=True)
    assert (second.folder / "analysis.pdf").read_bytes() == (office / "analysis.pdf").read_bytes()
