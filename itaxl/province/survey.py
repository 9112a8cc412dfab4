"""States of all agencies, for a program that stays: each is looked at anew only where its files have changed."""

from collections.abc import Iterable, Sequence
from typing import Literal

from itaxl.agency import traces
from itaxl.processes.work import Progress
from itaxl.province import status
from itaxl.province.one import Job
from itaxl.province.state import State

Kind = Literal["failed", "errors", "due", "current"]
KINDS: tuple[Kind, ...] = ("failed", "errors", "due", "current")  # those that need somebody come first


class Survey:
    """States as they were last seen, by job and by the traces of its files."""

    def __init__(self) -> None:
        self._seen: dict[Job, tuple[object, State]] = {}

    def states(self, jobs: Sequence[Job], progress: Progress = lambda *_: None) -> tuple[State, ...]:
        """Return the state of each agency, those that need somebody first."""
        states = []
        for done, job in enumerate(jobs):
            progress("", done, len(jobs))
            states.append(self._state(job))
        return needing_first(states)

    def _state(self, job: Job) -> State:
        now = tuple(traces.of_year(job.folder, job.year))
        before, state = self._seen.get(job, (None, None))
        if state is None or before != now:
            state = status.state(job)
            self._seen[job] = (now, state)
        return state


def kind(state: State) -> Kind:
    """Return what an agency is to whoever looks after it. `errors`: its documents are drafts."""
    if state.state == "due":
        return "due"
    if state.state == "failed":
        return "failed"
    return "errors" if state.exit_code else "current"


def needing_first(states: Iterable[State]) -> tuple[State, ...]:
    """Return states in the order of their kinds, then of the folders."""
    return tuple(sorted(states, key=lambda state: (KINDS.index(kind(state)), state.folder)))
