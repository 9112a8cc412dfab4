"""A province in a real browser: who needs somebody, into an agency's own workbench, and back."""

import base64
from pathlib import Path

import pytest

from itaxl.province_workbench.app import PAGES
from tests.workbench.chromium import browser, workbench
from tests.workbench.test_journey import WIDTHS, flawless

pytestmark = pytest.mark.browser


def test_from_the_table_of_agencies_into_one_of_them_and_back(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    profile = tmp_path_factory.mktemp("browser") / "chromium"
    with workbench(folder) as address, browser(profile) as user:
        assert user.come_in(address)["url"] == f"{user.base}/"
        for page, look in zip((page for page in PAGES if page.path), (WIDTHS[1], *WIDTHS), strict=True):
            assert user.goto(page.path)["status"] == 200
            flawless(user, *look)
        user.goto("/agencies")
        user("click", 'main a[href="/agencies?state=due"]')
        assert user("count", "tbody tr") == 1
        user("click", "tbody a")
        user("wait", "section.next")
        flawless(user, *WIDTHS[0])
        user("click", 'nav a[href$="/inbox"]')
        user("wait", "form.drop")
        user("drop", [["มาใหม่.txt", base64.b64encode(b"x").decode()]])
        user("wait", 'th:text-is("มาใหม่.txt")')
        assert (folder / "agencies/ก ข/inbox/2562/มาใหม่.txt").read_bytes() == b"x"
        assert user("click", "header .above a")["url"] == f"{user.base}/"
