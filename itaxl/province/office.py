"""Files for the provincial office alone: the state of each agency, and the manifest of all."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from itaxl import program
from itaxl.agency import leftovers, lock
from itaxl.files import digest
from itaxl.province.state import State, table
from itaxl.report.files.folder import replace

STATE = "office/state.csv"


def target(folder: Path, year: int) -> Path:
    """Return the folder of a province's year."""
    return folder / "reports" / str(year)


def write(folder: Path, year: int, states: Iterable[State]) -> None:
    """Write the folder of a province's year, whole or not at all. Raises OSError, WrongUseError."""
    with lock.held(folder):
        replace(target(folder, year), with_office({}, year, states))


def with_office(files: Mapping[str, bytes], year: int, states: Iterable[State]) -> dict[str, bytes]:
    """Return the files of a province's year, by path, with the state of each agency and the manifest of all."""
    outputs = {**files, STATE: table(states).encode()}
    manifest = {
        "schema": 1,
        "year": year,
        **program.versions(),
        "outputs": [{"file": name, "sha256": digest(outputs[name])} for name in sorted(outputs)],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    return outputs | {leftovers.MANIFEST: text.encode()}
