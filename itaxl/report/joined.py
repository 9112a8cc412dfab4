"""One table in a PDF's structure for each table, though it lies on several pages.

The engine writes a table for each page. The pieces after the first have no caption; their rows belong to the first,
and their heads, which are drawn again for the eye, are no heads of a table of their own.
"""

from collections.abc import Iterator
from typing import Any

Element = Any
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
    captioned = any(each["S"] == "/Caption" for each in _kids(piece, elements))
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
    groups = (each for each in _kids(table, elements) if each["S"] == "/THead")
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
