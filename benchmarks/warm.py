"""Program that stays, with its processes, while others are timed in turn: it answers each line when that is done."""

import subprocess
import sys
from collections.abc import Sequence
from typing import Self

import psutil

from benchmarks.whole import environment


class Warm:
    """Program in Python, by its arguments."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command, self._before = command, 0.0

    def __enter__(self) -> Self:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            [sys.executable, *self._command],
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment(),
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def __call__(self, line: object) -> float:
        """Return the seconds of the processor that a line takes, with its start for the first one.

        Raises RuntimeError where the answer is not `done`.
        """
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if answer != "done\n":
            raise RuntimeError(answer)
        before, self._before = self._before, self._taken()
        return self._before - before

    def _taken(self) -> float:
        """Return what all its processes have taken, those that have ended among them."""
        root = psutil.Process(self._process.pid)
        return sum(sum(process.cpu_times()[:4]) for process in (root, *root.children(recursive=True)))
