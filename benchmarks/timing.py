"""Time whole commands side by side, in alternating runs."""

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Time:
    """Seconds by the clock, and of the processor in the process and its children."""

    clock: float
    processor: float


def once(command: Sequence[str]) -> Time:
    """Run a command from a cold start. Raises CalledProcessError if it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the modules of an installed program are compiled
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True, env=environment)
    clock = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Time(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def alternating(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, Time]:
    """Return the medians of `runs` rounds, each running every command once; an extra first round warms the disk."""
    times: dict[str, list[Time]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            taken = once(command)
            if number:
                times[name].append(taken)
    return {name: median(taken) for name, taken in times.items()}


def median(times: Sequence[Time]) -> Time:
    return Time(
        statistics.median(taken.clock for taken in times),
        statistics.median(taken.processor for taken in times),
    )
