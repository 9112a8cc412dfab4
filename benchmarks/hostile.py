"""Measure `itaxl check FILE` for every broken and hostile file, cold: `python -m benchmarks.hostile`.

The goal for each file: under 2 s and 300 MB in all processes together. It prints seconds by the clock and of the
processor; the goal is for those of the processor, which depend less on other work on the machine. It needs Linux: /proc
says how much memory a process and its children hold, and is read every 5 ms.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import ROOT
from tests.spreadsheets.broken import BROKEN, SHEET, good, packed, with_rows, worksheet

SECONDS, MEGABYTES = 2.0, 300.0
AT_THE_LIMITS = "200,000"  # files at the limits are work, not attacks: printed, but without a goal
PAGE = os.sysconf("SC_PAGE_SIZE") / 2**20


@dataclass(frozen=True)
class Cost:
    """Cost of a command: seconds by the clock and of the processor, peak of memory in megabytes."""

    clock: float
    processor: float
    memory: float

    def __str__(self) -> str:
        return f"{self.clock:>7.2f} s{self.processor:>10.2f} s{self.memory:>8.0f} MB"


def main(shown: int = 12) -> None:
    with tempfile.TemporaryDirectory() as folder:
        costs = {name: measured(written(Path(folder), data)) for name, data in files()}
    print(f"{'':42}{'clock':>9}{'processor':>12}{'memory':>11}")
    for name in sorted(costs, key=lambda name: -costs[name].processor)[:shown]:
        print(f"{name:42}{costs[name]}")
    largest = max(costs, key=lambda name: costs[name].memory)
    print(f"{f'the most of {len(costs)}; largest is “{largest}”':42}{at_most(costs.values())}")
    judged = {name: cost for name, cost in costs.items() if not name.startswith(AT_THE_LIMITS)}
    beyond = [name for name, cost in judged.items() if cost.processor > SECONDS or cost.memory > MEGABYTES]
    if beyond:
        sys.exit(f"over {SECONDS} s or {MEGABYTES} MB: {', '.join(beyond)}")


def at_most(costs: Iterable[Cost]) -> Cost:
    """Return the highest cost of each kind, whichever file it was."""
    all_costs = list(costs)
    return Cost(
        max(cost.clock for cost in all_costs),
        max(cost.processor for cost in all_costs),
        max(cost.memory for cost in all_costs),
    )


def files() -> Iterator[tuple[str, bytes]]:
    """Yield the files that the tests refuse, and hostile ones that are read all the same."""
    yield "a good one", good()
    yield from ((broken.name, broken.make()) for broken in BROKEN)
    formatted = "".join(f'<row r="{number}" s="1"/>' for number in range(3, 1_000_001))
    yield "a million formatted rows", with_rows(formatted)
    row = "<row>" + "<c><v>1.5</v></c>" * 40 + "</row>"
    yield f"{AT_THE_LIMITS} cells", with_rows(row * 5000)
    texts = (
        "<row>"
        + "".join(f'<c t="str"><f>A{n}</f><v>{"ดำเนินงาน" * 2}{n}</v></c>' for n in range(40))
        + "</row>"
    )
    yield f"{AT_THE_LIMITS} texts", with_rows(texts * 5000)
    yield "nothing but cells without a value", with_rows("<c/>" * 1_900_000)
    yield "as many of them as are read", with_rows("<c/>" * 900_000)
    attributes = " ".join(f'a{number}="1"' for number in range(300))
    yield "nothing but attributes", with_rows(f"<c {attributes}/>" * 12_000)
    yield "nothing but strings", good({"xl/sharedStrings.xml": strings(480_000)})
    yield "a bomb of 1 GB", packed({**bomb(), SHEET: b" " * 2**30})
    yield "a bomb within the limits", good({SHEET: worksheet((" " * 900 + "<a/>") * 30_000)})


def strings(count: int) -> str:
    inside = "".join(f"<si><t>{number:x}</t></si>" for number in range(count))
    return f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{inside}</sst>'


def bomb() -> dict[str, str | bytes]:
    return {"[Content_Types].xml": "spreadsheetml.sheet.main+xml", "xl/workbook.xml": "<workbook/>"}


def written(folder: Path, data: bytes) -> Path:
    file = folder / f"{len(list(folder.iterdir()))}.xlsx"
    file.write_bytes(data)
    return file


def measured(file: Path) -> Cost:
    agency = ROOT / "samples" / "reference"
    command = [sys.executable, "-m", "itaxl", "-C", str(agency), "check", str(file)]
    before, start, memory = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter(), 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT) as process:
        while process.poll() is None:
            memory = max(memory, sum(resident(pid) for pid in family(process.pid)))
            time.sleep(0.005)
        clock = time.perf_counter() - start
    if process.returncode not in {0, 1}:
        sys.exit(f"{file.name}: exit code {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, memory)


def family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
