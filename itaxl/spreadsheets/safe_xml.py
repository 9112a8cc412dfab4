"""XML of a part, element by element, with nothing in it that can be used against the reader.

No DTD (so no entities of one's own, no expansion, nothing fetched), no depth that costs memory, no tree but of one
small element at a time.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

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
    *,
    wholes: Wholes | None = None,
) -> None:
    """Call the handlers of the elements in these namespaces (or in none) by their local names.

    One of `wholes` is handed over at its end, with all that is inside of it by local names too; nothing in there comes
    to another handler. Raises UnreadableError: F110 not well formed, F111 nested too deep, F112 with a DTD.
    """
    depth = 0
    parser = ParserCreate(namespace_separator=" ")
    gatherers = {name: _Gatherer(parser, name, keep, namespaces) for name, keep in (wholes or {}).items()}
    begins = {name: gatherer.begin for name, gatherer in gatherers.items()}
    start_of = _qualified({**starts, **begins}, namespaces).get
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
    finally:  # they hold the parser as it holds them, and garbage is not searched for while workbooks are read
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None


class _Gatherer:
    """Handlers that stand in for the parser's own from the start of an element to its end."""

    def __init__(
        self, parser: XMLParserType, name: str, keep: Callable[[Element], None], namespaces: tuple[str, ...]
    ) -> None:
        self._parser, self._name, self._keep, self._namespaces = parser, name, keep, namespaces

    def begin(self, attributes: Attributes) -> None:
        parser, self._builder = self._parser, TreeBuilder()
        self._others = parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._builder.data
        self._depth = self._inside = 0
        self._start(self._name, attributes)

    def _start(self, tag: str, attributes: Attributes) -> None:
        self._depth += 1
        self._inside += 1
        if self._depth > DEPTH:
            raise too_large("depth", DEPTH)
        if self._inside > INSIDE:
            raise too_large("markup", INSIDE)
        namespace, _, name = tag.rpartition(" ")
        self._builder.start(name if not namespace or namespace in self._namespaces else tag, attributes)

    def _end(self, tag: str) -> None:
        self._builder.end(tag)
        self._depth -= 1
        if not self._depth:
            parser = self._parser
            parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self._others
            del self._others
            self._keep(self._builder.close())
            if parser.EndElementHandler is not None:
                parser.EndElementHandler(tag)


def text_of(element: Element) -> str:
    """Return all text inside of an element."""
    return "".join(element.itertext())


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
