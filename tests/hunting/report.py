# ruff: noqa: T201 - it is run by hand
"""Hunt long and say what was met: `python -m tests.hunting.report N` makes N inputs of each kind.

Prints for each kind how many inputs there were, how many of them were read, the worst time and memory, and every
traceback or wrong answer with the input kept in the folder that is named.
"""

import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from itaxl.spreadsheets.sandbox import SandboxedReader
from tests.hunting import good, verdict
from tests.hunting.mutations import KINDS

COPY_EACH = 50  # of so many inputs one is made into a marked copy too, which takes longer than all else
MEGABYTE = 1024  # of the kilobytes in which Linux counts


@dataclass
class Tally:
    """Of one kind: `outcomes` counts the worst severity of each input, `worst` is in seconds."""

    inputs: int = 0
    worst: float = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    tracebacks: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def hunt(kind: str, count: int, folder: Path, reader: SandboxedReader) -> Tally:
    tally, file = Tally(), folder / "hunted.xlsx"

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def one(data: st.DataObject) -> None:
        prey = KINDS[kind](data)
        tally.inputs += 1
        start = time.perf_counter()
        try:
            result = verdict.arrived(prey.data, file, reader)
            tally.worst = max(tally.worst, time.perf_counter() - start)
            if tally.inputs % COPY_EACH == 0:
                verdict.copied(result)
        except Exception:
            tally.tracebacks.append(f"{_kept(prey.data, folder, kind, tally)}\n{traceback.format_exc()}")
            return
        severities = [finding.severity for workbook in result for finding in workbook.findings]
        worst = min(severities, key=lambda severity: severity.rank).value if severities else "same data"
        tally.outcomes[worst] += 1
        wrong = verdict.wrong(prey, result, folder / "sound.xlsx")
        if wrong:
            tally.wrong.append(f"{_kept(prey.data, folder, kind, tally)}: {wrong}")

    one()
    return tally


def _kept(data: bytes, folder: Path, kind: str, tally: Tally) -> Path:
    path = folder / f"{kind}-{tally.inputs}.xlsx"
    path.write_bytes(data)
    return path


def main(count: int) -> int:
    folder = Path(tempfile.mkdtemp(prefix="hunting-"))
    good.workbook()
    tallies = {}
    with SandboxedReader() as reader:
        for kind in KINDS:
            start = time.perf_counter()
            tallies[kind] = tally = hunt(kind, count, folder, reader)
            outcomes = ", ".join(f"{name} {number:,}" for name, number in tally.outcomes.most_common())
            print(f"{kind}: {tally.inputs:,} inputs in {time.perf_counter() - start:.0f} s, worst {tally.worst:.3f} s"
                  f" ({outcomes}), tracebacks {len(tally.tracebacks)}, wrong {len(tally.wrong)}")  # fmt: skip
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    apart = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTE
    print(f"worst memory: {apart:.0f} MB in the process that reads, {here:.0f} MB in the one that goes on")
    problems = [problem for tally in tallies.values() for problem in (*tally.tracebacks, *tally.wrong)]
    print(
        "\n".join(problems[:20])
        or f"nothing wrong in {sum(tally.inputs for tally in tallies.values()):,} inputs"
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
