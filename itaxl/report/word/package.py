"""The file around the text: styles, settings, heads, pictures, properties; equal inputs give equal bytes."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from itaxl.report.word.styles import FONT, numbering, styles
from itaxl.report.wordml.markup import Xml, clean, join, w
from itaxl.reproducible import repacked

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_KEPT = ("styles", "settings", "numbering", "theme", "officeDocument", "core-properties")
_LONGEST = 255  # characters of a core property


@dataclass(frozen=True)
class Picture:
    """An image of the package and its size in EMU (360,000 in a centimetre)."""

    id: str
    width: int
    height: int


class Package:
    """An empty Word file with our styles, to be filled once."""

    def __init__(self, colours: Mapping[str, str]) -> None:
        self._document: Document = docx.Document()
        self._parts: dict[tuple[str, str], str] = {}
        self._strip()
        _fill(self._document.styles.element, styles(colours), keep="latentStyles")
        _fill(self._document.settings.element, _settings())
        _fill(self._document.part.numbering_part.element, numbering())
        self._add_fonts()

    def add(self, kind: str, content: Xml) -> str:
        """A running head (`header`) or foot (`footer`): the id of the part; equal ones are one part."""
        if (kind, content) not in self._parts:
            own: Any = self._document.part
            part, id = own.add_header_part() if kind == "header" else own.add_footer_part()
            _fill(part.element, content)
            self._parts[kind, content] = id
        return self._parts[kind, content]

    def picture(self, file: Path | None) -> Picture | None:
        """An image that Word can show; None where there is none or it is of another kind."""
        if file is None or not file.is_file():
            return None
        try:
            id, image = self._document.part.get_or_add_image(str(file))
        except Exception:  # a dozen kinds, of a broken file as of one that Word does not know
            return None
        return Picture(id, int(image.width), int(image.height))

    def finished(self, body: Xml, title: str, author: str, language: str, day: date) -> bytes:
        """The whole file, its dates those of `day`."""
        _fill(self._document.element.body, body)
        properties = self._document.core_properties
        properties.title, properties.author = clean(title)[:_LONGEST], clean(author)[:_LONGEST]
        properties.last_modified_by, properties.language = properties.author, language
        properties.comments, properties.revision = "", 1
        moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a date of a document has no zone
        properties.created = properties.modified = moment
        raw = io.BytesIO()
        self._document.save(raw)
        return repacked(raw)

    def _strip(self) -> None:
        """Away with what the library's own template brings along: a thumbnail, unused parts, a program's name."""
        for each in (self._document.part.package.rels, self._document.part.rels):
            for id, relation in list(each.items()):
                if not relation.reltype.endswith(_KEPT):
                    del each[id]

    def _add_fonts(self) -> None:
        """Where the font is missing, its predecessor is the next best."""
        font = w("font", w("altName", val="TH SarabunPSK"), w("charset", val="DE"), name=FONT)
        content = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {_NAMESPACES}>{font}</w:fonts>'
        own = self._document.part
        name, kind = PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE
        own.relate_to(Part(name, kind, content.encode(), own.package), RELATIONSHIP_TYPE.FONT_TABLE)


def _settings() -> Xml:
    """As Word 2013 and later lay out, with the line breaks of complex scripts."""
    modes = {"compatibilityMode": 15, "overrideTableStyleFontSizeAndJustification": 1}
    modes |= {"enableOpenTypeFeatures": 1, "doNotFlipMirrorIndents": 1}
    uri = "http://schemas.microsoft.com/office/word"
    compat = w(
        "compat",
        w("applyBreakingRules"),
        *(w("compatSetting", name=name, uri=uri, val=value) for name, value in modes.items()),
    )
    return join(
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"),
        compat,
        w("themeFontLang", val="en-US", bidi="th-TH"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def _fill(element: Any, content: Xml, keep: str = "") -> None:
    """Put `content` in the place of all children; one of the name `keep` stays, second."""
    kept = [each for each in element if keep and each.tag.endswith(f"}}{keep}")]
    element[:] = list(parse_xml(f"<w:some {_NAMESPACES}>{content}</w:some>"))
    element[1:1] = kept
