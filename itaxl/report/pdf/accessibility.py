"""Add what PDF/UA-1 needs to the PDF/A-3a that WeasyPrint makes, just before the file is written.

WeasyPrint writes one variant of a file; both standards may hold at once (ISO 14289-1, ISO 19005-3).
"""

from collections.abc import Iterator
from typing import Any

Element = Any  # a structure element: WeasyPrint's dictionary, and its reference by which others name it
Elements = dict[bytes, Element]


def join_tables(elements: Elements) -> None:
    """Join each table that was broken over pages into one: its rows move to the first piece.

    `elements`: in the order of the document, by their references. WeasyPrint's dictionaries are changed.
    """
    first = last = None
    for reference, element in list(elements.items()):
        if element["S"] != "/Table":
            continue
        if first is not None and last is not None and _continues(element, last, first, elements):
            _move_rows(element, first, elements)
            elements[element["P"]]["K"].remove(reference)
        else:
            first = element
        last = element["Pg"]


def _continues(piece: Element, last_page: Any, first: Element, elements: Elements) -> bool:
    """Return whether a table continues the one before: no caption, on a later page, under the same head."""
    places = {_place(name) for name in _head_ids(piece, elements)}
    captioned = any(child["S"] == "/Caption" for child in _children(piece, elements))
    same = places == {_place(name) for name in _head_ids(first, elements)}
    return bool(places) and same and not captioned and piece["Pg"] != last_page


def _move_rows(piece: Element, first: Element, elements: Elements) -> None:
    own = {_place(name): name for name in _head_ids(first, elements)}
    heads = {_text(name) for name in _head_ids(piece, elements)}
    for group in _children(piece, elements):
        if group["S"] == "/THead":
            _forget_ids(group, elements)
            continue
        first["K"].append(group.reference)
        group["P"] = first.reference
        for cell in _below(group, elements):
            named = cell.get("A", {}).get("Headers", [])
            named[:] = [own[_place(name)] if _text(name) in heads else name for name in named]


def _head_ids(table: Element, elements: Elements) -> list[Any]:
    groups = (child for child in _children(table, elements) if child["S"] == "/THead")
    return [cell["ID"] for group in groups for cell in _below(group, elements) if "ID" in cell]


def _forget_ids(group: Element, elements: Elements) -> None:
    for element in _below(group, elements):
        element.pop("ID", None)


def _children(element: Element, elements: Elements) -> list[Element]:
    return [elements[child] for child in element["K"] if child in elements]


def _below(element: Element, elements: Elements) -> Iterator[Element]:
    """Yield an element and all its descendants."""
    yield element
    for child in _children(element, elements):
        yield from _below(child, elements)


def _text(name: Any) -> str:
    return str(name.string)


def _place(name: Any) -> str:
    """Return row and column of a heading, which follow the table's number in its identifier."""
    return _text(name).partition("-")[2]


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
_NAMELESS = frozenset(("/Span", "/NonStruct", "/Div"))
_CONTAINERS = frozenset(("/P", "/Sect", "/Part", "/Art"))


def finish(_: Any, pdf: Any) -> None:
    """Complete a PDF before it is written: WeasyPrint calls this with its document and the PDF's objects."""
    elements = {element.reference: element for element in _structure(pdf)}
    _claim_accessibility(pdf)
    join_tables(elements)
    _gather_links(pdf, elements)
    _scope_headings(elements)
    _list_heading_ids(pdf, elements)
    _drop_empty(elements)
    _mark_artifacts(pdf, elements)
    _drop_repeated_attachments(pdf)


def _structure(pdf: Any) -> Iterator[Element]:
    for candidate in pdf.objects:
        if isinstance(candidate, dict) and candidate.get("Type") == "/StructElem":
            yield candidate


def _object(pdf: Any, reference: bytes | str) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _claim_accessibility(pdf: Any) -> None:
    stream = _object(pdf, pdf.catalog["Metadata"])
    stream.stream = [
        part.replace(b"</rdf:RDF>", PDF_UA + _EXTENSION + b"</rdf:RDF>", 1) for part in stream.stream
    ]


