"""`itaxl init`: a folder that the other commands can work on, and that is never written over."""

from pathlib import Path

import pytest

from itaxl.agency import settings as project
from itaxl.texts import LANGS, Lang
from tests.command import exit_code


@pytest.mark.parametrize("lang", LANGS)
def test_the_new_folder_can_be_worked_on(lang: Lang, tmp_path: Path) -> None:
    target = tmp_path / "ตำบล ตัวอย่าง"
    assert exit_code("--lang", lang, "init", str(target)) == 0
    assert sorted(path.name for path in target.iterdir()) == ["inbox", "itaxl.toml", "outbox"]
    agency = project.load(target)
    assert agency.lang == lang
    assert agency.divisions
    assert agency.signatories


def test_what_it_says_to_do_next_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert exit_code("--lang", "en", "init", "agency") == 0
    following = capsys.readouterr().out.split("run itaxl ")[1].split()
    assert exit_code(*following) == 0
    assert list((tmp_path / "agency" / "outbox").rglob("*.xlsx"))


def test_a_second_time_changes_nothing(agency: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = agency / "itaxl.toml"
    settings.write_text("[agency]\nname = 'ของเรา'\n", "utf-8")
    assert exit_code("init", ".") == 2
    assert "itaxl.toml" in capsys.readouterr().err
    assert settings.read_text("utf-8") == "[agency]\nname = 'ของเรา'\n"


def test_it_works_in_the_folder_of_c(tmp_path: Path) -> None:
    assert exit_code("-C", str(tmp_path), "init", "agency") == 0
    assert (tmp_path / "agency" / "itaxl.toml").is_file()
