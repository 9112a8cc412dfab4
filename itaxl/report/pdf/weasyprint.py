"""Import WeasyPrint quickly, and so that it uses only the bundled fonts and breaks lines alike on every system.

Fontconfig and libthai read their folders from the environment, so import WeasyPrint through this module only.
"""

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from types import ModuleType
from typing import Any

from itaxl.errors import ItaxlError
from itaxl.files import TEMPLATES, shipped
from itaxl.report.pdf import libraries, quicker, structure
from itaxl.report.pdf.quicker import imports
from itaxl.system.disk import for_libraries

FONTS = "fonts"  # the folder inside html_templates
# A dictionary without any word, as libdatrie writes it. Where Pango has libthai, it breaks Thai at the words of one.
NO_WORDS = bytes.fromhex(
    "d9fcd9fc00000000dafcdafc00000003ffffffffffffffff0000000300000000dffcdffc0000000000000000"
)
_settings: dict[tuple[Path, ...], tempfile.TemporaryDirectory[str]] = {}


class PangoMissingError(ItaxlError):
    """Absence of the system's libraries that set text."""


def load(folders: Sequence[Path] = ()) -> ModuleType:
    """Return the module `weasyprint`, set up. `folders`: the agency's html_templates, whose `fonts` may be used too.

    Raises PangoMissingError where Pango, HarfBuzz or Fontconfig cannot be loaded.
    """
    settings = _settings_for(tuple(folders))
    os.environ["FONTCONFIG_FILE"] = for_libraries(settings / "fonts.conf")
    os.environ["LIBTHAI_DICTDIR"] = for_libraries(settings)
    if "weasyprint" not in sys.modules:
        _first_import()
    import weasyprint  # noqa: PLC0415

    structure.remember_boxes()
    quicker.fit_quicker()
    return weasyprint  # type: ignore[no-any-return]


def fonts_for(folders: Sequence[Path] = ()) -> Any:
    """Return the fonts of a document, WeasyPrint being loaded: those of all documents where an agency has none.

    Pango 1.50 never gives back what Fontconfig has read for a document, 0.2 MB. Templates of an agency may bring fonts
    into a page, which no other document may get.
    """
    return _new_fonts() if folders else _bundled_fonts()


@cache
def _bundled_fonts() -> Any:
    return _new_fonts()


def _new_fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    return FontConfiguration()


def _settings_for(folders: tuple[Path, ...]) -> Path:
    """Write the settings of Fontconfig and libthai for this process, and return their folder.

    Fontconfig needs absolute folders, and a cache that it may write to.
    """
    if folders not in _settings:
        _settings[folders] = tempfile.TemporaryDirectory(prefix="itaxl-fonts-", ignore_cleanup_errors=True)
        target = Path(_settings[folders].name)
        bundled = shipped(TEMPLATES) / FONTS
        fonts = [bundled, *(folder / FONTS for folder in folders if (folder / FONTS).is_dir())]
        lines = [f"<dir>{escape(for_libraries(font.resolve()))}</dir>" for font in fonts]
        lines += [f"<cachedir>{escape(for_libraries(target))}</cachedir>"]
        lines += [f"<include>{escape(for_libraries((bundled / 'fonts.conf').resolve()))}</include>"]
        text = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        text += "<fontconfig>\n" + "\n".join(lines) + "\n</fontconfig>\n"
        (target / "fonts.conf").write_text(text, "utf-8")
        (target / "thbrk.tri").write_bytes(NO_WORDS)
    return Path(_settings[folders].name)


def _first_import() -> None:
    try:
        with libraries.ours():
            return _import_quietly()
    except OSError:
        pass
    try:
        _import_quietly()
    except OSError as error:
        key = "pango.package" if libraries.are_brought() else "pango.missing"
        raise PangoMissingError(key, details=str(error)) from error


def _import_quietly() -> None:
    """Import WeasyPrint without the half page of advice that it prints when a library is missing.

    Our own is shorter, and in Thai.
    """
    with contextlib.redirect_stdout(io.StringIO()), imports.imported_later(*imports.RARELY_CALLED):
        import weasyprint  # noqa: F401, PLC0415
