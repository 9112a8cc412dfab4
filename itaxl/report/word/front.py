"""Cover, preface and table of contents of a Word file."""

from collections.abc import Mapping
from dataclasses import replace

from itaxl import thai
from itaxl.report.views.document import Contents, Cover, Entry, Section, View
from itaxl.report.word.spacing import spaced
from itaxl.report.wordml.markup import (
    CM,
    NOTHING,
    Xml,
    bookmark,
    bookmark_name,
    field_end,
    field_start,
    join,
    line_end,
    link,
    page_of,
    paragraph,
    run,
    tab,
    w,
)
from itaxl.report.wordml.sheet import Sheet

FIRST_PAGE = {"th": "ก", "en": "i"}  # of those before the report
_LOGO_PLACE = w("spacing", before=round(1 * CM), after=round(2.5 * CM))
_NO_LOGO = w("spacing", before=round(6 * CM))


def cover(content: Cover, logo: Xml, sheet: Sheet) -> Xml:
    """Return the cover: logo, title between rules, the agency at the foot of the page."""
    place = paragraph("CoverLogo", logo, properties=_LOGO_PLACE if logo else _NO_LOGO)
    foot = w("framePr", w=sheet.width, hAnchor="margin", vAnchor="margin", xAlign="center", yAlign="bottom")
    owner = (paragraph("CoverOwner", run(line), properties=foot) for line in content.agency)
    return join(place, paragraph("Title", lines(content.title)), *owner)


def lines(texts: tuple[str, ...]) -> Xml:
    """Return texts as lines of one paragraph.

    A space ends each line but the last: a table of contents joins the lines, and their words need one between them.
    """
    return Xml(line_end().join((*(run(f"{text} ") for text in texts[:-1]), *map(run, texts[-1:]))))


def front(view: View, sheet: Sheet) -> Xml:
    """Return first page, preface and contents, as far as the view has them."""
    first = _first(view.first, sheet) if view.first else NOTHING
    preface = _preface(view, view.preface, sheet, fresh=bool(first)) if view.preface else NOTHING
    after = _contents(view, view.contents, fresh=bool(first or preface)) if view.contents else NOTHING
    return join(first, preface, after)


def _first(section: Section, sheet: Sheet) -> Xml:
    heading = paragraph("FrontHeading", bookmark(section.id, run(section.title)))
    return join(heading, *spaced(section.blocks, sheet))


def _preface(view: View, section: Section, sheet: Sheet, *, fresh: bool) -> Xml:
    break_before = w("pageBreakBefore") if fresh else NOTHING
    heading = paragraph("FrontHeading", bookmark("preface", run(section.title)), properties=break_before)
    sheet = replace(sheet, text_style="FrontText")
    signed = [
        paragraph("Signed", run(line), properties=NOTHING if number else w("spacing", before=CM))
        for number, line in enumerate(view.signed)
    ]
    return join(heading, *(block.word(sheet) for block in section.blocks), *signed)


def _contents(view: View, contents: Contents, *, fresh: bool) -> Xml:
    """Return the contents: a line for each section, of fields that name its heading and its page.

    A field TOC would be made anew by Word alone: LibreOffice shows the numbers that were put into it, whatever the
    pages are, and updates single fields by itself.
    """
    first = FIRST_PAGE[view.lang]
    return join(
        paragraph("TOCHeading", run(contents.title), properties=w("pageBreakBefore") if fresh else NOTHING),
        paragraph("TOCPage", run(contents.page)),
        *(
            _entry(entry, first if entry.front and not place else "")
            for place, entry in enumerate(contents.entries)
        ),
        paragraph("SectionEnd"),
    )


def _entry(entry: Entry, page: str) -> Xml:
    """Return an entry. A page that is not known is blank until the program that lays out the pages fills it in."""
    label = run(entry.label)
    if entry.anchor != "report":  # whose title has several lines
        label = join(field_start(f"REF {bookmark_name(entry.anchor)} \\h"), label, field_end())
    number = run(page) or page_of(entry.anchor)
    return paragraph("TOC2" if entry.level > 2 else "TOC1", link(entry.anchor, join(label, tab(), number)))


def page_number(view: View, anchor: str, pages: Mapping[str, int]) -> str:
    """Return the number of an anchor's page in the report; blank if it is not known."""
    if not {anchor, "report"} <= pages.keys():
        return ""
    number = str(pages[anchor] - pages["report"] + 1)
    return thai.thai_digits(number) if view.thai_digits else number
