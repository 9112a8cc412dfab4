"""Where the files that people may find and change are: beside the package in a checkout, inside it in a wheel."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from itaxl.errors import WrongUseError


def write_whole(file: Path, content: bytes) -> None:
    """One file, whole or not at all."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(content)
    beside.replace(file)


def read(path: Path) -> dict[str, Any]:
    """All that the file holds.

    Raises WrongUseError where it is no TOML, or not UTF-8: old editors of Windows save Thai in a code page of their
    own. Raises OSError where it cannot be opened.
    """
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise WrongUseError("settings.encoding", path=path) from error
    except tomllib.TOMLDecodeError as error:
        raise WrongUseError("settings.syntax", path=path, reason=error) from error


_PACKAGE = Path(__file__).parent


@cache
def shipped(name: str) -> Path:
    """One of the folders of templates (`html_templates`, …), of the wheel if it was installed from one."""
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def starter(lang: str) -> bytes:
    """The commented `itaxl.toml` of a new agency."""
    return (_PACKAGE / "texts" / f"starter.{lang}.toml").read_bytes()
