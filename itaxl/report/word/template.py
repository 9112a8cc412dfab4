"""Template of all Word files: `word_templates/report.docx`, with the styles and the kinds of pages.

It has a section for each of `PAGES`, in that order; the text in them only shows the styles, and is removed. Words in
headers and footers are content controls, found by their tags. The agency's colours replace ours. Equal inputs give
equal bytes.
"""

import io
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Twips

from itaxl.agency import palette
from itaxl.files import shipped
from itaxl.report.wordml.markup import NOTHING, Xml, bookmark, clean, paragraph, rooted
from itaxl.reproducible import repacked

PAGES = ("memo", "cover", "front", "upright", "across")
_VML = "{urn:schemas-microsoft-com:vml}"
_LONGEST = 255  # characters of a core property


@dataclass(frozen=True)
class Part:
    """Content of pages of one kind. `numbers`: Word's name for the form of page numbers, which restart at a `start`."""

    pages: str
    content: Xml
    numbers: str
    start: bool = True


class Template:
    """Copy of the template, to be filled once."""

    def __init__(self, colours: Mapping[str, str]) -> None:
        self.document: Document = docx.Document(str(shipped("word_templates") / "report.docx"))
        body: Any = self.document.element.body
        self._body = body
        self._sections = dict(zip(PAGES, body.xpath(".//w:sectPr"), strict=True))
        body[:] = []
        _recolour(self.document.styles.element, colours)

    def width(self, pages: str) -> int:
        """Return the width of the text on a kind of page, in twentieths of a point."""
        section = self._sections[pages]
        return int((section.page_width - section.left_margin - section.right_margin) / Twips(1))

    def fill_margins(self, words: Mapping[str, str], draft: str) -> None:
        """Put words into headers and footers, by tag. `draft`: watermark of a draft on each page, or blank."""
        for relation in self.document.part.rels.values():
            if relation.reltype.endswith(("/header", "/footer")):
                _fill_controls(relation.target_part.element, words)
                _mark(relation.target_part.element, draft)

    def update_fields(self) -> None:
        """Have Word offer to update all fields when it opens the file."""
        compat = self.document.settings.element.find(qn("w:compat"))
        compat.addprevious(parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>'))

    def finished(self, parts: Iterable[Part], title: str, author: str, language: str, day: date) -> bytes:
        """Return the whole file, dated `day`."""
        end = bookmark("end", NOTHING)
        *before, last = [*parts] or [Part("upright", NOTHING, "decimal")]
        for part in before:
            self._add(part.content, paragraph("SectionEnd"))
            self._body[-1].get_or_add_pPr().append(self._section(part))
        self._add(last.content, paragraph("SectionEnd", end))
        self._body.append(self._section(last))
        self._number_bookmarks()
        self._date(clean(title)[:_LONGEST], clean(author)[:_LONGEST], language, day)
        raw = io.BytesIO()
        self.document.save(raw)
        return repacked(raw)

    def _add(self, *content: Xml) -> None:
        self._body.extend(parse_xml(rooted(*content)))

    def _section(self, part: Part) -> Any:
        section = deepcopy(self._sections[part.pages])
        for numbers in section.findall(qn("w:pgNumType")):
            numbers.set(qn("w:fmt"), part.numbers)
            if not part.start:
                del numbers.attrib[qn("w:start")]
        return section

    def _number_bookmarks(self) -> None:
        for name in ("w:bookmarkStart", "w:bookmarkEnd"):
            for number, mark in enumerate(self._body.iter(qn(name))):
                mark.set(qn("w:id"), str(number))

    def _date(self, title: str, author: str, language: str, day: date) -> None:
        properties = self.document.core_properties
        properties.title, properties.language = title, language
        properties.author = properties.last_modified_by = author
        moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a document's date has no zone
        properties.created = properties.modified = moment


def _recolour(styles: Any, colours: Mapping[str, str]) -> None:
    names = {colour: name for name, colour in palette.six_digits({}).items()}
    for element in styles.iter():
        for key, value in element.items():
            if value in names:
                element.set(key, colours[names[value]])


def _fill_controls(element: Any, words: Mapping[str, str]) -> None:
    for control in element.xpath(".//w:sdt"):
        run = next(control.iter(qn("w:r")))
        run.find(qn("w:t")).text = clean(
            words[control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))]
        )
        control.getparent().replace(control, run)


def _mark(element: Any, draft: str) -> None:
    for shape in [*element.iter(f"{_VML}shape")]:
        if draft:
            shape.set("alt", clean(draft))
            shape.find(f"{_VML}textpath").set("string", clean(draft))
        else:
            run = shape.getparent().getparent()
            run.getparent().remove(run)
