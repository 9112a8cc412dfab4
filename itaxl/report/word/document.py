"""Make a view model into a Word file."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from itaxl.agency import palette
from itaxl.agency.settings import Agency
from itaxl.report.views.document import Section, View
from itaxl.report.word import front, pictures
from itaxl.report.word.memo import memo
from itaxl.report.word.spacing import spaced
from itaxl.report.word.template import Part, Template
from itaxl.report.wordml.markup import FIELD, NOTHING, Xml, bookmark, join, paragraph, run
from itaxl.report.wordml.sheet import Sheet

LANGUAGES = {"th": "th-TH", "en": "en-US"}
LETTERS = {"th": "thaiLetters", "en": "lowerRoman"}  # numbers of the pages before the report


@dataclass(frozen=True)
class Face:
    """Pictures and colours of the agency, and whether the document is a draft: a view does not hold them.

    `emblem`, `logo`: image files (those that cannot be shown are left out); `colours`: six digits by name.
    """

    draft: bool
    emblem: Path | None
    logo: Path | None
    colours: Mapping[str, str]

    @classmethod
    def of(cls, agency: Agency, *, draft: bool) -> "Face":
        """Return the face of an agency's documents."""
        emblem, logo = (agency.folder / file if file else None for file in (agency.emblem, agency.logo))
        in_force = palette.in_force(agency.folder, agency.colours)
        return cls(draft, emblem, logo, palette.six_digits(in_force))


def docx(view: View, face: Face, day: dt.date, pages: Mapping[str, int] | None = None) -> bytes:
    """Return the document as .docx, dated `day`, without the parts that are None in the view.

    `pages`: page of the PDF that each anchor is on, counted from any number: how many pages the report has until Word
    has counted its own.
    """
    template, pages = Template(face.colours), pages or {}
    last = front.page_number(view, "end", pages) or "1"
    words = {**asdict(view.words), "agency": view.agency, "pages": last}
    template.fill_margins(words, view.words.draft if face.draft else "")
    parts = tuple(_parts(view, face, template))
    if any(FIELD in part.content for part in parts):
        template.update_fields()
    return template.finished(parts, view.title, view.agency, LANGUAGES[view.lang], day)


def _parts(view: View, face: Face, template: Template) -> Iterator[Part]:
    def sheet(kind: str) -> Sheet:
        return Sheet(template.width(kind), face.colours, page=view.words.page)

    digits = "thaiNumbers" if view.thai_digits else "decimal"
    if view.memo:
        emblem = pictures.emblem(template.document, face.emblem)
        place = view.words.emblem_place if face.draft else ""
        yield Part("memo", memo(view.memo, emblem, sheet("memo"), place), digits)
    if view.cover:
        logo = pictures.logo(template.document, face.logo)
        yield Part("cover", front.cover(view.cover, logo, sheet("cover")), digits)
    if view.first or view.preface or view.contents:
        yield Part("front", front.front(view, sheet("front")), LETTERS[view.lang])
    title = paragraph("ReportTitle", bookmark("report", front.lines(view.report_title)))
    for number, group in enumerate(view.groups):
        kind = "across" if group.sections[0].wide else "upright"
        content = join(
            NOTHING if number else title,
            *(_section(section, sheet(kind)) for section in group.sections),
        )
        yield Part(kind, content, digits, start=not number)


def _section(part: Section, sheet: Sheet) -> Xml:
    """Return a section under its heading."""
    heading = paragraph(f"Heading{part.level - 1}", bookmark(part.id, run(part.title)))
    return join(heading, *spaced(part.blocks, sheet))
