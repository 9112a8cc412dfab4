"""Measure CPU seconds of `--help` of every command, cold: `python -m benchmarks.help [RUNS]`. The goal is 0.3 s."""

import sys

from benchmarks.timing import alternating
from itaxl.cli.main import COMMANDS


def main(runs: int = 7) -> None:
    python = [sys.executable, "-m", "itaxl"]
    commands = {"itaxl --help": [*python, "--help"]}
    commands |= {f"itaxl {name} --help": [*python, name, "--help"] for name in COMMANDS}
    for name, taken in alternating(commands, runs).items():
        print(f"{name:24}{taken.processor:>7.3f} s CPU")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
