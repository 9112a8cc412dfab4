"""Read TOML files, write whole files, take digests, write paths for a shell, and find the shipped folders.

Those stand beside the package, or inside it in a wheel.
"""

import errno
import os
import re
import shlex
import stat
import tomllib
from contextlib import suppress
from functools import cache
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from itaxl.errors import WrongUseError
from itaxl.system import disk

TEMPLATES = "html_templates"  # ours, and below an agency's folder its own, whose files win
DEPTH = 32  # of nested tables and lists
LARGEST = 256 << 20  # bytes of a file of the agency's own that is read
_PACKAGE = Path(__file__).parent
_NO_FLUSHING = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})  # some network shares
_NEEDS_NO_QUOTES = re.compile("[\\w\u0e00-\u0e7f./:@+=,\\\\-]+")
_READ_BY_SH = re.compile(r'["$`\\!]')  # what a shell acts upon between double quotes


def write_whole(file: Path, content: bytes) -> None:
    """Write a file, whole or not at all; a link stays, and the file that it leads to is written.

    Raises OSError that names the file; then nothing is left behind.
    """
    if file.is_symlink():
        file = Path(os.path.realpath(file))
    beside = file.with_name(f".{file.name}.new")
    try:
        # Of a run that was killed; whatever it is, nothing is written through it.
        beside.unlink(missing_ok=True)
        write(beside, content)
        disk.replace(beside, file)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
    flush(file.parent)


def write(file: Path, content: bytes) -> None:
    """Write a file and flush it to the disk. Raises OSError that names the file."""
    try:
        file.write_bytes(content)
        flush(file)
    except OSError as error:
        error.filename = error.filename or str(file)
        raise


def flush(path: Path) -> None:
    """Flush a file or a folder to the disk, where the system can. Raises OSError."""
    if path.is_dir() and disk.WINDOWS:
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FLUSHING:
            raise
    finally:
        os.close(descriptor)


class NotAFileError(OSError):
    """Pipe, socket or device: to open it may wait forever, or do something."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, os.strerror(errno.EINVAL), str(path))


def is_special(path: Path) -> bool:
    """Return whether this is neither a file nor a folder. A link is what it leads to."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def is_there(path: Path) -> bool:
    """Return whether there is a file. Raises WrongUseError for a pipe, a socket or a device."""
    if is_special(path):
        raise WrongUseError("file.special", path=path)
    return path.is_file()


def opened(path: Path) -> BinaryIO:
    """Open a file to be read. Raises OSError, and NotAFileError for what is none by the time that it is opened."""
    if is_special(path):
        raise NotAFileError(path)
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        raise NotAFileError(path)
    return os.fdopen(descriptor, "rb")


def content(path: Path, most: int = LARGEST) -> bytes:
    """Return the bytes of a file. Raises OSError for what is none, or has more than `most`."""
    with opened(path) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data


def digest(data: bytes) -> str:
    """Return the SHA-256, which tells whether a file is as it was."""
    import hashlib  # noqa: PLC0415 - OpenSSL, which no help needs

    return hashlib.sha256(data).hexdigest()


def read(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file. Raises what `toml` raises; OSError if it cannot be opened."""
    return toml(content(path), path)


def toml(data: bytes, path: Path) -> dict[str, Any]:
    """Return the content of a text that is TOML; `path` is where it stands.

    Raises WrongUseError if it is not TOML, goes beyond `DEPTH` or 64 bits, or is not UTF-8: old editors on Windows save
    Thai in a code page of their own.
    """
    try:
        table = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"))
    except UnicodeDecodeError as error:
        raise WrongUseError("settings.encoding", path=path) from error
    except tomllib.TOMLDecodeError as error:
        raise WrongUseError("settings.syntax", path=path, reason=error) from error
    except (RecursionError, ValueError) as error:
        # Nested too deep, or a number with more digits than Python accepts.
        raise WrongUseError("settings.beyond", path=path, depth=DEPTH) from error
    if _beyond(table):
        raise WrongUseError("settings.beyond", path=path, depth=DEPTH)
    return table


def _beyond(table: dict[str, Any]) -> bool:
    """Return whether tables are nested deeper than `DEPTH`, or a whole number has more than 64 bits."""
    level: list[Any] = [table]
    for _ in range(DEPTH):
        inner = [part for value in level for part in (value.values() if isinstance(value, dict) else value)]
        if any(isinstance(part, int) and part.bit_length() > 63 for part in inner):
            return True
        level = [part for part in inner if isinstance(part, dict | list)]
    return bool(level)


@cache
def shipped(name: str) -> Path:
    """Return a folder of templates (`html_templates`, …): the one inside the wheel if itaxl was installed from one."""
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def starter(lang: str) -> bytes:
    """Return the commented `itaxl.toml` of a new agency."""
    return (_PACKAGE / "texts" / f"starter.{lang}.toml").read_bytes()


def for_shell(path: PurePath, windows: bool = disk.WINDOWS) -> str:
    """Write a path so that it is one word: in double quotes, as every shell knows them, where these are enough."""
    text = str(path)
    if text.startswith(("-", "~")):
        text = f".{os.sep}{text}"
    if _NEEDS_NO_QUOTES.fullmatch(text) and (windows or "\\" not in text):
        return text
    return f'"{text}"' if windows or not _READ_BY_SH.search(text) else shlex.quote(text)
