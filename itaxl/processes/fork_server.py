"""Serve forks: get ready once, then become a worker again and again, by a fork for each.

The caller's side is `forks`. This process never answers a question itself, so that nothing of one worker is in another.
"""

import os
import select
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Container
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from itaxl.processes.messages import GoneError
from itaxl.processes.serving import Service, ending, prepared

assert sys.platform == "linux"

LONGEST = 4096  # bytes of a folder's name
# What comes with a folder's name: questions, answers, last words, and the line on which an end is told.
DESCRIPTORS = 4

_THREADS = Path("/proc/self/task")


@dataclass(frozen=True)
class _Workers:
    """Workers that were forked: their processes and the lines to their callers, by a descriptor that tells an end."""

    pids: dict[int, int] = field(default_factory=dict)
    lines: dict[int, socket.socket] = field(default_factory=dict)

    def add(self, pid: int, line: socket.socket) -> None:
        end = os.pidfd_open(pid)
        self.pids[end], self.lines[end] = pid, line

    def look_at(self, ready: Container[object]) -> None:
        """Tell callers whose workers have ended, and kill the workers whose callers want it."""
        for end, line in list(self.lines.items()):
            if end in ready:
                self._tell_end(end)
            elif line in ready:
                with suppress(OSError):
                    if line.recv(1):
                        os.kill(self.pids[end], signal.SIGKILL)

    def _tell_end(self, end: int) -> None:
        code = os.waitstatus_to_exitcode(os.waitpid(self.pids.pop(end), 0)[1])
        os.close(end)
        with self.lines.pop(end) as line, suppress(OSError):  # perhaps nobody wants to know
            line.send(str(code).encode())

    def forget(self) -> None:
        """Close what is theirs, in a process that is one of them."""
        for end, line in self.lines.items():
            os.close(end)
            line.close()


def serve(folder: str, number: str) -> None:
    """Fork a worker whenever the caller sends for one on this socket, and tell each caller how its worker ended.

    Never returns: once the main program is gone, this process ends.
    """
    with ending(folder), socket.socket(fileno=int(number)) as control:
        service = prepared(sys.stdin.buffer)
        if len(list(_THREADS.iterdir())) > 1:
            raise GoneError  # a library has threads, which a fork would not have
        workers = _Workers()
        while True:
            watched: list[Any] = [control, *workers.lines, *workers.lines.values()]
            ready = select.select(watched, [], [])[0]
            workers.look_at(ready)
            if control in ready:
                _fork(control, service, workers)


def _fork(control: socket.socket, service: Service, workers: _Workers) -> None:
    """Make a worker of what the caller has sent. Raises GoneError if the caller is gone."""
    folder, descriptors, *_ = socket.recv_fds(control, LONGEST, DESCRIPTORS)
    if len(descriptors) < DESCRIPTORS:
        raise GoneError
    *streams, line = descriptors
    pid = os.fork()
    if pid == 0:
        workers.forget()
        control.close()
        os.close(line)
        _become_worker(service, os.fsdecode(folder), *streams)
    for stream in streams:
        os.close(stream)
    workers.add(pid, socket.socket(fileno=line))


def _become_worker(service: Service, folder: str, questions: int, answers: int, complaints: int) -> None:
    """Answer questions in this process, which has its own folder for temporary files, until they end."""
    try:
        os.dup2(complaints, 1)
        os.dup2(complaints, 2)
        os.environ |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)
        tempfile.tempdir = None  # it is looked up again
        with ending(folder), open(questions, "rb") as asked, open(answers, "wb") as told:
            service.answer(asked, told)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)  # never back into the code of the fork server
