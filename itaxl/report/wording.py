"""The sentences of the documents: the catalogue, the agency's own ones over it, and the places that all may use."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from itaxl import texts
from itaxl.report.style import Style, paragraphs
from itaxl.texts import Texts

NARROWED = re.compile(r"(?P<key>(?:memo|results|section)\.finding)\.\d+|(?P<route>memo\.route\.\w+)\.\w+")


def unknown_keys(own: Mapping[str, str]) -> tuple[str, ...]:
    """Keys of own sentences that replace nothing: most likely typed wrongly."""
    known = texts.catalogue("document")
    general = {key: NARROWED.fullmatch(key) for key in own}
    names = {key: found["key"] or found["route"] if found else key for key, found in general.items()}
    return tuple(key for key, name in names.items() if name not in known)


@dataclass(frozen=True)
class Wording:
    """`say("memo.finding", score="73.80")`: values are printed forms already; `common` are known to every text."""

    texts: Texts
    style: Style
    common: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """One text on one line, its digits in the document's style."""
        return " ".join(self._filled(key, values).split("\n"))

    def lines(self, key: str, **values: object) -> tuple[str, ...]:
        """A text whose line ends count, as in a title."""
        return tuple(line.strip() for line in self._filled(key, values).split("\n") if line.strip())

    def paragraphs(self, key: str, **values: object) -> tuple[str, ...]:
        """A running text; a blank line parts paragraphs."""
        return paragraphs(self._filled(key, values))

    def first(self, *keys: str) -> str:
        """The first key that there is a text for, so that a narrower one may stand before the general one."""
        return next(key for key in keys if key in self.texts)

    def has_place(self, key: str, place: str) -> bool:
        """Whether a text makes use of a place."""
        return place in texts.places(self.texts.template(key))

    def _filled(self, key: str, values: Mapping[str, object]) -> str:
        return self.style.text(self.texts(key, **{**self.common, **values})).strip()
