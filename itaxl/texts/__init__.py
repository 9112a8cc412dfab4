"""Catalogues of everything that a user reads: one TOML file for each part, Thai and English side by side."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

Lang = Literal["th", "en"]
LANGS: tuple[Lang, ...] = ("th", "en")
_PLACE = re.compile(r"\{([a-z_0-9]+)(?::([^{}|]*)\|([^{}|]*))?\}")


@dataclass(frozen=True)
class Text:
    """Text in both languages."""

    th: str
    en: str

    def __getitem__(self, lang: str) -> str:
        return self.en if lang == "en" else self.th


def both(name: str, key: str) -> Text:
    """Return a text of a catalogue in both languages. Raises KeyError for a key that it has not."""
    return Text(**catalogue(name)[key])


def filled(name: str, key: str, /, **values: object) -> Text:
    """Fill the places of a text in both languages; a value that is a text itself with its own language."""
    text = both(name, key)
    return Text(*(fill(text[lang], _values_in(lang, values)) for lang in LANGS))


def _values_in(lang: Lang, values: Mapping[str, object]) -> dict[str, object]:
    return {place: value[lang] if isinstance(value, Text) else value for place, value in values.items()}


def short_date(day: date) -> Text:
    """Return a day as people write it: 31 มี.ค. 2564, 31 Mar 2021."""
    from itaxl import thai  # noqa: PLC0415 - as in `errors`

    return Text(*(thai.short_date(day, lang) for lang in LANGS))


def fill(template: str, values: Mapping[str, object]) -> str:
    """Put values into `{name}` places, and choose the word for 1 or for other numbers in `{name:file|files}` places.

    A place without a value stays as it is, so that a text never raises.
    """

    def content(place: re.Match[str]) -> str:
        name, singular, plural = place.groups()
        if name not in values:
            return place[0]
        value = str(values[name])
        if singular is None:
            return value
        return str(singular if value == "1" else plural)

    return _PLACE.sub(content, template)


def places(template: str) -> set[str]:
    """Return the names of the `{name}` places of a text."""
    return {place[1] for place in _PLACE.finditer(template)}


def without_places(template: str) -> str:
    """Return a text to read without values: each `{name}` place as an ellipsis, `{name:file|files}` as `files`."""
    return _PLACE.sub(lambda place: "…" if place[3] is None else place[3], template)


@cache
def catalogue(name: str) -> dict[str, dict[str, str]]:
    """Return the texts of one file, by key: `{"merge.read": {"th": …, "en": …}}`."""
    return _flat(tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8")))


def _flat(table: Mapping[str, object], prefix: str = "") -> dict[str, dict[str, str]]:
    flat: dict[str, dict[str, str]] = {}
    for key, value in table.items():
        if not isinstance(value, dict):
            continue
        path = f"{prefix}{key}"
        if "th" in value:
            flat[path] = {lang: str(value[lang]) for lang in LANGS}
        else:
            flat |= _flat(value, f"{path}.")
    return flat


class Texts:
    """Catalogue in one language: `texts("merge.read", count=3)`; own sentences of the agency come first."""

    def __init__(self, name: str, lang: Lang, own: Mapping[str, str] | None = None) -> None:
        self.lang = lang
        self._texts = catalogue(name)
        self._own = own or {}

    def __call__(self, key: str, /, **values: object) -> str:
        return fill(self.template(key), values)

    def template(self, key: str) -> str:
        """Return the text of `key` with its places unfilled. Raises KeyError for a key that no catalogue has."""
        return self._own[key] if key in self._own else self._texts[key][self.lang]

    def __contains__(self, key: object) -> bool:
        return key in self._own or key in self._texts
