"""An agency as `itaxl init` and `itaxl templates` leave it."""

from pathlib import Path

import pytest

from tests.building import built_once
from tests.command import exit_code
from tests.press import Press
from tests.shared import Shared

YEAR = "2562"
__all__ = ["built_once"]


@pytest.fixture
def agency(
    tmp_path: Path, built_once: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """The folder that `itaxl init` makes, and there we are."""
    monkeypatch.chdir(tmp_path)
    assert exit_code("init", ".") == 0
    capsys.readouterr()
    return tmp_path


@pytest.fixture
def returned(agency: Path, shared: Shared, capsys: pytest.CaptureFixture[str]) -> Path:
    """The same, with every workbook back in the inbox as it went out: blank."""

    def send_and_return(folder: Path) -> None:
        assert exit_code("init", str(folder)) == 0
        assert exit_code("-C", str(folder), "templates", "--year", YEAR) == 0
        (folder / "inbox" / YEAR).rmdir()
        (folder / "outbox" / YEAR).rename(folder / "inbox" / YEAR)

    shared.copy("returned", send_and_return, agency)
    capsys.readouterr()
    return agency


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No PDF is drawn: for tests that look at other files."""
    monkeypatch.setattr("itaxl.pipeline.Renderer", Press)


@pytest.fixture
def unbuilt(built_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbooks that go out are empty files: for tests that look at nothing in them."""
    monkeypatch.setattr("itaxl.forms.build.build", lambda *_: b"")
