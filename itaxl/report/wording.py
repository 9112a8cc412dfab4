"""The sentences of the documents: the catalogue, the agency's own ones over it, and the places that all may use."""

from collections.abc import Mapping
from dataclasses import dataclass

from itaxl import texts
from itaxl.report.style import Style, paragraphs
from itaxl.texts import Texts


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
