"""What the engine leaves out of PDF/UA-1 when it writes PDF/A-3a, added just before the file is written.

The engine writes one variant of a file; both standards may hold at once (ISO 14289-1, ISO 19005-3).
"""

from collections.abc import Iterator
from typing import Any

Element = Any  # a structure element: the engine's dictionary with the reference under which others name it
Elements = dict[bytes, Element]


def join_tables(elements: Elements) -> None:
    """`elements` in the order of the document, by their references; the engine's dictionaries are changed."""
    first = last = None
    for reference, element in list(elements.items()):
        if element["S"] != "/Table":
            continue
        if first is not None and last is not None and _goes_on(element, last, first, elements):
            _move_rows(element, first, elements)
            elements[element["P"]]["K"].remove(reference)
        else:
            first = element
        last = element["Pg"]


def _goes_on(piece: Element, last_page: Any, first: Element, elements: Elements) -> bool:
    """Whether a table is a piece of the one before: without a caption, on a later page, under the same head."""
    places = {_place(name) for name in _head_ids(piece, elements)}
    captioned = any(kid["S"] == "/Caption" for kid in _kids(piece, elements))
    same = places == {_place(name) for name in _head_ids(first, elements)}
    return bool(places) and same and not captioned and piece["Pg"] != last_page


def _move_rows(piece: Element, first: Element, elements: Elements) -> None:
    own = {_place(name): name for name in _head_ids(first, elements)}
    heads = {_text(name) for name in _head_ids(piece, elements)}
    for group in _kids(piece, elements):
        if group["S"] == "/THead":
            _forget_ids(group, elements)
            continue
        first["K"].append(group.reference)
        group["P"] = first.reference
        for cell in _below(group, elements):
            named = cell.get("A", {}).get("Headers", [])
            named[:] = [own[_place(name)] if _text(name) in heads else name for name in named]


def _head_ids(table: Element, elements: Elements) -> list[Any]:
    groups = (kid for kid in _kids(table, elements) if kid["S"] == "/THead")
    return [each["ID"] for group in groups for each in _below(group, elements) if "ID" in each]


def _forget_ids(group: Element, elements: Elements) -> None:
    for each in _below(group, elements):
        each.pop("ID", None)


def _kids(element: Element, elements: Elements) -> list[Element]:
    return [elements[kid] for kid in element["K"] if kid in elements]


def _below(element: Element, elements: Elements) -> Iterator[Element]:
    yield element
    for kid in _kids(element, elements):
        yield from _below(kid, elements)


def _text(name: Any) -> str:
    return str(name.string)


def _place(name: Any) -> str:
    """Row and column of a heading: its identifier is those of the engine's table and they."""
    return _text(name).partition("-")[2]


PDF_UA = b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>'
# PDF/A wants every property outside its own list described in the file (ISO 19005-3, 6.6.2.3).
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
    """The engine's `finisher`: its document and its objects before they are written."""
    elements = {each.reference: each for each in _structure(pdf)}
    _claim_accessibility(pdf)
    join_tables(elements)
    _gather_links(pdf, elements)
    _scope_headings(elements)
    _list_heading_ids(pdf, elements)
    _drop_empty(elements)
    _artifacts(pdf, elements)
    _name_each_attachment_once(pdf)


def _structure(pdf: Any) -> Iterator[Element]:
    for object_ in pdf.objects:
        if isinstance(object_, dict) and object_.get("Type") == "/StructElem":
            yield object_


def _object(pdf: Any, reference: bytes | str) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _claim_accessibility(pdf: Any) -> None:
    stream = _object(pdf, pdf.catalog["Metadata"])
    stream.stream = [
        part.replace(b"</rdf:RDF>", PDF_UA + _EXTENSION + b"</rdf:RDF>", 1) for part in stream.stream
    ]


