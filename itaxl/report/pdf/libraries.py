"""Find the libraries that set text: those of the system, or on Windows and macOS those of the package gstreamer-libs.

WeasyPrint asks cffi for each of them by a handful of names, and cffi asks ctypes for what the system does not load by
its bare name. So a search of our own answers there. What a library needs itself, Windows finds in folders that it is
told of.
"""

import contextlib
import ctypes.util
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

_PACKAGES = ("gstreamer_libs", "gstreamer_ext_runtime")  # the second is the runtime of Microsoft's compiler
_FOLDERS = {"win32": "bin", "darwin": "lib"}
# The very files that the libraries load each other by: of a copy under another name there would be two in memory.
_FORMS = {"win32": "{name}.dll", "darwin": "lib{name}.[0-9]*.dylib"}


def are_brought() -> bool:
    """Tell whether a package brings the libraries on this system."""
    return sys.platform in _FOLDERS


@contextlib.contextmanager
def ours(platform: str = sys.platform) -> Iterator[None]:
    """Have WeasyPrint find the package's libraries while it is imported; without the package, those of the system.

    On Linux it finds the system's by their bare names, and is kept from searching for each other name with ldconfig
    and the compiler: 231 processes.
    """
    folders = _folders(platform)
    if platform == "win32":
        for folder in folders:
            _add_dll_directory(str(folder))
    if not folders and platform != "linux":
        yield
        return
    with _searching(folders, platform):
        yield


def _folders(platform: str) -> list[Path]:
    if platform not in _FOLDERS:
        return []
    specs = filter(None, map(find_spec, _PACKAGES))
    places = [Path(place) for spec in specs for place in spec.submodule_search_locations or ()]
    return [place / _FOLDERS[platform] for place in places if (place / _FOLDERS[platform]).is_dir()]


def _first_file(name: str, folders: Sequence[Path], platform: str) -> str | None:
    files = (file for folder in folders for file in sorted(folder.glob(_FORMS[platform].format(name=name))))
    return next(map(str, files), None)


def _add_dll_directory(folder: str) -> None:
    if sys.platform == "win32":
        os.add_dll_directory(folder)


@contextlib.contextmanager
def _searching(folders: Sequence[Path], platform: str) -> Iterator[None]:
    """Search for libraries in these folders alone."""
    original = ctypes.util.find_library

    def find_library(name: str) -> str | None:
        return _first_file(name, folders, platform)

    ctypes.util.find_library = find_library
    try:
        yield
    finally:
        ctypes.util.find_library = original
