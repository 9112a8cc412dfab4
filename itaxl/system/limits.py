"""Limit this process's time and memory, as far as the system can."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from itaxl.system import job

if sys.platform == "win32":
    ALARM = 0
else:
    # Number of the signal that ends a process in time; 0 where the system has none, and the caller has to watch it.
    ALARM = int(signal.SIGALRM)


def ignore_interrupts() -> None:
    """Leave Ctrl-C to the main program, which ends this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def interrupts_held_back() -> Iterator[None]:
    """Keep Ctrl-C waiting while the block runs, and for good from the processes that are started in it.

    Does nothing on Windows, where no program can.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def interrupts_let_through() -> Iterator[None]:
    """Take Ctrl-C again, that which has waited first, until the block ends."""
    if sys.platform == "win32":
        yield
        return
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def die_after(seconds: float) -> None:
    """Kill this process after `seconds`, even in native code; 0 cancels. Does nothing without `ALARM`."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def limit_memory(size: int) -> None:
    """Limit the memory of this process to `size` bytes, and have it die without a core file or a window."""
    if sys.platform == "win32":
        job.limit_memory(size, job.kernel())
    else:
        import resource  # noqa: PLC0415 - not on Windows

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        size = size if hard == resource.RLIM_INFINITY else min(size, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
