"""`itaxl init`: a folder that the other commands can work on, and that is never written over."""

import os
import shlex
from pathlib import Path, PureWindowsPath

import pytest

from itaxl.agency import settings as project
from itaxl.files import for_shell
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


@pytest.mark.usefixtures("unbuilt")
@pytest.mark.skipif(os.name == "nt", reason="the names hold signs that Windows has in no name")
@pytest.mark.parametrize(
    "name", ["agency", "เทศบาลเมือง ดอกคูน", 'a "b" $HOME', "50% `id` it's", "-C", "a\\b", "~"]
)
def test_what_it_says_to_do_next_is_right_and_can_be_pasted(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert exit_code("--lang", "en", "init", "--", name) == 0
    following = shlex.split(capsys.readouterr().out.split("run itaxl ")[1])
    assert exit_code(*following) == 0
    assert list((tmp_path / name / "outbox").rglob("*.xlsx"))


def test_a_second_time_changes_nothing(agency: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = agency / "itaxl.toml"
    settings.write_text("[agency]\nname = 'ของเรา'\n", "utf-8")
    assert exit_code("init", ".") == 2
    assert "itaxl.toml" in capsys.readouterr().err
    assert settings.read_text("utf-8") == "[agency]\nname = 'ของเรา'\n"


def test_it_works_in_the_folder_of_c(tmp_path: Path) -> None:
    assert exit_code("-C", str(tmp_path), "init", "agency") == 0
    assert (tmp_path / "agency" / "itaxl.toml").is_file()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("folder", "name", "chief", "office"),
    [
        ("อบต.ดอกคูน", "องค์การบริหารส่วนตำบลดอกคูน", "นายกองค์การบริหารส่วนตำบล", "สำนักปลัดองค์การบริหารส่วนตำบล"),
        ("องค์การบริหารส่วนจังหวัดดอกคูน", "", "นายกองค์การบริหารส่วนจังหวัด", "สำนักปลัดองค์การบริหารส่วนจังหวัด"),
        ("เทศบาลเมือง ดอกคูน", "", "นายกเทศมนตรี", "สำนักปลัดเทศบาล"),
        ("our-agency", "เทศบาลตำบลตัวอย่าง", "นายกเทศมนตรี", "สำนักปลัดเทศบาล"),
    ],
)
def test_titles_are_those_of_the_kind_that_the_folder_names(
    lang: Lang, folder: str, name: str, chief: str, office: str, tmp_path: Path
) -> None:
    assert exit_code("--lang", lang, "init", str(tmp_path / folder)) == 0
    agency = project.load(tmp_path / folder)
    assert agency.name == (name or folder)
    assert agency.signatories[-1].position == chief
    assert agency.signatories[1].position == f"หัวหน้า{office}"
    assert agency.divisions[0].name == office
    assert agency.place == f"{office} {agency.name}"


def test_a_name_with_quotes_makes_settings_that_can_be_read(tmp_path: Path) -> None:
    assert exit_code("init", str(tmp_path / 'เทศบาลตำบล "ก\\ข"')) == 0
    assert project.load(tmp_path / 'เทศบาลตำบล "ก\\ข"').name == 'เทศบาลตำบล "ก\\ข"'


@pytest.mark.parametrize(
    ("path", "on_windows"),
    [("a b", '"a b"'), ("C:\\งาน\\ปี 62", '"C:\\งาน\\ปี 62"'), ("50%", '"50%"'), ("ดอกคูน", "ดอกคูน")],
)
def test_windows_is_given_double_quotes(path: str, on_windows: str) -> None:
    assert for_shell(PureWindowsPath(path), windows=True) == on_windows
