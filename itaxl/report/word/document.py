"""A view model as a Word file."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from itaxl.agency import palette
from itaxl.agency.settings import Agency
from itaxl.report.blocks.block import Block
from itaxl.report.views.document import Group, Section, View
from itaxl.report.word import front
from itaxl.report.word.front import bookmark
from itaxl.report.word.memo import memo
from itaxl.report.word.package import Package
from itaxl.report.word.pages import Pages
from itaxl.report.word.styles import LANDSCAPE, PORTRAIT
from itaxl.report.wordml.markup import NOTHING, Xml, join, paragraph, run, w
from itaxl.report.wordml.sheet import Sheet

LANGUAGES = {"th": "th-TH", "en": "en-US"}


@dataclass(frozen=True)
class Part:
    """What stands on pages of one kind, and the properties of those pages."""

    content: Xml
    pages: Xml


@dataclass(frozen=True)
class Face:
    """What a view does not say: the agency's pictures and colours, and whether this is a draft.

    `emblem`, `logo`: image files (PNG, JPEG, GIF, BMP, TIFF; others are left out); `colours`: six digits by name.
    """

    draft: bool
    emblem: Path | None
    logo: Path | None
    colours: Mapping[str, str]

    @classmethod
    def of(cls, agency: Agency, *, draft: bool) -> "Face":
        emblem, logo = (agency.folder / file if file else None for file in (agency.emblem, agency.logo))
        in_force = palette.in_force(agency.folder, agency.colours)
        return cls(draft, emblem, logo, palette.six_digits(in_force))


def docx(view: View, face: Face, day: dt.date, pages: Mapping[str, int] | None = None) -> bytes:
    """The document as .docx, dated `day`; parts of the view that are None are left out.

    `pages`: on which page of the PDF each anchor is, counted from anywhere, for the first filling of the contents.
    """
    package = Package(face.colours)
    made = _Document(view, face, package, pages or {})
    return package.finished(made.body(), view.title, view.agency, LANGUAGES[view.lang], day)


@dataclass(frozen=True)
class _Document:
    view: View
    face: Face
    package: Package
    pages: Mapping[str, int]

    def body(self) -> Xml:
        """Each part ends with a paragraph that holds its pages' properties; the last has them after all."""
        *before, last = list(self._parts()) or [Part(NOTHING, NOTHING)]
        ended = (
            join(each.content, w("p", w("pPr", w("pStyle", val="SectionEnd"), each.pages))) for each in before
        )
        end = paragraph("SectionEnd", bookmark(self.view, "end", NOTHING))
        return join(*ended, last.content, end, last.pages)

    def _parts(self) -> Iterator[Part]:
        view, add = self.view, self.package.add
        kinds = Pages(view, self.face.draft, add, front.page_number(view, "end", self.pages))
        upright = Sheet(PORTRAIT, self.face.colours)
        if view.memo:
            emblem = front.emblem(self.package.picture(self.face.emblem))
            yield Part(memo(view.memo, emblem, upright), kinds.memo())
        if view.cover:
            logo = front.logo(self.package.picture(self.face.logo))
            yield Part(front.cover(view.cover, logo), kinds.cover())
        if view.preface or view.contents:
            yield Part(self._front(upright), kinds.front())
        for number, group in enumerate(view.groups):
            pages = kinds.report(wide=group.sections[0].wide, start=not number)
            yield Part(self._group(group, first=not number), pages)

    def _front(self, sheet: Sheet) -> Xml:
        view = self.view
        before = front.preface(view, view.preface, sheet) if view.preface else NOTHING
        if not view.contents:
            return before
        return join(before, front.contents(view, view.contents, self.pages, fresh=bool(view.preface)))

    def _group(self, group: Group, *, first: bool) -> Xml:
        view = self.view
        title = paragraph("ReportTitle", bookmark(view, "report", front.lines(view.report_title)))
        sheet = Sheet(LANDSCAPE if group.sections[0].wide else PORTRAIT, self.face.colours)
        sections = (
            _section(view, part, sheet, first=not number) for number, part in enumerate(group.sections)
        )
        return join(title if first else NOTHING, *sections)


def _section(view: View, part: Section, sheet: Sheet, *, first: bool) -> Xml:
    """A section under its heading; a fresh one begins a page, unless it is the first on pages of its kind."""
    fresh = w("pageBreakBefore") if part.fresh and not first else NOTHING
    style = f"Heading{part.level - 1}"
    heading = paragraph(style, bookmark(view, part.id, run(part.title)), properties=fresh)
    return join(heading, *_apart(part.blocks, sheet))


def _apart(blocks: Sequence[Block], sheet: Sheet) -> Iterator[Xml]:
    """A little room between a table and the text after it."""
    for block, following in zip_longest(blocks, blocks[1:]):
        yield block.word(sheet)
        if block.ends_close and following and following.begins_close:
            yield paragraph("AfterTable")
