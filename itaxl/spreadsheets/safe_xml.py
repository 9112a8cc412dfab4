"""XML of a part, element by element, with nothing in it that can be used against the reader.

No DTD (so no entities of one's own, no expansion, nothing fetched), no depth that costs memory, no tree.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar
from xml.parsers.expat import ExpatError, ParserCreate

from itaxl.spreadsheets.package import UnreadableError, too_large

DEPTH = 100
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
