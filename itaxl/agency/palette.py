"""Colours of the documents: which there are, which are in force, and whether text can be read with them.

Ours stand in `html_templates/css/colours.css`; over them lies the agency's file of that name, over both the colours
that `[colours]` in `itaxl.toml` names.
"""

import colorsys
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from itaxl.files import TEMPLATES, content, is_there, shipped

# Each colour with what text is read against it in the style sheets: the ink that stands on it, or for `quiet`, which
# is an ink itself, the darkest ground. Blank where no text meets it.
READ_WITH = {
    "accent": "#ffffff",
    "middling": "",
    "fair": "",
    "rail": "",
    "head": "#111111",
    "group": "#333333",
    "shade-1": "#111111",
    "shade-2": "#111111",
    "shade-3": "#ffffff",
    "quiet": "#f4f5f7",
}
# The same where the reader wants a dark page: there each colour is turned over, dark for light.
DARK_GROUND, DARK_INK = "#1b1e22", "#eceff1"  # as css/dark.css has them
READ_WITH_IN_DARK = {
    "accent": DARK_GROUND,
    "middling": "",
    "fair": "",
    "rail": "",
    "head": DARK_INK,
    "group": DARK_INK,
    "shade-1": DARK_INK,
    "shade-2": DARK_INK,
    "shade-3": "#111111",
    "quiet": "#2a2f36",
}
LEAST = 4.5  # contrast of text with its ground: WCAG 2.2, 1.4.3 (AA)
_DARKEST = 0.16  # lightness of what was white
UNKNOWN = "#333"  # for a template that asks for a colour that there is not
_FILE = "css/colours.css"
_HEX = re.compile(r"#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DECLARED = re.compile(r"--([\w-]+)\s*:\s*([^;{}]+)")


@dataclass(frozen=True)
class Faint:
    """Colour that is hard to read with: its `contrast` (from 1) with `other`, a colour of `READ_WITH`, is too low."""

    name: str
    colour: str
    other: str
    contrast: float

    @property
    def remedy(self) -> str:
        """Return `darker` or `lighter`, whichever leads away from `other`."""
        return "darker" if _luminance(self.other) > 0.5 else "lighter"


def plain(value: str) -> str:
    """Return `#0A0` and `#00AA00` as `#00aa00`; blank for whatever else CSS or a person may call a colour."""
    match = _HEX.fullmatch(value)
    if not match:
        return ""
    digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
    return f"#{digits.lower()}"


def in_force(folder: Path, named: Mapping[str, str]) -> dict[str, str]:
    """Return the colours by name, as CSS has them, of the agency of `folder` whose settings have `named` colours."""
    colours = _ours()
    own = folder / TEMPLATES / _FILE
    if is_there(own):
        colours |= declared(content(own).decode("utf-8-sig", "replace"))
    return colours | dict(named)


def declared(css: str) -> dict[str, str]:
    """Return the colours that a style sheet names; of two of one name the later, as in CSS."""
    return {name: value.strip() for name, value in _DECLARED.findall(_COMMENT.sub("", css))}


def completed(css: str, colours: Mapping[str, str]) -> str:
    """Return a style sheet of colours, and after it those of `colours` that it lacks or has otherwise."""
    there = declared(css)
    others = [f"  --{name}: {value};\n" for name, value in colours.items() if there.get(name) != value]
    return f"{css}\n:root {{\n{''.join(others)}}}" if others else css


def six_digits(colours: Mapping[str, str]) -> dict[str, str]:
    """Return the colours as `00AA00`, for what is not CSS; ours in the place of one written as a name (`navy`)."""
    sound = {name: value for name, value in colours.items() if plain(value)}
    return {name: plain(value)[1:].upper() for name, value in (_ours() | sound).items()}


def dark(colours: Mapping[str, str]) -> dict[str, str]:
    """Return the colours for a dark page: as light as they were dark, and on until text can be read with them."""
    ours = {name: f"#{digits.lower()}" for name, digits in six_digits(colours).items()}
    return {name: _turned(ours[name], other) for name, other in READ_WITH_IN_DARK.items()}


def _turned(colour: str, other: str) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    lightness = _DARKEST + (1 - lightness) * (1 - _DARKEST)
    step = 0.01 if other and _luminance(other) < 0.5 else -0.01
    turned = _digits(hue, lightness, saturation)
    while other and contrast(turned, other) < LEAST:
        lightness += step
        turned = _digits(hue, lightness, saturation)
    return turned


def _digits(hue: float, lightness: float, saturation: float) -> str:
    parts = colorsys.hls_to_rgb(hue, min(max(lightness, 0.0), 1.0), saturation)
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def faint(colours: Mapping[str, str], read_with: Mapping[str, str] = READ_WITH) -> Iterator[Faint]:
    """Yield the colours that text is hard to read with; one that is not in hexadecimal digits is passed over."""
    for name, other in read_with.items():
        colour = plain(colours[name])
        if other and colour and (ratio := contrast(colour, other)) < LEAST:
            yield Faint(name, colour, other, ratio)


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours of six digits: 1 (the same) to 21 (black and white); WCAG 2.2."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2, from 0 (black) to 1 (white)."""
    red, green, blue = map(_linear, _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _ours() -> dict[str, str]:
    return declared((shipped(TEMPLATES) / _FILE).read_text("utf-8"))
