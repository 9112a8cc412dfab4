"""The documentation is built as a website without a warning and without the network."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import itaxl
from tests.command import ROOT

pytestmark = pytest.mark.slow

NOWHERE = "http://127.0.0.1:9"  # whoever asks for anything outside is refused
FETCHED = re.compile(r"<(?:link|script|img|iframe)\b[^>]*?\b(?:href|src)=[\"']?(?:https?:)?//[^\s>]+")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), NOWHERE)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(target)],
        check=False, cwd=ROOT, env=os.environ | proxies | {"NO_MKDOCS_2_WARNING": "1"}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=300,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")
    return target


def test_every_page_is_there_and_in_the_menu(site: Path) -> None:
    home = (site / "index.html").read_text("utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        name = page.with_suffix(".html").name
        assert (site / name).is_file()
        assert f'href="{name}"' in home or name == "index.html"


def test_pages_fetch_nothing_from_elsewhere(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert pages
    for page in pages:
        assert FETCHED.findall(page.read_text("utf-8")) == []


def test_every_step_is_described_with_its_signature(site: Path) -> None:
    page = (site / "api.html").read_text("utf-8")
    for step in set(itaxl.__all__) - {"__version__"}:
        assert f'id="itaxl.api.{step}"' in page
    for name in ("merging.merge.Merged", "gather.Gathered", "assessment.Measure", "errors.WrongUseError"):
        assert f'id="itaxl.{name}"' in page
    assert "nothing was written" in page  # in the words of the docstrings


def test_links_out_of_the_documentation_lead_to_the_repository(site: Path) -> None:
    page = (site / "instruments.html").read_text("utf-8")
    assert "/blob/main/samples/instruments/vocational-2569.toml" in page
    assert 'href="../' not in page


def test_english_pages_say_so_to_screen_readers(site: Path) -> None:
    assert '<html lang="th"' in (site / "guide.en.html").read_text("utf-8")
    assert '<div lang="en">' in (site / "guide.en.html").read_text("utf-8")
    assert '<div lang="en">' not in (site / "guide.th.html").read_text("utf-8")
