"""Small pieces of WordprocessingML. Text goes through `text` alone: what was typed never becomes markup or a field."""

import re
from html import escape
from typing import NewType

Xml = NewType("Xml", str)
NOTHING = Xml("")
CM = 567  # twentieths of a point in a centimetre
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_SPACES = re.compile("[\t\n\r]+")
_NOT_IN_XML = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES = re.compile("[^A-Za-z0-9_]")


def join(*parts: Xml) -> Xml:
    """One after the other."""
    return Xml("".join(parts))


def w(name: str, /, *content: Xml, **attributes: object) -> Xml:
    """An element of the main namespace, its attributes of the same: `w("jc", val="right")`."""
    given = "".join(f' w:{key}="{escape(str(value))}"' for key, value in attributes.items())
    return Xml(f"<w:{name}{given}>{''.join(content)}</w:{name}>" if content else f"<w:{name}{given}/>")


def clean(value: str) -> str:
    """Text without the characters that XML cannot hold; tabs and line ends are spaces."""
    return _NOT_IN_XML.sub("", _SPACES.sub(" ", value))


def text(value: str) -> Xml:
    return Xml(f'<w:t xml:space="preserve">{escape(clean(value))}</w:t>')


def run(value: str, style: str = "", properties: Xml = NOTHING) -> Xml:
    """Text in a character style, with properties of its own."""
    named = w("rStyle", val=style) if style else NOTHING
    given = w("rPr", named, properties) if named or properties else NOTHING
    return w("r", given, text(value)) if value else NOTHING


def tab() -> Xml:
    return w("r", w("tab"))


def line_end() -> Xml:
    return w("r", w("br"))


def paragraph(style: str, *content: Xml, properties: Xml = NOTHING, keep: bool = False) -> Xml:
    """`properties` follow the order of the schema; `keep`: on one page with what comes next."""
    kept = w("keepNext") if keep else NOTHING
    return w("p", w("pPr", w("pStyle", val=style), kept, properties), *content)


def field_start(instruction: str) -> Xml:
    """What stands before the result of a field of the program's own."""
    return join(
        w("r", w("fldChar", fldCharType="begin")),
        w("r", Xml(f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>')),
        w("r", w("fldChar", fldCharType="separate")),
    )


def field_end() -> Xml:
    """What stands after it."""
    return w("r", w("fldChar", fldCharType="end"))


def bookmark_name(anchor: str) -> str:
    """An anchor of a view as a bookmark may be called: at most 40 letters, digits and underscores."""
    return _NOT_IN_NAMES.sub("_", anchor)[:40]


def bookmark(anchor: str, content: Xml) -> Xml:
    """Text that links lead to; bookmarks are numbered when all are there."""
    name = bookmark_name(anchor)
    return join(w("bookmarkStart", id=0, name=name), content, w("bookmarkEnd", id=0))


def link(anchor: str, content: Xml) -> Xml:
    return w("hyperlink", content, anchor=bookmark_name(anchor), history=1)


def rooted(*content: Xml) -> Xml:
    """Pieces as one document for an XML parser."""
    return Xml(f"<w:body {_NAMESPACES}>{''.join(content)}</w:body>")
