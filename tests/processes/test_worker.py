"""Work apart: what crosses the border, how a death is named, and that nothing is left of it."""

import contextlib
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from itaxl.processes import messages
from itaxl.processes import worker as calling
from itaxl.processes.pool import Pool
from itaxl.processes.worker import MEGABYTE, CrashError, LateError, OutOfMemoryError, Worker, WorkerError
from tests.command import ROOT
from tests.worker_functions import MendableError, Parcel

HERE = "tests.worker_functions"
MEMORY = 100 * MEGABYTE
PARCEL = Parcel(
    b"\0\xff",
    "น้ำ\n",
    date(2020, 4, 10),
    (Path("ก/ข"), Path(os.fsdecode(b"\xff"))),
    {(1, 2): 1.5, (3, 4): True, (5, 6): None},
)
SCRIPT = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background has it ignored
print("once", flush=True)
from itaxl.processes.worker import MEGABYTE, Worker
with Worker("tests.worker_functions:state", dict[str, str], memory=100 * MEGABYTE, seconds=9) as worker:
    print(worker("a")["pid"], flush=True)
    time.sleep(60 * (sys.argv[1:] == ["wait"]))
"""


@pytest.fixture(scope="module")
def bad() -> Iterator[Worker[str]]:
    function = f"{HERE}:misbehave"
    with Worker(function, str, memory=MEMORY, seconds=1, raises=[MendableError]) as worker:
        yield worker


def state(warm_up: tuple[str, ...] = ()) -> Worker[dict[str, str]]:
    return Worker(f"{HERE}:state", dict[str, str], memory=MEMORY, seconds=9, warm_up=warm_up)


def gone(pid: int) -> bool:
    """True as soon as there is no such process, not even a dead one that nobody asked about."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.slow
def test_data_of_every_kind_crosses_as_it_is() -> None:
    with Worker(f"{HERE}:same", Parcel, memory=MEMORY, seconds=9) as worker:
        assert worker(PARCEL) == PARCEL
        large = Parcel(bytes(20 * MEGABYTE))
        assert worker(large) == large


@pytest.mark.parametrize("value", [os.system, OSError("x"), object()])
def test_nothing_but_plain_data_is_sent(bad: Worker[str], value: object) -> None:
    with pytest.raises(TypeError):
        bad(value)
    assert bad("next") == "next"


def test_passwords_stay_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITAXL_PASSWORD", "ลับ")
    monkeypatch.setenv("ITAXL_IMAP_PASSWORD", "ลับ")
    monkeypatch.setenv("OTHER", "open")
    with state() as worker:
        there = worker("a")
    assert there["variable OTHER"] == "open"
    assert not [name for name in there if "ITAXL" in name]


def test_one_process_answers_every_call_and_is_warm_before_the_first() -> None:
    with state(warm_up=("warm",)) as worker:
        first, second = worker("a"), worker("b")
    assert first["pid"] == second["pid"] != str(os.getpid())
    assert second["calls"] == "warm a b"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "error", "details"),
    [
        ("native", LateError, ""),
        ("sleep", LateError, ""),
        ("memory", OutOfMemoryError, ""),
        ("disguised memory", OutOfMemoryError, ""),
        ("native memory", OutOfMemoryError, "memory allocation of 4294967296 bytes failed"),
        ("segfault", CrashError, "Segmentation fault"),
        ("exit", CrashError, "exit code 5"),
        ("fault", CrashError, "LookupError: a fault of the function"),
        ("end of file", CrashError, "EOFError: of a file that it reads"),
        ("undeclared", CrashError, "itaxl.errors:WrongUseError: inbox.empty"),
        ("wrong type", CrashError, "Expected `str | null`, got `bytes` - at `$[0]`"),
    ],
)
def test_a_death_is_named_and_the_next_call_answered(
    bad: Worker[str], what: str, error: type[WorkerError], details: str
) -> None:
    with pytest.raises(error) as caught:
        bad(what)
    assert caught.value.details.rpartition("\n")[2] == details
    assert bad("next") == "next"


def test_a_declared_error_crosses_with_its_values(bad: Worker[str]) -> None:
    with pytest.raises(MendableError) as caught:
        bad("mendable")
    assert (caught.value.key, caught.value.values) == ("file.unreadable", {"path": "a.xlsx", "reason": "x"})


def test_a_message_that_claims_too_much_is_none() -> None:
    message = io.BytesIO()
    messages.send(message, b"x" * 9)
    message.seek(0)
    with pytest.raises(messages.GoneError):
        messages.receive(message, 8)


