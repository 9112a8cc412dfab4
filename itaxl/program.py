"""Program itself: the versions that make a file what it is, and one digest of all that may make it another."""

import hashlib
import os
import platform
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from itaxl.files import shipped
from itaxl.version import VERSION

LIBRARIES = ("openpyxl", "pandas", "jinja2", "python-docx", "weasyprint", "pydyf", "fonttools")
_SHIPPED = ("html_templates", "word_templates")
_NEVER_READ = frozenset({"__pycache__", "_shipped"})  # the second is looked at by name


@cache
def versions() -> dict[str, object]:
    """Return the versions of the program, of Python, and of the libraries that files are made with."""
    libraries = {name: _version(name) for name in LIBRARIES}
    return {"itaxl": VERSION, "python": platform.python_version(), "libraries": libraries}


@cache
def digest() -> str:
    """Return a digest of the versions and of every file of the program: code, texts, templates, fonts, dictionary.

    The version alone does not tell: in a checkout, files change between two versions.
    """
    whole = hashlib.sha256(repr(versions()).encode())
    for top in (Path(__file__).parent, *map(shipped, _SHIPPED)):
        for path in _files(top):
            content = hashlib.sha256(path.read_bytes()).digest()
            whole.update(path.relative_to(top).as_posix().encode() + b"\0" + content)
    return whole.hexdigest()


def _files(top: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(top):  # twice as fast as `Path.rglob`
        folders[:] = sorted(set(folders) - _NEVER_READ)
        yield from (Path(folder, name) for name in sorted(names))


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
