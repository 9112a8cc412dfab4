"""The pages on installing: the same in both languages, and every command that can be run here is."""

import re
import tomllib
from pathlib import Path

import pytest

from itaxl.texts import LANGS, Lang
from itaxl.version import VERSION
from tests.command import ROOT, exit_code
from tests.docs.typed import commands
from tools import make_install_pictures

PAGES: dict[Lang, str] = {"th": "docs/install.th.md", "en": "docs/install.en.md"}
PARTS = ("windows", "container", "source", "macos")


def text(lang: Lang) -> str:
    return (ROOT / PAGES[lang]).read_text("utf-8")


def test_both_languages_show_the_same_commands_and_pictures() -> None:
    for pattern in (r"^```\w+\n.*?^```$", r"\]\((images/\S+)\)", r"`[^`\n]*--[^`\n]*`"):
        thai, english = (re.findall(pattern, text(lang), re.MULTILINE | re.DOTALL) for lang in LANGS)
        assert sorted(thai) == sorted(english) != []


@pytest.mark.slow
def test_commands_of_the_program_work_in_this_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ours = [line.split()[1:] for line in commands(PAGES["th"]) if line.startswith("itaxl ")]
    assert len(ours) == 5
    assert [exit_code(*line) for line in ours] == [0] * len(ours)
    assert [
        path for path in (tmp_path / "our-agency").iterdir() if path.suffix not in ("", ".toml")
    ]  # the shortcut


def test_the_container_is_built_and_run_as_its_own_file_says() -> None:
    shown = {line for line in commands(PAGES["th"]) if line.startswith("docker ")}
    named = (ROOT / "Containerfile").read_text("utf-8")
    build, merge = re.findall(r"^#   (docker .+)$", named, re.MULTILINE)
    assert {build, merge.replace("$PWD", "${PWD}")} <= shown


@pytest.mark.parametrize("lang", LANGS)
def test_each_way_is_found_from_the_top_and_from_the_readme(lang: Lang) -> None:
    readme = (ROOT / ("README.th.md" if lang == "th" else "README.md")).read_text("utf-8")
    for part in PARTS:
        assert f"](#{part})" in text(lang)
        assert f'<a id="{part}"></a>' in text(lang)
        assert f"]({PAGES[lang]}#{part})" in readme or part == "macos"


@pytest.mark.parametrize("lang", LANGS)
def test_the_file_to_install_bears_the_present_version(lang: Lang) -> None:
    assert set(re.findall(r"itaxl-([\d.]+)-py3", text(lang))) == {VERSION}


@pytest.mark.parametrize("lang", LANGS)
def test_the_libraries_are_those_that_make_looks_for(lang: Lang) -> None:
    declared = tomllib.loads((ROOT / "tools" / "system.toml").read_text("utf-8"))["package"]
    needed = [package["name"] for package in declared if package["needed_by"] == "run"]
    (line,) = re.findall(r"^sudo apt install (.+)$", text(lang), re.MULTILINE)
    assert set(needed) <= set(line.split())


def test_the_pictures_show_the_commands_of_the_page() -> None:
    assert make_install_pictures.commands(0)[0].startswith("winget ")
    assert any(line.startswith("uv tool install ") for line in make_install_pictures.commands(1))
