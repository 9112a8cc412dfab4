"""The commands of both READMEs are the same, and every one of them works."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from itaxl.cli.main import COMMANDS
from itaxl.errors import REPORT_TO
from itaxl.instrument import known_years
from tests.command import ROOT

READMES = ("README.md", "README.th.md")
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OF_CI = ["make demo", "make test"]
ACTIVATE = ". .venv/bin/activate"


def commands(name: str) -> list[str]:
    """All lines of the code blocks in order, without their comments."""
    blocks = BLOCK.findall((ROOT / name).read_text("utf-8"))
    return [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]


def on_the_path(folder: Path) -> Path:
    """A folder with `itaxl` and `python`, whether this environment has them installed or runs the checkout.

    This `itaxl` draws no page again that another test has drawn.
    """
    folder.mkdir()
    for name, call in (("itaxl", " -m tests.drawing"), ("python", "")):
        script = folder / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}"{call} "$@"\n', "utf-8")
        script.chmod(0o755)
    return folder


def run_all(lines: list[str], folder: Path) -> None:
    """In this order, without a terminal, in a folder that has only what people find beside the program."""
    for name in ("samples", "html_templates"):
        shutil.copytree(ROOT / name, folder / name)
    environment = os.environ | {
        "PATH": f"{on_the_path(folder / 'bin')}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        ["bash", "-c", "\n".join(["set -ex", *lines])], check=False, cwd=folder, env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_both_languages_show_the_same_commands() -> None:
    assert commands("README.md") == commands("README.th.md")


def test_it_begins_with_a_picture_and_the_two_commands_that_ci_runs() -> None:
    ci = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert [line for line in ci if line.startswith("make ")] == OF_CI
    for name in READMES:
        before, _, _ = (ROOT / name).read_text("utf-8").partition("```")
        assert re.search(r"!\[.+\]\(docs/images/documents\.png\)", before)
        assert commands(name)[:2] == OF_CI


@pytest.mark.slow
def test_every_other_command_works(tmp_path: Path) -> None:
    rest = [line for line in commands("README.md") if line not in OF_CI]
    assert ACTIVATE in rest
    run_all([line for line in rest if line != ACTIVATE], tmp_path)
    written = {path.name for path in (tmp_path / "my-agency" / "reports" / "2562").iterdir()}
    assert "analysis.pdf" in written
    for name in READMES:
        text = (ROOT / name).read_text("utf-8")
        assert [option for option in sorted(written) if f"`{option}" not in text] == []


@pytest.mark.parametrize("name", READMES)
def test_every_command_of_the_program_is_shown(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    shown = set(re.findall(r"(?:^|`)itaxl (?:-C \S+ )?([a-z]+)", text, re.MULTILINE))
    assert set(COMMANDS) <= shown


@pytest.mark.parametrize("name", READMES)
def test_it_says_where_to_report(name: str) -> None:
    assert REPORT_TO in (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", READMES)
def test_it_promises_no_year_that_is_not_known(name: str) -> None:
    (promised,) = re.findall(r"\b(25\d\d)–(25\d\d)\b", (ROOT / name).read_text("utf-8"))
    first, last = map(int, promised)
    assert set(range(first, last + 1)) <= set(known_years())
