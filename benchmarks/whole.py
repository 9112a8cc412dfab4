"""What a command takes with all the processes that it starts, those that outlive it among them (Linux)."""

import ctypes
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psutil

from benchmarks.timing import ROOT

_TICK = 0.5  # seconds between two looks at the memory
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock and of the processor, and the most bytes of memory at once that no other process shares."""

    clock: float
    processor: float
    memory: int


def taken(command: Sequence[str]) -> Taken:
    """Run a command and wait for all that it started. Raises RuntimeError if it fails."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)  # what has lost its parent comes to this process
    others = set(psutil.Process().children())
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with (
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=environment()
        ) as process,
        _watched() as most,
    ):
        process.wait()
    clock = time.perf_counter() - began
    while left := set(psutil.Process().children()) - others:
        os.waitpid(left.pop().pid, 0)
    if process.returncode:
        raise RuntimeError(f"{process.returncode}: {' '.join(command)}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Taken(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, most[0])


def environment() -> dict[str, str]:
    """Return the variables of an installed program, whose modules are compiled."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
        "PYTHONPATH": str(ROOT)
    }


@contextmanager
def _watched() -> Iterator[list[int]]:
    """Keep the most memory of this process's descendants until the block ends."""
    most, ended = [0], threading.Event()

    def look() -> None:
        while not ended.wait(_TICK):
            most[0] = max(most[0], sum(map(_own, psutil.Process().children(recursive=True))))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield most
    finally:
        ended.set()
        thread.join()


def _own(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return int(process.memory_full_info().uss)
    return 0


if __name__ == "__main__":
    print(taken(sys.argv[1:]))
