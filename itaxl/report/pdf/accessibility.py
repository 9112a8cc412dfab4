"""Add what PDF/UA-1 needs to the PDF/A-3a that WeasyPrint makes, just before the file is written.

WeasyPrint writes one variant of a file; both standards may hold at once (ISO 14289-1, ISO 19005-3).
"""

import re
from typing import Any

from itaxl.report.pdf import link_tags, page_labels, table_tags
from itaxl.report.pdf.structure import Tree

PDF_UA = b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>'
# PDF/A requires that a file describes each property outside the standard's own list (ISO 19005-3, 6.6.2.3).
_EXTENSION = b"""<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
# Say nothing without content.
_EMPTY = frozenset(("/Span", "/NonStruct", "/Div", "/P", "/Sect", "/Part", "/Art"))
_THAI, _LATIN_WORD = re.compile("[ก-๛]"), re.compile("[A-Za-z][a-z]")
POINTS = 0.75  # in a CSS pixel


def finish(document: Any, pdf: Any, numbers: Any) -> None:
    """Complete a PDF before it is written: WeasyPrint calls this with its document and the PDF's objects.

    `numbers`: the counter styles of the document.
    """
    tree = Tree(pdf)
    _claim_accessibility(tree)
    table_tags.mend(tree)
    link_tags.mend(tree)
    _join_pictures(tree)
    _place_pictures(tree, document.pages)
    _take_out_decoration(tree)
    _name_languages(tree)
    _name_languages_of_pictures(tree, document.metadata.lang)
    _drop_empty(tree)
    _mark_artifacts(tree)
    page_labels.add(pdf, document.pages, numbers)


def _claim_accessibility(tree: Tree) -> None:
    stream = tree.object(tree.pdf.catalog["Metadata"])
    stream.stream = [
        part.replace(b"</rdf:RDF>", PDF_UA + _EXTENSION + b"</rdf:RDF>", 1) for part in stream.stream
    ]


def _join_pictures(tree: Tree) -> None:
    """Make one figure of all that is in an element with the role of a picture, with that element's one text."""
    import pydyf  # noqa: PLC0415

    for element in tree.all():
        html = tree.html(element)
        if (
            html is None
            or html.get("role") != "img"
            or not html.get("aria-label")
            or element["S"] == "/Figure"
        ):
            continue
        texts = [kid for inner in tree.below(element) for kid in inner["K"] if isinstance(kid, int)]
        element["S"], element["Alt"] = "/Figure", pydyf.String(html.get("aria-label"))
        element["A"] = pydyf.Dictionary({"O": "/Layout"})
        element["K"] = pydyf.Array(sorted(texts))
        for text in texts:
            tree.own(text, element)


def _place_pictures(tree: Tree, pages: Any) -> None:
    """Say where each figure is, in the page's own coordinates: points from its lower left corner."""
    import pydyf  # noqa: PLC0415

    for element in tree.all():
        if element["S"] == "/Figure":
            box, height = element.box, pages[tree.pages.index(element["Pg"])].height
            left, top = box.content_box_x(), box.content_box_y()
            edges = (left, height - top - box.height, left + box.width, height - top)
            element["A"]["BBox"] = pydyf.Array(edge * POINTS for edge in edges)


def _take_out_decoration(tree: Tree) -> None:
    """Take out what is not to be read aloud: the dots before a page number, and what the page itself hides."""
    for element in tree.all():
        html = tree.html(element)
        hidden = html is not None and html.get("aria-hidden") == "true"
        if hidden or getattr(getattr(element, "box", None), "is_leader", False):
            tree.detach(element)


def _name_languages(tree: Tree) -> None:
    """Name the language of each passage for which the page names one."""
    import pydyf  # noqa: PLC0415

    for element in tree.all():
        html = tree.html(element)
        if html is not None and html.tag != "html" and html.get("lang"):
            element["Lang"] = pydyf.String(html.get("lang"))


def _name_languages_of_pictures(tree: Tree, own: str) -> None:
    """Name the language of a text that stands for a picture, where it is none that is named around it.

    A text of both languages is left to the document's; bookmarks have no language in PDF.
    """
    import pydyf  # noqa: PLC0415

    for element in tree.all():
        lang = _language_of(_string(element["Alt"])) if "Alt" in element else ""
        named = (_string(outer["Lang"]) for outer in tree.above(element) if "Lang" in outer)
        if lang and lang != next(named, own):
            element["Lang"] = pydyf.String(lang)


def _string(value: Any) -> str:
    return value.string if hasattr(value, "string") else str(value)


def _language_of(text: str) -> str:
    """Return the language of a text by its letters; blank if it has those of both, or none."""
    thai, latin = _THAI.search(text), _LATIN_WORD.search(text)
    return "" if bool(thai) == bool(latin) else "th" if thai else "en"


def _drop_empty(tree: Tree) -> None:
    """Remove empty elements, which say nothing when read aloud; cells stay, since their place has a meaning."""
    for element in reversed(tree.all()):
        if not element["K"] and element["S"] in _EMPTY:
            tree.detach(element)


def _mark_artifacts(tree: Tree) -> None:
    """Mark what is in no element of the tree as decoration: running heads, page numbers, what was taken out."""
    reached = _reached(tree)
    for page, owners in zip(tree.pages, tree.owners[1::2], strict=False):
        outside = {number: owner for number, owner in enumerate(owners) if owner not in reached}
        if outside:
            kinds = {number: _decoration(tree, owner) for number, owner in outside.items()}
            _decorate(tree.object(tree.object(page)["Contents"]), kinds)
            owners[:] = ["null" if number in outside else owner for number, owner in enumerate(owners)]


def _reached(tree: Tree) -> set[bytes]:
    """Return the elements that the document contains: each is listed by its parent, up to the document."""
    (document,) = (element for element in tree.all() if element["S"] == "/Document")
    return {element.reference for element in tree.below(document)}


def _decoration(tree: Tree, owner: bytes) -> bytes:
    """Return the kind of a decoration: of the text where it was taken out of it, else of the page."""
    taken_out = any(outer.reference in tree.removed for outer in tree.above(tree.elements[owner]))
    return b"/Layout" if taken_out else b"/Pagination"


def _decorate(stream: Any, kinds: dict[int, bytes]) -> None:
    """Turn `/Span <</MCID 3>> BDC` into `/Artifact <</Type /Pagination>> BDC`."""
    parts = stream.stream
    for index, part in enumerate(parts):
        if isinstance(part, dict) and part.get("MCID") in kinds:
            parts[index - 1] = "/Artifact"
            parts[index] = b"<</Type %s>>" % kinds[part["MCID"]]
