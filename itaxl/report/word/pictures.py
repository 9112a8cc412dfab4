"""Emblem and logo, as decoration: they say nothing that the text does not."""

from itaxl.report.word.markup import NOTHING, Xml
from itaxl.report.word.package import Picture

EMU = 360_000  # in a centimetre
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_AT_THE_MARGIN = (
    '<wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionV>'
)


def emblem(picture: Picture | None) -> Xml:
    """1.5 cm high in the upper left corner of the text; nothing gives way to it."""
    if picture is None:
        return NOTHING
    size = _scaled(picture, 1.5 / (picture.height / EMU))
    around = (
        'behindDoc="0" distT="0" distB="0" distL="0" distR="0" simplePos="0" locked="0" layoutInCell="1"'
        ' allowOverlap="1" relativeHeight="1"'
    )
    return _drawing(picture, 1, size, f"<wp:anchor {around}>{_AT_THE_MARGIN}", "<wp:wrapNone/>", "anchor")


def logo(picture: Picture | None) -> Xml:
    """In the line, at most 8 cm wide and 4 cm high."""
    if picture is None:
        return NOTHING
    fit = min(1, 8 * EMU / picture.width, 4 * EMU / picture.height)
    around = '<wp:inline distT="0" distB="0" distL="0" distR="0">'
    return _drawing(picture, 2, _scaled(picture, fit), around, "", "inline")


def _scaled(picture: Picture, by: float) -> tuple[int, int]:
    return round(picture.width * by), round(picture.height * by)


def _drawing(picture: Picture, number: int, size: tuple[int, int], begin: str, wrap: str, end: str) -> Xml:
    width, height = size
    return Xml(
        f'<w:r><w:drawing xmlns:wp="{_WP}" xmlns:a="{_A}">{begin}<wp:extent cx="{width}" cy="{height}"/>{wrap}'
        f'<wp:docPr id="{number}" name="Picture {number}" descr="">{_DECORATIVE}</wp:docPr>'
        f'<a:graphic><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{picture.id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        f"</pic:pic></a:graphicData></a:graphic></wp:{end}></w:drawing></w:r>"
    )
