"""Compare `itaxl province merge` with single merges and with a plain script.

    python -m benchmarks.province [COUNT [FEW]]

COUNT agencies (6; the goals are those of 200) are merged by one command; FEW (3) by one command too, one by one, and by
the plain script's functions, called for one after another in one process. What an agency takes is compared: a single
merge takes the same however many there are. COUNT beside FEW says how time and memory grow: 400 beside 25 for the goal.
Each agency is samples/reference under a name of its own, so that nothing is kept that real ones could not share, and
nothing is merged yet when a run begins.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.merge import RIVALS, SAMPLE, YEAR, write_pages
from benchmarks.whole import Taken, taken

NAME = "เทศบาลตำบลตัวอย่าง"  # of the sample
GOALS = {"single merges": 0.6, "plain script": 0.9}  # processor
MEGABYTE = 1 << 20


def main(count: int = 6, few: int = 3) -> None:
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        shutil.copytree(SAMPLE, scratch / "agency", ignore=shutil.ignore_patterns("reports"))
        write_pages(scratch)  # the plain script's templates
        runs: dict[str, Callable[[Path], list[list[str]]]] = {
            "itaxl province": together,
            "single merges": one_by_one,
            "plain script": lambda made: [plain(made, scratch / "templates")],
        }
        times = {name: run(commands, scratch, few) for name, commands in runs.items()}
        many = run(together, scratch, count)
        report(
            {f"province of {count}": many, f"province of {few}": times.pop("itaxl province"), **times},
            count,
            few,
        )


def run(commands: Callable[[Path], list[list[str]]], scratch: Path, count: int) -> Taken:
    """Time commands on a new province, all together."""
    made = province(scratch / "province", count)
    parts = [taken(command) for command in commands(made)]
    shutil.rmtree(made)
    return Taken(
        sum(part.clock for part in parts),
        sum(part.processor for part in parts),
        max(part.memory for part in parts),
    )


def province(folder: Path, count: int) -> Path:
    """Make a province of agencies that differ in their names."""
    for number in range(count):
        agency = folder / "agencies" / f"{number:04}"
        shutil.copytree(SAMPLE, agency, ignore=shutil.ignore_patterns("reports"))
        settings = agency / "itaxl.toml"
        named = f'name = "{NAME} {number}"\nformer_names = ["{NAME}"]'
        settings.write_text(settings.read_text("utf-8").replace(f'name = "{NAME}"', named, 1), "utf-8")
    (folder / "province.toml").write_text('[province]\nname = "จังหวัดตัวอย่าง"\n', "utf-8")
    return folder


def together(made: Path) -> list[list[str]]:
    return [[sys.executable, "-m", "itaxl", "-C", str(made), "province", "merge", "--year", str(YEAR)]]


def one_by_one(made: Path) -> list[list[str]]:
    agencies = sorted((made / "agencies").iterdir())
    return [
        [sys.executable, "-m", "itaxl", "-C", str(agency), "merge", "--year", str(YEAR)]
        for agency in agencies
    ]


def plain(made: Path, templates: Path) -> list[str]:
    return [
        sys.executable,
        str(RIVALS / "plain_many.py"),
        str(made / "agencies"),
        str(YEAR),
        str(templates),
    ]


def report(times: dict[str, Taken], count: int, few: int) -> None:
    """Print what each takes for an agency. The first is the province of `count`, all others are of `few`."""
    many, one = (took for took in list(times.values())[:2])
    print(
        f"for each agency:{'clock':>10}{'CPU':>10}   {count}'s share by the clock, of CPU      memory in all"
    )
    for name, took in times.items():
        size = count if took is many else few
        clock, processor = took.clock / size, took.processor / size
        shares = f"{many.clock / count / clock:.2f}, {many.processor / count / processor:.2f}"
        goal = f" (goal: {GOALS[name]})" if name in GOALS else ""
        memory = f"{took.memory / MEGABYTE:>7.0f} MB"
        print(f"{name:16}{clock:>8.2f} s{processor:>8.2f} s   {shares + goal:26}{memory}")
    print(f"memory of {count} beside {few}: {many.memory / one.memory:.2f} (goal: 0.9 to 1.1)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
