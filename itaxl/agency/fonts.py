"""Characters that the documents' fonts can draw, and stand-ins for those that they cannot."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from itaxl.files import TEMPLATES, shipped

FOLDER = "fonts"  # inside html_templates, ours and the agency's own
# Nearly all that anyone types: Latin, Thai, common punctuation. A test holds that our fonts draw all of it.
COMMON = re.compile(
    "[\\n -~\u00a0-\u00ff\u0e01-\u0e3a\u0e3f-\u0e5b\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026]*"
)


def lacking(text: str, own: Path | None = None) -> tuple[str, ...]:
    """Return the characters of a cleaned text that no font draws, each once. `own`: the agency's html_templates."""
    if COMMON.fullmatch(text):
        return ()
    signs = coverage(own)
    return tuple(dict.fromkeys(char for char in text if char != "\n" and ord(char) not in signs))


def drawable(text: str, own: Path | None = None) -> str:
    """Write `[U+1F600]` where a character would be an empty box."""
    for char in lacking(text, own):
        text = text.replace(char, f"[{code_point(char)}]")
    return text


def code_point(char: str) -> str:
    """Name a character by its number, as in U+1F600."""
    return f"U+{ord(char):04X}"


def named(signs: Iterable[str]) -> str:
    """List characters with their numbers: "😀 (U+1F600)"."""
    return ", ".join(f"{sign} ({code_point(sign)})" for sign in signs)


@lru_cache(maxsize=8)
def coverage(own: Path | None = None) -> frozenset[int]:
    """Return the code points for which some font has a glyph. Fonts that cannot be read draw nothing."""
    folders = [templates for templates in (shipped(TEMPLATES), own) if templates is not None]
    return frozenset().union(*(drawn(templates) for templates in folders))


def drawn(templates: Path) -> frozenset[int]:
    """Return the code points that the fonts in a folder of templates draw."""
    return frozenset().union(*(_signs(path) or () for path in _files(templates)))


def unreadable(templates: Path) -> tuple[Path, ...]:
    """Return the fonts in a folder of templates that cannot be read."""
    return tuple(path for path in _files(templates) if _signs(path) is None)


def _signs(path: Path) -> set[int] | None:
    """Return the code points that a font draws; None where it cannot be read."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    try:
        with path.open("rb") as stream, TTFont(stream, lazy=True) as font:
            return set(font.getBestCmap() or ())
    except Exception:  # a damaged font fails in many ways
        return None


def _files(templates: Path) -> list[Path]:
    return sorted(path for path in (templates / FOLDER).glob("*.[to]tf") if path.is_file())
