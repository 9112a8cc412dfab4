"""Limits of a process: rlimits where the system has them, a job object on Windows."""

import ctypes
import resource
import signal
import subprocess
from collections.abc import Callable

import pytest

from itaxl.system import job, limits


def test_a_lower_limit_of_the_system_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    in_force = {resource.RLIMIT_DATA: (5000, 7000)}
    monkeypatch.setattr(resource, "getrlimit", in_force.__getitem__)
    monkeypatch.setattr(resource, "setrlimit", in_force.__setitem__)
    limits.limit_memory(9000)
    assert in_force == {resource.RLIMIT_DATA: (7000, 7000), resource.RLIMIT_CORE: (0, 0)}


def test_interrupt_waits_until_it_is_let_through_and_never_reaches_what_was_started() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it is ignored
    try:
        with limits.interrupts_held_back():
            signal.raise_signal(signal.SIGINT)
            alive = subprocess.run(["sh", "-c", "kill -INT $$; echo alive"], capture_output=True, check=True)
            with pytest.raises(KeyboardInterrupt), limits.interrupts_let_through():
                pytest.fail("it has waited long enough")
            signal.raise_signal(signal.SIGINT)
            held = signal.sigpending()
            signal.sigwait({signal.SIGINT})
        assert signal.SIGINT in held
        assert alive.stdout == b"alive\n"
        assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, set())
    finally:
        signal.signal(signal.SIGINT, before)


def called(name: str, answer: int) -> Callable[..., int]:
    """A call of Windows that notes what it was given; a class, since ctypes hangs types on it."""

    class Call:
        seen: tuple[object, ...] = ()
        restype: type | None = None

        def __call__(self, *given: object) -> int:
            self.seen = given
            return answer

    Call.__name__ = name
    return Call()


class Kernel:
    """The calls of kernel32.dll that a job needs, faked."""

    def __init__(self, assigned: int = 1) -> None:
        self.SetErrorMode = called("SetErrorMode", 0)
        self.CreateJobObjectW = called("CreateJobObjectW", 0x1_0000_0070)
        self.SetInformationJobObject = called("SetInformationJobObject", 1)
        self.AssignProcessToJobObject = called("AssignProcessToJobObject", assigned)


def test_the_structure_is_as_long_as_windows_has_it() -> None:
    assert (
        ctypes.sizeof(job.Limits) == 144
    )  # sizeof(JOBOBJECT_EXTENDED_LIMIT_INFORMATION) with mingw-w64, x64
    assert (job.Limits.flags.offset, job.Limits.process_memory.offset) == (16, 112)


def test_a_job_limits_the_memory_of_its_own_process() -> None:
    kernel = Kernel()
    assert job.limit_memory(256 << 20, kernel)
    handle, kind, limits_of_job, size = kernel.SetInformationJobObject.seen  # type: ignore[attr-defined]
    assert handle.value == 0x1_0000_0070  # a handle has 64 bits
    assert (kind, size) == (9, 144)
    assert (limits_of_job._obj.flags, limits_of_job._obj.process_memory) == (0x500, 256 << 20)
    job_handle, process = kernel.AssignProcessToJobObject.seen  # type: ignore[attr-defined]
    assert (job_handle.value, process.value) == (handle.value, (1 << 64) - 1)
    assert kernel.SetErrorMode.seen == (3,)  # type: ignore[attr-defined]


def test_a_windows_that_refuses_the_job_is_no_error() -> None:
    assert not job.limit_memory(256 << 20, Kernel(assigned=0))
