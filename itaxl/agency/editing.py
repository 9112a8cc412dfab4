"""Change `itaxl.toml` by a form: comments, order and whatever the form does not ask about stay as they are."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from itaxl.agency import lock, settings
from itaxl.errors import WrongUseError
from itaxl.files import content, digest, toml, write_whole

Values = Mapping[str, Any]
_BLANK: tuple[Any, ...] = ("", [], None)


@dataclass(frozen=True)
class Edit:
    """Values to set by section and key; a blank one is not added where the key is missing.

    A section in others is named with points between: `report.2562.analysis`.

    `lists` are whole tables in a list (`[[divisions]]`), which are known by their `ids`: the key that tells one from
    another, else its place.
    """

    sections: Mapping[str, Values] = field(default_factory=dict)
    lists: Mapping[str, Sequence[Values]] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=lambda: {"divisions": "id"})


def save(folder: Path, seen: str, edit: Edit, patience: int | None = None) -> None:
    """Save an edit of the settings whose SHA-256 was `seen` when the form was shown.

    `patience`: seconds to wait for whoever else writes. Raises WrongUseError where the file has changed since, and
    whatever reading it would raise for what was typed; then nothing is written.
    """
    path = folder / settings.SETTINGS
    with lock.held(folder, seconds=patience):
        data = content(path)
        if digest(data) != seen:
            raise WrongUseError("settings.changed", path=path)
        changed = edited(data, edit, path)
        settings.checked(folder, changed)
        if changed != data:
            write_whole(path, changed)


def edited(data: bytes, edit: Edit, path: Path) -> bytes:
    """Return the text of the settings with an edit in it. Raises WrongUseError for a text that cannot be edited so."""
    before = toml(data, path)
    if not _has_shape(before, edit):
        raise WrongUseError("settings.by_hand", path=path)
    text = data.decode("utf-8-sig")
    line_end = "\r\n" if "\r\n" in text else "\n"
    mark = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    written = _written(text, edit, path)
    if not _holds(written, _merged(before, edit)):
        raise WrongUseError("settings.by_hand", path=path)
    return (mark + written.replace("\n", line_end)).encode()


def _has_shape(table: Values, edit: Edit) -> bool:
    """Tell whether sections are sections and lists are lists, as far as they are to be edited."""
    lists = [table.get(name, []) for name in edit.lists]
    return all(_is_section(table, name.split(".")) for name in edit.sections) and all(
        isinstance(rows, list) and all(isinstance(row, dict) for row in rows) for rows in lists
    )


def _is_section(table: object, path: Sequence[str]) -> bool:
    if not isinstance(table, dict):
        return False
    return not path or _is_section(table.get(path[0], {}), path[1:])


def _holds(text: str, table: Values) -> bool:
    """Tell whether a text is what was meant: no way of writing TOML may get lost on the way."""
    try:
        return tomllib.loads(text) == table
    except tomllib.TOMLDecodeError:
        return False


def _written(text: str, edit: Edit, path: Path) -> str:
    import tomlkit  # noqa: PLC0415 - only forms need it
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415

    try:
        document = tomlkit.parse(text)
        for name, values in edit.sections.items():
            _set_section(document, name.split("."), values)
        for name, rows in edit.lists.items():
            _set_list(document, name, rows, edit.ids.get(name, ""))
        return tomlkit.dumps(document)
    except TOMLKitError as error:
        raise WrongUseError("settings.by_hand", path=path) from error


def _set_section(table: Any, path: Sequence[str], values: Values) -> None:
    import tomlkit  # noqa: PLC0415

    if not path:
        _set(table, values)
        return
    if path[0] not in table and _filled(values):
        table[path[0]] = tomlkit.table(is_super_table=len(path) > 1)
    if path[0] in table:
        _set_section(table[path[0]], path[1:], values)


def _merged(before: Mapping[str, Any], edit: Edit) -> dict[str, Any]:
    """Return the values that the edited text must have."""
    after: dict[str, Any] = deepcopy(dict(before))
    for name, values in edit.sections.items():
        _merge_section(after, name.split("."), values)
    for name, rows in edit.lists.items():
        own = _old_rows(after.get(name, []), rows, edit.ids.get(name, ""))
        merged = [{**old, **_changes(old, row)} for old, row in zip(own, rows, strict=True)]
        if merged or name in after:
            after[name] = merged
    return after


def _merge_section(table: dict[str, Any], path: Sequence[str], values: Values) -> None:
    if not path:
        table |= _changes(table, values)
    elif path[0] in table or _filled(values):
        _merge_section(table.setdefault(path[0], {}), path[1:], values)


def _filled(values: Values) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in _BLANK}


def _changes(old: Values, values: Values) -> dict[str, Any]:
    """Return the values that are other than the old ones; nothing for a blank one that is not there."""
    return {
        key: value
        for key, value in values.items()
        if (old[key] != value if key in old else value not in _BLANK)
    }


def _old_rows(old: Sequence[Values], rows: Sequence[Values], id: str) -> list[Values]:
    """Return the old row for each new one, by its id or its place; an empty one for a new one."""
    return [old[number] if number is not None else {} for number in _places(old, rows, id)]


def _places(old: Sequence[Values], rows: Iterable[Values], id: str) -> list[int | None]:
    if not id:
        return [number if number < len(old) else None for number, _ in enumerate(rows)]
    by_id = {row.get(id): number for number, row in enumerate(old)}
    return [by_id.pop(row.get(id), None) for row in rows]


def _set(table: Any, values: Values) -> None:
    for key, value in _changes(_plain(table), values).items():
        table[key] = value


def _plain(item: Any) -> Any:
    return item.unwrap()


def _set_list(document: Any, name: str, rows: Sequence[Values], id: str) -> None:
    """Set the tables of a list in the new order; the comments below the last one stay below the last one."""
    import tomlkit  # noqa: PLC0415

    if name not in document:
        if not rows:
            return
        document[name] = tomlkit.aot()
    listed = document[name]
    old = list(listed)
    end = _taken_off(old[-1]) if old else []
    tables = []
    for place, row in zip(_places(_plain(listed), rows, id), rows, strict=True):
        if place is None:
            tables.append(_new(row))
        else:
            _set(old[place], row)
            tables.append(old[place])
    for table in tables[:-1]:
        if not _ends_blank(table):
            table.add(tomlkit.nl())
    del listed[:]
    for table in tables:
        listed.append(table)
    if tables:
        _put_back(tables[-1], end)


def _new(row: Values) -> Any:
    import tomlkit  # noqa: PLC0415

    table = tomlkit.table()
    for key, value in _filled(row).items():
        table[key] = value
    table.add(tomlkit.nl())
    return table


def _taken_off(table: Any) -> list[Any]:
    """Take what stands below the last value of a table, blank lines and comments, off it."""
    body = table.value.body
    end: list[Any] = []
    while body and body[-1][0] is None:
        end.insert(0, body.pop())
    return end


def _ends_blank(table: Any) -> bool:
    return bool(table.value.body) and table.value.body[-1][0] is None


def _put_back(table: Any, end: Iterable[Any]) -> None:
    body = table.value.body
    while body and body[-1][0] is None:
        body.pop()
    body.extend(end)
