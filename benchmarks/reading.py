"""Compare our reader with pandas and calamine, file by file: `python -m benchmarks.reading [ROUNDS]`.

The goal is at most 1.2 times as long for .xlsx. Both read all sheets of an ordinary workbook as it was built and as
LibreOffice saves it; calamine then knows neither errors nor formulas without a result, nor percentages, nor hidden
rows. An .ods or .xls takes longer, for the same reasons, and is printed without a goal.
"""

import gc
import io
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from benchmarks.workbooks import DIMENSIONS, ordinary
from itaxl.spreadsheets.read import read_book
from tests import office

GOAL = 1.2


def main(rounds: int = 30) -> None:
    worst = 0.0
    gc.collect()
    gc.disable()  # for both readers, as in the process that reads workbooks
    print(f"{'milliseconds, medians of ' + str(rounds):32}{'ours':>9}{'pandas':>9}{'ratio':>8}")
    for name, data in files():
        ours, rival = in_turn(lambda data=data: read_book(data), lambda data=data: pandas(data), rounds)  # type: ignore[misc]
        if not name.endswith((".ods", ".xls")):
            worst = max(worst, ours / rival)
        print(f"{name:32}{ours:>9.2f}{rival:>9.2f}{ours / rival:>8.2f}")
    if worst > GOAL:
        sys.exit(f"over {GOAL} times: {worst:.2f}")


def files() -> Iterator[tuple[str, bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        for name, data in zip(DIMENSIONS, ordinary(len(DIMENSIONS)), strict=True):
            yield f"{name}, by openpyxl", data
            source = Path(folder) / f"{name}.xlsx"
            source.write_bytes(data)
            for kind in ("xlsx", "ods", "xls"):
                yield (
                    f"{name}, by LibreOffice as .{kind}",
                    office.convert(source, kind, Path(folder)).read_bytes(),
                )


def pandas(data: bytes) -> None:
    """Read all sheets with pandas, without guesses at types."""
    pd.read_excel(
        io.BytesIO(data), engine="calamine", sheet_name=None, header=None, dtype=object, na_filter=False
    )


def in_turn(ours: Callable[[], object], rival: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the medians in milliseconds of the processor; an extra first round warms up."""
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for times, work in zip(taken, (ours, rival), strict=True):
            begin = time.process_time()
            work()
            if number:
                times.append((time.process_time() - begin) * 1000)
    return statistics.median(taken[0]), statistics.median(taken[1])


if __name__ == "__main__":
    warnings.simplefilter("error")
    main(*map(int, sys.argv[1:2]))