def _gather_links(pdf: Any, elements: dict[bytes, Element]) -> None:
    """Move each annotation to the outermost link around it: a line or a pseudo-element is no link of its own."""
    targets = {
        candidate.reference: _object(pdf, candidate["Obj"])
        for candidate in pdf.objects
        if _is_link_reference(pdf, candidate)
    }
    owners = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    places = {number: index + 1 for index, number in enumerate(owners[::2])}
    for reference, element in elements.items():
        own = [child for child in element["K"] if child in targets]
        outer = _outermost_link(reference, elements)
        if not own or outer == reference:
            continue
        if outer is None:
            element["S"] = "/Link" if element["S"] in _NAMELESS else element["S"]
            continue
        for child in own:
            element["K"].remove(child)
            elements[outer]["K"].append(child)
            owners[2 * places[targets[child]["StructParent"]] - 1] = outer
    for reference, element in elements.items():
        if element["S"] == "/Link" and _outermost_link(reference, elements) != reference:
            element["S"] = "/Span"


def _is_link_reference(pdf: Any, candidate: Any) -> bool:
    return (
        isinstance(candidate, dict)
        and candidate.get("Type") == "/OBJR"
        and _object(pdf, candidate["Obj"]).get("Subtype") == "/Link"
    )


def _outermost_link(reference: bytes, elements: dict[bytes, Element]) -> bytes | None:
    outermost = None
    while reference in elements:
        if elements[reference]["S"] == "/Link":
            outermost = reference
        reference = elements[reference]["P"]
    return outermost


def _scope_headings(elements: dict[bytes, Element]) -> None:
    """Mark headings in a table's head as headings of columns, and the others as headings of rows."""
    for element in elements.values():
        if element["S"] == "/TH":
            row = elements.get(element["P"])
            group = elements.get(row["P"]) if row else None
            in_head = group is not None and group["S"] == "/THead"
            element["A"]["Scope"] = "/Column" if in_head else "/Row"


def _list_heading_ids(pdf: Any, elements: dict[bytes, Element]) -> None:
    """List the identifiers of headings in the root, in order: cells name their headings by them."""
    import pydyf  # noqa: PLC0415

    named = sorted(
        (element["ID"].string, element["ID"], reference)
        for reference, element in elements.items()
        if "ID" in element
    )
    if named:
        names = pydyf.Array([part for _, name, reference in named for part in (name, reference)])
        limits = pydyf.Array([named[0][1], named[-1][1]])
        leaf = pydyf.Dictionary({"Names": names, "Limits": limits})
        pdf.add_object(leaf)
        root = _object(pdf, pdf.catalog["StructTreeRoot"])
        root["IDTree"] = pydyf.Dictionary({"Kids": pydyf.Array([leaf.reference])})


def _drop_empty(elements: dict[bytes, Element]) -> None:
    """Remove empty elements, which say nothing when read aloud; cells stay, since their place has a meaning."""
    for reference, element in reversed(elements.items()):
        parent = elements.get(element["P"])
        if (
            not element["K"]
            and element["S"] in _NAMELESS | _CONTAINERS
            and parent
            and reference in parent["K"]
        ):
            parent["K"].remove(reference)


def _mark_artifacts(pdf: Any, elements: dict[bytes, Element]) -> None:
    """Mark running heads and page numbers, which are in no element of the tree, as decoration of the page."""
    reached = _reached(elements)
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    owners = _object(pdf, root["ParentTree"])["Nums"][1::2]
    for page, page_owners in zip(pdf.page_references, owners, strict=False):
        outside = {number for number, owner in enumerate(page_owners) if owner not in reached}
        if outside:
            _decorate(_object(pdf, _object(pdf, page)["Contents"]), outside)
            page_owners[:] = [
                "null" if number in outside else owner for number, owner in enumerate(page_owners)
            ]


def _reached(elements: dict[bytes, Element]) -> set[bytes]:
    """Return the elements that the document contains: each is listed by its parent, up to the document."""
    contained: dict[bytes, bool] = {}

    def within(reference: bytes) -> bool:
        path = []
        while reference not in contained:
            element = elements[reference]
            path.append(reference)
            if element["S"] == "/Document":
                contained[reference] = True
                break
            parent = elements.get(element["P"])
            if parent is None or reference not in parent["K"]:
                contained[reference] = False
                break
            reference = element["P"]
        answer = contained[reference]
        contained.update(dict.fromkeys(path, answer))
        return answer

    return {reference for reference in elements if within(reference)}


def _decorate(stream: Any, outside: set[int]) -> None:
    """Turn `/Span <</MCID 3>> BDC` into `/Artifact <</Type /Pagination>> BDC`."""
    parts = stream.stream
    for index, part in enumerate(parts):
        if isinstance(part, dict) and part.get("MCID") in outside:
            parts[index - 1] = "/Artifact"
            parts[index] = b"<</Type /Pagination>>"


def _drop_repeated_attachments(pdf: Any) -> None:
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
