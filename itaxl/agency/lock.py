"""Lock of an agency's folder: whoever writes its register and its reports does so alone.

The system lets go of it when a process ends, however that ends; a file `.itaxl.lock` that stayed is no obstacle.
"""

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from itaxl.errors import WrongUseError
from itaxl.processes.work import Progress

NAME = ".itaxl.lock"
SECONDS = 120  # to wait for another process
WAITING = "progress.lock"
_UNKNOWN = "?"
# On Windows nobody else can read the first byte while it is locked.
_AFTER_LOCKED_BYTE = 1
_NO_LOCKS_HERE = frozenset({errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK})


class _RemovedError(Exception):
    """Loss of a race: the file was removed by its holder just before it was locked."""


@contextmanager
def held(folder: Path, progress: Progress = lambda *_: None, seconds: int | None = None) -> Iterator[bool]:
    """Hold the lock of an agency's folder, waiting for whoever else holds it; False where the disk has no locks.

    Raises WrongUseError that names the holder if it still holds the lock after `seconds`, OSError.
    """
    file = folder / NAME
    lock = FileLock(file, thread_local=False, on_acquired=lambda descriptor: _sign(file, descriptor))
    locked = _acquire(lock, folder, progress, SECONDS if seconds is None else seconds)
    try:
        yield locked
    finally:
        with suppress(OSError):  # on Windows, where filelock does it afterwards
            file.unlink()
        lock.release()


def _acquire(lock: FileLock, folder: Path, progress: Progress, seconds: int) -> bool:
    for second in range(seconds + 1):
        try:
            lock.acquire(timeout=min(second, 1))
        except (Timeout, _RemovedError):
            progress(WAITING, second, seconds)
        except OSError as error:
            if error.errno in _NO_LOCKS_HERE:
                return False
            raise
        else:
            return True
    holder, since = _holder(folder)
    raise WrongUseError("lock.held", path=folder, holder=holder, since=since)


def _sign(file: Path, descriptor: int) -> None:
    """Write into the lock's file who holds it. Raises _RemovedError if that file is another's by now."""
    try:
        same = os.path.samestat(file.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        same = False
    if not same:
        raise _RemovedError
    now = datetime.now().astimezone()
    with suppress(OSError):  # it is for people, so a failure does not matter
        os.lseek(descriptor, _AFTER_LOCKED_BYTE, os.SEEK_SET)
        os.write(descriptor, f"{os.getpid()} {socket.gethostname()}\n{now:%Y-%m-%d %H:%M}\n".encode())
        os.ftruncate(descriptor, os.lseek(descriptor, 0, os.SEEK_CUR))


def _holder(folder: Path) -> tuple[str, str]:
    """Return process and machine of the holder, and since when it holds the lock."""
    try:
        with (folder / NAME).open("rb") as file:
            file.seek(_AFTER_LOCKED_BYTE)
            holder, since = file.read(1000).decode().split("\n")[:2]
    except (OSError, ValueError):
        return _UNKNOWN, _UNKNOWN
    return holder, since
