"""samples/province: what is committed is what the script makes; its commands work."""

import re
from pathlib import Path

import pytest

from itaxl.overview.posted import read
from itaxl.province import settings
from samples import make_province, make_samples
from tests.command import exit_code

AGENCIES = {agency["folder"]: agency for agency in make_province.read()}
COMMITTED = make_province.FOLDER / make_province.AGENCIES


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.slow
def test_what_is_committed_is_what_the_script_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one with a year before and a follow-up, and of those from which nothing or nothing readable came."""
    agencies = [AGENCIES[folder] for folder in ("sommut-tok", "khlong-tuayang", "tha-sommut")]
    monkeypatch.setattr(make_province, "read", lambda: agencies)
    make_province.keep_posted(tmp_path)
    for agency in agencies:
        made, kept = (files(top / agency["folder"]) for top in (tmp_path, COMMITTED))
        assert made == kept, "run `python -m samples.make_samples posted`"


def test_each_agency_of_the_source_is_committed() -> None:
    province = settings.load(make_province.FOLDER)
    assert {folder.name for folder in province.agencies} == {*AGENCIES}


def test_its_agencies_show_every_part_of_an_overview() -> None:
    rows = [
        read(folder, COMMITTED / folder / f"reports/{make_province.YEAR}/data.json", make_province.YEAR)
        for folder in AGENCIES
    ]
    assert {row.reason for row in rows} == {"", "missing", "total"}
    assert {part.previous is None for row in rows for part in row.indicators.values()} == {True, False}
    assert {str(measure.state.whole) for row in rows for measure in row.measures} == {
        *("done", "under_way", "not_done", "unreported")
    }
    assert any(row.late for row in rows)


@pytest.mark.slow
def test_the_commands_of_its_readme_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """But those that merge and draw, which other tests do with other agencies: these are understood."""
    text = (make_province.FOLDER / "README.md").read_text("utf-8")
    made, *commands = re.findall(r"^    (?:itaxl|python -m samples.make_samples) (.+)$", text, re.MULTILINE)[
        1:
    ]
    assert made == "province province-demo"
    monkeypatch.setattr(make_province, "read", lambda: [AGENCIES["tha-sommut"]])
    monkeypatch.chdir(tmp_path)
    assert make_samples.main(made.split()) == 0
    understood = [line.split() for line in commands]
    assert [line[:3] for line in understood] == [["-C", "province-demo", "province"]] * 2
    assert exit_code(*understood[1]) == 0
    assert AGENCIES["tha-sommut"]["name"] in capsys.readouterr().out
