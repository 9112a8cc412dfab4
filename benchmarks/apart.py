"""Measure the cost of reading in another process: `python -m benchmarks.apart [FILES] [ROUNDS]`.

Forty ordinary workbooks are read here and read apart in turn. Each round starts a process, so that its processor time
can be counted once it has ended; the start shows by itself, since it happens while the program imports pandas.
"""

import contextlib
import resource
import sys
import time
from collections.abc import Callable

from benchmarks.timing import Time, median
from benchmarks.workbooks import ordinary
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.read import HERE, Reader
from itaxl.spreadsheets.sandbox import SandboxedReader


def main(count: int = 40, rounds: int = 15) -> None:
    files = ordinary(count)
    starts, here, apart = [], [], []
    for _ in range(rounds):
        starts.append(timed(lambda: read_apart([b""])))
        here.append(timed(lambda: read(HERE, files)))
        apart.append(timed(lambda: read_apart(files)))
    start, inside, outside = median(starts), median(here), median(apart)
    outside = Time(outside.clock - start.clock, outside.processor - start.processor)
    print(f"{count} workbooks, medians of {rounds} rounds: by the clock, of the processor")
    print(f"read here             {shown(inside)}")
    print(f"read apart            {shown(outside)}, {outside.processor / inside.processor:.2f} times")
    print(f"start of the process  {shown(start)}, once")


def read(reader: Reader, files: list[bytes]) -> None:
    for number, data in enumerate(files):
        with contextlib.suppress(UnreadableError):  # raised for the empty file
            reader.read_book(data, f"{number}.xlsx")


def read_apart(files: list[bytes]) -> None:
    with SandboxedReader() as reader:
        read(reader, files)


def timed(work: Callable[[], None]) -> Time:
    clock, processor = time.perf_counter(), processor_time()
    work()
    return Time(time.perf_counter() - clock, processor_time() - processor)


def processor_time() -> float:
    """Return the seconds of this process and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def shown(taken: Time) -> str:
    return f"{taken.clock * 1000:>8.1f} ms{taken.processor * 1000:>8.1f} ms"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
