"""Workers of a pool as forks of one process that is ready: each stands and falls by itself."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from itaxl.processes.forks import POSSIBLE
from itaxl.processes.pool import Pool
from itaxl.processes.worker import MEGABYTE, CrashError, LateError, OutOfMemoryError, Worker, WorkerError
from tests.command import ROOT
from tests.worker_functions import MendableError

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not POSSIBLE, reason="this system has no forks for it")]
MISBEHAVE, STATE = "tests.worker_functions:misbehave", "tests.worker_functions:state"
MEMORY = 100 * MEGABYTE
SCRIPT = f"""
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background has it ignored
from itaxl.processes.pool import Pool
from itaxl.processes.worker import Worker
workers = [Worker("{STATE}", dict[str, str], memory={MEMORY}, seconds=9) for _ in range(2)]
with Pool(workers):
    print(*[worker("a")["pid"] for worker in workers], flush=True)
    time.sleep(60)
"""


def states() -> list[Worker[dict[str, str]]]:
    return [Worker(STATE, dict[str, str], memory=MEMORY, seconds=9, warm_up=("warm",)) for _ in range(2)]


def are_gone(pids: set[int]) -> bool:
    for _ in range(100):
        if not any(map(psutil.pid_exists, pids)):
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(scope="module")
def pair() -> Iterator[list[Worker[str]]]:
    workers = [Worker(MISBEHAVE, str, memory=MEMORY, seconds=1, raises=[MendableError]) for _ in range(2)]
    with Pool(workers):
        yield workers


def test_they_come_from_one_process_that_was_warm_and_answers_nothing_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("ITAXL_PASSWORD", "ลับ")
    with Pool(states()) as pool:
        answers = [worker(name) for name in "ab" for worker in pool.workers]
        pids = {int(answer["pid"]) for answer in answers}
        (server,) = {psutil.Process(pid).ppid() for pid in pids}
        assert server not in {*pids, os.getpid()}
    assert [answer["calls"] for answer in answers] == ["warm a", "warm a", "warm a b", "warm a b"]
    folders = {Path(answer["folder"]).parent for answer in answers}
    assert len(folders) == 2
    assert all(folder.parent == tmp_path for folder in folders)
    assert "variable ITAXL_PASSWORD" not in answers[0]
    assert are_gone(pids | {server})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("what", "error", "details"),
    [
        ("native", LateError, ""),
        ("memory", OutOfMemoryError, ""),
        ("native memory", OutOfMemoryError, "memory allocation of 4294967296 bytes failed"),
        ("segfault", CrashError, "Segmentation fault"),
        ("exit", CrashError, "exit code 5"),
        ("fault", CrashError, "LookupError: a fault of the function"),
    ],
)
def test_a_death_is_named_and_costs_the_other_nothing(
    pair: list[Worker[str]], what: str, error: type[WorkerError], details: str
) -> None:
    with pytest.raises(error) as caught:
        pair[0](what)
    assert caught.value.details.rpartition("\n")[2] == details
    assert [worker("next") for worker in pair] == ["next"] * 2


def test_declared_error_crosses(pair: list[Worker[str]]) -> None:
    with pytest.raises(MendableError):
        pair[1]("mendable")


def test_process_that_was_stopped_is_not_waited_for(
    pair: list[Worker[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("itaxl.processes.worker._ENDING", 1)
    assert pair[0]("first") == "first"
    (server,) = forks_of(pair)
    for child in server.children():
        child.suspend()
    with pytest.raises(LateError):
        pair[0]("next")
    for child in server.children():
        child.resume()
    assert [worker("again") for worker in pair] == ["again"] * 2


def test_error_in_the_block_ends_all_work_at_once() -> None:
    begun = time.monotonic()
    workers = [Worker(MISBEHAVE, str, memory=MEMORY, seconds=60) for _ in range(2)]
    with contextlib.suppress(KeyboardInterrupt), Pool(workers) as pool:
        futures = [pool.run(lambda worker: worker("sleep")) for _ in range(3)]
        raise KeyboardInterrupt
    assert time.monotonic() - begun < 20
    assert all(future.cancelled() or isinstance(future.exception(), CrashError) for future in futures)


def test_without_the_fork_server_they_are_processes_of_their_own() -> None:
    with Pool(states()) as pool:
        first = pool.workers[0]("a")
        server = psutil.Process(psutil.Process(int(first["pid"])).ppid())
        server.kill()
        server.wait(10)
        second = pool.workers[1]("b")
        assert second["calls"] == "warm b"
        psutil.Process(int(first["pid"])).kill()
        assert pool.workers[0]("c")["calls"] == "warm c"
        assert psutil.Process(int(second["pid"])).is_running()


def test_library_with_threads_is_not_forked() -> None:
    workers = [Worker("tests.worker_threads:parent", str, memory=MEMORY, seconds=9) for _ in range(2)]
    with Pool(workers):
        assert [int(worker("")) for worker in workers] == [os.getpid()] * 2


@pytest.mark.parametrize(
    "end",
    [lambda script: os.killpg(script.pid, signal.SIGINT), subprocess.Popen.kill],
    ids=["Ctrl-C", "killed"],
)
def test_they_end_with_the_program(end: Callable[["subprocess.Popen[str]"], None], tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path / "temporary")},
        start_new_session=True,
    ) as script:
        assert script.stdout
        pids = set(map(int, script.stdout.readline().split()))
        (server,) = {psutil.Process(pid).ppid() for pid in pids}
        end(script)
        assert script.wait(10) != 0
    assert are_gone(pids | {server})
    assert not list((tmp_path / "temporary").iterdir())


def forks_of(workers: list[Worker[str]]) -> list[psutil.Process]:
    """The fork servers of this process that have forks."""
    return [child for child in psutil.Process().children() if child.children()]
