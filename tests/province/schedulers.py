"""A scheduler and two workers, each a process on loopback, as docs/province.md starts them."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.command import ROOT

PAGE = "docs/province.md"
PATIENCE = 120  # seconds for it to start
SHOWN = "10.0.0.5:8786"  # address on that page
_COMMAND = re.compile(r"^ +((?:\w+=\S+ )*dask (?:scheduler|worker).*)$", re.MULTILINE)
# Pages of Dask take a second to load, and nobody looks at them.
_QUICKLY = "--no-dashboard"


@dataclass(frozen=True)
class Cluster:
    address: str
    scheduler: "subprocess.Popen[bytes]"
    workers: "subprocess.Popen[bytes]"


@contextmanager
def cluster(preload: str = "") -> Iterator[Cluster]:
    """Start what the page says in two shells, with two workers; afterwards all of it is killed."""
    from distributed import Client  # noqa: PLC0415 - slow

    scheduler, workers = _COMMAND.findall((ROOT / PAGE).read_text("utf-8"))
    port = _free_port()
    address = f"127.0.0.1:{port}"
    workers = re.sub(r"--nworkers \d+", "--nworkers 2", workers.replace(SHOWN, address))
    loaded = {"DASK_DISTRIBUTED__WORKER__PRELOAD": f"['{preload}']"} if preload else {}
    with ExitStack() as ending:
        started = Cluster(
            f"tcp://{address}",
            ending.enter_context(_shell(f"{scheduler} --host 127.0.0.1 --port {port}")),
            ending.enter_context(_shell(workers, **loaded)),
        )
        with Client(started.address, timeout=PATIENCE) as client:
            client.wait_for_workers(2, timeout=PATIENCE)
        yield started


@contextmanager
def _shell(line: str, **variables: str) -> Iterator["subprocess.Popen[bytes]"]:
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    process = subprocess.Popen(
        ["sh", "-c", f"{line} {_QUICKLY}"],
        env=environment | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        kill(process)
        process.wait()


def kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill a shell and all that it has started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
