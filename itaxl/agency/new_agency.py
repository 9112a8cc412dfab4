"""Settings of a new agency: what a body of its kind most likely has, and its commented `itaxl.toml`."""

import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from itaxl import files, thai
from itaxl.agency import settings, settings_form
from itaxl.agency.editing import Edit, Values, edited
from itaxl.agency.kinds import kind_of
from itaxl.agency.settings import SETTINGS
from itaxl.agency.settings_form import Typed
from itaxl.errors import WrongUseError
from itaxl.texts import Text, fill

_FOLDERS = ("inbox", "outbox")  # none of a year: that would make it the default year
_LOCAL, _OTHER = "municipality", "other"


@dataclass(frozen=True)
class Body:
    """Kind of body: its key and name, how names of it begin, and an example of one."""

    key: str
    name: Text
    starts: tuple[str, ...]
    kind: str
    sample: str
    office: str
    divisions: tuple[Values, ...]
    signatories: tuple[Values, ...]


@cache
def bodies() -> tuple[Body, ...]:
    """Return the kinds of bodies in the order of the form; the last is any other."""
    table = tomllib.loads((Path(__file__).parent / "bodies.toml").read_text("utf-8"))
    return tuple(_body(entry) for entry in table["bodies"])


def _body(entry: dict[str, Any]) -> Body:
    return Body(
        entry["key"],
        Text(**entry["name"]),
        tuple(entry["starts"]),
        entry["kind"],
        entry["sample"],
        entry.get("office", ""),
        tuple(entry["divisions"]),
        tuple(entry["signatories"]),
    )


def body_of(name: str) -> Body | None:
    """Return the kind of body that a name is of; None where it names none."""
    key = thai.key(name)
    own = (body for body in bodies() if body.starts and key.startswith(body.starts))
    local = (body for body in bodies() if body.key == _LOCAL and kind_of(name))
    return next(own, next(local, None))


def suggested(body: Body, name: str = "") -> Edit:
    """Return the settings that an agency of this kind most likely has, for a person to look over."""
    full = _full_name(name)
    kind = kind_of(full, body.sample)
    titles = asdict(kind) if kind else {}
    office = body.office or str(titles.get("office", ""))
    divisions = [{"aliases": [], "email": "", **row} for row in _filled(body.divisions, titles)]
    return Edit(
        {
            "agency": {"name": full, "kind": kind.name if kind else body.kind},
            "report": {"place": " ".join(part for part in (office, full) if part)},
        },
        {
            "divisions": divisions,
            "signatories": [{"name": "", **row} for row in _filled(body.signatories, titles)],
        },
        ids={},
    )


def _filled(rows: Iterable[Values], titles: Values) -> list[dict[str, Any]]:
    return [
        {key: fill(value, titles) if isinstance(value, str) else value for key, value in row.items()}
        for row in rows
    ]


def starter(lang: str, folder: str = "") -> bytes:
    """Return the settings of a new agency; `folder` is the name of its folder, which may say what kind it is."""
    body = body_of(folder)
    return settings_text(suggested(body, thai.clean(folder)), lang) if body else files.starter(lang)


def settings_text(form: Edit, lang: str) -> bytes:
    """Return a commented `itaxl.toml` with what was filled in. Raises WrongUseError for what may not stand there."""
    data = edited(files.starter(lang), form, Path(SETTINGS))
    settings.checked(Path(), data)
    return data


def filled_in(form: Typed) -> bytes:
    """Return the settings that were filled in. Fields that were left blank are blank, never a sample value.

    Raises WrongUseError as `settings_text` does.
    """
    filled = settings_form.edit(form, {}, whole=True)
    return settings_text(replace(filled, ids={}), filled.sections["agency"].get("lang", "th"))


def create(folder: Path, data: bytes) -> None:
    """Make an agency's folder with its settings. Raises WrongUseError where there are some already."""
    path = folder / SETTINGS
    if path.exists():
        raise WrongUseError("folder.exists", path=path)
    for name in _FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    files.write_whole(path, data)


def _full_name(name: str) -> str:
    """Write out a short form of the kind: อบต.ดอกคูน."""
    kind = kind_of(name)
    short = next((start for start in kind.starts if thai.key(name).startswith(start)), "") if kind else ""
    if kind is None or short == kind.name or not name.startswith(short):
        return name
    return kind.name + name.removeprefix(short).lstrip(". ")
