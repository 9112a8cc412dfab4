"""State of an agency after a run: one row of `office/state.csv`."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from typing import Literal

from itaxl.report.files import open_data

Outcome = Literal["made", "unchanged", "due", "failed"]  # due: to be merged, as `province status` says


@dataclass(frozen=True)
class State:
    """Outcome of one agency's merge. `folder`: its path below the province's folder; `reason`: why it failed, or its
    first error where that makes its documents drafts.

    `exit_code`: that of `itaxl merge`; `seconds`: how long it took.
    """

    folder: str
    name: str
    state: Outcome
    reason: str = ""
    exit_code: int = 0
    seconds: float = 0


COLUMNS = tuple(field.name for field in fields(State))


def table(states: Iterable[State]) -> str:
    """Return the rows as CSV, in the order of the folders."""
    rows = (astuple(state) for state in sorted(states, key=lambda state: state.folder))
    return open_data.table(COLUMNS, rows)
