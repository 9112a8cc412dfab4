"""The workbench of a province in this process, as a browser that has come in by the address sees it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from itaxl.loopback.face import Visit
from itaxl.loopback.guard import Keys
from itaxl.overview import write
from itaxl.province_workbench.app import application
from itaxl.province_workbench.desk import ProvinceDesk
from itaxl.spreadsheets.read import HERE
from tests import drawing
from tests.overview.made import YEAR, published, put
from tests.press import Press
from tests.workbench.conftest import BASE, SETTINGS, keys, post

__all__ = ["keys", "post"]
NAME = "จังหวัดตัวอย่าง"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A province with an agency that waits for a merge, one with broken settings, and one with an empty folder."""
    (tmp_path / "province.toml").write_text(f'[province]\nname = "{NAME}"\nlang = "en"\n', "utf-8")
    due, broken, empty = (tmp_path / "agencies" / name for name in ("ก ข", "broken", "empty"))
    put(tmp_path, "ก ข", published("เทศบาลตำบลทดสอบ", 90), site=True)
    (due / "inbox" / str(YEAR)).mkdir(parents=True)
    (due / "inbox" / str(YEAR) / "จดหมาย.txt").write_text("x", "utf-8")
    (due / "itaxl.toml").write_text(SETTINGS, "utf-8")
    broken.mkdir()
    (broken / "itaxl.toml").write_text("[", "utf-8")
    empty.mkdir()
    return tmp_path


@pytest.fixture
def desk(folder: Path) -> Iterator[ProvinceDesk]:
    desk = ProvinceDesk(folder, Visit(), HERE)
    desk.patience = 300  # a busy machine must not fail a test
    yield desk
    desk.close()


@pytest.fixture
def stranger(desk: ProvinceDesk, keys: Keys) -> TestClient:
    """Whoever reaches the port without the address."""
    return TestClient(application(desk, keys), BASE, raise_server_exceptions=False)


@pytest.fixture
def browser(stranger: TestClient, keys: Keys) -> TestClient:
    stranger.cookies.set(keys.cookie_name, keys.cookie, domain="127.0.0.1")
    return stranger


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No PDF is drawn: for tests that look at other things."""
    monkeypatch.setattr(write, drawing.RENDERER, Press)
