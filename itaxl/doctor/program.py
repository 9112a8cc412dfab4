"""Foundations of the program: Python, its libraries, those that set text, fonts and the console."""

import locale
import platform
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from itaxl.agency import fonts
from itaxl.doctor import remedies
from itaxl.doctor.line import Line, missing, note, remedy, there
from itaxl.files import TEMPLATES, shipped
from itaxl.report.pdf.weasyprint import FONTS, PangoMissingError
from itaxl.version import VERSION

OLDEST = (3, 11)  # of Python, as pyproject.toml has it
THAI = "การดำเนินงาน"
_UTF_8 = "utf-8"


def python() -> Iterator[Line]:
    """Yield which Python runs the program; one of 32 bits gets no libraries."""
    values = {"version": platform.python_version(), "path": sys.executable}
    bits = 64 if sys.maxsize > 1 << 32 else 32
    if sys.version_info < OLDEST or bits < 64:
        wanted = ".".join(map(str, OLDEST))
        yield missing("python.unfit", remedy("python", wanted=wanted), wanted=wanted, bits=bits, **values)
    else:
        yield there("python.there", **values)


def libraries() -> Iterator[Line]:
    """Yield each Python library that the package declares for this system, with its version."""
    from packaging.requirements import Requirement  # noqa: PLC0415

    try:
        declared = metadata.requires("itaxl") or []
    except metadata.PackageNotFoundError:
        yield note("library.undeclared", version=VERSION)
        return
    for wanted in map(Requirement, declared):
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            yield _library(wanted.name, str(wanted.specifier), f"{wanted.name}{wanted.specifier}")


def _library(name: str, accepted: str, requirement: str) -> Line:
    from packaging.specifiers import SpecifierSet  # noqa: PLC0415

    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return missing("library.missing", remedies.of_packages(requirement), name=name)
    if not SpecifierSet(accepted).contains(version, prereleases=True):
        fix = remedies.of_packages(requirement)
        return missing("library.other", fix, name=name, version=version, wanted=accepted)
    return there("library.there", name=name, version=version)


def typesetting() -> Iterator[Line]:
    """Yield whether the libraries that set text can be loaded, in the way in which documents load them."""
    from itaxl.report.pdf import weasyprint  # noqa: PLC0415

    try:
        weasyprint.load()
    except PangoMissingError as error:
        yield missing("pango.missing", remedies.of_typesetting(), details=error.values["details"])
        return
    from weasyprint.text import ffi  # noqa: PLC0415

    yield there("pango.there", version=pango_version(ffi.pango.pango_version()))
    if ffi.harfbuzz_subset is None:
        yield missing("pango.subset", remedies.of_typesetting())


def pango_version(number: int) -> str:
    """Write 15601 as 1.56.1."""
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def our_fonts(own: Path | None) -> Iterator[Line]:
    """Yield whether the fonts that come along draw Thai, and which of the agency's own cannot be read."""
    ours = shipped(TEMPLATES)
    if fonts.unreadable(ours) or not fonts.drawn(ours).issuperset(map(ord, THAI)):
        yield missing("fonts.broken", remedy("again"), path=ours / FONTS)
    else:
        yield there("fonts.there")
    if own is None or not (own / FONTS).is_dir():
        return
    unreadable = fonts.unreadable(own)
    for path in unreadable:
        yield missing("fonts.own_broken", remedy("font"), path=path)
    if not unreadable:
        yield there("fonts.own", path=own / FONTS)


def console() -> Iterator[Line]:
    """Yield whether Thai can be shown, and be in the names of files."""
    shown = getattr(sys.stdout, "encoding", None) or "ascii"
    if not _holds_thai(shown):
        yield missing("console.output", remedy("output"), encoding=shown)
    elif sys.platform != "win32" and not _is_utf_8(locale.getencoding()):
        yield missing("console.terminal", remedy("terminal"), encoding=locale.getencoding())
    else:
        yield there("console.there", encoding=shown)
    named = sys.getfilesystemencoding()
    if not _holds_thai(named):
        yield missing("console.names", remedy("terminal"), encoding=named)


def _holds_thai(encoding: str) -> bool:
    try:
        THAI.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _is_utf_8(encoding: str) -> bool:
    return encoding.lower().replace("_", "-") in (_UTF_8, "utf8")
