"""A merge that has nothing to do."""

import subprocess
import sys

from tests.cli.test_help import HEAVY
from tests.command import ROOT


def test_looking_whether_anything_has_changed_loads_nothing_that_takes_time() -> None:
    script = (
        "import sys, itaxl.cli.merge, itaxl.cli.unchanged, itaxl.report.files.up_to_date;"
        f"print(sorted(set(sys.modules) & {set(HEAVY) - {'hashlib'}!r}))"  # digests are compared
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"
