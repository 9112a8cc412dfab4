"""WeasyPrint, imported so that only the bundled fonts and the bundled Thai dictionary matter, and quickly.

Fontconfig and libthai read their places from the environment, so this must be the only way to WeasyPrint.
"""

import contextlib
import ctypes.util
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from math import inf
from pathlib import Path
from types import ModuleType
from typing import Any, SupportsIndex
from xml.sax.saxutils import escape

from itaxl.errors import ItaxlError
from itaxl.files import shipped

AT_ONCE = (
    4  # widths of letters below which the engine takes a column as narrow, and looks at the text as a whole
)

FURTHER = 2  # times as many characters; 1.5 give the same lines as 4


class Ahead(str):
    """A text whose beginning is longer than asked for, the first time that one is asked for."""

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        text = str(self)
        if not isinstance(key, slice) or key.start is not None or "asked" in vars(self):
            return text[key]
        vars(self)["asked"] = True
        return text[: key.stop * FURTHER]


def look_further() -> None:
    """Make the engine, once imported, look further ahead; again changes nothing."""
    from weasyprint.layout import inline, preferred  # noqa: PLC0415
    from weasyprint.text import line_break  # noqa: PLC0415

    usual = line_break.split_first_line
    if getattr(usual, "looks_further", False):
        return
    line_break.split_first_line = _looking_further(usual)
    inline.split_first_line = preferred.split_first_line = line_break.split_first_line


def _looking_further(usual: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(usual)
    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, *rest: Any, **named: Any
    ) -> Any:
        narrow = max_width is None or style["font_size"] * AT_ONCE > max_width
        given = text if narrow or max_width == inf else Ahead(text)
        return usual(given, style, context, max_width, *rest, **named)

    split_first_line.looks_further = True  # type: ignore[attr-defined]
    return split_first_line


FONTS, THAI = "fonts", "thai"  # folders inside html_templates
_made: dict[tuple[Path, ...], tempfile.TemporaryDirectory[str]] = {}


class PangoMissingError(ItaxlError):
    """The system's libraries that set text are not installed."""


def load(folders: Sequence[Path] = ()) -> ModuleType:
    """The module `weasyprint`, set up. `folders`: html_templates of the agency, whose `fonts` are known too.

    Raises PangoMissingError where Pango, HarfBuzz or Fontconfig cannot be loaded.
    """
    os.environ["FONTCONFIG_FILE"] = str(_fonts_conf(tuple(folders)))
    os.environ["LIBTHAI_DICTDIR"] = str(shipped("html_templates") / THAI)
    if "weasyprint" not in sys.modules:
        _first_import()
    import weasyprint  # noqa: PLC0415

    look_further()
    return weasyprint  # type: ignore[no-any-return]


def _fonts_conf(folders: tuple[Path, ...]) -> Path:
    """Fontconfig wants absolute folders and a cache that it may write to: each process makes its own."""
    if folders not in _made:
        _made[folders] = tempfile.TemporaryDirectory(prefix="itaxl-fonts-", ignore_cleanup_errors=True)
        bundled = shipped("html_templates") / FONTS
        fonts = [bundled, *(folder / FONTS for folder in folders if (folder / FONTS).is_dir())]
        lines = [f"<dir>{escape(str(font.resolve()))}</dir>" for font in fonts]
        lines += [f"<cachedir>{escape(_made[folders].name)}</cachedir>"]
        lines += [f"<include>{escape(str((bundled / 'fonts.conf').resolve()))}</include>"]
        text = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        text += "<fontconfig>\n" + "\n".join(lines) + "\n</fontconfig>\n"
        (Path(_made[folders].name) / "fonts.conf").write_text(text, "utf-8")
    return Path(_made[folders].name) / "fonts.conf"


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
    """WeasyPrint prints half a page of advice when a library is missing; ours is shorter and in Thai."""
    with contextlib.redirect_stdout(io.StringIO()):
        import weasyprint  # noqa: F401, PLC0415


@contextlib.contextmanager
def _no_library_search() -> Iterator[None]:
    """cffi has ldconfig and the compiler look for each of a library's other names first: 231 processes."""
    usual = ctypes.util.find_library

    def not_found(name: str) -> None:
        """As on a machine without a compiler."""

    ctypes.util.find_library = not_found
    try:
        yield
    finally:
        ctypes.util.find_library = usual
