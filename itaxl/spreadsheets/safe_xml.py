"""XML of a part, element by element, with nothing in it that can be used against the reader.

No DTD (so no entities of one's own, no expansion, nothing fetched), no depth that costs memory, no tree but of one
small element at a time.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate

from itaxl.spreadsheets.package import UnreadableError, too_large

DEPTH = 100
INSIDE = 100_000  # elements inside of one that is handed over whole
# The same vocabulary has two namespaces, the transitional one and that of "Strict Open XML".
MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
RELATIONSHIP_ID = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
# What the specification allows, and two that expat knows by itself; any other would run a codec of Python's.
_ENCODINGS = {None, "utf-8", "utf8", "utf-16", "us-ascii", "iso-8859-1"}

Attributes = dict[str, str]
Starts = Mapping[str, Callable[[Attributes], None]]
Ends = Mapping[str, Callable[[], None]]
Wholes = Mapping[str, Callable[[Element], None]]
_Handler = TypeVar("_Handler")


def parse(
    content: bytes,
    starts: Starts,
    ends: Ends | None = None,
    text: Callable[[str], None] | None = None,
    namespaces: tuple[str, ...] = MAIN,
) -> None:
    """Call the handlers of the elements in these namespaces (or in none) by their local names.

    Raises UnreadableError: F110 not well formed, F111 nested too deep, F112 with a DTD.
    """
    depth = 0
    start_of = _qualified(starts, namespaces).get
    end_of = _qualified(ends or {}, namespaces).get

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise too_large("depth", DEPTH)
        handler = start_of(tag)
        if handler is not None:
            handler(attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        handler = end_of(tag)
        if handler is not None:
            handler()

    _run(content, start, end, text)


def gather(
    content: bytes, wholes: Wholes, starts: Starts | None = None, namespaces: tuple[str, ...] = MAIN
) -> None:
    """Hand elements over at their end, with all that is inside of them, by their local names.

    `starts` are called as by `parse`, but for those inside of a whole element. Raises UnreadableError like `parse`, and
    F111 for one with too much inside.
    """
    depth = bottom = inside = 0  # `bottom`: depth of the element that is open, if any is
    start_of, whole_of = _qualified(starts or {}, namespaces).get, _qualified(wholes, namespaces)
    builder = TreeBuilder()
    all_of_them = builder.start("", {})

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal depth, bottom, inside
        depth += 1
        if depth > DEPTH:
            raise too_large("depth", DEPTH)
        if bottom:
            inside += 1
            if inside > INSIDE:
                raise too_large("markup", INSIDE)
            namespace, _, name = tag.rpartition(" ")
            builder.start(name if not namespace or namespace in namespaces else tag, attributes)
        elif tag in whole_of:
            bottom, inside = depth, 1
            builder.start(tag.rpartition(" ")[2], attributes)
        elif (handler := start_of(tag)) is not None:
            handler(attributes)

    def end(tag: str) -> None:
        nonlocal depth, bottom
        if bottom:
            element = builder.end(tag)
            if depth == bottom:
                bottom = 0
                whole_of[tag](element)
                all_of_them.clear()
        depth -= 1

    _run(content, start, end, lambda words: builder.data(words) if bottom else None)


def text_of(element: Element) -> str:
    """Return all text inside of an element."""
    return "".join(element.itertext()) if len(element) else element.text or ""


def _run(
    content: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    text: Callable[[str], None] | None,
) -> None:
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.XmlDeclHandler = _declaration
    parser.StartDoctypeDeclHandler = _doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except (ExpatError, UnicodeError) as fault:
        raise UnreadableError("F110") from fault


def _qualified(handlers: Mapping[str, _Handler], namespaces: tuple[str, ...]) -> dict[str, _Handler]:
    """Return the handlers by the tags as expat reports them: namespace, blank, local name."""
    table = dict(handlers)
    for namespace in namespaces:
        table |= {f"{namespace} {name}": handler for name, handler in handlers.items()}
    return table


def _declaration(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding.lower() if encoding else None) not in _ENCODINGS:
        raise UnreadableError("F110")


def _doctype(_name: str, _system: str | None, _public: str | None, _internal: int) -> None:
    raise UnreadableError("F112", danger="dtd")
