"""The command line as a user has it: in a process of its own, or quickly in this one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from itaxl.cli import main

ROOT = Path(__file__).parent.parent


def process(
    *args: str, folder: Path = ROOT, module: str = "itaxl", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """`itaxl ARGS` without a terminal and without input, in `folder`; `environment` is added to ours.

    `module`: `tests.drawing` for a command that draws no page again that this run of the tests has drawn, `tests.press`
    for one that draws none.
    """
    return subprocess.run(
        [sys.executable, "-m", module, *args],
        check=False,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        timeout=300,
    )


def exit_code(*args: str) -> int:
    """Of `itaxl ARGS` in this process and the current folder; what it says is for pytest's `capsys`."""
    with pytest.raises(SystemExit) as end:
        main(list(args))
    assert isinstance(end.value.code, int)
    return end.value.code


def child(program: str, folder: Path, first: str) -> subprocess.Popen[str]:
    """Start a Python program that reads and writes lines, with a folder as its argument; wait for its first line."""
    started = subprocess.Popen(
        [sys.executable, "-c", program, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdout
    assert started.stdout.readline() == f"{first}\n"
    return started
