"""Rename and delete what other programs may have open, and name files so that every system takes the name.

Elsewhere than on Windows a file that is open can be renamed and deleted. There it cannot: a virus scanner has each new
file open for a moment, Excel has a workbook open until it is closed.
"""

import errno
import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

WINDOWS = sys.platform == "win32"
TRIES, PAUSE = 20, 0.25  # how often, and seconds between: a scanner is done by then
LONGEST = 247  # characters of a path, where Windows is not set up for longer ones
# ERROR_ACCESS_DENIED (a folder with an open file), _SHARING_VIOLATION, _LOCK_VIOLATION, _USER_MAPPED_FILE
_HELD = frozenset({5, 32, 33, 1224})
_TOO_LONG = frozenset({3, 206})  # ERROR_PATH_NOT_FOUND, ERROR_FILENAME_EXCED_RANGE
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]|[. ]+$')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


class HeldError(PermissionError):
    """File that another program has open; `filename` names it."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EACCES, os.strerror(errno.EACCES), str(path))


def rename(source: Path, target: Path) -> None:
    """Rename a file or a folder, and wait for who has it open. Raises HeldError, OSError."""
    _patiently(source.rename, target, lambda: _first_held(source))


def replace(source: Path, target: Path) -> None:
    """Put a file in the place of another, and wait for who has one of them open. Raises HeldError, OSError."""
    _patiently(source.replace, target, lambda: source if _is_held(source) else target)


def _patiently(move: Callable[[Path], object], target: Path, held: Callable[[], Path]) -> None:
    for left in reversed(range(TRIES if WINDOWS else 1)):
        try:
            move(target)
        except PermissionError as error:
            if not WINDOWS or _number(error) not in _HELD:
                raise
            if not left:
                raise HeldError(held()) from error
            time.sleep(PAUSE)
        else:
            return


def _first_held(path: Path) -> Path:
    """Return the first file below a folder that someone has open; the folder itself where none is found."""
    return next(_held(path), path)


def _held(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and _is_held(path))


def _is_held(path: Path) -> bool:
    """Tell whether a file cannot be renamed although it would keep its name."""
    try:
        path.rename(path)
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def remove(folder: Path) -> None:
    """Delete a folder, as far as that can be done; Windows refuses to delete what may only be read."""
    for path in folder.rglob("*") if WINDOWS else ():
        with suppress(OSError):
            path.chmod(stat.S_IREAD | stat.S_IWRITE)
    shutil.rmtree(folder, ignore_errors=True)


def is_too_long(error: OSError) -> bool:
    """Tell whether Windows refused a path because it is too long, which it does not say."""
    return _number(error) in _TOO_LONG and len(os.path.abspath(str(error.filename or ""))) > LONGEST  # noqa: PTH100


def stem(name: str) -> str:
    """Return a file's name without ending that is none of a device: Windows opens `con.eml` as the console."""
    return f"{name}-" if _DEVICES.fullmatch(name) else name


def file_name(name: str) -> str:
    """Return a name that came from elsewhere as this system takes it."""
    if not WINDOWS:
        return name
    start, dot, ending = _NOT_IN_NAMES.sub("_", name).partition(".")
    return f"{stem(start)}{dot}{ending}"


def for_libraries(path: Path) -> str:
    """Write a path so that libraries can open it that know only the letters of the system's code page.

    On Windows, such a path with Thai letters is written with the short names of its folders, where they have any.
    """
    text = str(path)
    return text if text.isascii() or not WINDOWS else _short(text)


def _short(path: str) -> str:
    if sys.platform != "win32":
        return path
    import ctypes  # noqa: PLC0415 - not needed elsewhere

    room = ctypes.create_unicode_buffer(1 << 15)
    return room.value if ctypes.WinDLL("kernel32").GetShortPathNameW(path, room, len(room)) else path


def _number(error: OSError) -> int:
    """Return Windows' own number of an error; 0 elsewhere."""
    number: int = getattr(error, "winerror", None) or 0
    return number
