"""The workbench of an agency in this process, as a browser that has come in by the address sees it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from itaxl import pipeline
from itaxl.inbox.request import Request
from itaxl.loopback.face import Visit
from itaxl.loopback.guard import Keys
from itaxl.spreadsheets.read import HERE
from itaxl.workbench.app import application
from itaxl.workbench.desk import Desk
from tests import agencies, test_pipeline
from tests.filled import AGENCY
from tests.press import Press
from tests.shared import Shared

PORT = 40000
BASE = f"http://127.0.0.1:{PORT}"
YEAR = 2562
SETTINGS = f"""
[agency]
name = "{AGENCY.name}"
lang = "en"

[[divisions]]
id = "clerk"
name = "สำนักปลัดเทศบาล"

[[divisions]]
id = "finance"
name = "กองคลัง"
"""
SIGNED_SETTINGS = agencies.SETTINGS.replace("[agency]", '[agency]\nlang = "en"')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An agency with two divisions and an empty inbox."""
    (tmp_path / "itaxl.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "inbox" / str(YEAR)).mkdir(parents=True)
    return tmp_path


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    desk = Desk(folder, Visit(), HERE)
    desk.patience = 300  # a busy machine must not fail a test
    yield desk
    desk.close()


@pytest.fixture
def keys() -> Keys:
    return Keys(PORT)


@pytest.fixture
def stranger(desk: Desk, keys: Keys) -> TestClient:
    """Whoever reaches the port without the address."""
    return TestClient(application(desk, keys), BASE, raise_server_exceptions=False)


@pytest.fixture
def browser(stranger: TestClient, keys: Keys) -> TestClient:
    stranger.cookies.set(keys.cookie_name, keys.cookie, domain="127.0.0.1")
    return stranger


@pytest.fixture
def post(keys: Keys) -> Callable[[str], str]:
    """The address of a form, with its token."""
    return lambda path: f"{path}?token={keys.token}"


def fill(folder: Path) -> Path:
    signed = '[report]\ndate = 2020-04-10\nnumber = "ตย 1"\n'
    return agencies.agency(folder, test_pipeline.whole(), SIGNED_SETTINGS + signed)


@pytest.fixture
def full(folder: Path) -> Path:
    """The agency with an inbox that has no errors, and an analysis with date and number."""
    return fill(folder)


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No PDF is drawn: for tests that look at other things."""
    monkeypatch.setattr("itaxl.pipeline.Renderer", Press)


@pytest.fixture
def merged(folder: Path, shared: Shared, undrawn: None) -> Path:
    """The same, merged."""

    def make(made: Path) -> None:
        pipeline.run(Request(fill(made)), reader=HERE)

    return shared.copy("workbench", make, folder)
