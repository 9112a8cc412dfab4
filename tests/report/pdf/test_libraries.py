"""The libraries that set text, found in packages as on Windows and macOS, and the system's elsewhere."""

import ctypes.util
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from itaxl.errors import ItaxlError
from itaxl.report.pdf import libraries, weasyprint
from itaxl.texts import LANGS

# The first of the names that WeasyPrint tries for each library, and by which something is found.
NAMES = ("gobject-2.0", "pango-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig", "pangoft2-1.0")
DLLS = ("gobject-2.0-0", "pango-1.0-0", "harfbuzz", "harfbuzz-subset", "fontconfig-1", "pangoft2-1.0-0")
MACOS = (
    *("libgobject-2.0.0.dylib", "libpango-1.0.0.dylib", "libharfbuzz.0.dylib"),
    *("libharfbuzz-subset.0.dylib", "libfontconfig.1.dylib", "libpangoft2-1.0.0.dylib"),
)


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Both packages with empty files of the names that theirs have."""
    for package, folder, names in (
        ("gstreamer_libs", "bin", [f"{name}.dll" for name in DLLS]),
        ("gstreamer_libs", "lib", [*MACOS, *(f"lib{name}.dylib" for name in NAMES)]),
        ("gstreamer_ext_runtime", "bin", ["vcruntime140.dll"]),
    ):
        place = tmp_path / package / folder
        place.mkdir(parents=True)
        (tmp_path / package / "__init__.py").touch()
        for name in names:
            (place / name).touch()
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_windows_is_told_of_the_packages_and_finds_each_library(
    packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(libraries, "_add_dll_directory", told.append)
    with libraries.ours("win32"):
        results = [ctypes.util.find_library(name) for name in DLLS]
        assert ctypes.util.find_library("no-such") is None
    assert results == [str(packages / "gstreamer_libs" / "bin" / f"{name}.dll") for name in DLLS]
    assert told == [str(packages / name / "bin") for name in ("gstreamer_libs", "gstreamer_ext_runtime")]


def test_macos_finds_the_files_that_the_libraries_load_each_other_by(packages: Path) -> None:
    with libraries.ours("darwin"):
        results = [ctypes.util.find_library(name) for name in NAMES]
    assert results == [str(packages / "gstreamer_libs" / "lib" / name) for name in MACOS]


def test_without_the_packages_the_system_is_searched() -> None:
    original = ctypes.util.find_library
    for platform in ("win32", "darwin"):
        with libraries.ours(platform):
            assert ctypes.util.find_library is original


def test_linux_searches_for_nothing(packages: Path) -> None:
    original = ctypes.util.find_library
    with libraries.ours("linux"):
        assert ctypes.util.find_library("c") is None
    assert ctypes.util.find_library is original


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_where_they_are_missing_the_package_is_named(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError("cannot load library 'pango-1.0-0'")

    monkeypatch.setattr(weasyprint, "_import_quietly", fail)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(libraries, "ours", nullcontext)
    with pytest.raises(ItaxlError) as missing:
        weasyprint._first_import()
    for lang in LANGS:
        assert "gstreamer-libs" in missing.value.what(lang)
        assert "itaxl doctor" in missing.value.what(lang)
        assert "apt" not in missing.value.what(lang)
