"""Run functions in other processes, with limits of time and memory, so that a crash or a hang stops nothing else.

Only plain data goes between processes, in both directions, as MessagePack that is checked against the types of the
function: nothing is unpickled. `multiprocessing` is not used, since it would import the caller's main module again.
"""

import contextlib
import errno
import gc
import importlib
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import typing
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, Concatenate, Generic, ParamSpec, Self, TypeVar, cast

import msgspec

if TYPE_CHECKING:
    from concurrent.futures import Future

MEGABYTE = 1 << 20
OUT_OF_MEMORY = 12  # exit code of a worker, equal to the error number ENOMEM
PRIVATE = "ITAXL_"  # prefix of environment variables that may hold passwords: workers do not get them

_ROOT = Path(__file__).parent.parent
_START = "import sys; sys.path.append(sys.argv[1]); from itaxl.processes import serve; serve(sys.argv[2])"
_STARTING, _ENDING = 60.0, 5.0  # seconds that a worker may take to start and to end
_FOLDERS = "itaxl-"  # beginning of the names of temporary folders
_OLD = 3 * 24 * 3600.0  # seconds since anything changed in a temporary folder that no run uses any more
_LEAST_DISK = 1 << 20  # bytes: with less, a process cannot even say what it died of
_LENGTH = struct.Struct(">Q")
_LAST_WORDS = 2000  # bytes
_ALARM = int(signal.SIGALRM) if hasattr(signal, "setitimer") else 0
# What Rust, C++, GLib (which sets text) and Python print when memory runs out.
_NO_MEMORY = ("memory allocation of", "std::bad_alloc", "failed to allocate", "MemoryError")

_Refusal = tuple[str, str, dict[str, Any]]  # class of the error, its key, its values
_Setup = tuple[
    str, int, float, bytes
]  # function, bytes of memory, seconds, arguments of a first call or nothing
_Process = subprocess.Popen[bytes]
Answer = TypeVar("Answer")
R = TypeVar("R")
P = ParamSpec("P")


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


class _GoneError(Exception):
    """End of the pipe, perhaps in the middle of a message: the other process is gone."""


class Worker(Generic[Answer]):
    """Process that calls one function again and again; it is restarted after it has died.

    with Worker("itaxl.spreadsheets.read:read_book", Book, memory=256 * MEGABYTE, seconds=10) as worker:
        book = worker(data, password)

    `function` has annotations for all of its parameters; parameters and `answer` are of plain types and dataclasses.
    `raises`: errors passed on to the caller, built as `KeyError("key", name=value)` and with `(key, values)` as `args`.
    `warm_up`: arguments of a first call in advance, whose outcome is thrown away.
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
    ) -> None:
        self.memory, self.seconds = memory, seconds
        self._setup = _encode((function, memory, seconds, _encode(warm_up) if warm_up else b""))
        self._decoder = _decoder(tuple[answer | None, _Refusal | None])  # type: ignore[valid-type]
        self._raises = {_name_of(error): error for error in raises}
        self._lock = threading.Lock()
        self._process: _Process | None = None
        self._started = False  # it has answered
        self._killed = False

    def __enter__(self) -> Self:
        _remove_old_folders()
        self._folder = tempfile.TemporaryDirectory(prefix=_FOLDERS, ignore_cleanup_errors=True)
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
        question = _encode(arguments)
        process = self._process or self._start()
        try:
            with _watched(process, self._longest) as late:
                _send(cast(BinaryIO, process.stdin), question)
                answer, refusal = self._decoder.decode(_receive(cast(BinaryIO, process.stdout), self.memory))
            self._started = True
        except _GoneError as error:
            code = self._end()
            raise LateError if late.is_set() or code == -_ALARM else self._death(code) from error
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
        if not _ALARM:
            return self.seconds
        return self.seconds + _ENDING + (0 if self._started else _STARTING)

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
            self._process = process = subprocess.Popen(
                [sys.executable, "-P", "-c", _START, str(_ROOT), self._folder.name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=_environment(self._folder.name),
            )
        with contextlib.suppress(_GoneError):  # dead already: the first call will raise
            _send(cast(BinaryIO, process.stdin), self._setup)
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


class Pool(Generic[Answer]):
    """Workers side by side, each with one task at a time.

    with Pool([Worker(...), Worker(...)]) as pool:
        futures = [pool.run(work, document) for document in documents]

    Leaving it waits for all tasks; an error inside the `with` ends all work at once.
    """

    def __init__(self, workers: Sequence[Worker[Answer]]) -> None:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - not for a worker

        self.workers = tuple(workers)
        self._idle = list(workers)  # as many as there are threads, so that each thread finds one
        self._threads = ThreadPoolExecutor(len(workers), thread_name_prefix="worker")
        self._started = contextlib.ExitStack()

    def run(
        self, work: Callable[Concatenate[Worker[Answer], P], R], *arguments: P.args, **named: P.kwargs
    ) -> "Future[R]":
        """Call `work(worker, …)` in a thread as soon as a worker is idle."""

        def task() -> R:
            worker = self._idle.pop()
            try:
                return work(worker, *arguments, **named)
            finally:
                self._idle.append(worker)

        return self._threads.submit(task)

    def __enter__(self) -> Self:
        with self._started:
            for worker in self.workers:
                self._started.enter_context(worker)
            self._started = self._started.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            for worker in self.workers:
                worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=kind is not None)
        self._started.close()


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


def _remove_old_folders() -> None:
    """Remove the temporary folders that this user's killed runs left behind long ago."""
    with contextlib.suppress(OSError):
        user = os.getuid() if hasattr(os, "getuid") else None
        with os.scandir(tempfile.gettempdir()) as entries:
            ours = [entry for entry in entries if entry.name.startswith(_FOLDERS)]
        for entry in ours:
            state = entry.stat(follow_symlinks=False)
            old = time.time() - state.st_mtime > _OLD
            if old and entry.is_dir(follow_symlinks=False) and user in (None, state.st_uid):
                shutil.rmtree(entry.path, ignore_errors=True)


