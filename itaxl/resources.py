"""Where the files that people may find and change are: beside the package in a checkout, inside it in a wheel."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def shipped(name: str) -> Path:
    """The folder `html_templates` or `workbook_templates`, of the wheel if it was installed from one."""
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def starter(lang: str) -> bytes:
    """The commented `itaxl.toml` of a new agency."""
    return (_PACKAGE / "texts" / f"starter.{lang}.toml").read_bytes()
