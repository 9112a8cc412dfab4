"""`itaxl templates`: which workbooks are made where, and that none is lost."""

from pathlib import Path

import pytest

from itaxl.instrument import known_years
from tests.cli.conftest import YEAR
from tests.command import exit_code


def test_one_for_each_division_and_dimension_and_the_announced_one(agency: Path) -> None:
    assert exit_code("templates", "--year", YEAR) == 0
    names = {path.name for path in (agency / "outbox" / YEAR).iterdir()}
    of_divisions = {
        f"{YEAR}-{dimension}-{division}.xlsx"
        for dimension in ("IIT", "EIT", "OIT")
        for division in ("office", "finance")
    }
    assert names == of_divisions | {f"{YEAR}-announced.xlsx"}
    assert (agency / "inbox" / YEAR).is_dir()


def test_the_year_is_that_of_the_newest_inbox(agency: Path) -> None:
    (agency / "inbox" / "2562").mkdir()
    (agency / "inbox" / "2563").mkdir()
    assert exit_code("templates") == 0
    assert [path.name for path in (agency / "outbox").iterdir()] == ["2563"]


def test_a_workbook_that_is_there_already_stays(agency: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code("templates", "--year", YEAR) == 0
    ours = agency / "outbox" / YEAR / f"{YEAR}-IIT-finance.xlsx"
    made = ours.read_bytes()
    ours.write_bytes(b"filled in already")
    assert exit_code("templates", "--year", YEAR) == 0
    assert ours.read_bytes() == b"filled in already"
    assert "--overwrite" in capsys.readouterr().out
    assert exit_code("templates", "--year", YEAR, "--overwrite") == 0
    assert ours.read_bytes() == made


def test_the_blank_ones_need_no_agency(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert exit_code("templates", "--blank", "-o", "standard") == 0
    folder = tmp_path / "standard"
    assert sorted(int(path.name) for path in folder.iterdir()) == sorted(known_years())
    for year in folder.iterdir():
        assert {path.name for path in year.iterdir()} == {
            "IIT.xlsx",
            "EIT.xlsx",
            "OIT.xlsx",
            "announced.xlsx",
        }
