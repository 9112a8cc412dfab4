"""Nobody comes in but by the address, and no page but our own sends anything."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from itaxl.loopback.guard import MOST, Keys
from tests.workbench.conftest import BASE, PORT

Post = Callable[[str], str]


def test_without_the_address_every_page_is_refused(stranger: TestClient) -> None:
    for path in ("/", "/?key=", "/?key=wrong", "/static/workbench.js", "/nowhere", "/progress/reading"):
        answer = stranger.get(path)
        assert answer.status_code == 403
        assert "itaxl open" in answer.text
    assert stranger.post("/stop").status_code == 403


def test_the_address_gives_a_cookie_and_no_longer_stands_in_the_browser(
    stranger: TestClient, keys: Keys
) -> None:
    answer = stranger.get(f"/?key={keys.address}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert keys.address not in cookie
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/", f"itaxl-{PORT}="))
    assert stranger.get("/static/workbench.js").status_code == 200


def test_an_address_that_was_clicked_elsewhere_leads_in_by_our_own_page(
    stranger: TestClient, keys: Keys
) -> None:
    answer = stranger.get(f"/?key={keys.address}", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert 'http-equiv="refresh"' in answer.text
    assert stranger.get("/").status_code == 200


def test_a_cookie_of_another_port_opens_nothing(stranger: TestClient, keys: Keys) -> None:
    stranger.cookies.set("itaxl-1", keys.cookie, domain="127.0.0.1")
    assert stranger.get("/").status_code == 403


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.1.nip.io:{PORT}", ""],
)
def test_a_name_that_was_bound_anew_reaches_nothing(browser: TestClient, keys: Keys, host: str) -> None:
    assert browser.get("/", headers={"Host": host}).status_code == 403
    assert browser.get(f"/?key={keys.address}", headers={"Host": host}).status_code == 403


def test_localhost_is_this_machine_too(browser: TestClient) -> None:
    assert browser.get("/", headers={"Host": f"localhost:{PORT}"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": f"https://127.0.0.1:{PORT}"},
        {"Origin": f"http://localhost:{PORT}"},  # while the page is that of 127.0.0.1
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},  # another port of this machine
    ],
)
def test_another_page_can_neither_look_nor_send(
    browser: TestClient, post: Post, headers: dict[str, str]
) -> None:
    assert browser.get("/", headers=headers).status_code == 403
    assert browser.post(post("/choose"), headers=headers, data={"theme": "dark"}).status_code == 403


def test_a_form_without_its_token_is_refused(browser: TestClient, post: Post) -> None:
    own = {"Origin": BASE}
    for path in ("/choose", "/choose?token=", "/choose?token=wrong", "/choose?token=%E0%B8%81"):
        assert browser.post(path, headers=own, data={"theme": "dark"}).status_code == 403
    assert browser.post(post("/choose"), headers=own, data={"theme": "dark"}).status_code == 200
    assert 'data-theme="dark"' in browser.get("/").text


def test_what_is_not_asked_for_is_not_done(browser: TestClient) -> None:
    assert browser.put("/").status_code == 405
    assert browser.options("/", headers={"Access-Control-Request-Method": "POST"}).status_code == 405
    assert browser.get("/stop", follow_redirects=False).headers["location"] == "/"
    assert browser.get("/nowhere").status_code == 404
    assert browser.get("/static/base.html").status_code == 404


def test_a_form_larger_than_ours_is_not_read_to_its_end(browser: TestClient, post: Post) -> None:
    assert browser.post(post("/choose"), data={"here": "x" * MOST}).status_code == 413


def test_every_answer_forbids_scripts_frames_and_keeping(browser: TestClient) -> None:
    for answer in (browser.get("/"), browser.get("/nowhere"), browser.get("/", headers={"Host": "x"})):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("here", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_a_choice_leads_back_to_our_own_pages_alone(browser: TestClient, post: Post, here: str) -> None:
    answer = browser.post(post("/choose"), data={"here": here}, follow_redirects=False)
    assert answer.headers["location"] == "/"
