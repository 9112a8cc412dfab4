"""Python, libraries, fonts and console: each is named with its version, and with a remedy where it is missing."""

import ctypes
import sys
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from itaxl.doctor import program, remedies
from itaxl.doctor.line import State
from itaxl.report.pdf import weasyprint
from itaxl.report.pdf.weasyprint import PangoMissingError
from tests.doctor.lines import missing, said


def test_python_is_named_with_its_version() -> None:
    (line,) = said(program.python(), State.THERE)
    assert line == f"Python {sys.version.split()[0]} ({sys.executable})"


def test_a_python_that_is_too_old_is_named_with_the_one_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "OLDEST", (99, 1))
    (line,) = missing(program.python())
    assert "it must be 99.1 or later" in line
    assert "| install Python 99.1 or later, of 64 bits" in line


def test_a_python_of_32_bits_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "maxsize", 2**31 - 1)
    assert "of 32 bits cannot be used" in missing(program.python())[0]


def test_every_library_that_the_package_declares_is_there_with_its_version() -> None:
    lines = list(program.libraries())
    assert missing(lines) == []
    assert f"weasyprint {metadata.version('weasyprint')}" in said(lines, State.THERE)
    assert not [line for line in said(lines, State.THERE) if line.startswith(("pytest ", "keyring "))]


def test_a_library_that_is_missing_is_named_with_the_command_that_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _: ["no-such-library>=3", "click>=8"])
    (line,) = missing(program.libraries())
    assert line.startswith("The library no-such-library is missing | run: ")
    assert line.endswith('"no-such-library>=3"')


def test_a_library_that_is_too_old_is_named_with_what_it_must_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _: ["click>=999"])
    (line,) = missing(program.libraries())
    assert line.startswith(f"click {metadata.version('click')} cannot be used: it must be >=999 | run: ")


def test_a_library_for_another_system_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _: ['no-such; sys_platform == "nowhere"'])
    assert list(program.libraries()) == []


def test_without_an_installation_nothing_is_known_of_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> list[str]:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", none)
    (line,) = program.libraries()
    assert line.state is State.NOTE


def test_pango_is_named_with_its_version() -> None:
    library = ctypes.CDLL("libpango-1.0.so.0")
    library.pango_version_string.restype = ctypes.c_char_p
    (line,) = said(program.typesetting(), State.THERE)
    assert line.startswith(f"Pango {library.pango_version_string().decode()} ")


@pytest.mark.parametrize(("number", "version"), [(15601, "1.56.1"), (15012, "1.50.12"), (14409, "1.44.9")])
def test_a_version_of_pango_is_written_as_people_write_it(number: int, version: str) -> None:
    assert program.pango_version(number) == version


def test_libraries_that_set_text_are_asked_for_in_the_words_of_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> None:
        raise PangoMissingError("pango.missing", details="libpango-1.0.so.0: cannot open")

    monkeypatch.setattr(weasyprint, "load", fail)
    monkeypatch.setattr(remedies, "systems", lambda: ["fedora"])
    (line,) = missing(program.typesetting())
    assert "no PDF can be made (libpango-1.0.so.0: cannot open) | run: sudo dnf install pango" in line


def test_harfbuzz_subset_is_asked_for_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    list(program.typesetting())
    from weasyprint.text import ffi  # noqa: PLC0415

    monkeypatch.setattr(ffi, "harfbuzz_subset", None)
    lines = list(program.typesetting())
    assert [line.state for line in lines] == [State.THERE, State.MISSING]
    assert "HarfBuzz-Subset" in lines[1].what.en


def test_our_fonts_draw_thai() -> None:
    assert said(program.our_fonts(None), State.THERE) == ["The fonts that come with the program"]


@pytest.mark.parametrize("content", [None, b"no font"])
def test_our_fonts_that_are_gone_or_damaged_are_named(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "shipped", lambda _: tmp_path)
    (tmp_path / "fonts").mkdir()
    if content:
        (tmp_path / "fonts" / "ItaxlSarabun-Regular.ttf").write_bytes(content)
    (line,) = missing(program.our_fonts(None))
    assert str(tmp_path / "fonts") in line


def test_a_font_of_the_agency_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    assert said(program.our_fonts(tmp_path), State.THERE)[1:] == [f"The agency's own fonts in {fonts}"]
    (fonts / "own.ttf").write_bytes(b"no font")
    (line,) = missing(program.our_fonts(tmp_path))
    assert line.startswith(f"The font {fonts / 'own.ttf'} cannot be read | put back the font")


def at_a_console(monkeypatch: pytest.MonkeyPatch, shown: str, system: str, named: str) -> list[str]:
    """What is missing at a console with these encodings of output, of the system, and of names of files."""
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(encoding=shown))
    monkeypatch.setattr("locale.getencoding", lambda: system)
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: named)
    lines = list(program.console())
    monkeypatch.undo()
    return missing(lines)


def test_a_console_of_utf_8_lacks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert at_a_console(monkeypatch, "utf-8", "UTF-8", "utf-8") == []


def test_a_console_without_thai_is_named_with_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = at_a_console(monkeypatch, "cp437", "UTF-8", "utf-8")
    assert line.startswith("The console's encoding is cp437")
    assert "PYTHONIOENCODING" in line


@pytest.mark.skipif(sys.platform == "win32", reason="there Python writes to the console past its code page")
def test_a_system_of_another_encoding_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = at_a_console(monkeypatch, "utf-8", "tis-620", "utf-8")
    assert line.startswith("The system is set to the encoding tis-620")
    assert "LC_ALL" in line


def test_names_of_files_without_thai_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = at_a_console(monkeypatch, "utf-8", "UTF-8", "iso8859-1")
    assert "files cannot have Thai names" in line
