"""Cover, preface and table of contents."""

from collections.abc import Mapping
from dataclasses import replace

from itaxl import thai
from itaxl.report.views.document import Contents, Cover, Entry, Section, View
from itaxl.report.word.package import Picture
from itaxl.report.word.styles import PORTRAIT
from itaxl.report.wordml.markup import (
    CM,
    NOTHING,
    Xml,
    bookmark_name,
    field,
    join,
    line_end,
    link,
    paragraph,
    run,
    tab,
    w,
)
from itaxl.report.wordml.sheet import Sheet

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


FIRST_LETTER = {"th": "ก", "en": "i"}
_AT_THE_FOOT = w("framePr", w=PORTRAIT, hAnchor="margin", vAnchor="margin", xAlign="center", yAlign="bottom")
_LOGO_PLACE = w("spacing", before=round(1 * CM), after=round(2.5 * CM))
_NO_LOGO = w("spacing", before=round(6 * CM))


def cover(given: Cover, logo: Xml) -> Xml:
    """Logo, title between rules, the agency at the page's foot."""
    place = paragraph("CoverLogo", logo, properties=_LOGO_PLACE if logo else _NO_LOGO)
    owner = (paragraph("CoverOwner", run(line), properties=_AT_THE_FOOT) for line in given.agency)
    return join(place, paragraph("Title", lines(given.title)), *owner)


def lines(given: tuple[str, ...]) -> Xml:
    """Lines of one paragraph; a space goes before each end, as words need one where a list of titles joins them."""
    parts = [run(line if number == len(given) else f"{line} ") for number, line in enumerate(given, start=1)]
    return join(*(part if number == 0 else join(line_end(), part) for number, part in enumerate(parts)))


def preface(view: View, given: Section, sheet: Sheet) -> Xml:
    heading = paragraph("FrontHeading", bookmark(view, "preface", run(given.title)))
    signed = [
        paragraph("Signed", run(line), properties=NOTHING if number else w("spacing", before=CM))
        for number, line in enumerate(view.signed)
    ]
    sheet = replace(sheet, text_style="FrontText")
    return join(heading, *(block.word(sheet) for block in given.blocks), *signed)


def contents(view: View, given: Contents, pages: Mapping[str, int], *, fresh: bool) -> Xml:
    """A field that Word makes anew when asked to, filled with what it will show; `pages`: of the PDF, by anchor."""
    begin = join(
        w("r", w("fldChar", fldCharType="begin")),
        w("r", Xml('<w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText>')),
        w("r", w("fldChar", fldCharType="separate")),
    )
    end = w("r", w("fldChar", fldCharType="end"))
    entries = [
        _entry(view, each, pages, NOTHING if number else begin) for number, each in enumerate(given.entries)
    ]
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    return w(
        "sdt",
        w("sdtPr", gallery),
        w(
            "sdtContent",
            paragraph("TOCHeading", run(given.title), properties=w("pageBreakBefore") if fresh else NOTHING),
            paragraph("TOCPage", run(given.page)),
            *entries,
            paragraph("SectionEnd", end),
        ),
    )


def _entry(view: View, entry: Entry, pages: Mapping[str, int], before: Xml) -> Xml:
    number = field(f"PAGEREF {bookmark_name(entry.anchor)} \\h", run(_number(view, entry, pages)))
    content = link(entry.anchor, join(run(entry.label), tab(), number))
    return paragraph("TOC2" if entry.level > 2 else "TOC1", before, content)


def _number(view: View, entry: Entry, pages: Mapping[str, int]) -> str:
    """An entry's page as its foot shows it. Word looks again before it prints."""
    return FIRST_LETTER[view.lang] if entry.front else page_number(view, entry.anchor, pages)


def page_number(view: View, anchor: str, pages: Mapping[str, int]) -> str:
    """The number of an anchor's page in the report; blank where it is not known."""
    if not {anchor, "report"} <= pages.keys():
        return ""
    number = str(pages[anchor] - pages["report"] + 1)
    return thai.thai_digits(number) if view.thai_digits else number


def bookmark(view: View, anchor: str, content: Xml) -> Xml:
    """Text that links lead to; numbered by its place among the anchors of the document."""
    number = anchors(view).index(anchor)
    return join(
        w("bookmarkStart", id=number, name=bookmark_name(anchor)), content, w("bookmarkEnd", id=number)
    )


def anchors(view: View) -> tuple[str, ...]:
    """All that a link may lead to."""
    return ("preface", "report", "end", *(section.id for section in view.sections))
