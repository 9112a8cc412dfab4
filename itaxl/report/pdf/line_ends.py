"""Find where lines may end in a running text, so that nothing is left for Pango to decide.

Pango finds the words of Thai with libthai or not at all, and libthai ends lines at signs and no-break spaces, too,
where Pango itself would not. So whatever it would do is allowed here, or kept whole.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, lru_cache
from itertools import pairwise

from itaxl import thai
from itaxl.files import TEMPLATES, shipped
from itaxl.thai.words import SHORTEST, Dictionary

MOST_HELD = 200  # in one text; each costs time in the layout, and a text with more is no sentence
_WORDS = re.compile("[ก-ฮะ-ฺเ-ๅ็-๎]+")  # Thai letters and their marks; neither ฯ nor ๆ
# Ends of words at signs: ต่างๆ|ที่, ๒๕๖๒|ของ, เทศบาล|(ทต.).
_SIGNS = re.compile(r"(?<=[ๆฯ0-9๐-๙)”’%,:;!?])(?=[เ-ไ]?[ก-ฮ])|(?<=[ๆฯ])(?=[0-9๐-๙])|(?<=[ก-๎])(?=[(\[{])")
_EDGE = re.compile("(?<=[ก-๎0-9๐-๙)])(?=[เ-ไ]?[ก-ฮ])|(?<=[ก-๎])(?=[0-9๐-๙A-Za-z(])")  # of what is kept whole
# Where libthai ends lines and Pango does not: “|คำ, พ.ศ.\u00a0|๒๕๖๒, ๑.|ก, −|๑๒; and a range of numbers: ๑–|๕.
_TEMPTATION = re.compile(
    "[^\t\n ก-๎A-Za-z0-9๐-๙.(\\[{\"'+/–…-](?=[ก-ฮะ-ฺเ-ๅ0-9๐-๙(\\[{-])|[/–…](?=[0-9๐-๙])"
    "|(?<![ก-ฮะ-ฺเ-ๅ็-๎])\\.(?=[ก-ฮเ-ไ])|[.,:;](?=%)|[0-9๐-๙](?=[(\\[{])"
)
_SPACES = re.compile("[\t\n ]+")
# In a long name or date, a number keeps its noun or month, and พ.ศ. its year.
_LOOSE_SPACES = re.compile("(?<![0-9๐-๙.])[ \u00a0](?=[^0-9๐-๙]|[0-9๐-๙]{4}$)|(?<=วันที่)[ \u00a0]")


class Bond(Enum):
    """Bond that holds a passage together."""

    FREE = auto()  # nothing: a line may end after each word
    LOOSE = auto()  # taste: it may come apart if it is longer than an eighth of a line
    WHOLE = auto()


@dataclass(frozen=True)
class Ends:
    """Places where lines may end, besides spaces, and passages in which they must not; both in order."""

    places: Sequence[int]
    held: Sequence[range]


def ends(text: str, passages: Iterable[tuple[range, Bond]]) -> Ends:
    """Return where lines may end in a text, which the passages make up."""
    all_places: set[int] = set()
    held: list[range] = []
    for passage, bond in passages:
        start = passage.start
        if start and _EDGE.match(text, start):
            all_places.add(start)
        if bond is not Bond.WHOLE:
            part = text[start : passage.stop]
            places, pieces = _free(part) if bond is Bond.FREE else _loose(part)
            all_places.update(start + place for place in places)
            held += [range(start + piece.start, start + piece.stop) for piece in pieces]
    return Ends(sorted(all_places), held if len(held) <= MOST_HELD else ())


def _free(text: str) -> tuple[set[int], list[range]]:
    places = {*_inside_words(text, ends_of_words), *(sign.start() for sign in _SIGNS.finditer(text))}
    if not _TEMPTATION.search(text):
        return places, []
    pieces = _between(text, places, {space.span() for space in _SPACES.finditer(text)})
    return places, [piece for piece in pieces if _TEMPTATION.search(text, piece.start, piece.stop)]


def _loose(text: str) -> tuple[set[int], list[range]]:
    places = set(_inside_words(text, joints_of_words))
    spaces = {
        (start, end)
        for start, end in (space.span() for space in _LOOSE_SPACES.finditer(text))
        if thai.width(text[:start]) >= SHORTEST <= thai.width(text[end:])
    }
    return places, _between(text, places, spaces)


def _between(text: str, places: set[int], spaces: set[tuple[int, int]]) -> list[range]:
    """Return what is between places and spaces."""
    edges = sorted({0, *places, len(text)}.union(*spaces))
    return [range(start, end) for start, end in pairwise(edges) if (start, end) not in spaces]


def _inside_words(text: str, places: Callable[[str], tuple[int, ...]]) -> Iterator[int]:
    for word in _WORDS.finditer(text):
        yield from (word.start() + place for place in places(word[0]))


@lru_cache(maxsize=8192)
def ends_of_words(text: str) -> tuple[int, ...]:
    """Return where words end in a text of Thai letters."""
    return dictionary().ends(text)


@lru_cache(maxsize=1024)
def joints_of_words(text: str) -> tuple[int, ...]:
    """Return where a name in Thai letters may come apart."""
    return dictionary().joints(text)


@cache
def dictionary() -> Dictionary:
    """Return the bundled words."""
    return Dictionary(_listed("words"), _listed("terms"))


def _listed(name: str) -> list[str]:
    text = (shipped(TEMPLATES) / "thai" / f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
