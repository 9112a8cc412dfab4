"""Short way through a part: values in the plain form in which nearly all programs write nearly all of it.

One regular expression finds them several times as fast as the XML parser, which calls five functions for each cell. All
that is not surely plain is left to the parser, and what remains of the part goes through it too.
"""

import re
from collections.abc import Callable, Iterable

from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.safe_xml import MAIN

_CHARACTERS = r"[^<&\x00-\x08\x0b-\x1f]*+"  # nothing that XML forbids or changes
_TEXT = rf"({_CHARACTERS}(?:&(?:amp|lt|gt|quot|apos|#10);{_CHARACTERS})*)"
_T = rf'<t(?: xml:space="preserve")?>{_TEXT}</t>'
_PLACE = r'<c r="([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]{0,9})")?'
_SHARED = r' t="s"><v>([0-9]{1,9})</v>'
_VALUE = rf'(?: t="(n|str|b|e)")?><v>{_TEXT}</v>'
_CELL = re.compile(rf'{_PLACE}(?:{_SHARED}|{_VALUE}| t="inlineStr"><is>{_T}</is>)</c>')
_BLANK = re.compile(rb'<c r="[A-Z]{1,3}+[0-9]{1,7}+"(?: s="[0-9]{0,9}+")?+(?: t="n")?+(?: ?/>|></c>)')
_ROW = re.compile(
    r'<row(?=[ >])(?: (?!hidden|ht="0[".])[\w:]++="[^"<>]*+"| hidden="(?:0|false)")*+(?: ?/>|></row>)'
)
# With nothing after them in their row.
_LAST_BLANK = re.compile(rb'(?:<c(?: [rst]="[A-Za-z0-9]*+")*+ ?/>)++(?=</)')
# One without a reference stands where the one before ends: only the parser knows where that is.
_BARE = re.compile(r'<c(?! r=")[\s/>]|<row(?! [^<>]*?\br="[0-9])[\s/>]')
_STRING = re.compile(rf"<si>{_T}</si>")
_DECLARED = re.compile(rb"<\?xml[^>]*encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)

_HEAD = 2000  # bytes in which the declaration and the root element stand
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&#10;": "\n", "&amp;": "&"}  # & last
_AT_ONCE = 5000  # cells that are held at a time
_PIECES = 7  # of each: what stands before it, and six groups

# Of a cell, as they are written: reference, style, index of a shared text, type, value, text in the cell itself.
PlainCell = tuple[str, str | None, str | None, str | None, str | None, str | None]


def take_cells(content: bytes, keep: Callable[[Iterable[PlainCell]], None]) -> bytes:
    """Return the part without its plain cells, which are kept, without blank ones and rows that are then empty.

    Raises UnreadableError F110 for what is no UTF-8.
    """
    if not _is_plain(content):
        return content
    text = _decoded(_BLANK.sub(b"", content))
    if _BARE.search(text):
        return _LAST_BLANK.sub(b"", content)
    rest: list[str] = []
    while text:
        pieces = _CELL.split(text, _AT_ONCE)
        text = pieces.pop() if len(pieces) > _AT_ONCE * _PIECES else ""
        rest += pieces[::_PIECES]
        keep(zip(*(pieces[group::_PIECES] for group in range(1, _PIECES)), strict=True))
    return without(_ROW.sub("", "".join(rest)).encode(), "dataValidations")


def take_strings(content: bytes) -> list[str] | None:
    """Return all shared strings as they are written; None where not all of them are plain."""
    if not _is_plain(content):
        return None
    text = _decoded(content)
    strings = _STRING.findall(text)
    return [meant(raw) for raw in strings] if len(strings) == text.count("<si") else None


def without(content: bytes, *names: str) -> bytes:
    """Return the part without the first element of each name, in which none of the same name stands."""
    for name in names if _is_plain(content) else ():
        before, _, rest = content.partition(b"<%b" % name.encode())
        _, end, after = rest.partition(b"</%b>" % name.encode())
        content = before + after if end else content
    return content


def meant(raw: str) -> str:
    """Return a plain text as it is meant by the way it is written."""
    for written, sign in _ENTITIES.items() if "&" in raw else ():
        raw = raw.replace(written, sign)
    return raw


def _is_plain(content: bytes) -> bool:
    """Tell whether a part is UTF-8 without comment, CDATA or DTD, in the vocabulary of worksheets alone."""
    head = content[:_HEAD]
    ours = sum(head.count(b'xmlns="%b"' % name.encode()) for name in MAIN)
    return ours == 1 == content.count(b"xmlns=") and b"<!" not in content and not _DECLARED.search(head)


def _decoded(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as fault:
        raise UnreadableError("F110") from fault
