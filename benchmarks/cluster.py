"""Merge provinces on one running cluster: a folder by each line that comes in, a line back when it is done.

python -m benchmarks.cluster YEAR
"""

import os
import sys
from pathlib import Path

from itaxl.province import cluster, run, settings


def main(year: int) -> None:
    with cluster.connected(workers=os.cpu_count()) as client:
        for line in sys.stdin:
            states = run.states(client, run.jobs(settings.load(Path(line.strip())), year, "th"))
            failed = [state for state in states if state.state != "made"]
            print(failed or "done", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
