"""Import WeasyPrint quickly, and so that it uses only the bundled fonts and the bundled Thai dictionary.

Fontconfig and libthai read their folders from the environment, so import WeasyPrint through this module only.
"""

import contextlib
import ctypes.util
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from html import escape
from math import inf
from pathlib import Path
from types import ModuleType
from typing import Any, SupportsIndex

from itaxl.errors import ItaxlError
from itaxl.files import shipped
from itaxl.report.pdf import structure

# A column narrower than this many letters: WeasyPrint looks at its whole text at once.
AT_ONCE = 4
FURTHER = 2  # times as many characters as WeasyPrint would look at; 1.5 gives the same lines as 4


class Ahead(str):
    """Text that returns `FURTHER` times as much as requested, the first time that its beginning is sliced."""

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        text = str(self)
        if not isinstance(key, slice) or key.start is not None or "sliced" in vars(self):
            return text[key]
        vars(self)["sliced"] = True
        return text[: key.stop * FURTHER]


def look_further() -> None:
    """Have WeasyPrint, once imported, look further ahead when it breaks lines; calling again changes nothing."""
    from weasyprint.layout import inline, preferred  # noqa: PLC0415
    from weasyprint.text import line_break  # noqa: PLC0415

    original = line_break.split_first_line
    if getattr(original, "looks_further", False):
        return
    line_break.split_first_line = _looking_further(original)
    inline.split_first_line = preferred.split_first_line = line_break.split_first_line


def _looking_further(original: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(original)
    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, *arguments: Any, **named: Any
    ) -> Any:
        narrow = max_width is None or style["font_size"] * AT_ONCE > max_width
        line = text if narrow or max_width == inf else Ahead(text)
        return original(line, style, context, max_width, *arguments, **named)

    split_first_line.looks_further = True  # type: ignore[attr-defined]
    return split_first_line


FONTS, THAI = "fonts", "thai"  # folders inside html_templates
_settings: dict[tuple[Path, ...], tempfile.TemporaryDirectory[str]] = {}


class PangoMissingError(ItaxlError):
    """Absence of the system's libraries that set text."""


def load(folders: Sequence[Path] = ()) -> ModuleType:
    """Return the module `weasyprint`, set up. `folders`: the agency's html_templates, whose `fonts` may be used too.

    Raises PangoMissingError where Pango, HarfBuzz or Fontconfig cannot be loaded.
    """
    os.environ["FONTCONFIG_FILE"] = str(_fonts_conf(tuple(folders)))
    os.environ["LIBTHAI_DICTDIR"] = str(shipped("html_templates") / THAI)
    if "weasyprint" not in sys.modules:
        _first_import()
    import weasyprint  # noqa: PLC0415

    look_further()
    structure.remember_boxes()
    return weasyprint  # type: ignore[no-any-return]


def _fonts_conf(folders: tuple[Path, ...]) -> Path:
    """Write the settings of Fontconfig for this process, and return their path.

    Fontconfig needs absolute folders, and a cache that it may write to.
    """
    if folders not in _settings:
        _settings[folders] = tempfile.TemporaryDirectory(prefix="itaxl-fonts-", ignore_cleanup_errors=True)
        bundled = shipped("html_templates") / FONTS
        fonts = [bundled, *(folder / FONTS for folder in folders if (folder / FONTS).is_dir())]
        lines = [f"<dir>{escape(str(font.resolve()))}</dir>" for font in fonts]
        lines += [f"<cachedir>{escape(_settings[folders].name)}</cachedir>"]
        lines += [f"<include>{escape(str((bundled / 'fonts.conf').resolve()))}</include>"]
        text = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        text += "<fontconfig>\n" + "\n".join(lines) + "\n</fontconfig>\n"
        (Path(_settings[folders].name) / "fonts.conf").write_text(text, "utf-8")
    return Path(_settings[folders].name) / "fonts.conf"


def _first_import() -> None:
    try:
        with _no_library_search() if sys.platform == "linux" else contextlib.nullcontext():
            return _import_quietly()
    except OSError:
        pass
    try:
        _import_quietly()
    except OSError as error:
        raise PangoMissingError("pango.missing", details=str(error)) from error


def _import_quietly() -> None:
    """Import WeasyPrint without the half page of advice that it prints when a library is missing.

    Our own is shorter, and in Thai.
    """
    with contextlib.redirect_stdout(io.StringIO()):
        import weasyprint  # noqa: F401, PLC0415


@contextlib.contextmanager
def _no_library_search() -> Iterator[None]:
    """Keep cffi from searching for each other name of a library with ldconfig and the compiler: 231 processes."""
    original = ctypes.util.find_library

    def not_found(name: str) -> None:
        """Find nothing, as on a machine without a compiler."""

    ctypes.util.find_library = not_found
    try:
        yield
    finally:
        ctypes.util.find_library = original
