"""Traces that a change leaves: names, times and sizes of the files that a year's data depend on."""

import os
from collections.abc import Iterator
from pathlib import Path


def of_year(folder: Path, year: int) -> Iterator[tuple[str, int, int]]:
    """Yield name, time and size of each file that a year's data depend on."""
    places = (folder / name / str(year) for name in ("inbox", "outbox", "issued"))
    folders = [folder, *folder.glob("reports/*")]  # without what is below them
    for place in places:
        folders += [Path(root) for root, _, _ in os.walk(place)]
    for place in folders:
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name) if place.is_dir() else []
            for entry in entries:
                if entry.is_file() and not entry.name.startswith(".itaxl"):
                    state = entry.stat()
                    yield entry.path, state.st_mtime_ns, state.st_size
        except OSError:
            yield str(place), 0, 0
