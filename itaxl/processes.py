"""Work in child processes: plain ones with pipes, over which go frames of eight bytes of length and a pickle.

Not `multiprocessing`, which would import the caller's main module again.
"""

import contextlib
import gc
import os
import pickle
import signal
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast


@contextmanager
def unsearched() -> Iterator[None]:
    """No search for garbage in here; afterwards as it was before."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


Loads = Callable[[bytes], Any]
_LENGTH = struct.Struct(">Q")
_LONGEST = 1 << 32  # a frame that claims more is no frame
_START = "import sys; sys.path.append(sys.argv[1]); from {module} import main; main(*sys.argv[2:])"
_LAST_WORDS = 2000
_ALARM = int(signal.SIGALRM) if hasattr(signal, "setitimer") else 0
_PATIENCE = 5  # seconds for a child to end that has nothing left to do


class LateError(Exception):
    """The child had no answer in time and was killed."""


class DeadError(Exception):
    """The child is gone. `code`: its exit code, or minus the number of a signal; `details`: its last words."""

    def __init__(self, code: int, details: str) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details


def send(stream: BinaryIO, message: object) -> None:
    """Write one frame."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO, loads: Loads = pickle.loads) -> object:
    """Read one frame. Raises EOFError where the other end has gone, if in the middle of a frame too."""
    size = _LENGTH.unpack(_exactly(stream, _LENGTH.size))[0]
    if size > _LONGEST:
        raise EOFError
    return loads(_exactly(stream, size))


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


class Child:
    """A process that answers one question after the other. `usable` until it was killed or died.

    `module` has a function `main` that takes `arguments`, all text, and serves until its input ends; it takes its
    standard output with `own_output`. `environment` is added to the one of this process; `minds_time` tells that the
    child calls `die_after` with the time limit for each question.
    """

    def __init__(
        self,
        module: str,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        minds_time: bool = False,
    ) -> None:
        self.usable = True
        self._minds_time = minds_time and bool(_ALARM)
        self._expired = False
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        root = Path(__file__).parent.parent
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START.format(module=module), str(root), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env={**os.environ, **(environment or {})},
        )
        self._input, self._output = cast(BinaryIO, self._process.stdin), cast(BinaryIO, self._process.stdout)

    def ask(self, question: object, time_limit: float, loads: Loads = pickle.loads) -> object:
        """The answer. Blocks for at most `time_limit` seconds; raises LateError, DeadError.

        A child that keeps to the time by itself (`die_after`) need not be watched where that works: a thread for
        each question costs nearly a millisecond.
        """
        timer = None if self._minds_time else threading.Timer(time_limit, self._expire)
        if timer:
            timer.start()
        try:
            send(self._input, question)
            return receive(self._output, loads)
        except (EOFError, OSError) as error:
            code = self._end()
            late = self._expired or code == -_ALARM
            raise LateError if late else DeadError(code, self._last_words()) from error
        finally:
            if timer:
                timer.cancel()

    def kill(self) -> None:
        """At once, whatever it does."""
        self.usable = False
        self._process.kill()

    def _expire(self) -> None:
        self._expired = True
        self.kill()

    def close(self) -> None:
        """Let it go: it ends when its input does."""
        with contextlib.suppress(BrokenPipeError):
            self._input.close()
        self._output.close()
        self._end()
        self._complaints.close()

    def _end(self) -> int:
        """The exit code, once it has ended by itself or was made to."""
        self.usable = False
        try:
            return self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _last_words(self) -> str:
        self._complaints.seek(0)
        return self._complaints.read()[-_LAST_WORDS:].decode("utf-8", "replace").strip()


# --- for the child itself


def own_output() -> BinaryIO:
    """The pipe to the other end; what libraries print goes to the standard error from now on."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def leave_interrupts() -> None:
    """Ctrl-C is for the program in front, which ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def die_after(seconds: float) -> None:
    """End this process then, whatever it does, if in native code too; 0 takes it back. Not on Windows."""
    if _ALARM:
        signal.setitimer(signal.ITIMER_REAL, seconds)
