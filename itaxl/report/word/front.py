"""Cover, preface and table of contents."""

from collections.abc import Mapping

from itaxl import thai
from itaxl.report.views import Contents, Cover, Entry, Section, View
from itaxl.report.word.blocks import block
from itaxl.report.word.markup import (
    CM,
    NOTHING,
    Xml,
    bookmark,
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
from itaxl.report.word.sheet import Sheet
from itaxl.report.word.styles import PORTRAIT

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
    return join(heading, *(block(each, sheet, "FrontText") for each in given.blocks), *signed)


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
