"""The analysis as a merge would make it now, and the instrument with its sources."""

from html import unescape
from pathlib import Path

from starlette.testclient import TestClient

from itaxl.forms.layout import SCORES
from itaxl.workbench.desk import Desk
from tests import agencies
from tests.agencies import SCORED
from tests.filled import INSTRUMENT, who


def test_figures_and_the_report_are_shown_without_a_merge(
    folder: Path, browser: TestClient, desk: Desk
) -> None:
    workbook = agencies.workbook(who("IIT", "clerk"), {SCORES: SCORED})
    (folder / "inbox" / "2562" / "a.xlsx").write_bytes(workbook)
    desk.year_data(60)
    page = browser.get("/analysis")
    assert INSTRUMENT.indicator(1).name.en in page.text
    assert "frame-src 'self'" in page.headers["content-security-policy"]
    document = browser.get("/analysis/document")
    assert '<html lang="en"' in document.text
    assert "<table" in document.text
    policy = document.headers["content-security-policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert document.headers["x-frame-options"] == "SAMEORIGIN"
    assert not (folder / "reports").exists()


def test_an_empty_year_has_an_analysis_too(folder: Path, browser: TestClient, desk: Desk) -> None:
    desk.year_data(60)
    assert browser.get("/analysis").status_code == 200
    assert browser.get("/analysis/document").status_code == 200


def test_each_fact_of_the_instrument_has_its_source(browser: TestClient, desk: Desk) -> None:
    desk.year_data(60)
    page = unescape(browser.get("/analysis/instrument").text)
    assert all(source.text.en in page for source in INSTRUMENT.sources.values())
