"""Play a sample's divisions: take the workbooks that the agency sends out, fill them in, send them back."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from itaxl.sending import outbox
from tests import sheets

Filled = Mapping[str, str | Sequence[sheets.Row]]  # tables by the name of their sheet


def send(agency: Path, year: int, round: str, filled: Mapping[str, Filled], saved: datetime) -> None:
    """Every workbook of a round comes back into the inbox, those that nobody fills in too: a blank one is an answer.

    `filled` by name of the workbook; the plan round must be in the inbox before a follow-up.
    """
    with tempfile.TemporaryDirectory() as folder:
        made = outbox.write(agency, year, round, Path(folder), overwrite=True)
        unknown = set(filled) - set(made.written)
        assert not unknown, f"nobody is sent {sorted(unknown)}"
        for name in made.written:
            workbook = (Path(folder) / name).read_bytes()
            (agency / "inbox" / str(year) / name).write_bytes(
                sheets.fill(workbook, filled.get(name, {}), saved)
            )
