"""Lines of an examination: something that is there or missing, with the remedy."""

from dataclasses import dataclass
from enum import Enum

from itaxl.texts import Text, filled

CATALOGUE = "doctor"


class State(Enum):
    """State of a thing: there, missing, or nothing that anyone must do something about."""

    THERE = "there"
    MISSING = "missing"
    NOTE = "note"


@dataclass(frozen=True)
class Line:
    """Thing that was looked for, and whether it is there; `remedy`: what to do where it is not."""

    state: State
    what: Text
    remedy: Text | None = None


def there(key: str, /, **values: object) -> Line:
    """Return the line about something that is there: the text `key` of the catalogue."""
    return Line(State.THERE, filled(CATALOGUE, key, **values))


def note(key: str, /, **values: object) -> Line:
    """Return the line about something that may stay as it is."""
    return Line(State.NOTE, filled(CATALOGUE, key, **values))


def missing(key: str, remedy: Text, /, **values: object) -> Line:
    """Return the line about something without which the program does not do all its work."""
    return Line(State.MISSING, filled(CATALOGUE, key, **values), remedy)


def remedy(key: str, /, **values: object) -> Text:
    """Return the text `remedy.<key>` of the catalogue."""
    return filled(CATALOGUE, f"remedy.{key}", **values)
