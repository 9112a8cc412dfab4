"""How the process of a command ends."""

import subprocess
import sys

from tests.command import ROOT

SCRIPT = """
import atexit, sys, threading, time
from itaxl.cli import own_process
atexit.register(print, "at exit")
{more}
print("said", end=" ")
print("complained", file=sys.stderr)
own_process.end(3)
"""


def ended(more: str) -> subprocess.CompletedProcess[str]:
    script = SCRIPT.format(more=more)
    return subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_what_was_printed_and_what_is_done_at_the_end_comes_before_it() -> None:
    done = ended("class Unloaded:\n    def __del__(self) -> None: print('unloaded')\nkept = Unloaded()")
    assert (done.stdout, done.stderr, done.returncode) == ("said at exit\n", "complained\n", 3)


def test_a_thread_that_works_may_finish() -> None:
    done = ended("threading.Thread(target=lambda: (time.sleep(0.05), print('worked', end=' '))).start()")
    assert (done.stdout, done.returncode) == ("said worked at exit\n", 3)


def test_pandas_is_loaded_without_pyarrow_which_can_be_loaded_later() -> None:
    script = "import sys; from itaxl.cli import own_process; own_process.import_pandas()"
    after = "assert 'pandas' in sys.modules and 'pyarrow' not in sys.modules; import pyarrow"
    subprocess.run([sys.executable, "-c", f"{script}; {after}"], cwd=ROOT, check=True)
