"""A browser that does what a test tells it, and the program that it looks at."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.command import ROOT
from tests.report.web.test_browser import environment

SCRIPT = ROOT / "tests" / "node" / "drive.js"


class Browser:
    """Chromium; a method of `tests/node/drive.js` is called by its name: `browser("click", "button")`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.base = self.address = ""

    def come_in(self, address: str) -> Any:
        """Open the address that a workbench gives."""
        self.address, self.base = address, address.partition("/?")[0]
        return self("goto", address)

    def __call__(self, action: str, *args: object) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([action, *args]) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "failed" not in answer, answer["failed"]
        return answer["done"]

    def goto(self, path: str) -> Any:
        """Go to a page of the workbench."""
        return self("goto", f"{self.base}{path}")

    def submit(self, action: str) -> Any:
        """Press the first button of the form that goes to a path."""
        return self("click", f'form[action^="{action}?"] button')

    def text(self, selector: str = "main") -> str:
        return str(self("text", selector))


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Chromium with fonts in `folder`."""
    folder.mkdir()
    process = subprocess.Popen(
        ["node", str(SCRIPT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(folder),
    )
    with process:
        try:
            yield Browser(process)
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(60)


@contextmanager
def workbench(folder: Path, working: Path = ROOT) -> Iterator[str]:
    """`itaxl open` in a process of its own, given in the folder `working`; its address."""
    command = [sys.executable, "-m", "itaxl", "open", str(folder), "--no-browser"]
    server = subprocess.Popen(
        command, cwd=working, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    )
    with server:
        assert server.stdout
        try:
            yield next(line for line in server.stdout if line.startswith("http")).strip()
        finally:
            server.terminate()
            server.wait(60)
