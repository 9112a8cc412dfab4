"""`itaxl templates`: which workbooks are made where, and that none is lost."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from itaxl.instrument import known_years
from itaxl.texts import Texts
from tests.cli.conftest import YEAR
from tests.command import exit_code


@pytest.mark.usefixtures("unbuilt")
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


@pytest.mark.usefixtures("unbuilt")
def test_the_year_is_that_of_the_newest_inbox(agency: Path) -> None:
    (agency / "inbox" / "2562").mkdir()
    (agency / "inbox" / "2563").mkdir()
    assert exit_code("templates") == 0
    assert [path.name for path in (agency / "outbox").iterdir()] == ["2563"]


@pytest.mark.slow
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


@pytest.mark.slow
def test_workbooks_under_a_former_name_are_told_and_made_anew_when_asked(
    agency: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = agency / "itaxl.toml"
    assert exit_code("templates", "--year", YEAR) == 0
    settings.write_text(
        settings.read_text("utf-8").replace('name = "เทศบาลตำบลตัวอย่าง"', 'name = "เทศบาลเมืองตัวอย่าง"', 1),
        "utf-8",
    )
    capsys.readouterr()
    assert exit_code("--lang", "en", "templates", "--year", YEAR) == 0
    said = capsys.readouterr().out
    assert Texts("terminal", "en")("templates.renamed", count=7, names="เทศบาลตำบลตัวอย่าง") in said
    assert exit_code("templates", "--year", YEAR, "--overwrite") == 0
    capsys.readouterr()
    assert exit_code("templates", "--year", YEAR) == 0
    assert "เทศบาลตำบลตัวอย่าง" not in capsys.readouterr().out


NAME = "การใช้ทรัพย์สินของราชการ"


@pytest.mark.usefixtures("unbuilt")
@pytest.mark.parametrize(
    ("year", "coarse", "unscored"),
    [
        ("2562", "IIT, EIT, OIT", False),
        ("2564", "EIT", False),
        ("2566", "IIT, EIT", False),
        ("2568", "IIT, EIT", True),
    ],
)
def test_it_says_what_a_year_does_not_know_when_items_are_asked_for(
    agency: Path, capsys: pytest.CaptureFixture[str], year: str, coarse: str, unscored: bool
) -> None:
    settings = agency / "itaxl.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('detail = "indicators"', 'detail = "items"'), "utf-8"
    )
    assert exit_code("--lang", "en", "templates", "--year", year) == 0
    shown = capsys.readouterr().out
    assert f"The {coarse} workbooks of {year} are by indicator" in shown
    assert ("are by item, but items give no score" in shown) == unscored


@pytest.mark.usefixtures("unbuilt")
def test_nothing_is_said_of_items_that_nobody_asked_for(
    agency: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code("--lang", "en", "templates", "--year", "2562") == 0
    assert "by indicator" not in capsys.readouterr().out


@pytest.mark.slow
def test_last_years_measures_are_offered(agency: Path) -> None:
    report = agency / "reports" / "2563" / "data.json"
    report.parent.mkdir(parents=True)
    measure = {"code": "2563-IIT-04-01", "indicator": 4, "measure": "มาตรการปีก่อน"}
    data = {"schema": 1, "year": 2563, "total": 90, "grade": {"announced": "A", "computed": "A"},
            "dimensions": [{"code": "IIT", "weight": 30}], "measures": [measure],
            "indicators": [{"no": 4, "dimension": "IIT", "name": NAME, "score": 80}]}  # fmt: skip
    report.write_text(json.dumps(data), "utf-8")
    assert exit_code("templates", "--year", "2564") == 0
    made = load_workbook(agency / "outbox" / "2564" / "2564-IIT-finance.xlsx")
    assert "มาตรการปีก่อน" in {str(row[1]) for row in made["_meta"].iter_rows(values_only=True)}


@pytest.mark.usefixtures("unbuilt")
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
