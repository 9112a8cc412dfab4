"""Dask cluster that merges agencies: one on this machine's cores, or one that is there already."""

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING

from itaxl.errors import WrongUseError
from itaxl.findings import Finding, finding
from itaxl.system.limits import interrupts_held_back, interrupts_let_through

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

CONNECTING = 20  # seconds to wait for a scheduler, and for its first worker
NO_DASHBOARD = "D544"  # what draws it is not installed

_LOUD = ("distributed", "tornado", "asyncio", "bokeh")  # loggers
# Settings of Dask. Pages of other sites must not listen to its own, for which an empty list leaves localhost alone.
_WATCHED = {
    "distributed.scheduler.dashboard.bokeh-application.allow_websocket_origin": [],
    "distributed.dashboard.link": "{scheme}://localhost:{port}/status",
}
# Where nobody asks for its pages, nothing is served, and no process looks at itself fifty times a second: that took a
# tenth of a processor.
_UNWATCHED = {
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.tick.cycle": "10s",
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.worker.profile.enabled": False,
}


def check_installed() -> None:
    """Raise WrongUseError where Dask is not installed."""
    if find_spec("distributed") is None:
        raise WrongUseError("province.not_installed")


def missing_for_dashboard() -> tuple[Finding, ...]:
    """Return a finding where this machine lacks what draws the dashboard of a cluster of its own."""
    return () if find_spec("bokeh") else (finding(NO_DASHBOARD),)


@contextmanager
def connected(
    scheduler: str = "", workers: int | None = None, *, dashboard: bool = False
) -> Iterator["Client"]:
    """Connect to a scheduler by its address; without one start `workers` on this machine, which end with the block.

    `dashboard`: serve Dask's own pages on what the workers do, to this machine alone; a scheduler that is there already
    has its own. Raises WrongUseError where nothing answers, or there is no worker.
    """
    check_installed()
    from distributed import Client  # noqa: PLC0415 - an extra

    _silence()
    if not scheduler:
        with _local(workers or os.cpu_count() or 1, dashboard=dashboard) as client:
            yield client
        return
    try:
        client = Client(scheduler, timeout=CONNECTING)
    except (OSError, ValueError) as error:
        raise WrongUseError("province.scheduler", address=scheduler, reason=error) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=CONNECTING)
        except TimeoutError as error:
            raise WrongUseError("province.no_workers", address=scheduler, seconds=CONNECTING) from error
        yield client


def _silence() -> None:
    """Keep Dask from printing what goes wrong, with tracebacks: the rows say it."""
    names = [name for name in logging.root.manager.loggerDict if name.split(".")[0] in _LOUD]
    for name in (*_LOUD, *names):
        logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def _local(workers: int, *, dashboard: bool) -> Iterator["Client"]:
    """Start a cluster that only its own processes can speak to: on loopback, with keys of its own.

    Who asks for its dashboard shows that to every user of this machine, without a key.

    Each agency has limits of time and memory by itself, so the workers have none. One that dies ends the try of the
    agency that it worked on; whoever submitted that tries again.
    """
    import dask  # noqa: PLC0415 - an extra
    from distributed import Client, LocalCluster  # noqa: PLC0415 - an extra

    resource_tracker.ensure_running()  # later, where the workers start, it would let Ctrl-C through to them
    with (
        interrupts_held_back(),  # half started or half ended, Dask shows tracebacks
        dask.config.set(_WATCHED if dashboard else _UNWATCHED),
        tempfile.TemporaryDirectory(prefix="itaxl-", ignore_cleanup_errors=True) as folder,
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            memory_limit=0,
            security=True,
            dashboard_address="127.0.0.1:0",
            local_directory=folder,
            silence_logs=logging.CRITICAL,
            scheduler_kwargs={"allowed_failures": 0, "dashboard": dashboard},
            preload=["itaxl.province.preload"],
        ) as cluster,
        Client(cluster) as client,
        _ending_all(cluster),
        interrupts_let_through(),
    ):
        yield client


@contextmanager
def _ending_all(cluster: "LocalCluster") -> Iterator[None]:
    """Kill workers, and what they have started, where the block ends by an error: they may be drawing.

    Other processes of this one go on: a server has some of its own.
    """
    import psutil  # noqa: PLC0415 - comes with Dask

    try:
        yield
    except BaseException:
        for number in [nanny.pid for nanny in cluster.workers.values() if nanny.pid]:
            with suppress(psutil.Error):
                worker = psutil.Process(number)
                for process in (worker, *worker.children(recursive=True)):
                    with suppress(psutil.Error):
                        process.kill()
        raise
