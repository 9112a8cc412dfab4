"""Job object of Windows: what limits the memory of a process there, as rlimits do elsewhere.

Structures and numbers are those of winnt.h and errhandlingapi.h; their types have one size on every system.
"""

import ctypes
import sys
from typing import Any

_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_PROCESS_MEMORY, _DIE_ON_UNHANDLED_EXCEPTION = 0x100, 0x400
_NO_WINDOWS = 0x1 | 0x2  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX
_THIS_PROCESS = ctypes.c_void_p(-1)


class Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("process_peak", ctypes.c_size_t),
        ("job_peak", ctypes.c_size_t),
    )


def kernel() -> Any:
    """Return the library of Windows that has the calls. Raises NotImplementedError on other systems."""
    if sys.platform != "win32":
        raise NotImplementedError
    return ctypes.WinDLL("kernel32")


def limit_memory(size: int, kernel: Any) -> bool:
    """Put this process into a job of its own that has at most `size` bytes; return whether Windows did so.

    An allocation beyond them fails, as it does where memory is full. The job lives as long as the process.
    """
    kernel.SetErrorMode(_NO_WINDOWS)
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = Limits(flags=_PROCESS_MEMORY | _DIE_ON_UNHANDLED_EXCEPTION, process_memory=size)
    limited = kernel.SetInformationJobObject(
        job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
    )
    return bool(limited and kernel.AssignProcessToJobObject(job, _THIS_PROCESS))
