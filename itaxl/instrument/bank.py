"""Measures bank: approaches and measures to choose from, for each indicator. Suggestions, never rules.

Ours stand in `bank.toml`, an agency's own in the file OWN of its folder.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from itaxl import files, thai
from itaxl.errors import WrongUseError
from itaxl.instrument.model import Instrument

OWN = "measures-bank.toml"
_SHIPPED = Path(__file__).parent / "bank.toml"
_KEYS = ("no", "approaches", "measures")


@dataclass(frozen=True)
class Suggestions:
    """Suggestions for one indicator, in the order in which they are offered, each in one line."""

    approaches: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()

    def __add__(self, more: "Suggestions") -> "Suggestions":
        """Return ours and theirs, each once."""
        return Suggestions(_once(self.approaches + more.approaches), _once(self.measures + more.measures))


Bank = Mapping[int, Suggestions]  # by the indicator's number


def bank(instrument: Instrument, own: Bank | None = None, earlier: Iterable[tuple[int, str]] = ()) -> Bank:
    """Return the suggestions for each indicator of a year: ours, the agency's own, last year's measures.

    `earlier`: number and measure, of indicators that are the same in both years.
    """
    before = tuple(earlier)
    return {
        indicator.no: _shipped().get(thai.key(indicator.name.th), Suggestions())
        + (own or {}).get(indicator.no, Suggestions())
        + Suggestions(measures=tuple(_line(measure) for no, measure in before if no == indicator.no))
        for indicator in instrument.indicators
    }


def read(folder: Path) -> Bank:
    """Return an agency's own suggestions, none without the file. Raises WrongUseError for one that cannot be used."""
    path = folder / OWN
    if not files.is_there(path):
        return {}
    table = files.read(path)
    entries = table.get("indicators", [])
    if set(table) - {"indicators"} or not isinstance(entries, list):
        raise WrongUseError("bank.wrong", path=path, place="[[indicators]]")
    suggestions: dict[int, Suggestions] = {}
    for number, entry in enumerate(entries, start=1):
        if not _sound(entry):
            raise WrongUseError("bank.wrong", path=path, place=f"[[indicators]] {number}")
        suggestions[entry["no"]] = suggestions.get(entry["no"], Suggestions()) + _suggestions(entry)
    return suggestions


def _sound(entry: Any) -> bool:
    """Tell whether `no` is a whole number, the lists hold texts alone, and there is nothing else."""
    if not isinstance(entry, dict) or set(entry) - set(_KEYS) or type(entry.get("no")) is not int:
        return False
    lists = [entry.get(key, []) for key in _KEYS[1:]]
    return all(isinstance(list_, list) and all(isinstance(text, str) for text in list_) for list_ in lists)


@cache
def _shipped() -> Mapping[str, Suggestions]:
    """Return our suggestions by each of an indicator's names, as `thai.key`: its number differs between schemes."""
    table = tomllib.loads(_SHIPPED.read_text("utf-8"))
    return {thai.key(name): _suggestions(entry) for entry in table["indicators"] for name in entry["names"]}


def _suggestions(entry: Mapping[str, Any]) -> Suggestions:
    approaches, measures = (tuple(map(_line, entry.get(key, []))) for key in _KEYS[1:])
    return Suggestions(_once(approaches), _once(measures))


def _once(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return each text once, the first way in which it is written; blank ones left out."""
    first: dict[str, str] = {}
    for text in filter(None, texts):
        first.setdefault(thai.key(text), text)
    return tuple(first.values())


def _line(text: str) -> str:
    return " ".join(thai.clean(text).split())
