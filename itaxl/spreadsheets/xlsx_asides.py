"""Things that lie beside the cells of a sheet in .xlsx: addresses of links, comments, pictures, text boxes.

A part is opened only where the sheet names it. Nothing that a link points to is fetched, no picture is looked at.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from itaxl.spreadsheets import safe_xml
from itaxl.spreadsheets.areas import Area, Linked, Position
from itaxl.spreadsheets.book import NO_ASIDE, Sheet, position
from itaxl.spreadsheets.bounds import COMMENT_LENGTH, LAST_COLUMN, LAST_ROW, Bounds
from itaxl.spreadsheets.package import Package
from itaxl.spreadsheets.safe_xml import text_of
from itaxl.spreadsheets.xlsx_relations import Relation, relations
from itaxl.spreadsheets.xlsx_sheet import Hyperlink
from itaxl.spreadsheets.xlsx_values import is_whole, plain

_OBJECTS = ("oleObject", "package")  # files of other programs, put into a sheet
_THREADS = ("http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments",)
_DRAWINGS = (
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
    "http://purl.oclc.org/ooxml/drawingml/main",
)


def with_asides(
    sheet: Sheet, hyperlinks: Iterable[Hyperlink], package: Package, part: str, bounds: Bounds
) -> Sheet:
    """Return a sheet with what lies beside its cells. Raises UnreadableError: F110, F111, F112, F113."""
    named = relations(package, part)
    asides = dict(sheet.asides)
    for place, link in _links(hyperlinks, named, sheet):
        asides[place] = replace(asides.get(place, NO_ASIDE), link=link)
    comments, pictures = _beside(named, package, sheet.name, bounds)
    for place, comment in comments.items():
        asides[place] = replace(asides.get(place, NO_ASIDE), comment=comment[:COMMENT_LENGTH])
    objects = sum(relation.type in _OBJECTS for relation in named.values())
    if not (asides or pictures or objects):
        return sheet
    return replace(sheet, asides=asides, pictures=pictures, objects=objects)


def _links(
    hyperlinks: Iterable[Hyperlink], named: Mapping[str, Relation], sheet: Sheet
) -> Iterator[tuple[Position, str]]:
    """Yield the cells with a value that are links, and their targets; Excel keeps the fragment of one apart."""
    linked = Linked(sheet.name, sheet.cells)
    for hyperlink in hyperlinks:
        relation = named.get(hyperlink.relation)
        target = plain(relation.target) if relation and relation.external else ""
        link = f"{target}#{hyperlink.location}" if hyperlink.location else target
        first, _, last = hyperlink.cells.upper().partition(":")
        start, end = position(first), position(last or first)
        if start is None or end is None or not link:
            continue
        for place in linked.under((*start, *end)):
            yield place, link


def _beside(
    named: Mapping[str, Relation], package: Package, sheet: str, bounds: Bounds
) -> tuple[dict[Position, str], tuple[Area, ...]]:
    """Return the comments by their cells, those in threads instead of what stands in their place, and the pictures."""
    comments: dict[Position, str] = {}
    texts: dict[Position, str] = {}
    pictures: list[Area] = []
    for kind in ("comments", "threadedComment", "drawing"):
        for relation in named.values():
            content = None
            if relation.type == kind and not relation.external:
                content = package.read_xml(relation.target)
            if content is None:
                continue
            if kind == "drawing":
                areas, words = _drawn(content, sheet, bounds)
                pictures += areas
                texts |= words
            else:
                comments |= _comments(content, sheet, bounds, thread=kind != "comments")
    for place, text in texts.items():
        comments[place] = "\n".join(filter(None, (comments.get(place), text)))
    return comments, tuple(pictures)


def _comments(content: bytes, sheet: str, bounds: Bounds, *, thread: bool) -> dict[Position, str]:
    """Return the comments of a sheet; several in one cell stand one below the other."""
    written: dict[Position, list[str]] = {}

    def keep(comment: Element) -> None:
        bounds.count_aside("comments", sheet)
        place = position(comment.get("ref", "").upper())
        if place:
            texts = comment.iter("text" if thread else "t")
            written.setdefault(place, []).append("".join(map(text_of, texts)))

    name, namespaces = ("threadedComment", _THREADS) if thread else ("comment", safe_xml.MAIN)
    safe_xml.gather(content, {name: keep}, namespaces=namespaces)
    texts = {place: plain("\n".join(parts)).strip() for place, parts in written.items()}
    return {place: text for place, text in texts.items() if text}


def _drawn(content: bytes, sheet: str, bounds: Bounds) -> tuple[list[Area], dict[Position, str]]:
    """Return what is drawn over a sheet: pictures by the cells under them, texts by the first of these."""
    pictures: list[Area] = []
    texts: dict[Position, str] = {}

    def keep(anchor: Element) -> None:
        top, left = _corner(anchor.find("from"), (1, 1))
        bottom, right = _corner(anchor.find("to"), (top, left))
        words = plain("\n".join(_paragraphs(anchor))).strip()
        picture = next(anchor.iter("pic"), None) is not None
        if top > LAST_ROW or left > LAST_COLUMN or not (words or picture):
            return
        bounds.count_aside("pictures", sheet)
        if words:
            before = texts.get((top, left), "")
            texts[top, left] = "\n".join(filter(None, (before, words)))[:COMMENT_LENGTH]
        if picture:
            pictures.append((top, left, max(top, bottom), max(left, right)))

    anchors = ("twoCellAnchor", "oneCellAnchor")
    safe_xml.gather(content, dict.fromkeys(anchors, keep), namespaces=_DRAWINGS)
    return pictures, texts


def _paragraphs(anchor: Element) -> Iterator[str]:
    for paragraph in anchor.iter("p"):
        yield "".join(map(text_of, paragraph.iter("t")))


def _corner(corner: Element | None, otherwise: Position) -> Position:
    """Return the cell, which is counted from 0 there; what is not said as `otherwise`."""
    stated = ((corner.findtext(name) or "").strip() if corner is not None else "" for name in ("row", "col"))
    row, column = (
        int(raw) + 1 if is_whole(raw) else number for raw, number in zip(stated, otherwise, strict=True)
    )
    return row, column
