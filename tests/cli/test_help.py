"""`--help` of every command: in both languages, with examples that are right, and without loading what takes time."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from itaxl.cli.main import COMMANDS, Commands, Session
from itaxl.texts import LANGS, Lang, Texts
from tests.command import ROOT, exit_code

HEAVY = (
    *("pandas", "numpy", "openpyxl", "weasyprint", "jinja2", "pypdfium2", "starlette", "uvicorn"),
    *("hashlib", "http.client", "msgspec"),
)
EXAMPLE = re.compile(r"(?:ตัวอย่าง|Example): itaxl (.+)")
THAI = re.compile("[ก-๛]")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_in_the_language_and_has_an_example(
    command: str, lang: Lang, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code("--lang", lang, command, "--help") == 0
    said = capsys.readouterr().out
    assert bool(THAI.search(said)) == (lang == "th")
    assert any(command in example.split() for example in EXAMPLE.findall(said))
    for option in ("--lang", "--help"):
        assert option in said


@pytest.mark.parametrize("lang", LANGS)
def test_help_of_the_whole_names_every_command(lang: Lang, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code("--lang", lang, "--help") == 0
    listed = capsys.readouterr().out.split(Texts("terminal", lang)("help.commands"))[-1]
    assert re.findall("^  ([a-z]+) ", listed, re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_is_a_right_command_line(command: str, lang: Lang) -> None:
    commands = Commands(Session(Path(), lang))
    result = commands.get_command(click.Context(commands), command)
    assert result
    assert result.help
    for example in EXAMPLE.findall(result.help):
        whole = commands.make_context("itaxl", shlex.split(example))
        result.make_context(command, whole.args, parent=whole)


@pytest.mark.slow
def test_help_loads_nothing_that_takes_time() -> None:
    script = f"""
import sys
from itaxl.cli import main
for command in [[], *([command] for command in {[*COMMANDS]!r})]:
    try:
        main([*command, "--help"])
    except SystemExit as end:
        assert end.code == 0
    print("loaded:", *command, *sorted(set(sys.modules) & set({HEAVY!r})))
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True)
    said = [line for line in done.stdout.decode().splitlines() if line.startswith("loaded:")]
    assert said == ["loaded:", *(f"loaded: {command}" for command in COMMANDS)]


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code() == 2
    assert "itaxl merge" in capsys.readouterr().out
