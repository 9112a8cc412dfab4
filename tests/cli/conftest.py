"""An agency as `itaxl init` and `itaxl templates` leave it."""

from pathlib import Path

import pytest

from tests.command import exit_code

YEAR = "2562"


@pytest.fixture
def agency(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """The folder that `itaxl init` makes, and there we are."""
    monkeypatch.chdir(tmp_path)
    assert exit_code("init", ".") == 0
    capsys.readouterr()
    return tmp_path


@pytest.fixture
def returned(agency: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The same, with every workbook back in the inbox as it went out: blank."""
    assert exit_code("templates", "--year", YEAR) == 0
    capsys.readouterr()
    (agency / "inbox" / YEAR).rmdir()
    (agency / "outbox" / YEAR).rename(agency / "inbox" / YEAR)
    return agency
