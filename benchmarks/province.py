"""Compare `itaxl province merge` with single merges and with a plain script, or see how it grows.

    python -m benchmarks.province [ROUNDS]
    python -m benchmarks.province grow COUNT...

Each round takes a portion of agencies in each way: on one running cluster, by `itaxl merge` one by one, and by the
plain script's functions, called for one after another in one process. Since a machine changes its speed, the shares are
those of one round, and their median is told. What a province takes only once, however many agencies there are, is told
too and counted as 200 agencies share it: the start of the cluster with its processes, and the overview.

`grow`: whole provinces of so many agencies. Each agency is samples/reference under a name of its own, so that nothing
is kept that real ones could not share, and nothing is merged yet when a portion begins.
"""

import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.merge import RIVALS, SAMPLE, YEAR, write_pages
from benchmarks.warm import Warm
from benchmarks.whole import taken

NAME = "เทศบาลตำบลตัวอย่าง"  # of the sample
COUNT, PORTION, SINGLES = 200, 4, 2  # agencies
GOALS = (0.6, 0.9)
MEGABYTE = 1 << 20


class Taken(NamedTuple):
    """Seconds of the processor for an agency."""

    ours: float
    single: float
    plain: float

    def shares(self, once: float = 0) -> tuple[float, float]:
        ours = self.ours + once / COUNT
        return ours / self.single, ours / self.plain


def main(rounds: int = 7) -> None:
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        shutil.copytree(SAMPLE, scratch / "agency", ignore=shutil.ignore_patterns("reports"))
        write_pages(scratch)  # the plain script's templates
        script = [str(RIVALS / "plain_many.py"), str(YEAR), str(scratch / "templates")]
        with Warm(["-m", "benchmarks.cluster", str(YEAR)]) as cluster, Warm(script) as plain:
            made = province(scratch / "cold", PORTION)
            cold = [cluster(made), plain(made)]
            overview = taken(itaxl(made, "province", "report")).processor
            times = [portion(cluster, plain, scratch / str(number)) for number in range(rounds)]
    report(times, cold, overview)


def portion(cluster: Warm, plain: Warm, folder: Path) -> Taken:
    """Take a portion in each way."""
    made = province(folder, PORTION)
    agencies = sorted((made / "agencies").iterdir())
    ours = cluster(made) / PORTION
    alone = [taken(itaxl(agency, "merge", "--all")).processor for agency in agencies[:SINGLES]]
    result = Taken(ours, sum(alone) / SINGLES, plain(made) / PORTION)
    print(
        f"an agency {result.ours:.2f} s, single {result.single:.2f} s, plain {result.plain:.2f} s: ", end=""
    )
    print("{:.2f}, {:.2f}".format(*result.shares()), flush=True)
    shutil.rmtree(made)
    return result


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


def itaxl(folder: Path, *command: str) -> list[str]:
    return [sys.executable, "-m", "itaxl", "-C", str(folder), *command, "--year", str(YEAR)]


def report(times: list[Taken], cold: list[float], overview: float) -> None:
    """Print the medians; what is taken once is what the first portion took more than the others, and the overview."""
    ours, _, plain = (statistics.median(column) for column in zip(*times, strict=True))
    start, script_start = (first - PORTION * later for first, later in zip(cold, (ours, plain), strict=True))
    print(f"once: cluster {start:.1f} s, overview {overview:.1f} s; script {script_start:.1f} s")
    shares = zip(*(taken.shares(start + overview) for taken in times), strict=True)
    for name, column, goal in zip(("single merges", "plain script"), shares, GOALS, strict=True):
        print(f"{COUNT} agencies beside {name}: {statistics.median(column):.2f} of CPU (goal: {goal})")


def grow(*counts: int) -> None:
    """Print what whole provinces take, each from its start."""
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            made = province(Path(folder) / "province", count)
            took = taken(itaxl(made, "province", "merge"))
            shutil.rmtree(made)
            clock, processor = took.clock / count, took.processor / count
            memory = took.memory / MEGABYTE
            print(
                f"{count:4} agencies: {clock:.2f} s, CPU {processor:.2f} s for each; {memory:.0f} MB in all",
                flush=True,
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["grow"]:
        grow(*map(int, sys.argv[2:]))
    else:
        main(*map(int, sys.argv[1:2]))
