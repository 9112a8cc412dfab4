"""Structure tree of a PDF that WeasyPrint is about to write: its elements, and the boxes that they were made from."""

from collections.abc import Iterator, Sequence
from functools import wraps
from typing import Any

Element = Any  # a structure element: WeasyPrint's dictionary, and its reference by which others name it
Html = Any  # an element of the page that the PDF is made from


def remember_boxes() -> None:
    """Have each structure element keep the box that it was made from; calling again changes nothing."""
    from weasyprint.pdf import tags  # noqa: PLC0415

    original = tags._build_box_tree
    if getattr(original, "remembers", False):
        return

    @wraps(original)
    def build(box: Any, *arguments: Any) -> Iterator[Element]:
        for element in original(box, *arguments):
            if not hasattr(element, "box"):
                element.box = getattr(box, "_box", box)  # a placeholder has its box inside
            yield element

    build.remembers = True  # type: ignore[attr-defined]
    tags._build_box_tree = build


def html_of(element: Element) -> Html | None:
    """Return the element of the page that a structure element was made from; None for the document itself."""
    box = getattr(element, "box", None)
    return None if box is None else box.element


def dictionaries(pdf: Any) -> Iterator[Any]:
    """Yield the objects of a PDF that are dictionaries."""
    return (entry for entry in pdf.objects if isinstance(entry, dict))


class Tree:
    """Structure elements of a PDF by their references, in the order of the document; WeasyPrint's are changed.

    `removed`: references of those that were taken out, whose text is decoration from then on.
    """

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.root = self.object(pdf.catalog["StructTreeRoot"])
        self.elements = {
            entry.reference: entry for entry in dictionaries(pdf) if entry.get("Type") == "/StructElem"
        }
        self.removed: set[bytes] = set()
        self.pages: list[bytes] = [*pdf.page_references]
        # A page's number and the owners of its texts by their numbers, page by page; then those of the annotations.
        self.owners: list[Any] = self.object(self.root["ParentTree"])["Nums"]

    def object(self, reference: bytes | str) -> Any:
        return self.pdf.objects[int(reference.split()[0])]

    def all(self) -> Sequence[Element]:
        """Return all elements, as they are now."""
        return tuple(self.elements.values())

    def parent(self, element: Element) -> Element | None:
        return self.elements.get(element["P"])

    def html(self, element: Element) -> Html | None:
        """Return what an element was made from, unless what it is in was made from the same: a line, or some text."""
        html, parent = html_of(element), self.parent(element)
        return None if parent is not None and html_of(parent) is html else html

    def children(self, element: Element) -> list[Element]:
        return [self.elements[kid] for kid in element["K"] if kid in self.elements]

    def below(self, element: Element) -> Iterator[Element]:
        """Yield an element and all its descendants."""
        yield element
        for child in self.children(element):
            yield from self.below(child)

    def above(self, element: Element) -> Iterator[Element]:
        """Yield an element and all that it is in, from the inside."""
        inner: Element | None = element
        while inner is not None:
            yield inner
            inner = self.parent(inner)

    def detach(self, element: Element) -> None:
        """Take an element out of the document."""
        parent = self.parent(element)
        if parent is not None and element.reference in parent["K"]:
            parent["K"].remove(element.reference)
        self.removed.add(element.reference)

    def move_kids(self, source: Element, target: Element) -> None:
        """Move what is in one element to the end of another one, which must be on the same page if that is text."""
        for kid in source["K"]:
            if kid in self.elements:
                self.elements[kid]["P"] = target.reference
            elif isinstance(kid, int):
                self.own(kid, target)
            target["K"].append(kid)
        source["K"][:] = []

    def own(self, text: int, element: Element) -> None:
        """Have a piece of text, by its number on the page, belong to an element on that page."""
        number = self.pages.index(element["Pg"])
        self.owners[2 * number + 1][text] = element.reference
