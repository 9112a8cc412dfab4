"""Pictures of the agency: emblem of the memo, logo of the cover. They are decoration, which screen readers skip."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.shape import CT_Inline
from docx.oxml.xmlchemy import serialize_for_reading
from docx.shared import Cm, Length

from itaxl.report.pictures import usable
from itaxl.report.wordml.markup import NOTHING, Xml, w

_ANCHOR = (
    f"<wp:anchor {nsdecls('wp')}"
    ' behindDoc="0" distT="0" distB="0" distL="0" distR="0" simplePos="0" locked="0" layoutInCell="1"'
    ' allowOverlap="1" relativeHeight="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionV></wp:anchor>'
)
_DECORATIVE = (
    f'<a:extLst {nsdecls("a")}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def emblem(document: Document, file: Path | None) -> Xml:
    """Return the emblem, 1.5 cm high, in the upper left corner of the text, which does not flow around it."""
    inline = _inline(document, 1, file, lambda _, height: Cm(1.5) / height)
    if inline is None:
        return NOTHING
    anchor: Any = parse_xml(_ANCHOR)
    extent, *others = inline
    anchor.extend([extent, parse_xml(f"<wp:wrapNone {nsdecls('wp')}/>"), *others])
    return _run(anchor)


def logo(document: Document, file: Path | None) -> Xml:
    """Return the logo, in its line of text, at most 8 cm wide and 4 cm high."""
    inline = _inline(document, 2, file, lambda width, height: min(1, Cm(8) / width, Cm(4) / height))
    return NOTHING if inline is None else _run(inline)


def _inline(
    document: Document, number: int, file: Path | None, scale: Callable[[int, int], float]
) -> Any | None:
    """Return a picture in a line of text; None if there is none, or if it cannot be shown."""
    content = usable.picture(file) if file else b""
    if not content:
        return None
    try:
        id, image = document.part.get_or_add_image(io.BytesIO(content))
    except Exception:  # a dozen kinds, for broken files and for those that Word does not know
        return None
    factor = scale(image.width, image.height)
    width, height = (Length(round(side * factor)) for side in (image.width, image.height))
    inline: Any = CT_Inline.new_pic_inline(number, id, f"Picture {number}", width, height)
    inline.docPr.set("descr", "")
    inline.docPr.append(parse_xml(_DECORATIVE))
    return inline


def _run(drawing: Any) -> Xml:
    return w("r", w("drawing", Xml(serialize_for_reading(drawing))))
