"""Merge all agencies of a province on a cluster: one task for each, and a row for each, whatever happens."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itaxl.errors import WrongUseError
from itaxl.province import cluster
from itaxl.province.one import Job, failed, merge
from itaxl.province.settings import Province
from itaxl.province.state import State
from itaxl.texts import Lang, Texts

if TYPE_CHECKING:
    from distributed import Client, Future

TICK = 0.5  # seconds between two words on the progress


@dataclass(frozen=True)
class Progress:
    """Progress of a run: agencies that are done, that failed, and all; `seconds` that are left, None if unknown."""

    done: int
    failed: int
    count: int
    seconds: int | None = None


Tell = Callable[[Progress], None]


def progress_line(progress: Progress, texts: Texts) -> str:
    """Say how many agencies are done, how many failed, and how long it takes. `texts`: the catalogue `province`."""
    line = texts("progress", done=progress.done, count=progress.count)
    if progress.failed:
        line += texts("progress_failed", failed=progress.failed)
    if progress.seconds is not None:
        line += texts("progress_left", minutes=progress.seconds // 60, seconds=f"{progress.seconds % 60:02}")
    return line


def jobs(province: Province, year: int, lang: Lang, *, anew: bool = False) -> tuple[Job, ...]:
    """Return a job for each agency of a province."""
    return tuple(
        Job(agency.resolve(), province.name_of(agency), year, lang, anew) for agency in province.agencies
    )


def run(
    jobs: Sequence[Job],
    tell: Tell = lambda _: None,
    *,
    scheduler: str = "",
    workers: int | None = None,
    dashboard: Callable[[str], None] | None = None,
) -> tuple[State, ...]:
    """Merge agencies, on the cluster of a scheduler or on this machine. Raises WrongUseError without a cluster.

    `dashboard`: told the address of Dask's own pages on the cluster.
    """
    with cluster.connected(scheduler, workers, dashboard=dashboard is not None) as client:
        if dashboard and client.dashboard_link:
            dashboard(client.dashboard_link)
        return states(client, jobs, tell)


def states(client: "Client", jobs: Sequence[Job], tell: Tell = lambda _: None) -> tuple[State, ...]:
    """Return the state of each agency, in the order in which they were done.

    Where a worker dies, its agency is tried once more when all others are done, by itself: then it is known whether
    that agency was the reason.
    """
    counter = _Counter(len(jobs), tell)
    killed: list[Job] = []
    done = []
    for job, state in _outcomes(client, jobs, counter):
        if state is None:
            killed.append(job)
        else:
            done.append(counter.count(state))
    for again in killed:
        for job, state in _outcomes(client, [again], counter):
            done.append(counter.count(state or _refused(job, "province.killed")))
    return tuple(done)


class _Counter:
    """Count what is done, and tell of it."""

    def __init__(self, count: int, tell: Tell) -> None:
        self._count, self._tell = count, tell
        self._done = self._failed = 0
        self._began = time.monotonic()

    def count(self, state: State) -> State:
        self._done += 1
        self._failed += state.state == "failed"
        return state

    def tell(self) -> None:
        taken = time.monotonic() - self._began
        left = round(taken / self._done * (self._count - self._done)) if self._done else None
        self._tell(Progress(self._done, self._failed, self._count, left))


def _outcomes(client: "Client", jobs: Sequence[Job], counter: _Counter) -> Iterator[tuple[Job, State | None]]:
    """Yield each job with its state, None where its worker died; as many are submitted as there are workers."""
    waiting = deque(jobs)
    pending: dict[Future, Job] = {}
    try:
        while waiting or pending:
            while waiting and client.status == "running" and len(pending) < _room(client):
                job = waiting.popleft()
                pending[client.submit(merge, job, pure=False)] = job
            if not pending:  # and nothing more can be submitted
                yield from ((job, _refused(job, "province.lost")) for job in waiting)
                return
            counter.tell()
            for future in _finished(list(pending)):
                job = pending.pop(future)
                yield job, _state(future, job)
    finally:
        if pending and client.status == "running":
            client.cancel(list(pending), force=True)


def _room(client: "Client") -> int:
    """Return how many agencies can be worked on at once; one where no worker is there just now."""
    try:
        return sum(client.nthreads().values()) or 1
    except OSError:  # the scheduler is gone
        return 1


def _finished(futures: "list[Future]") -> "list[Future]":
    """Wait a moment for the first to end; return those that have ended, be it by losing the scheduler."""
    from distributed import wait  # noqa: PLC0415 - an extra

    with suppress(TimeoutError, CancelledError, OSError):  # the futures say what became of them
        wait(futures, timeout=TICK, return_when="FIRST_COMPLETED")
    return [future for future in futures if future.status != "pending"]


def _state(future: "Future", job: Job) -> State | None:
    from distributed import KilledWorker  # noqa: PLC0415 - an extra

    if future.status == "finished":
        state: State = future.result()
        return state
    if future.status != "error":
        return _refused(job, "province.lost")
    error = future.exception()
    if isinstance(error, KilledWorker):
        return None
    return failed(job, error)


def _refused(job: Job, key: str) -> State:
    return failed(job, WrongUseError(key))
