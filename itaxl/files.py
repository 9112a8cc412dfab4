"""Read TOML files, write whole files, and find the shipped folders: beside the package, or inside it in a wheel."""

import errno
import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from itaxl.errors import WrongUseError

DEPTH = 32  # of nested tables and lists


def write_whole(file: Path, content: bytes) -> None:
    """Write a file, whole or not at all."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(content)
    beside.replace(file)


def read(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file.

    Raises WrongUseError if it is not TOML, goes beyond `DEPTH` or 64 bits, or is not UTF-8: old editors on Windows save
    Thai in a code page of their own. Raises OSError if it cannot be opened.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))  # reading a pipe may never end
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise WrongUseError("settings.encoding", path=path) from error
    except tomllib.TOMLDecodeError as error:
        raise WrongUseError("settings.syntax", path=path, reason=error) from error
    except (
        RecursionError,
        ValueError,
    ) as error:  # too deep, or a number with more digits than Python accepts
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


_PACKAGE = Path(__file__).parent


@cache
def shipped(name: str) -> Path:
    """Return a folder of templates (`html_templates`, …): the one inside the wheel if itaxl was installed from one."""
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def starter(lang: str) -> bytes:
    """Return the commented `itaxl.toml` of a new agency."""
    return (_PACKAGE / "texts" / f"starter.{lang}.toml").read_bytes()
