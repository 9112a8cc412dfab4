"""docs/own-face.md does what it says."""

import io
import re
import tomllib
import zipfile
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from itaxl.files import shipped
from itaxl.inbox.request import Request
from itaxl.pipeline import run
from itaxl.report.pdf import text_layer
from itaxl.report.pictures.usable import url
from itaxl.report.views import analysis as analysis_view
from itaxl.report.views import followup as followup_view
from tests.command import ROOT
from tests.samples.made import reference_copy

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs/own-face.md").read_text("utf-8")
FILE = re.compile(r"^`([\w./-]+)`[^`\n]*:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILES = {
    name: "".join(content for one, content in FILE.findall(PAGE) if one == name)
    for name, _ in FILE.findall(PAGE)
}
PIXEL = io.BytesIO()
Image.new("RGB", (1, 1), "red").save(PIXEL, "PNG")


def with_settings(settings: str, more: str) -> str:
    """The settings with the lines of an example under their headings; a key that is there already is replaced."""
    for heading, lines in re.findall(r"^(\[\w+\])\n(.*?)(?=^\[|\Z)", more, re.MULTILINE | re.DOTALL):
        before, _, after = settings.partition(f"{heading}\n")
        for key in re.findall(r"^(\S+) =", lines, re.MULTILINE):
            after = re.sub(rf"^{re.escape(key)} = .*\n", "", after, flags=re.MULTILINE)
        settings = f"{before}{heading}\n{lines}{after}"
    return settings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("face") / "agency"
    reference_copy(folder)
    for name, content in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        old = file.read_text("utf-8") if file.exists() else ""
        file.write_text(with_settings(old, content) if name == "itaxl.toml" else content, "utf-8")
    (folder / "logo.png").write_bytes(PIXEL.getvalue())
    result = run(Request(folder))
    assert not {"D503", "D506"} & {finding.code for finding in result.findings}
    return folder


def test_the_page_shows_each_kind_of_file() -> None:
    assert set(FILES) == {"itaxl.toml", "html_templates/cover.html"}


def test_words_logo_colours_and_cover_are_the_agencys(folder: Path) -> None:
    html = (folder / "reports/2562/analysis.html").read_text("utf-8")
    assert "จึงเรียนมาเพื่อโปรดทราบและพิจารณา" in html
    assert "โปร่งใส เป็นธรรม ตรวจสอบได้" in html
    assert url(folder / "logo.png") in html
    assert "#5b2a86" in re.findall("--accent: ([^;]+);", html)
    assert 'fill="#1d3557"' not in html


def test_the_pdf_has_them_too(folder: Path) -> None:
    pdf = (folder / "reports/2562/analysis.pdf").read_bytes()
    text = "".join(text_layer.extracted(pdf))
    assert text_layer.plain("โปร่งใส เป็นธรรม ตรวจสอบได้") in text
    assert text_layer.plain("ITA ๒๕๖๒ ของเทศบาลตำบลตัวอย่าง") in text
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    drawn = "".join(page.get_contents().get_data().decode("latin-1") for page in pages)
    assert "0.356863 0.164706 0.52549" in drawn  # #5b2a86
    assert "0.113725 0.207843 0.341176" not in drawn  # ours, #1d3557


def test_word_and_the_site_have_the_colours_too(folder: Path) -> None:
    for name in ("analysis", "followup", "memo"):
        with zipfile.ZipFile(folder / f"reports/2562/{name}.docx") as file:
            word = file.read("word/styles.xml") + file.read("word/document.xml")
        assert b"5B2A86" in word
        assert b"1D3557" not in word
    style = (folder / "reports/2562/site/style.css").read_text("utf-8")
    assert "#5b2a86" in re.findall("--accent: ([^;]+);", style)  # and another for the dark look


def test_only_the_sections_that_were_named_are_there(folder: Path) -> None:
    analysis = (folder / "reports/2562/analysis.html").read_text("utf-8")
    followup = (folder / "reports/2562/followup.html").read_text("utf-8")
    assert 'id="results"' in analysis
    assert 'id="appendix"' not in analysis
    assert 'id="summary"' in followup
    assert 'id="late"' not in followup


def test_the_page_names_every_section_and_every_colour() -> None:
    named = set(re.findall(r"[a-z][a-z-]*", PAGE.partition("- `sections`")[2].partition("- [Every")[0]))
    assert {*analysis_view.SECTIONS, *followup_view.SECTIONS} <= named
    ours = (shipped("html_templates") / "css/colours.css").read_text("utf-8")
    named = tomllib.loads(FILES["itaxl.toml"])["colours"]
    assert [f"--{name}" for name in named] == re.findall(r"--[\w-]+", ours)
    explained = re.findall(r"`([\w-]+)`", " ".join(re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)))
    assert explained == list(named)