def _gather_links(pdf: Any, elements: dict[bytes, Element]) -> None:
    """Each annotation directly under the outermost link around it: a line or a pseudo-element is no link of its own."""
    targets = {
        object_.reference: _object(pdf, object_["Obj"])
        for object_ in pdf.objects
        if _is_link_reference(pdf, object_)
    }
    owners = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    places = {number: index + 1 for index, number in enumerate(owners[::2])}
    for reference, element in elements.items():
        own = [kid for kid in element["K"] if kid in targets]
        outer = _outermost_link(reference, elements)
        if not own or outer == reference:
            continue
        if outer is None:
            element["S"] = "/Link" if element["S"] in _NAMELESS else element["S"]
            continue
        for kid in own:
            element["K"].remove(kid)
            elements[outer]["K"].append(kid)
            owners[2 * places[targets[kid]["StructParent"]] - 1] = outer
    for reference, element in elements.items():
        if element["S"] == "/Link" and _outermost_link(reference, elements) != reference:
            element["S"] = "/Span"


def _is_link_reference(pdf: Any, each: Any) -> bool:
    return (
        isinstance(each, dict)
        and each.get("Type") == "/OBJR"
        and _object(pdf, each["Obj"]).get("Subtype") == "/Link"
    )


def _outermost_link(reference: bytes, elements: dict[bytes, Element]) -> bytes | None:
    found = None
    while reference in elements:
        if elements[reference]["S"] == "/Link":
            found = reference
        reference = elements[reference]["P"]
    return found


def _scope_headings(elements: dict[bytes, Element]) -> None:
    """Headings in a table's head are of columns, others of rows."""
    for element in elements.values():
        if element["S"] == "/TH":
            row = elements.get(element["P"])
            group = elements.get(row["P"]) if row else None
            in_head = group is not None and group["S"] == "/THead"
            element["A"]["Scope"] = "/Column" if in_head else "/Row"


def _list_heading_ids(pdf: Any, elements: dict[bytes, Element]) -> None:
    """Cells name their headings by identifiers, which the root must list in order."""
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
    """Elements that hold nothing are read aloud as nothing; cells stay, since their place has a meaning."""
    for reference, element in reversed(elements.items()):
        parent = elements.get(element["P"])
        if (
            not element["K"]
            and element["S"] in _NAMELESS | _CONTAINERS
            and parent
            and reference in parent["K"]
        ):
            parent["K"].remove(reference)


def _artifacts(pdf: Any, elements: dict[bytes, Element]) -> None:
    """Running heads and page numbers are in no element of the tree: mark them as decoration of the page."""
    reached = _reached(elements)
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    owners = _object(pdf, root["ParentTree"])["Nums"][1::2]
    for page, of_page in zip(pdf.page_references, owners, strict=False):
        outside = {number for number, owner in enumerate(of_page) if owner not in reached}
        if outside:
            _decorate(_object(pdf, _object(pdf, page)["Contents"]), outside)
            of_page[:] = ["null" if number in outside else owner for number, owner in enumerate(of_page)]


def _reached(elements: dict[bytes, Element]) -> set[bytes]:
    """Elements from which the way up ends at the document, each step known to the one above."""
    known: dict[bytes, bool] = {}

    def within(reference: bytes) -> bool:
        path = []
        while reference not in known:
            element = elements[reference]
            path.append(reference)
            if element["S"] == "/Document":
                known[reference] = True
                break
            parent = elements.get(element["P"])
            if parent is None or reference not in parent["K"]:
                known[reference] = False
                break
            reference = element["P"]
        answer = known[reference]
        known.update(dict.fromkeys(path, answer))
        return answer

    return {reference for reference in elements if within(reference)}


def _decorate(stream: Any, outside: set[int]) -> None:
    """`/Span <</MCID 3>> BDC` becomes `/Artifact <</Type /Pagination>> BDC`."""
    parts = stream.stream
    for index, part in enumerate(parts):
        if isinstance(part, dict) and part.get("MCID") in outside:
            parts[index - 1] = "/Artifact"
            parts[index] = b"<</Type /Pagination>>"


def _name_each_attachment_once(pdf: Any) -> None:
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
