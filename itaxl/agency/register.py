"""Register of measures `measures-<year>.csv`: the lasting code of each measure. Only ever appended to.

Columns `code` and `key`; the key is the indicator's number, a bar, and the measure's normalised text.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from io import StringIO
from pathlib import Path

from itaxl import files, thai
from itaxl.errors import WrongUseError

COLUMNS = ["code", "key"]
REWORDED = 0.6  # likeness from which two texts may be one measure, reworded
_LONGEST = 400  # letters that are compared
_NUMBERING = re.compile(r"^[0-9]{1,2}[.)]+")
_CODE = re.compile(r"[0-9]{4}-[A-Z]+-[0-9]{2}-[0-9]{2,9}")


def path(folder: Path, year: int) -> Path:
    return folder / f"measures-{year}.csv"


def key(indicator: int, measure: str) -> str:
    """Return a key, equal for the same measure of the same indicator however typed; a number before it is ignored."""
    return f"{indicator}|{_NUMBERING.sub('', thai.key(measure))}"


def likeness(key: str, other: str) -> float:
    """Return how much alike two measures' texts are, from `REWORDED` to 1; 0 for less and for different indicators."""
    (number, _, text), (same, _, before) = key.partition("|"), other.partition("|")
    if number != same:
        return 0.0
    matcher = SequenceMatcher(None, text[:_LONGEST], before[:_LONGEST], autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= REWORDED else 0.0


def load(file: Path) -> dict[str, str]:
    """Return codes by key; none without a register. Raises WrongUseError with the line that cannot be read."""
    if not file.exists():
        return {}
    if not files.is_there(file):
        raise WrongUseError("register.broken", path=file, line=1)
    codes: dict[str, str] = {}
    line = 0
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            for line, row in enumerate(csv.reader(stream), start=1):
                if row and not (line == 1 and row == COLUMNS):
                    code, measure = _entry(row, codes)
                    codes[measure] = code
    except (ValueError, csv.Error) as error:
        raise WrongUseError("register.broken", path=file, line=max(line, 1)) from error
    return codes


def keep(folder: Path, year: int, codes: Mapping[str, str]) -> None:
    """Write the register of a year into the agency's folder."""
    files.write_whole(path(folder, year), text(codes).encode("utf-8-sig"))


def _entry(row: list[str], codes: Mapping[str, str]) -> tuple[str, str]:
    """Read a row. Raises ValueError for another form, and for a code or a measure that was there before."""
    code, measure = row
    if not _CODE.fullmatch(code) or code in codes.values() or measure in codes:
        raise ValueError(row)
    return code, measure


def extend(codes: Mapping[str, str], year: int, measures: Iterable[tuple[str, int, str]]) -> dict[str, str]:
    """Assign a code to each new (dimension, indicator, key), continuing the numbering."""
    extended = dict(codes)
    last: dict[str, int] = {}
    for code in codes.values():
        stem, number = split(code)
        last[stem] = max(last.get(stem, 0), number)
    for dimension, indicator, new in measures:
        if new not in extended:
            stem = f"{year}-{dimension}-{indicator:02d}"
            last[stem] = last.get(stem, 0) + 1
            extended[new] = f"{stem}-{last[stem]:02d}"
    return extended


def is_code(text: str, year: int, indicator: int | None = None) -> bool:
    """Return whether a text is a code of this year, and of this indicator if one is given."""
    if not _CODE.fullmatch(text) or not text.startswith(f"{year}-"):
        return False
    return indicator is None or split(text)[0].endswith(f"-{indicator:02d}")


def split(code: str) -> tuple[str, int]:
    """Split a code: 2562-EIT-07-01 → 2562-EIT-07 and 1."""
    stem, _, number = code.rpartition("-")
    return stem, int(number)


def text(codes: Mapping[str, str]) -> str:
    """Return the file, in the order in which the codes were given."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((code, measure) for measure, code in codes.items())
    return stream.getvalue()
