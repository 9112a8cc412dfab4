"""With a terminal and without one, and whatever the locale says."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from itaxl.cli.options import ProgressLine
from itaxl.texts import Texts
from tests.command import ROOT, process

ESCAPE = "\x1b"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_drawn_on_one_line_and_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with ProgressLine(Texts("terminal", "en")) as line:
        line.show("progress.read", 3, 18)
        assert terminal.getvalue().endswith("Reading workbook 3/18")
    assert "\n" not in terminal.getvalue()
    assert terminal.getvalue().endswith(f"\r{ESCAPE}[K")


def test_no_progress_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", stream := io.StringIO())
    with ProgressLine(Texts("terminal", "en")) as line:
        line.show("progress.read", 3, 18)
    assert stream.getvalue() == ""


@pytest.mark.slow
def test_no_colours_and_no_input_without_a_terminal(returned: Path) -> None:
    done = process("merge", folder=returned, module="tests.press")
    assert done.returncode == 1, "blank workbooks: no score from anyone"
    assert done.stderr == b""
    said = done.stdout.decode()
    assert ESCAPE not in said
    assert "X407" in said
    assert str(Path("reports") / "2562") in said


def test_thai_comes_out_whatever_the_locale_says() -> None:
    done = process("--help", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0
    assert "วิธีใช้" in done.stdout.decode("utf-8")


@pytest.mark.slow
def test_a_reader_that_has_gone_away_gets_no_traceback() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "itaxl", "explain", "--all"]
    done = subprocess.run(command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 1
