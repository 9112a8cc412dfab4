"""Small pieces of WordprocessingML. All text goes through `text`, so input never becomes markup or a field."""

import re
from html import escape
from typing import NewType

Xml = NewType("Xml", str)
NOTHING = Xml("")
FIELD = "<w:instrText"  # in every field
NO_PAGE = "\u00a0"  # a field without a result has no place for one
CM = 567  # twentieths of a point in a centimetre
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_SPACES = re.compile("[\t\n\r]+")
_NOT_IN_XML = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES = re.compile("[^A-Za-z0-9_]")


def join(*parts: Xml) -> Xml:
    """Put pieces one after another."""
    return Xml("".join(parts))


def w(name: str, /, *content: Xml, **attributes: object) -> Xml:
    """Return an element and its attributes, all in the main namespace: `w("jc", val="right")`."""
    written = "".join(f' w:{key}="{escape(str(value))}"' for key, value in attributes.items())
    return Xml(f"<w:{name}{written}>{''.join(content)}</w:{name}>" if content else f"<w:{name}{written}/>")


def clean(value: str) -> str:
    """Return text without the characters that XML cannot hold, tabs and line ends as spaces."""
    return _NOT_IN_XML.sub("", _SPACES.sub(" ", value))


def text(value: str) -> Xml:
    """Return text, escaped."""
    return Xml(f'<w:t xml:space="preserve">{escape(clean(value))}</w:t>')


def run(value: str, style: str = "", properties: Xml = NOTHING) -> Xml:
    """Return text in a character style, with properties of its own."""
    styled = w("rStyle", val=style) if style else NOTHING
    all_properties = w("rPr", styled, properties) if styled or properties else NOTHING
    return w("r", all_properties, text(value)) if value else NOTHING


def tab() -> Xml:
    return w("r", w("tab"))


def line_end() -> Xml:
    return w("r", w("br"))


def paragraph(style: str, *content: Xml, properties: Xml = NOTHING, keep: bool = False) -> Xml:
    """Return a paragraph. `properties`: in the order of the schema; `keep`: on one page with the next paragraph."""
    kept = w("keepNext") if keep else NOTHING
    return w("p", w("pPr", w("pStyle", val=style), kept, properties), *content)


def field_start(instruction: str) -> Xml:
    """Return what comes before the result of a field, which Word updates when it opens the file."""
    return join(
        w("r", w("fldChar", fldCharType="begin", dirty="true")),
        w("r", Xml(f'{FIELD} xml:space="preserve"> {escape(instruction)} </w:instrText>')),
        w("r", w("fldChar", fldCharType="separate")),
    )


def field_end() -> Xml:
    """Return what comes after the result of a field."""
    return w("r", w("fldChar", fldCharType="end"))


def page_of(anchor: str) -> Xml:
    """Return the page of a bookmark: blank until the program that lays out the pages fills it in.

    A number of our own would be that of the PDF, whose pages end elsewhere.
    """
    return join(field_start(f"PAGEREF {bookmark_name(anchor)} \\h"), run(NO_PAGE), field_end())


def bookmark_name(anchor: str) -> str:
    """Turn an anchor of a view into the name of a bookmark: at most 40 letters, digits and underscores."""
    return _NOT_IN_NAMES.sub("_", anchor)[:40]


def bookmark(anchor: str, content: Xml) -> Xml:
    """Return content that links lead to; bookmarks get their numbers when the file is finished."""
    name = bookmark_name(anchor)
    return join(w("bookmarkStart", id=0, name=name), content, w("bookmarkEnd", id=0))


def link(anchor: str, content: Xml) -> Xml:
    return w("hyperlink", content, anchor=bookmark_name(anchor), history=1)


def rooted(*content: Xml) -> Xml:
    """Return pieces as one document for an XML parser."""
    return Xml(f"<w:body {_NAMESPACES}>{''.join(content)}</w:body>")
