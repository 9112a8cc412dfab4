"""Settings as fields of a form: what the file holds as text, and what was typed as an edit of the file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from itaxl.agency.editing import Edit, Values
from itaxl.agency.settings import DIGITS
from itaxl.agency.signatories import OPINIONS, ROLES
from itaxl.instrument.model import DIMENSIONS
from itaxl.texts import LANGS

Typed = Mapping[str, Sequence[str]]  # by the name of the control
MOST_ROWS = 200  # of a list; more are edited in the file
_BLANK_ROWS = 2  # that a form offers for new ones
_REMOVE, _THERE = "remove", "there"  # controls beside the fields
_DETAILS = ("indicators", "items")

FieldKind = Literal["text", "lines", "choice", "several", "number"]


@dataclass(frozen=True)
class Field:
    """Field of a form. `choices`: of what can be chosen; the first is what a missing key means."""

    key: str
    kind: FieldKind = "text"
    choices: tuple[str, ...] = ()
    default: str = ""


SECTIONS: Mapping[str, tuple[Field, ...]] = {
    "agency": (
        *(Field(key) for key in ("name", "kind", "district", "province", "website", "email")),
        *(Field("former_names", "lines"), Field("senders", "lines")),
        *(Field("lang", "choice", LANGS), Field("digits", "choice", DIGITS)),
        *(Field("emblem"), Field("logo")),
    ),
    "report": (
        *(Field("date"), Field("number"), Field("place")),
        *(Field("threshold", "number", default="85"), Field("detail", "choice", _DETAILS)),
        Field("small_group", "number", default="5"),
    ),
}
LISTS: Mapping[str, tuple[Field, ...]] = {
    "divisions": (
        *(Field("id"), Field("name"), Field("aliases", "lines"), Field("email"), Field("emails", "lines")),
        Field("dimensions", "several", DIMENSIONS),
    ),
    "signatories": (
        Field("role", "choice", ROLES),
        *(Field("position"), Field("name"), Field("opinion", "choice", OPINIONS)),
    ),
}
# What the first form asks for.
FIRST: Mapping[str, tuple[str, ...]] = {
    "agency": ("name", "kind", "district", "province", "website", "email", "lang", "digits"),
    "report": ("place",),
    "divisions": ("id", "name", "aliases", "email"),
    "signatories": ("role", "position", "name", "opinion"),
}
_KNOWN_BY = {"divisions": ("id", "name"), "signatories": ("position", "name")}  # a row without these is none


@dataclass(frozen=True)
class Filled:
    """Field with its value as text; `name`: that of the form's control."""

    field: Field
    name: str
    value: str

    @property
    def values(self) -> list[str]:
        return self.value.split("\n")


def sections(table: Mapping[str, Any], *, first: bool = False) -> dict[str, list[Filled]]:
    """Return the fields of the single sections with what the file holds; `first`: those of the first form."""
    return {
        name: [
            Filled(field, f"{name}.{field.key}", shown(_table(table, name), field))
            for field in _fields(name, fields, first)
        ]
        for name, fields in SECTIONS.items()
    }


def rows(table: Mapping[str, Any], *, first: bool = False) -> dict[str, list[list[Filled]]]:
    """Return the rows of the lists with what the file holds, and some blank ones."""
    return {
        name: [
            [
                Filled(field, f"{name}.{number}.{field.key}", shown(row, field))
                for field in _fields(name, fields, first)
            ]
            for number, row in enumerate([*_tables(table, name), *({} for _ in range(_BLANK_ROWS))])
        ]
        for name, fields in LISTS.items()
    }


def _fields(name: str, fields: Iterable[Field], first: bool) -> list[Field]:
    return [field for field in fields if not first or field.key in FIRST[name]]


def _table(table: Mapping[str, Any], name: str) -> Values:
    """Return a section; a blank one where something else stands in its place, which the checks will name."""
    section = table.get(name, {})
    return section if isinstance(section, dict) else {}


def _tables(table: Mapping[str, Any], name: str) -> list[Values]:
    rows = table.get(name, ())
    return list(rows) if isinstance(rows, list) and all(isinstance(row, dict) for row in rows) else []


def shown(values: Values, field: Field) -> str:
    """Return a value as a form shows it: a list as lines, a day as its date."""
    value = values.get(field.key)
    if value is None:
        first = "\n".join(field.choices) if field.kind == "several" else "".join(field.choices[:1])
        return first or field.default
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return str(value)


def edit(form: Typed, table: Mapping[str, Any], *, whole: bool = False) -> Edit:
    """Return what was typed and differs from the file; `whole`: all that was typed.

    Fields that were left alone stay as they are in the file.
    """
    return Edit(
        {
            name: _typed(form, name, _table(table, name), fields, whole=whole)
            for name, fields in SECTIONS.items()
        },
        {
            name: list(_rows(form, name, _tables(table, name), fields, whole=whole))
            for name, fields in LISTS.items()
        },
    )


def typed(form: Typed) -> dict[str, Any]:
    """Return all that was typed, for a form that is shown again."""
    made = edit(form, {}, whole=True)
    return {**made.sections, **made.lists}


def _rows(
    form: Typed, name: str, old: Sequence[Values], fields: Iterable[Field], *, whole: bool
) -> Iterator[Values]:
    """Yield the rows that stay, each with its old values where it was left alone, and the new ones."""
    for number in range(MOST_ROWS):
        prefix = f"{name}.{number}"
        if not any(f"{prefix}.{field.key}" in form for field in fields):
            return
        before = old[number] if number < len(old) else {}
        row = {**before, **_typed(form, prefix, before, fields, whole=whole)}
        if any(row.get(key) for key in _KNOWN_BY[name]) and f"{prefix}.{_REMOVE}" not in form:
            yield row


def _typed(
    form: Typed, prefix: str, before: Values, fields: Iterable[Field], *, whole: bool
) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    for field in fields:
        name = f"{prefix}.{field.key}"
        if name in form or f"{name}.{_THERE}" in form:
            lines = "\n".join(form.get(name, ())).replace("\r", "").split("\n")
            text = "\n".join(line.strip() for line in lines).strip("\n")
            if whole or text != shown(before, field).strip("\n"):
                changed[field.key] = _value(text, field)
    return changed


def _value(text: str, field: Field) -> Any:
    """Return what was typed as the file holds it; what is no number is left to the checks of the file."""
    if field.kind in ("lines", "several"):
        return [line for line in text.split("\n") if line]
    if field.kind != "number":
        return text
    text = text or field.default
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number
