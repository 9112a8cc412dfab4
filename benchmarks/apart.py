"""What it costs to read apart, in a process of its own: `python -m benchmarks.apart [FILES] [ROUNDS]`.

Forty ordinary workbooks, read here and read apart in turn; the start of the process shows by itself, since it happens
while the program imports pandas.
"""

import contextlib
import statistics
import sys
import time
from collections.abc import Callable

from benchmarks.workbooks import ordinary
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.read import HERE, Reader
from itaxl.spreadsheets.sandbox import Apart


def main(count: int = 40, rounds: int = 9) -> None:
    files = ordinary(count)
    started = [timed(start) for _ in range(rounds)]
    here, apart = [], []
    with Apart() as reader:
        read(reader, files)
        for _ in range(rounds):
            here.append(timed(lambda: read(HERE, files)))
            apart.append(timed(lambda: read(reader, files)))
    print(f"{count} workbooks, medians of {rounds} rounds, by the clock")
    print(f"read here             {milliseconds(here):>8.1f} ms")
    print(
        f"read apart            {milliseconds(apart):>8.1f} ms, {milliseconds(apart) / milliseconds(here):.2f} times"
    )
    print(f"start of the process  {milliseconds(started):>8.1f} ms, once")


def read(reader: Reader, files: list[bytes]) -> None:
    for number, data in enumerate(files):
        reader.read_book(data, f"{number}.xlsx")


def start() -> None:
    """Until the first file is read, a tiny one that is refused."""
    with Apart() as reader, contextlib.suppress(UnreadableError):
        reader.read_book(b"", "")


def timed(work: Callable[[], None]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def milliseconds(seconds: list[float]) -> float:
    return statistics.median(seconds) * 1000


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
