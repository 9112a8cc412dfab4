"""A view model as a Word file."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from itaxl.report.views import Group, View
from itaxl.report.word import front, pictures
from itaxl.report.word.blocks import section
from itaxl.report.word.markup import NOTHING, Xml, bookmark, join, paragraph, w
from itaxl.report.word.memo import memo
from itaxl.report.word.package import Package
from itaxl.report.word.pages import Pages
from itaxl.report.word.styles import LANDSCAPE, PORTRAIT

LANGUAGES = {"th": "th-TH", "en": "en-US"}


@dataclass(frozen=True)
class Part:
    """What stands on pages of one kind, and the properties of those pages."""

    content: Xml
    pages: Xml


def docx(
    view: View,
    *,
    day: dt.date,
    draft: bool = False,
    emblem: Path | None = None,
    logo: Path | None = None,
    pages: Mapping[str, int] | None = None,
) -> bytes:
    """The document as .docx, dated `day`; parts of the view that are None are left out.

    `emblem`, `logo`: image files (PNG, JPEG, GIF, BMP, TIFF; others are left out). `draft`: a watermark on each page.
    `pages`: on which page of the PDF each anchor is, counted from anywhere, for the first filling of the contents.
    """
    package = Package()
    kinds = Pages(view, draft, package.add)
    pictured = {
        "emblem": pictures.emblem(package.picture(emblem)) if view.memo else NOTHING,
        "logo": pictures.logo(package.picture(logo)) if view.cover else NOTHING,
    }
    parts = list(_parts(view, kinds, pictured, pages or {}))
    return package.finished(_body(parts), view.title, view.agency, LANGUAGES[view.lang], day)


def _parts(view: View, kinds: Pages, pictured: Mapping[str, Xml], pages: Mapping[str, int]) -> Iterator[Part]:
    if view.memo:
        yield Part(memo(view.memo, pictured["emblem"]), kinds.memo())
    if view.cover:
        yield Part(front.cover(view.cover, pictured["logo"]), kinds.cover())
    if view.preface or view.contents:
        yield Part(_front(view, pages), kinds.front())
    for number, group in enumerate(view.groups):
        wide = group.sections[0].wide
        yield Part(_group(view, group, first=not number), kinds.report(wide=wide, start=not number))


def _front(view: View, pages: Mapping[str, int]) -> Xml:
    before = front.preface(view, view.preface) if view.preface else NOTHING
    after = front.contents(view, view.contents, pages, fresh=bool(view.preface)) if view.contents else NOTHING
    return join(before, after)


def _group(view: View, group: Group, *, first: bool) -> Xml:
    title = paragraph("ReportTitle", bookmark(view, "report", front.lines(view.report_title)))
    width = LANDSCAPE if group.sections[0].wide else PORTRAIT
    sections = (section(view, each, width, first=not number) for number, each in enumerate(group.sections))
    return join(title if first else NOTHING, *sections)


def _body(parts: list[Part]) -> Xml:
    """Each part ends with a paragraph that holds its pages' properties, the last with the properties alone."""
    *before, last = parts or [Part(paragraph("Normal"), NOTHING)]
    ended = (
        join(each.content, w("p", w("pPr", w("pStyle", val="SectionEnd"), each.pages))) for each in before
    )
    return join(*ended, last.content, last.pages)
