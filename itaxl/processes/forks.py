"""Start workers as forks of one process that is ready: it has imported and loaded once what each of them needs."""

import os
import socket
import subprocess
import sys
from contextlib import ExitStack, suppress
from typing import BinaryIO, Self, cast

from itaxl.processes import starting
from itaxl.processes.messages import GoneError, send

# Elsewhere what draws and sets text does not bear a fork, or there is none.
POSSIBLE = sys.platform == "linux"
UNTOLD = 256  # in place of the exit code of a worker whose end nobody can tell, since its fork server is gone


class Forked:
    """Process that a fork server has started; what of `subprocess.Popen` a worker needs."""

    def __init__(self, stdin: BinaryIO, stdout: BinaryIO, line: socket.socket) -> None:
        self.stdin, self.stdout = stdin, stdout
        self._line = line
        self._code: int | None = None

    def kill(self) -> None:
        """Have the process killed at once; does nothing once it has ended."""
        with suppress(OSError):
            self._line.send(b"\0")

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit code. Raises subprocess.TimeoutExpired after `timeout` seconds."""
        if self._code is None:
            self._line.settimeout(timeout)
            try:
                told = self._line.recv(16)
            except TimeoutError:
                raise subprocess.TimeoutExpired("fork", timeout or 0) from None
            except OSError:
                told = b""
            self._code = int(told or UNTOLD)
            self._line.close()
        return self._code


class ForkServer:
    """Process that forks workers. `setup`: what they serve, as a worker sends it to a process of its own.

    Its death costs nothing but time: workers start in processes of their own from then on.
    """

    def __init__(self, setup: bytes) -> None:
        self._setup = setup
        self._entered = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as entered:
            folder = entered.enter_context(starting.temporary_folder())
            self._control, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
            entered.enter_context(self._control)
            with theirs:
                process = starting.start(
                    "itaxl.processes.fork_server",
                    folder,
                    str(theirs.fileno()),
                    pass_fds=[theirs.fileno()],
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            entered.callback(self._end, process)
            with suppress(GoneError):
                send(cast(BinaryIO, process.stdin), self._setup)
            self._entered = entered.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._entered.close()

    def start(self, folder: str, complaints: BinaryIO) -> Forked | None:
        """Return a new worker, as soon as the server is ready; None where the server is gone or cannot be."""
        if sys.platform == "win32":
            return None
        with ExitStack() as given:
            line, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
            given.enter_context(theirs)
            questions, stdin = os.pipe()
            given.callback(os.close, questions)
            stdout, answers = os.pipe()
            given.callback(os.close, answers)
            forked = Forked(os.fdopen(stdin, "wb"), os.fdopen(stdout, "rb"), line)
            descriptors = [questions, answers, complaints.fileno(), theirs.fileno()]
            try:
                socket.send_fds(self._control, [os.fsencode(folder)], descriptors)
            except OSError:
                forked.stdin.close()
                forked.stdout.close()
                line.close()
                return None
        return forked

    def _end(self, process: "subprocess.Popen[bytes]") -> None:
        """End the server: its workers have ended before."""
        process.kill()
        cast(BinaryIO, process.stdin).close()
        process.wait()
