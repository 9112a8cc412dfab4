"""Process that runs one command and nothing else: it looks for garbage seldom, and ends without unloading anything."""

import atexit
import gc
import importlib
import os
import sys
import threading
from contextlib import suppress
from typing import NoReturn

_GARBAGE = 200_000, 50, 100  # objects made until it is looked for; how often among the young before the older


def begin() -> None:
    """Look for garbage seldom: nearly all that a command makes is in use until its end."""
    gc.set_threshold(*_GARBAGE)


def end(code: int) -> NoReturn:
    """End the process with an exit code; unloading the libraries of a merge would take 0.2 s of a processor.

    Where a thread still works, or what was printed cannot be written, the process ends as any other.
    """
    if not any(
        thread is not threading.current_thread() and not thread.daemon for thread in threading.enumerate()
    ):
        with suppress(OSError, ValueError):
            atexit._run_exitfuncs()
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            os._exit(code)
    sys.exit(code)


def import_pandas() -> None:
    """Import pandas without pyarrow, which it would load where that is installed (0.1 s), and which no merge needs."""
    hidden = "pyarrow" not in sys.modules
    if hidden:
        sys.modules["pyarrow"] = None  # type: ignore[assignment]  # so Python says that there is no such module
    importlib.import_module("pandas")
    if hidden:
        del sys.modules["pyarrow"]
