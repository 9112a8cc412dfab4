"""Decode a picture, in a process apart: a file that an agency was sent may be anything."""

import io
import re
import warnings
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageOps

from itaxl.report.pdf import render
from itaxl.report.pdf import weasyprint as engine

PIXELS = 40_000_000  # more than any camera's that is not there to be printed as a poster
LONGEST_SIDE = 2000  # pixels of what is converted: 8 cm at 600 dots an inch
Problem = Literal["", "missing", "empty", "broken", "heavy"]
_AS_IT_IS = {"PNG": ("P", "L", "LA", "RGB", "RGBA", "1"), "JPEG": ("L", "RGB")}
_READ = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "MPO")
_FOR_WORD = (b"JFIF", b"Exif")  # what a JPEG begins with that Word's library knows
_HEAD = 64 * 1024
_SVG = re.compile(rb"<(?:\w+:)?svg\b[^>]*>")
_BOX = re.compile(rb"\bviewBox\s*=\s*[\"']\s*[-+.\deE]+[\s,]+[-+.\deE]+[\s,]+([.\deE]+)[\s,]+([.\deE]+)")
_SIDE = rb"\s%b\s*=\s*[\"']\s*([.\d]+)(?:px|pt|mm|cm|in)?\s*[\"']"
_WIDTH = 400  # CSS pixels of the page on which an SVG is drawn
_PAGE = (
    "<style>@page {{ size: {width}px {height}px; margin: 0 }} body {{ margin: 0 }}"
    " img {{ display: block; width: {width}px; height: {height}px }}</style><img src='{source}' alt=''>"
)


@dataclass(frozen=True)
class Decoded:
    """PNG or JPEG in colours of a screen; or the problem, and then no content."""

    content: bytes = b""
    problem: Problem = ""


def decode(content: bytes) -> Decoded:
    """Return a picture as all programs show it: as it is where they do, else as PNG."""
    svg = _SVG.search(content[:_HEAD])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            Image.MAX_IMAGE_PIXELS = PIXELS
            return _drawn(content, svg[0]) if svg else _converted(content)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return Decoded(problem="heavy")
    except MemoryError:
        raise
    except Exception:  # libraries break in many ways over a broken file
        return Decoded(problem="broken")


def _converted(content: bytes) -> Decoded:
    with Image.open(io.BytesIO(content), formats=_READ) as picture:
        kind, mode = picture.format or "", picture.mode
        picture.load()
        upright = ImageOps.exif_transpose(picture)
    turned = upright.size != picture.size or 0x0112 in picture.getexif()
    plain = mode in _AS_IT_IS.get(kind, ()) and max(upright.size) <= LONGEST_SIDE and not turned
    if plain and (kind == "PNG" or content[6:10] in _FOR_WORD):
        return Decoded(content)
    return Decoded(_png(upright))


def _png(picture: Image.Image) -> bytes:
    """Return it in the colours of a screen, with what is transparent, no larger than it is ever printed."""
    transparent = "A" in picture.getbands() or "transparency" in picture.info
    plain = picture.convert("RGBA" if transparent else "RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    target = io.BytesIO()
    plain.save(target, "PNG")
    return target.getvalue()


def _drawn(content: bytes, root: bytes) -> Decoded:
    """Draw an SVG. Nothing that it points to is fetched."""
    import base64  # noqa: PLC0415 - only for this kind, as the next one

    import pypdfium2  # noqa: PLC0415

    height = round(_WIDTH * _ratio(root))
    source = f"data:image/svg+xml;base64,{base64.b64encode(content).decode('ascii')}"
    page = _PAGE.format(width=_WIDTH, height=height, source=source)
    weasyprint = engine.load()
    pdf = weasyprint.HTML(string=page, url_fetcher=render.fetcher()).write_pdf()
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[0]
        scale = LONGEST_SIDE / max(sheet.get_size())
        picture = sheet.render(scale=scale, fill_color=(255, 255, 255, 0), maybe_alpha=True).to_pil()
    blank = picture.getextrema()[-1] == (0, 0) if picture.mode == "RGBA" else picture.getcolors(1) is not None
    return Decoded(problem="broken") if blank else Decoded(_png(picture))


def _ratio(root: bytes) -> float:
    """Return height by width as the root element has them, within reason."""
    box = _BOX.search(root)
    if box:
        width, height = float(box[1]), float(box[2])
    else:
        sides = (re.search(_SIDE % name, root) for name in (b"width", b"height"))
        width, height = (float(side[1]) if side else 1.0 for side in sides)
    return min(max(height / width, 0.1), 10) if width > 0 and height > 0 else 1.0
