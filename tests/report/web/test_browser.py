"""The pages in a real browser: what axe finds against WCAG 2.2 AA, on a phone and on a desk; what they fetch."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from itaxl.assessment import Measure
from itaxl.report.outputs import ANALYSIS, FOLLOWUP
from itaxl.texts import LANGS
from tests.outputs import posted
from tests.report import cases
from tests.report.pages import html_of
from tests.report.pdfs import with_sarabun
from tests.resaving import MODULES
from tests.samples import made
from tests.shared import Shared

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).parents[2] / "node" / "look.js"
WIDTHS = (360, 1200)
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{own}</dir><dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir></fontconfig>
"""


@pytest.fixture(scope="module")
def year(shared: Shared) -> Path:
    """The reports of samples/reference."""
    return shared.folder("reference", made.reference) / made.AGENCY / "reports" / "2562"


@pytest.fixture(scope="module")
def province(shared: Shared) -> Path:
    """The overview of samples/province."""
    return shared.folder("province", made.province) / made.AGENCY / "reports" / "2563"


@pytest.fixture(scope="module")
def looks(
    year: Path, province: Path, many: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[dict[str, Any]]:
    """What the script saw of each page at each width, in one browser."""
    folder = tmp_path_factory.mktemp("chromium")
    return look(folder, *pages(year), *pages_of_all(province), *sorted(many.glob("*.html")))


@pytest.fixture(scope="module")
def seen(looks: list[dict[str, Any]], many: Path) -> list[dict[str, Any]]:
    """What it saw of the reports of samples/reference, and of the overview."""
    return [look for look in looks if Path(look["page"]).parent != many]


@pytest.fixture(scope="module")
def divisions(looks: list[dict[str, Any]], many: Path) -> list[dict[str, Any]]:
    """What it saw of reports with many divisions, and of words that do not fit."""
    return [look for look in looks if Path(look["page"]).parent == many]


def look(folder: Path, *files: Path) -> list[dict[str, Any]]:
    """What the script sees of files, with a profile of the browser in `folder`."""
    command = ["node", str(SCRIPT), str(folder / "profile"), "-", *map(str, files)]
    done = subprocess.run(command, check=False, capture_output=True, timeout=600, env=environment(folder))
    assert done.returncode == 0, done.stderr.decode()
    results: list[dict[str, Any]] = json.loads(done.stdout)
    return results


def environment(folder: Path) -> dict[str, str]:
    """What a script that drives Chromium needs to know, with fonts of its own in `folder`."""
    with_sarabun(folder)  # without a Thai font all letters are boxes, far too wide
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS.format(own=folder / "fonts", cache=folder / "cache"), "utf-8")
    return os.environ | {
        "NODE_PATH": str(MODULES),
        "CHROMIUM": str(shutil.which("chromium")),
        "FONTCONFIG_FILE": str(fonts),
    }


def pages(year: Path) -> Iterator[Path]:
    yield from sorted((year / "site").rglob("*.html"))
    yield from (year / name for name in posted(".html"))


def pages_of_all(province: Path) -> Iterator[Path]:
    """One of each kind: the other orders differ in the order of rows alone."""
    names = ("overview.html", "site/index.html", "site/en/agencies-need.html", "site/data.html")
    yield from (province / name for name in names)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports with many divisions, and a page of words that do not fit."""
    folder = tmp_path_factory.mktemp("divisions")
    whole = cases.assessment(divisions=cases.divisions(12), measures=(with_addresses(),))
    for document, lang in product((ANALYSIS, FOLLOWUP), LANGS):
        page = html_of(document, cases.material(cases.with_previous(whole), lang=lang), medium="screen")
        (folder / f"{document.name}-{lang}.html").write_text(page, "utf-8")
    (folder / "narrow.html").write_text(NARROW, "utf-8")
    return folder


ADDRESSES = (
    "https://www.example.go.th/ita/2563/letters-to-the-communities/report.pdf และ http://example.go.th/a"
)
NARROW = """<!doctype html><html lang="th"><title>ก</title><style>
p { width: 2em; overflow-wrap: anywhere } .scroll { overflow-x: auto } table { width: 3000px }
</style><p>หน่วยงาน</p><p style="color: #bbb">จาง</p>
<div class="scroll"><table id="wide"><tr><td>ก</table></div></html>"""


def with_addresses() -> Measure:
    reports = (cases.progress(division, evidence=ADDRESSES) for division in ("clerk", "finance"))
    return replace(cases.assessment().measures[0], followup=tuple(reports))


def test_every_table_fits_a_phone(seen: list[dict[str, Any]], divisions: list[dict[str, Any]]) -> None:
    wide = {(Path(look["page"]).name, tuple(look["wide"])) for look in (*seen, *divisions) if look["wide"]}
    assert wide == {("narrow.html", ("wide",))}


def test_no_word_is_broken(seen: list[dict[str, Any]], divisions: list[dict[str, Any]]) -> None:
    broken = {Path(look["page"]).name: look["broken"] for look in (*seen, *divisions) if look["broken"]}
    assert {*broken} == {"narrow.html"}, broken


def test_an_address_is_copied_as_it_is(seen: list[dict[str, Any]], divisions: list[dict[str, Any]]) -> None:
    assert not [look["copied"] for look in (*seen, *divisions) if look["copied"]]


def test_axe_finds_nothing_in_cards(divisions: list[dict[str, Any]]) -> None:
    results = [(look["page"], look["violations"]) for look in divisions if "narrow" not in look["page"]]
    assert len(results) == 8
    assert not [violations for _, violations in results if violations]


def test_axe_finds_faint_letters(divisions: list[dict[str, Any]]) -> None:
    for violations in (look["violations"] for look in divisions if "narrow" in look["page"]):
        contrast = [text for text in violations if text.startswith("color-contrast")]
        assert [text.partition(": Fix")[0] for text in contrast] == ["color-contrast: p:nth-child(2)"]


def test_every_page_is_seen_at_every_width_and_those_of_the_site_in_the_dark(
    year: Path, province: Path, seen: list[dict[str, Any]]
) -> None:
    assert [(look["page"], look["width"], look["scheme"]) for look in seen] == [
        (str(page), width, scheme)
        for page in (*pages(year), *pages_of_all(province))
        for width in WIDTHS
        for scheme in (("light", "dark") if "site" in page.parts and width == WIDTHS[-1] else ("light",))
    ]
    assert len(seen) == 39


def test_axe_finds_nothing_against_wcag_2_2_aa(seen: list[dict[str, Any]]) -> None:
    assert min(look["rules"] for look in seen if look["scheme"] == "light") > 20
    assert {look["rules"] > 0 for look in seen} == {True}  # in the dark those of colours alone
    assert not [
        (look["page"], look["width"], look["scheme"], look["violations"])
        for look in seen
        if look["violations"]
    ]


def test_pages_fetch_nothing_but_their_own_style(seen: list[dict[str, Any]]) -> None:
    for look in seen:
        page = Path(look["page"])
        style = ["style.css"] if "site" in page.parts else []
        got = [Path(url.removeprefix("file://")).name for url in look["fetched"]]
        assert got == [page.name, *style]
        assert look["wrong"] == []


def test_no_page_is_wider_than_the_screen(seen: list[dict[str, Any]]) -> None:
    assert not [(look["page"], look["content"]) for look in seen if look["content"] > look["width"]]
