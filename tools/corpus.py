"""Check every spreadsheet, mail and archive below some folders, as strangers' files: `python -m tools.corpus FOLDER…`

Prints how many were read, which findings there were, the slowest, the most memory of the reading process, and each
exception, of which there must be none; Ctrl-C ends it early. Meant for what a machine's own packages bring along: test
data of Python and LibreOffice, packages of Java and JavaScript. Needs Linux, whose /proc tells the memory.
"""

import re
import resource
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from itaxl.files import is_special
from itaxl.gather import check
from itaxl.inbox.request import Request
from itaxl.spreadsheets.sandbox import SandboxedReader

ROOT = Path(__file__).parent.parent
AGENCY = ROOT / "samples" / "reference"
WANTED = re.compile(
    r"\.(?:xl[st][xmb]?|xlam?|f?od[st]|ots|csv|eml|msg|mbox|tnef|dat|p7m|zip|jar|whl|crate|nupkg|vsix|7z|rar|tar|t?gz|docx?|pptx?|odt|pdf)$"
    r"|/test_email/data/[^/]+$",
    re.IGNORECASE,
)
SHOWN = 8
KILOBYTE = 1024


@dataclass
class Outcome:
    """Counts of codes, seconds by file, and exceptions by file."""

    codes: Counter[str] = field(default_factory=Counter)
    seconds: dict[Path, float] = field(default_factory=dict)
    failed: dict[Path, str] = field(default_factory=dict)
    memory: dict[Path, float] = field(default_factory=dict)


def main(folders: list[str]) -> int:
    if not folders:
        sys.stderr.write(str(__doc__))
        return 2
    outcome = run(wanted(map(Path, folders)))
    slowest = sorted(outcome.seconds, key=lambda path: -outcome.seconds[path])[:SHOWN]
    largest = sorted(outcome.memory, key=lambda path: -outcome.memory[path])[:SHOWN]
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTE
    print(
        f"{len(outcome.seconds)} files in {sum(outcome.seconds.values()):.0f} s, {here:.0f} MB in this process"
    )
    print("findings:", ", ".join(f"{code} {count}" for code, count in sorted(outcome.codes.items())))
    for path in slowest:
        print(f"{outcome.seconds[path]:8.2f} s  {path}")
    for path in largest:
        print(f"{outcome.memory[path]:7.0f} MB  {path}")
    for path, told in outcome.failed.items():
        print(f"FAILED {path}\n{told}")
    return 1 if outcome.failed else 0


def wanted(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if WANTED.search(path.as_posix()) and not is_special(path) and path.is_file():
                yield path


def run(paths: Iterable[Path]) -> Outcome:
    outcome, seen = Outcome(), set[Path]()
    with SandboxedReader() as reader, suppress(KeyboardInterrupt):
        for path in paths:
            if path.resolve() in seen:
                continue
            seen.add(path.resolve())
            begun = time.monotonic()
            try:
                arrived = check(Request(AGENCY, inboxes=(path,)), reader)
                outcome.codes.update(finding.code for file in arrived for finding in file.findings)
            except Exception:
                outcome.failed[path] = traceback.format_exc()
            outcome.seconds[path] = time.monotonic() - begun
            if isinstance(reader._process, subprocess.Popen):
                outcome.memory[path] = resident(reader._process.pid)
    return outcome


def resident(pid: int) -> float:
    """Return the most megabytes that a process has held so far."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return 0
    peak = re.search(r"VmHWM:\s+([0-9]+)", status)
    return int(peak[1]) / KILOBYTE if peak else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
