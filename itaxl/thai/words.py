"""Find where words end in Thai, which is written without spaces between them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from math import inf

# Marks over and under letters; no letters.
NO_ROOM = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200b\u2060]")
EIGHTH = 11  # letters side by side in an eighth of a line
SHORTEST = 4  # letters of a piece that may stand alone at the end or beginning of a line
JOINT = "|"
# A word begins with a consonant, or with a vowel written before it: not with a consonant that follows such a vowel,
# or that is silent, alone or with the one after it (ศักดิ์, จันทร์).
_BEGINNING = re.compile("(?<![เ-ไ])(?=[เ-ไ]?[ก-ฮ])(?![ก-ฮ][ิุ]?(?:[ก-ฮ][ิุ]?)?์)")
_STRANGE, _LETTER = 3, 1  # what a piece that is no word costs, and each of its letters; a word costs 1


def width(text: str) -> int:
    """Return the number of letters side by side; marks do not count."""
    return len(NO_ROOM.sub("", text))


class Dictionary:
    """Words that texts are made of.

    `terms`: words of a trade, which may end a line however short they are. A long one comes apart where it has a
    `JOINT`, or else by itself: ประจำ|ปีงบประมาณ.
    """

    def __init__(self, words: Iterable[str], terms: Iterable[str] = ()) -> None:
        marked = {term.replace(JOINT, ""): term.split(JOINT) for term in terms}
        self._joints = {term: _ends(parts)[:-1] for term, parts in marked.items() if len(parts) > 1}
        self._terms = frozenset(marked)
        self._words = self._terms.union(words)
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for word in self._words:
            lengths[word[:2]].add(len(word))
        self._lengths = {start: sorted(numbers, reverse=True) for start, numbers in lengths.items()}

    def ends(self, text: str) -> tuple[int, ...]:
        """Return where a line may end in a text of Thai letters: after words, and at the joints of long ones."""
        words = self.cut(text)
        return tuple(sorted({*_ends(words)[:-1], *self._joints_inside(words)}))

    def joints(self, text: str) -> tuple[int, ...]:
        """Return where a long word, or a name written as one, may come apart into its own words: หน่วยงาน|ภาครัฐ."""
        if text in self._joints:
            return tuple(self._joints[text])
        if width(text) <= EIGHTH or len(words := self.cut(text, whole=False)) == 1:
            return ()
        sides = zip(_ends(words), words, words[1:], strict=False)
        joints = {end for end, before, after in sides if self._are_apart(before, after)}
        ordered = sorted(joints.union(self._joints_inside(words)))
        return tuple(place for place in ordered if width(text[:place]) >= SHORTEST <= width(text[place:]))

    def cut(self, text: str, *, whole: bool = True) -> list[str]:
        """Return the words of a text of Thai letters: as few as possible, the longest first where that is open.

        What is in no word is a piece for itself. `whole`: the text may be a word itself.
        """
        beginnings = [match.start() for match in _BEGINNING.finditer(text) if match.start()]
        following = dict(zip([0, *beginnings], [*beginnings, len(text)], strict=True))
        cheapest: dict[int, float] = {len(text): 0}
        strange: dict[int, float] = {len(text): inf}
        ends: dict[int, int] = {}  # of the word that begins at a place; 0 for a piece that is none
        for place in reversed(following):
            after = following[place]
            strange[place] = _LETTER * (after - place) + min(cheapest[after], strange[after])
            cheapest[place], ends[place] = _STRANGE + strange[place], 0
            for end in self._words_at(text, place):
                cost = cheapest.get(end, inf) + 1
                if cost < cheapest[place] and (whole or end - place < len(text)):
                    cheapest[place], ends[place] = cost, end
        words: list[str] = []
        place = 0
        while place < len(text):
            end = ends[place] or following[place]
            while not ends[place] and strange[end] < cheapest[end]:
                end = following[end]
            words.append(text[place:end])
            place = end
        return _without_stray_letters(words)

    def _words_at(self, text: str, place: int) -> Iterator[int]:
        """Yield the ends of the words that begin at a place, the longest first."""
        for length in self._lengths.get(text[place : place + 2], ()):
            if text[place : place + length] in self._words:
                yield place + length

    def _joints_inside(self, words: list[str]) -> Iterator[int]:
        for end, word in zip(_ends(words), words, strict=True):
            yield from (end - len(word) + joint for joint in self.joints(word))

    def _are_apart(self, before: str, after: str) -> bool:
        return not self._terms.isdisjoint((before, after)) or min(width(before), width(after)) >= SHORTEST


def _ends(words: Iterable[str]) -> list[int]:
    return list(accumulate(map(len, words)))


def _without_stray_letters(words: list[str]) -> list[str]:
    """Put a single letter, which is no word, to the word before it, or to the next one at the beginning."""
    joined: list[str] = []
    for word in words:
        if joined and (len(word) == 1 or len(joined[-1]) == 1):
            joined[-1] += word
        else:
            joined.append(word)
    return joined
