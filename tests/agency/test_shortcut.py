"""The file to double-click."""

import subprocess
import sys
from pathlib import Path

import pytest

from itaxl.agency import shortcut


@pytest.mark.parametrize(
    "system, name", [("win32", "itaxl.cmd"), ("darwin", "itaxl.command"), ("linux", "itaxl.desktop")]
)
def test_each_system_gets_its_own_kind(tmp_path: Path, system: str, name: str) -> None:
    file = shortcut.write(tmp_path, system)
    assert file == tmp_path / name
    text = file.read_bytes().decode()
    assert "-m itaxl open" in text
    assert sys.executable in text
    assert ("\r\n" in text) == (system == "win32")


def test_a_shell_starts_the_program_in_the_files_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "it's $HOME" / "python"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\necho "$PWD" "$@"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    folder = tmp_path / "เทศบาล ก"
    folder.mkdir()
    said = subprocess.run([shortcut.write(folder, "darwin")], check=True, capture_output=True).stdout.decode()
    assert said == f"{folder} -m itaxl open .\n"
    entry = shortcut.write(folder, "linux").read_text("utf-8")
    assert f"Path={folder}\n" in entry
    assert "it's \\\\$HOME/python\" -m itaxl open\n" in entry
