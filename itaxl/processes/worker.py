"""Call a function in a process of its own, and name what it died of."""

import contextlib
import errno
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Generic, Self, TypeVar, cast

import msgspec

from itaxl.processes import starting
from itaxl.processes.forks import UNTOLD, Forked, ForkServer
from itaxl.processes.messages import GoneError, Refusal, decoder, encode, name_of, receive, send
from itaxl.processes.serving import OUT_OF_MEMORY, STARTING
from itaxl.system.limits import ALARM

MEGABYTE = 1 << 20

_ENDING = 5.0  # seconds that a worker may take to end
_LEAST_DISK = 1 << 20  # bytes: with less, a process cannot even say what it died of
_LAST_WORDS = 2000  # bytes
# What Rust, C++, GLib (which sets text) and Python print when memory runs out.
_NO_MEMORY = ("memory allocation of", "std::bad_alloc", "failed to allocate", "MemoryError")

_Process = subprocess.Popen[bytes] | Forked
Answer = TypeVar("Answer")


class WorkerError(Exception):
    """Death of a worker before it answered. `details`: its last words, or how it died."""

    def __init__(self, details: str = "") -> None:
        super().__init__(details)
        self.details = details


class LateError(WorkerError):
    """Death of a worker at its time limit."""


class OutOfMemoryError(WorkerError):
    """Death of a worker at its memory limit."""


class CrashError(WorkerError):
    """Other death of a worker: a signal, an error that is not in `raises`, an answer of the wrong type."""


class Worker(Generic[Answer]):
    """Process that calls one function again and again; it is restarted after it has died.

    with Worker("itaxl.spreadsheets.read:read_book", Book, memory=256 * MEGABYTE, seconds=10) as worker:
        book = worker(data, password)

    `function` has annotations for all of its parameters; parameters and `answer` are of plain types and dataclasses.
    `raises`: errors passed on to the caller, built as `KeyError("key", name=value)` and with `(key, values)` as `args`.
    `warm_up`: arguments of a first call in advance, whose outcome is thrown away. `late`: start it with the first call.
    `forks`: where its process comes from, if it is there, of the same `setup`.
    """

    def __init__(
        self,
        function: str,
        answer: type[Answer],
        *,
        memory: int,
        seconds: float,
        raises: Sequence[type[Exception]] = (),
        warm_up: Sequence[object] = (),
        late: bool = False,
    ) -> None:
        self.memory, self.seconds = memory, seconds
        self.forks: ForkServer | None = None
        self._late = late
        self.setup = encode((function, memory, seconds, encode(warm_up) if warm_up else b""))
        self._decoder = decoder(tuple[answer | None, Refusal | None])  # type: ignore[valid-type]
        self._raises = {name_of(error): error for error in raises}
        self._lock = threading.Lock()
        self._process: _Process | None = None
        self._started = False  # it has answered
        self._killed = False

    def __enter__(self) -> Self:
        self._folder = starting.temporary_folder()
        if not self._late:
            self._start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self.kill()
        self._end()
        self._folder.cleanup()

    def __call__(self, *arguments: object) -> Answer:
        """Return the function's answer, or raise what it raises. Raises LateError, OutOfMemoryError, CrashError.

        Raises OSError where the disk of its temporary files is full.
        """
        question = encode(arguments)
        process = self._process or self._start()
        try:
            with _watched(process, self._longest) as late:
                send(cast(BinaryIO, process.stdin), question)
                answer, refusal = self._decoder.decode(receive(cast(BinaryIO, process.stdout), self.memory))
            self._started = True
        except GoneError as error:
            code = self._end()
            if code == UNTOLD and self.forks:
                self.forks = None  # from now on a process of its own
                return self(*arguments)
            timed_out = late.is_set() or (ALARM and code == -ALARM)
            raise LateError if timed_out else self._death(code) from error
        except msgspec.MsgspecError as error:
            self._end(kill=True)
            raise CrashError(str(error)) from error
        except BaseException:
            self._end(kill=True)  # otherwise its answer would be taken for the answer to the next question
            raise
        if refusal is None:
            return cast(Answer, answer)
        name, key, values = refusal
        raise self._raises[name](key, **values) if name in self._raises else CrashError(f"{name}: {key}")

    @property
    def _longest(self) -> float:
        """Return the seconds to wait for an answer: a process that kills itself in time is late only if stopped."""
        return self.seconds + (_ENDING if ALARM else 0) + (0 if self._started else STARTING)

    def kill(self) -> None:
        """End the process at once and for good; may be called from another thread."""
        with self._lock:
            self._killed = True
            if self._process:
                self._process.kill()

    def _start(self) -> _Process:
        with self._lock, self._last_words.open("wb") as complaints:
            if self._killed:
                raise CrashError
            forked = self.forks.start(self._folder.name, complaints) if self.forks else None
            self._process = process = forked or starting.start(
                "itaxl.processes.serving", self._folder.name, stdout=subprocess.PIPE, stderr=complaints
            )
        if not forked:
            with contextlib.suppress(GoneError):  # dead already: the first call will raise
                send(cast(BinaryIO, process.stdin), self.setup)
        return process

    def _end(self, *, kill: bool = False) -> int:
        """Wait a little for the process to end by itself, else kill it; return its exit code."""
        process, self._process, self._started = self._process, None, False
        if process is None:
            return 0
        if kill:
            process.kill()
        with contextlib.suppress(OSError):
            cast(BinaryIO, process.stdin).close()
        cast(BinaryIO, process.stdout).close()
        try:
            return process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    @property
    def _last_words(self) -> Path:
        return Path(self._folder.name) / "stderr"

    def _death(self, code: int) -> WorkerError | OSError:
        words = self._last_words.read_bytes()[-_LAST_WORDS:].decode("utf-8", "replace").strip()
        if shutil.disk_usage(self._folder.name).free < _LEAST_DISK:
            return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), self._folder.name)
        if code == OUT_OF_MEMORY or any(text in words for text in _NO_MEMORY):
            return OutOfMemoryError(words)
        if code >= 0:
            return CrashError(words or f"exit code {code}")
        return CrashError(f"{words}\n{signal.strsignal(-code) or f'signal {-code}'}".strip())


@contextlib.contextmanager
def _watched(process: _Process, seconds: float) -> Iterator[threading.Event]:
    """Kill a process that takes longer than `seconds`; one that was stopped has no alarm."""
    late = threading.Event()

    def kill() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, kill)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()
