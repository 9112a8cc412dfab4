"""The commands of both READMEs are the same, and every one of them works."""

import re
from pathlib import Path

import pytest

from itaxl.cli.main import COMMANDS
from itaxl.errors import REPORT_TO
from itaxl.instrument import known_years
from tests.command import ROOT
from tests.docs.typed import commands, run_all

READMES = ("README.md", "README.th.md")
OF_CI = ["make demo", "make test"]
ACTIVATE = ". .venv/bin/activate"


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
