"""The overview as it was made, or the button that makes it."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from itaxl.province import cluster
from itaxl.province_workbench.desk import ProvinceDesk

Post = Callable[[str], str]


@pytest.fixture
def made(browser: TestClient, post: Post, desk: ProvinceDesk, undrawn: None) -> TestClient:
    browser.post(post("/report"), data={"year": "2562"})
    assert desk.making
    desk.making.wait(60)
    return browser


def test_without_an_overview_a_button_makes_it(browser: TestClient) -> None:
    text = browser.get("/").text
    assert "There is no overview of this year yet" in text
    assert "Make the overview<" in text


@pytest.mark.slow
def test_figures_documents_and_site_are_those_that_were_made(made: TestClient) -> None:
    assert "The overview of 3 agencies was made (2 without a published result)" in made.get("/merge").text
    text = made.get("/").text
    assert "Make the overview again" in text
    assert "<strong>90.00</strong>" in text
    assert "Mean total" in text
    for name in ("overview.pdf", "overview.html", "agencies.csv", "agencies.parquet", "office/manifest.json"):
        assert f'href="/made/reports/2562/{name}?save"' in text
        assert made.get(f"/made/reports/2562/{name}").status_code == 200
    site = made.get("/made/reports/2562/site/agencies-name.html")
    assert "sandbox" in site.headers["content-security-policy"]
    # The agency of this test has a page that no merge made, which is not shown.
    own = f'href="../../../agencies/{quote("ก ข")}/reports/2562/site/index.html"'
    assert own in site.text
    assert made.get(f"/made/agencies/{quote('ก ข')}/reports/2562/site/index.html").status_code == 404


def test_without_the_extra_the_page_says_what_to_install_and_all_else_works(
    browser: TestClient, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    for path in ("/", "/merge"):
        text = browser.get(path).text
        assert "itaxl[province]" in text
        assert 'action="/report' not in text
        assert 'action="/merge' not in text
    assert browser.post(post("/merge")).status_code == 409
    assert browser.get("/agencies").status_code == 200
    assert browser.get(f"/agency/agencies/{quote('ก ข')}/").status_code == 200
