"""The examination goes on whatever is broken, and looks at an agency's folder where there is one."""

import sys
from pathlib import Path

import pytest

from itaxl.doctor.examine import examine
from itaxl.doctor.line import State
from itaxl.files import starter
from tests.doctor.lines import missing, said


def test_a_sound_machine_lacks_nothing_and_without_an_agency_that_is_said(tmp_path: Path) -> None:
    lines = list(examine(tmp_path))
    assert missing(lines) == []
    assert f"There is no itaxl.toml in {tmp_path}" in said(lines, State.NOTE)[-1]


def test_an_agency_with_its_folders_and_disk_comes_last(tmp_path: Path) -> None:
    (tmp_path / "itaxl.toml").write_bytes(starter("th"))
    lines = said(examine(tmp_path), State.THERE)
    begin = next(number for number, line in enumerate(lines) if line.startswith("The agency's settings"))
    assert [line.split(" ")[1] for line in lines[begin + 1 : begin + 3]] == ["folder", "disk"]


def test_settings_that_cannot_be_used_are_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "itaxl.toml").write_text('[agency]\nnmae = "ก"\n', "utf-8")
    (line,) = missing(examine(tmp_path))
    assert line.startswith(f"The settings in {tmp_path / 'itaxl.toml'} cannot be used | ")
    assert "agency.name" in line


@pytest.mark.parametrize("name", ["packaging", "fontTools"])
def test_a_part_that_needs_a_missing_library_says_so_and_the_rest_is_looked_at(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [module for module in sys.modules if module.partition(".")[0] == name]:
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, name, None)
    lines = list(examine(tmp_path))
    assert missing(lines)[-1].startswith(
        f"This cannot be looked at, because the library {name} is missing | "
    )
    assert lines[-1].state is State.NOTE
