"""Codes of measures in reports that were made or issued, or that were sent out: the register is checked against them.

Whoever empties, shortens or replaces the register does not make a published code another measure's.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from itaxl.agency import earlier_years, folders, issued, register


def codes(folder: Path, year: int, sent: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return code by key out of the year's documents, issued ones first, and then of what was `sent`."""
    files = [
        *issued.data_files(folder, year),
        folders.reports(folder, year) / "data.json",
    ]
    by_code: dict[str, str] = {}
    entries = [entry for file in files for entry in _entries(file, year)]
    entries += [(code, key) for key, code in (sent or {}).items()]
    for code, key in entries:
        if key not in by_code.values():
            by_code.setdefault(code, key)
    return {key: code for code, key in by_code.items()}


def restored(
    stored: Mapping[str, str], published: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the register as it must be, and the codes that were missing or stood for another measure.

    Both are code by key. A measure that was reworded since keeps its code.
    """
    by_key, by_code = dict(stored), {code: key for key, code in stored.items()}
    missing = []
    for key, code in published.items():
        other = by_code.get(code)
        fresh = other and other not in published and key not in by_key
        reworded = fresh and register.likeness(key, other or "") >= register.REWORDED
        if by_key.get(key) == code or reworded:
            continue
        if other:
            del by_key[other]
        by_code.pop(by_key.pop(key, ""), None)
        by_key[key], by_code[code] = code, key
        missing.append(code)
    return by_key, tuple(missing)


def _entries(file: Path, year: int) -> Iterator[tuple[str, str]]:
    """Yield code and key of each measure of a data file; nothing from one that cannot be read."""
    result = earlier_years.year_result(file, year) if file.is_file() else None
    for measure in result.measures if result else ():
        if register.is_code(measure.code, year, measure.indicator):
            yield measure.code, register.key(measure.indicator, measure.measure)
