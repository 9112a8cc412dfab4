"""Where the files that people may find and change are: beside the package in a checkout, inside it in a wheel."""

import errno
import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from itaxl.errors import WrongUseError

DEPTH = 32  # of tables and lists in each other


def write_whole(file: Path, content: bytes) -> None:
    """One file, whole or not at all."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(content)
    beside.replace(file)


def read(path: Path) -> dict[str, Any]:
    """Return all that a TOML file holds.

    Raises WrongUseError where it is no TOML, goes beyond `DEPTH` or 64 bits, or is not UTF-8: old editors of Windows
    save Thai in a code page of their own. Raises OSError where it cannot be opened.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))  # a pipe would never end
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise WrongUseError("settings.encoding", path=path) from error
    except tomllib.TOMLDecodeError as error:
        raise WrongUseError("settings.syntax", path=path, reason=error) from error
    except (RecursionError, ValueError) as error:  # too deep, or a number of more digits than Python takes
        raise WrongUseError("settings.beyond", path=path, depth=DEPTH) from error
    if _beyond(table):
        raise WrongUseError("settings.beyond", path=path, depth=DEPTH)
    return table


def _beyond(table: dict[str, Any]) -> bool:
    """Find whether tables lie deeper in each other than `DEPTH`, or a whole number has more than 64 bits."""
    level: list[Any] = [table]
    for _ in range(DEPTH):
        inner = [part for value in level for part in (value.values() if isinstance(value, dict) else value)]
        if any(isinstance(part, int) and part.bit_length() > 63 for part in inner):
            return True
        level = [part for part in inner if isinstance(part, dict | list)]
    return bool(level)


_PACKAGE = Path(__file__).parent


@cache
def shipped(name: str) -> Path:
    """One of the folders of templates (`html_templates`, …), of the wheel if it was installed from one."""
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def starter(lang: str) -> bytes:
    """The commented `itaxl.toml` of a new agency."""
    return (_PACKAGE / "texts" / f"starter.{lang}.toml").read_bytes()
