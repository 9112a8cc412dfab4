"""Commands of a page, as they are typed one after the other: those of the program in this process."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.command import ROOT, exit_code

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_VARIABLE = re.compile(r"[A-Z_]+=.*")


def commands(name: str) -> list[str]:
    """Return all lines of a page's code blocks in order, without their comments."""
    blocks = BLOCK.findall((ROOT / name).read_text("utf-8"))
    return [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]


def run_all(lines: list[str], folder: Path, exit_codes: Mapping[str, int] | None = None) -> None:
    """Run them without a terminal, in a folder that has only what people find beside the program.

    `exit_codes`: those of commands that do not end well.
    """
    for name in ("samples", "html_templates"):
        shutil.copytree(ROOT / name, folder / name)
    for line in lines:
        words = shlex.split(line)
        if words[0] == "cd":
            folder /= words[1]
        else:
            assert _run(words, folder) == (exit_codes or {}).get(line, 0), line


def _run(words: list[str], folder: Path) -> int:
    with pytest.MonkeyPatch.context() as patch:
        while _VARIABLE.fullmatch(words[0]):
            patch.setenv(*words.pop(0).split("=", 1))
        if words[0] == "itaxl":
            patch.chdir(folder)
            return exit_code(*words[1:])
        patch.setenv("PYTHONPATH", str(ROOT))
        program = sys.executable if words[0] == "python" else words[0]
        command = [program, *words[1:]]
        return subprocess.run(
            command, check=False, cwd=folder, stdin=subprocess.DEVNULL, timeout=300
        ).returncode
