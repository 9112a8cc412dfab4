"""Section of `itaxl.toml`: a table that checks the type of whatever is taken out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from itaxl.agency import addresses, palette
from itaxl.errors import WrongUseError
from itaxl.thai.ambiguous import certain_day


class Section:
    """Values of one table by key. Methods raise WrongUseError, naming the key, for a value that does not fit."""

    def __init__(self, table: Mapping[str, Any], name: str) -> None:
        self.table, self.name, self.taken = table, name, set[str]()

    def take(self, key: str, default: Any, *types: type) -> Any:
        self.taken.add(key)
        value = self.table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, types or (type(default),)):
            raise WrongUseError("settings.type", key=self.path(key), value=value)
        return value

    def text(self, key: str, default: str = "", most: int | None = None) -> str:
        return self._line(key, self.take(key, default), most)

    def texts(self, key: str, default: tuple[str, ...] = (), most: int | None = None) -> tuple[str, ...]:
        values = self.take(key, list(default))
        if not all(isinstance(value, str) for value in values):
            raise WrongUseError("settings.type", key=self.path(key), value=values)
        return tuple(line for value in values if (line := self._line(key, value, most)))

    def addresses(self, key: str) -> tuple[str, ...]:
        """Return addresses of mail; one that is none would let every mail through, or none."""
        values = self.texts(key)
        for value in values:
            if not addresses.parsed(value):
                raise WrongUseError("settings.address", key=self.path(key), value=value)
        return values

    def _line(self, key: str, value: str, most: int | None) -> str:
        line = value.strip()
        if most and len(line) > most:
            raise WrongUseError("settings.long", key=self.path(key), count=len(line), most=most)
        return line

    def choice(self, key: str, default: str, choices: tuple[str, ...]) -> Any:
        value = self.text(key, default)
        self._check_choice(key, value, choices)
        return value

    def choices(self, key: str, choices: tuple[str, ...]) -> tuple[str, ...]:
        """Return the choices that are named, in their own order; all where the key is missing."""
        values = self.texts(key, choices)
        for value in values:
            self._check_choice(key, value, choices)
        return tuple(choice for choice in choices if choice in values)

    def _check_choice(self, key: str, value: str, choices: tuple[str, ...]) -> None:
        if value not in choices:
            raise WrongUseError(
                "settings.choice", key=self.path(key), value=value, choices=", ".join(choices)
            )

    def number(self, key: str, default: float, low: float, high: float) -> Any:
        value = self.take(key, default, int, float)
        if not low <= value <= high:
            raise WrongUseError("settings.range", key=self.path(key), value=value, low=low, high=high)
        return value

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        self.take(key, default, int)
        return int(self.number(key, default, low, high))

    def day(self, key: str) -> date | None:
        value = self.take(key, "", str, date)
        text = value if isinstance(value, str) else value.isoformat()[:10]
        try:
            return certain_day(text) if text.strip() else None
        except ValueError as error:
            raise WrongUseError("settings.date", key=self.path(key), value=value) from error

    def colour(self, key: str) -> str:
        """Return a colour as `#1d3557`; blank where the key is missing."""
        value = self.take(key, None, object)
        colour = palette.plain(str(value).strip())
        if value is not None and not colour:
            raise WrongUseError("settings.colour", key=self.path(key), value=value)
        return colour

    def section(self, key: str) -> "Section":
        return Section(self.take(key, {}), self.path(key))

    def sections(self, key: str) -> list["Section"]:
        tables = self.take(key, [])
        if not all(isinstance(table, dict) for table in tables):
            raise WrongUseError("settings.type", key=self.path(key), value=tables)
        return [Section(table, f"{self.path(key)}[{number}]") for number, table in enumerate(tables, start=1)]

    def path(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def close(self) -> None:
        """Refuse a key that nothing took: it is a typing mistake."""
        for key in self.table:
            if key not in self.taken:
                raise WrongUseError(
                    "settings.unknown", key=self.path(key), known=", ".join(sorted(self.taken))
                )