@pytest.mark.slow
def test_without_an_alarm_of_its_own_a_process_is_watched(
    bad: Worker[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "ALARM", 0)
    with Worker(f"{HERE}:misbehave", str, memory=MEMORY, seconds=1) as worker:
        worker.setup = messages.encode((f"{HERE}:misbehave", MEMORY, 600, b""))
        worker._end(kill=True)  # so that the next one has no alarm in time
        assert worker("first") == "first"  # the time that it takes to start does not count
        with pytest.raises(LateError):
            worker("native")
        assert worker("next") == "next"


def test_an_end_without_an_answer_is_no_lateness_where_there_is_no_alarm(
    bad: Worker[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "ALARM", 0)
    with pytest.raises(CrashError):
        bad("good exit")


@pytest.mark.slow
@pytest.mark.parametrize("answered", [True, False])
def test_stopped_process_is_not_waited_for(answered: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "STARTING", 1)
    monkeypatch.setattr(calling, "_ENDING", 1)
    with Worker(f"{HERE}:misbehave", str, memory=MEMORY, seconds=1) as worker:
        if answered:
            assert worker("first") == "first"
        assert isinstance(worker._process, subprocess.Popen)
        os.kill(worker._process.pid, signal.SIGSTOP)
        with pytest.raises(LateError):
            worker("next")
        assert worker("again") == "again"


def test_an_interrupted_call_leaves_no_answer_for_the_next(bad: Worker[str]) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    usual = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        with pytest.raises(KeyboardInterrupt):
            bad("sleep")
    finally:
        signal.signal(signal.SIGALRM, usual)
    assert bad("next") == "next"


def test_a_killed_worker_stays_dead() -> None:
    with state() as worker:
        worker.kill()
        for _ in range(2):
            with pytest.raises(CrashError):
                worker("a")


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with state() as worker:
        there = worker("a")
        assert Path(there["folder"]).is_relative_to(tmp_path)
    assert not list(tmp_path.iterdir())
    assert gone(int(there["pid"]))


def test_old_folders_of_killed_runs_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    long_ago = time.time() - 7 * 24 * 3600
    for name in ("itaxl-old", "itaxl-new", "other-old"):
        (tmp_path / name).mkdir()
        if name.endswith("old"):
            os.utime(tmp_path / name, (long_ago, long_ago))
    (tmp_path / "itaxl-link").symlink_to(tmp_path / "other-old", target_is_directory=True)
    (tmp_path / "itaxl-fault.txt").touch()
    with state():
        pass
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["itaxl-fault.txt", "itaxl-link", "itaxl-new", "other-old"]


def test_death_on_a_full_disk_is_the_disks(bad: Worker[str], monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil.disk_usage(tempfile.gettempdir())._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(OSError, match="No space") as death:
        bad("exit")
    assert death.value.filename


@pytest.mark.slow
def test_a_pool_works_side_by_side_and_ends_at_once_with_an_error() -> None:
    def pid(worker: Worker[dict[str, str]], name: str) -> str:
        return worker(name)["pid"]

    def asleep(worker: Worker[str]) -> str:
        return worker("sleep")

    with Pool([state(), state()]) as pool:
        pids = [future.result() for future in [pool.run(pid, "a") for _ in range(20)]]
    assert all(gone(int(ended)) for ended in set(pids))
    sleepy = Worker(f"{HERE}:misbehave", str, memory=MEMORY, seconds=60)
    begun = time.monotonic()
    with contextlib.suppress(KeyboardInterrupt), Pool([sleepy]) as other:
        futures = [other.run(asleep) for _ in range(3)]
        raise KeyboardInterrupt
    assert time.monotonic() - begun < 10
    assert all(future.cancelled() or isinstance(future.exception(), CrashError) for future in futures)


def started(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    (folder / "script.py").write_text(SCRIPT, "utf-8")
    (folder / "temporary").mkdir()
    return subprocess.Popen(
        [sys.executable, str(folder / "script.py"), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(folder / "temporary")},
        start_new_session=True,
    )


@pytest.mark.slow
def test_the_callers_main_module_is_not_imported_again(tmp_path: Path) -> None:
    with started(tmp_path) as script:
        assert script.communicate()[0].count("once") == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "end",
    [lambda script: os.killpg(script.pid, signal.SIGINT), subprocess.Popen.kill],
    ids=["Ctrl-C", "killed"],
)
def test_the_worker_ends_with_the_program(
    end: Callable[["subprocess.Popen[str]"], None], tmp_path: Path
) -> None:
    with started(tmp_path, "wait") as script:
        assert script.stdout
        pid = int([script.stdout.readline() for _ in range(2)][1])
        end(script)
        assert script.wait(10) != 0
    assert gone(pid)
    assert not list((tmp_path / "temporary").iterdir())
