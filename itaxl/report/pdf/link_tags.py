"""Links of a PDF: one element and, on each page, one annotation for each, however many lines and boxes it takes.

WeasyPrint makes an element for each line of a link and an annotation for each box inside it.
"""

from typing import Any

from itaxl.report.pdf.structure import Element, Html, Tree, dictionaries, html_of
from itaxl.report.pdf.word_breaks import visible

_NAMELESS = frozenset(("/Span", "/NonStruct", "/Div"))
Rectangle = tuple[float, float, float, float]  # left, bottom, right, top


def mend(tree: Tree) -> None:
    """Gather what belongs to one link."""
    references = (entry for entry in dictionaries(tree.pdf) if entry.get("Type") == "/OBJR")
    annotated = {entry.reference: tree.object(entry["Obj"]) for entry in references}
    targets = {reference: entry for reference, entry in annotated.items() if entry.get("Subtype") == "/Link"}
    _move_annotations_out(tree, targets)
    for element in tree.all():
        if element["S"] == "/Link" and _outermost(tree, element) is not element:
            element["S"] = "/Span"
    _join_lines(tree)
    gone = [annotation for element in tree.all() for annotation in _one_annotation(element, targets, tree)]
    _forget(tree, gone)


def _outermost(tree: Tree, element: Element) -> Element | None:
    links = [outer for outer in tree.above(element) if outer["S"] == "/Link"]
    return links[-1] if links else None


def _move_annotations_out(tree: Tree, targets: dict[bytes, Any]) -> None:
    """Move each annotation to the outermost link around it: a line or a pseudo-element is no link of its own."""
    for element in tree.all():
        own = [child for child in element["K"] if child in targets]
        outer = _outermost(tree, element)
        if not own or outer is element:
            continue
        if outer is None:
            element["S"] = "/Link" if element["S"] in _NAMELESS else element["S"]
            continue
        for child in own:
            element["K"].remove(child)
            outer["K"].append(child)


def _join_lines(tree: Tree) -> None:
    """Join the lines of a link that are in one element on one page."""
    first: dict[tuple[Html, bytes, bytes], Element] = {}
    for element in tree.all():
        if element["S"] == "/Link":
            whole = first.setdefault((html_of(element), element["P"], element["Pg"]), element)
            if whole is not element:
                tree.move_kids(element, whole)
                tree.detach(element)


def _one_annotation(element: Element, targets: dict[bytes, Any], tree: Tree) -> list[Any]:
    """Leave one annotation in an element, about all its places, and return the others."""
    own = [child for child in element["K"] if child in targets]
    if not own:
        return []
    first, *others = (targets[child] for child in own)
    places = _places([annotation["Rect"] for annotation in (first, *others)])
    if places:
        _widen(first, places)
    _describe(first, element)
    element["K"][:] = [child for child in element["K"] if child not in own[1:]]
    _own(tree, first, element)
    return others


def _describe(annotation: Any, element: Element) -> None:
    """Say where a link leads in the words of the page, instead of the name of its anchor."""
    import pydyf  # noqa: PLC0415

    html = html_of(element)
    words = visible("".join(html.itertext() if html is not None else "")).split()
    if words:
        annotation["Contents"] = pydyf.String(" ".join(words))


def _places(rectangles: list[Any]) -> list[Rectangle]:
    """Return the rectangles that have a size and are not inside of another one, each once."""
    sorted_edges = [
        (min(left, right), min(top, bottom), max(left, right), max(top, bottom))
        for left, top, right, bottom in rectangles
    ]
    sized = list(dict.fromkeys(place for place in sorted_edges if place[2] - place[0] > 1))
    return [place for place in sized if not any(_inside(place, other) for other in sized if other != place)]


def _inside(inner: Rectangle, outer: Rectangle) -> bool:
    room = 0.5
    return (
        outer[0] - room <= inner[0]
        and outer[1] - room <= inner[1]
        and inner[2] <= outer[2] + room
        and inner[3] <= outer[3] + room
    )


def _widen(annotation: Any, places: list[Rectangle]) -> None:
    """Have an annotation cover several places; a reader that knows no corners takes the whole rectangle."""
    import pydyf  # noqa: PLC0415

    lefts, bottoms, rights, tops = zip(*places, strict=True)
    annotation["Rect"] = pydyf.Array([min(lefts), min(bottoms), max(rights), max(tops)])
    if len(places) > 1:
        annotation["QuadPoints"] = pydyf.Array(
            edge
            for left, bottom, right, top in places
            for edge in (left, top, right, top, left, bottom, right, bottom)
        )


def _own(tree: Tree, annotation: Any, element: Element) -> None:
    """Have an annotation lead back to the element that names it."""
    place = tree.owners[::2].index(annotation["StructParent"])
    tree.owners[2 * place + 1] = element.reference


def _forget(tree: Tree, annotations: list[Any]) -> None:
    """Take annotations out of the file."""
    if not annotations:
        return
    gone = {annotation.reference for annotation in annotations}
    numbers = {annotation["StructParent"] for annotation in annotations}
    pairs = zip(tree.owners[::2], tree.owners[1::2], strict=True)
    tree.owners[:] = [part for pair in pairs if pair[0] not in numbers for part in pair]
    for reference in tree.pages:
        page = tree.object(reference)
        if "Annots" in page:
            page["Annots"][:] = [annotation for annotation in page["Annots"] if annotation not in gone]
    for entry in dictionaries(tree.pdf):
        if entry.reference in gone or entry.get("Obj") in gone:
            entry.clear()  # pydyf cannot leave a number out
