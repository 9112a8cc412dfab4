"""Compare `itaxl merge` again with a cold one, on samples/reference: `python -m benchmarks.again [RUNS]`.

Again means: after one division has corrected its plan, after it has corrected what it reported on a measure, and with
nothing changed. The processor's time is to be trusted more than the clock where other programs run too.
"""

import shutil
import sys
import tempfile
from itertools import count
from pathlib import Path

import openpyxl

from benchmarks.merge import SAMPLE, YEAR
from benchmarks.timing import Time, median
from benchmarks.whole import taken
from itaxl.forms import layout

GOALS = {"a plan corrected": 0.5, "a report corrected": 0.5, "nothing changed": 0.25}
# Which file, and the heading of the column whose first text gets another end.
CORRECTED = {
    "a plan corrected": ("IIT-finance", "แนวทางการนำผลการวิเคราะห์ไปสู่การปฏิบัติ"),
    "a report corrected": ("IIT-finance-followup-12", "ผลการดำเนินงาน"),
}
HEADINGS = 5  # row


def main(runs: int = 7) -> None:
    with tempfile.TemporaryDirectory() as folder:
        agency = Path(folder) / "agency"
        shutil.copytree(SAMPLE, agency, ignore=shutil.ignore_patterns("reports"))
        command = [sys.executable, "-m", "itaxl", "-C", str(agency), "merge"]
        times: dict[str, list[Time]] = {"cold": [], **{name: [] for name in GOALS}}
        numbers = count()
        for number in range(runs + 1):
            shutil.rmtree(agency / "reports", ignore_errors=True)
            for name, listed in times.items():
                change(name, agency / "inbox" / str(YEAR), next(numbers))
                whole = taken(command)
                if number:
                    listed.append(Time(whole.clock, whole.processor))
        report({name: median(listed) for name, listed in times.items()}, runs)


def change(name: str, inbox: Path, number: int) -> None:
    """Make the correction that comes before a run."""
    if name in CORRECTED:
        file, heading = CORRECTED[name]
        correct(inbox / f"{YEAR}-{file}.xlsx", heading, f" (ข้อ {number})")


def correct(file: Path, heading: str, end: str) -> None:
    """Put another end to the first text of a column."""
    workbook = openpyxl.load_workbook(file)
    headings, *rows = workbook[layout.MEASURES].iter_rows(min_row=HEADINGS)
    column = next(number for number, cell in enumerate(headings) if cell.value == heading)
    cell = next(row[column] for row in rows if row[column].value)
    cell.value = str(cell.value).partition(" (ข้อ ")[0] + end
    workbook.save(file)


def report(times: dict[str, Time], runs: int) -> None:
    cold = times["cold"]
    print(f"median of {runs} rounds:")
    print(f"{'':20}{'clock':>9}{'CPU':>9}   share of a cold run by the clock, of CPU")
    for name, time in times.items():
        shares = f"{time.clock / cold.clock:.2f}, {time.processor / cold.processor:.2f}"
        goal = f"   (goal: {GOALS[name]})" if name in GOALS else ""
        print(f"{name:20}{time.clock:>7.2f} s{time.processor:>7.2f} s   {shares}{goal}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