def _environment(folder: str) -> dict[str, str]:
    """Return this process's variables without passwords; temporary files go to `folder`, which is removed later."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PRIVATE)}
    return kept | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder) | {"RUST_BACKTRACE": "0"}


# --- messages between processes


def _plain(value: object) -> object:
    """Turn a path into plain data. Raises TypeError for other objects."""
    if isinstance(value, PurePath):
        return os.fsencode(value)
    raise TypeError(f"{type(value).__name__} is no plain data")


def _path(kind: type, value: Any) -> object:
    """Turn plain data back into a path."""
    return kind(os.fsdecode(value))


_encode = msgspec.msgpack.Encoder(enc_hook=_plain).encode


def _decoder(kind: Any) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(kind, dec_hook=_path)


def _send(stream: BinaryIO, message: bytes) -> None:
    try:
        stream.write(_LENGTH.pack(len(message)))
        stream.write(message)
        stream.flush()
    except OSError as error:
        raise _GoneError from error


def _receive(stream: BinaryIO, most: int = sys.maxsize) -> bytes:
    """Read a message. Raises _GoneError if it is not whole, or claims more than `most` bytes."""
    size = _LENGTH.unpack(_exactly(stream, _LENGTH.size))[0]
    if size > most:
        raise _GoneError
    return _exactly(stream, size)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise _GoneError
    return data


def _name_of(error: type[BaseException]) -> str:
    return f"{error.__module__}:{error.__qualname__}"


# --- the worker's side


def serve(folder: str) -> None:
    """Answer questions one after another until the input ends: then the main program is gone."""
    _ignore_interrupts()
    answers = _own_output()
    _die_after(_STARTING)
    try:
        _serve(sys.stdin.buffer, answers)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except _GoneError:
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)  # nothing else to clean up, and unloading libraries takes time


def _serve(questions: BinaryIO, answers: BinaryIO) -> None:
    name, memory, seconds, first = _decoder(_Setup).decode(_receive(questions))
    _limit_memory(memory)
    module, _, attribute = name.partition(":")
    function = getattr(importlib.import_module(module), attribute)
    types = {
        parameter: kind
        for parameter, kind in typing.get_type_hints(function).items()
        if parameter != "return"
    }
    arguments = _decoder(tuple[tuple(types.values())])  # type: ignore[misc]
    if first:
        _outcome(function, arguments.decode(first))
    gc.disable()  # looking for garbage within a call takes an eighth of its time; see below
    gc.freeze()
    _die_after(0)
    while True:
        question = _receive(questions)
        _die_after(seconds)
        _send(answers, _encode(_outcome(function, arguments.decode(question))))
        _die_after(0)
        gc.collect()  # nobody waits for it here


def _outcome(function: Callable[..., object], arguments: Sequence[object]) -> tuple[object, _Refusal | None]:
    try:
        return function(*arguments), None
    except Exception as error:
        if _came_of_memory(error):
            raise MemoryError from error
        match error.args:
            case (str(key), dict(values)):
                return None, (_name_of(type(error)), key, values)
        raise


def _came_of_memory(error: BaseException | None) -> bool:
    """Tell whether memory ran out behind this error; C code that has no memory for an error gives SystemError."""
    while error and not isinstance(error, MemoryError | SystemError):
        error = error.__cause__ or error.__context__
    return error is not None


def _own_output() -> BinaryIO:
    """Return the pipe to the main program; what libraries print goes to standard error from now on."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


# --- differences between systems


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the main program, which ends this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _die_after(seconds: float) -> None:
    """Kill this process after `seconds`, even in native code; 0 cancels. Not on Windows."""
    if _ALARM:
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory(size: int) -> None:
    """Limit the memory of this process to `size` bytes, and write no core file. Not on Windows."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    size = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
