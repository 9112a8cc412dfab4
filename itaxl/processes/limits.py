"""Limit this process's time and memory, as far as the system can."""

import signal

# Number of the signal that ends a process in time; 0 where the system has none.
ALARM = int(signal.SIGALRM) if hasattr(signal, "setitimer") else 0


def ignore_interrupts() -> None:
    """Leave Ctrl-C to the main program, which ends this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def die_after(seconds: float) -> None:
    """Kill this process after `seconds`, even in native code; 0 cancels. Not on Windows."""
    if ALARM:
        signal.setitimer(signal.ITIMER_REAL, seconds)


def limit_memory(size: int) -> None:
    """Limit the memory of this process to `size` bytes, and write no core file. Not on Windows."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    size = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
