"""Folders of an agency's year: what came back, what goes out, and what was merged."""

import re
from pathlib import Path

_YEAR = re.compile("[0-9]{4}")


def inbox(agency: Path, year: int) -> Path:
    """Return the folder of what came back; whoever merges never changes it."""
    return agency / "inbox" / str(year)


def outbox(agency: Path, year: int) -> Path:
    """Return the folder of the workbooks that go out."""
    return agency / "outbox" / str(year)


def reports(agency: Path, year: int) -> Path:
    """Return the folder of the documents, of an agency or of a province."""
    return agency / "reports" / str(year)


def is_year(name: str) -> bool:
    """Tell whether the name of a folder, or a key of the settings, is that of a year."""
    return bool(_YEAR.fullmatch(name))
