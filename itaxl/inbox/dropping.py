"""Put files into an inbox piece by piece, and take them out of it and back; nothing is ever overwritten."""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path, PurePath

from itaxl.errors import WrongUseError
from itaxl.inbox import folder, leftovers
from itaxl.inbox.folder import Waiting
from itaxl.inbox.kinds import CONTAINER_NAMES
from itaxl.inbox.mail.limits import CONTAINER_SIZE, safe_name
from itaxl.spreadsheets.package import FILE_SIZE, MEGABYTE
from itaxl.system import disk

TAKEN_OUT = ".taken-out"  # below an inbox; `leftovers` knows it, so that nobody reads it
_NAME_BYTES = 200  # of the 255 that disks allow, so that a number fits behind
_UNNAMED = "file"


class Incoming:
    """File on its way into an inbox. Until `finish` it bears a name that nobody reads.

    `refusal`: why it is not taken, as soon as that is known; what comes of it after that is thrown away. `stored`: the
    name that it got in the end.
    """

    def __init__(self, inbox: Path, name: str) -> None:
        self.name = plain_name(name)
        self.refusal: WrongUseError | None = None
        self.stored = ""
        self._inbox, self._size, self._most = inbox, 0, most(self.name)
        self._file = inbox / f".{secrets.token_hex(8)}.new"
        if leftovers.left_behind(self.name) or leftovers.lock(self.name):
            self.refusal = WrongUseError("inbox.left_behind", name=self.name)
            return
        inbox.mkdir(parents=True, exist_ok=True)
        self._stream = self._file.open("xb")

    def write(self, piece: bytes) -> None:
        """Take the next piece. Raises OSError where the disk is full."""
        if self.refusal:
            return
        self._size += len(piece)
        if self._size > self._most:
            self.discard()
            self.refusal = WrongUseError("inbox.too_large", name=self.name, limit=self._most // MEGABYTE)
        else:
            self._stream.write(piece)

    def finish(self) -> None:
        """Give the file its name, numbered where that is taken."""
        if self.refusal:
            return
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        self.stored = _moved(self._file, self._inbox / self.name).name

    def discard(self) -> None:
        """Leave nothing of it behind."""
        if not self.refusal:
            self._stream.close()
            self._file.unlink(missing_ok=True)


def most(name: str) -> int:
    """Return how many bytes of a file are taken: as many as the gate would read."""
    return CONTAINER_SIZE if name.casefold().endswith(CONTAINER_NAMES) else FILE_SIZE


def plain_name(name: str) -> str:
    """Return a file's own name without folders, as far as a disk can hold it."""
    own = safe_name(name).rpartition("/")[2]
    own = disk.file_name(own)
    stem, ending = PurePath(own).stem, PurePath(own).suffix
    room = _NAME_BYTES - len(ending.encode())
    stem = stem.encode("utf-8", "replace")[: max(room, 0)].decode("utf-8", "ignore")
    return f"{stem}{ending}"[:_NAME_BYTES] or _UNNAMED


def take_out(inbox: Path, name: str) -> None:
    """Move a file of the inbox to where it is not read. Raises WrongUseError where it is not there."""
    file = next((waiting.path for waiting in removable(inbox) if waiting.name == name), None)
    if file is None:
        raise WrongUseError("inbox.gone", name=name)
    _moved(file, inbox / TAKEN_OUT / file.relative_to(inbox))


def put_back(inbox: Path, name: str) -> None:
    """Move a file that was taken out back to where it was. Raises WrongUseError where it is not there."""
    if name not in taken_out(inbox):
        raise WrongUseError("inbox.gone", name=name)
    _moved(inbox / TAKEN_OUT / name, inbox / name)


def removable(inbox: Path) -> list[Waiting]:
    """Return the files of an inbox, without folders that are not looked into."""
    listed = folder.files([inbox]) if inbox.is_dir() else iter(())
    return [waiting for waiting in listed if waiting.path.is_symlink() or waiting.path.is_file()]


def taken_out(inbox: Path) -> list[str]:
    """Return the names of the files that were taken out, each with its folders below the inbox."""
    top = inbox / TAKEN_OUT
    return sorted(path.relative_to(top).as_posix() for path in top.rglob("*") if not path.is_dir())


def _moved(file: Path, wanted: Path) -> Path:
    """Move a file to a name that is free, and return that."""
    wanted.parent.mkdir(parents=True, exist_ok=True)
    for free in _names(wanted):
        with suppress(FileExistsError):
            free.open("xb").close()  # ours from now on, whoever else moves something here
            try:
                disk.replace(file, free)
                return free
            except OSError:
                free.unlink()
                raise
    raise AssertionError


def _names(wanted: Path) -> Iterator[Path]:
    yield wanted
    yield from (wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}") for number in count(2))
