"""Lock of an agency's folder: one writer at a time, and a plain word to whoever waits in vain."""

import errno
import os
import subprocess
from pathlib import Path

import pytest
from filelock import FileLock

from itaxl.agency import lock
from itaxl.errors import WrongUseError
from itaxl.texts import LANGS
from tests.command import child

HOLD = """
import sys
from pathlib import Path
from itaxl.agency import lock
with lock.held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(tmp_path: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock."""
    return child(HOLD, tmp_path, "held")


def end(process: subprocess.Popen[str], *, kill: bool = False) -> None:
    if kill:
        process.kill()
    process.communicate("\n", timeout=20)


@pytest.mark.slow
def test_second_is_told_who_holds_the_lock(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    told: list[tuple[str, int, int]] = []
    with (
        pytest.raises(WrongUseError) as refused,
        lock.held(tmp_path, lambda *values: told.append(values), seconds=1),
    ):
        pass
    end(holder)
    assert (refused.value.key, refused.value.exit_code) == ("lock.held", 2)
    assert str(refused.value.values["holder"]).split()[0] == str(holder.pid)
    assert all(str(holder.pid) in refused.value.what(lang) for lang in LANGS)
    assert told == [(lock.WAITING, 0, 1), (lock.WAITING, 1, 1)]


@pytest.mark.slow
def test_second_goes_on_as_soon_as_the_first_is_done(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    def finish(key: str, second: int, seconds: int) -> None:
        if second == 0:
            end(holder)

    with lock.held(tmp_path, finish, seconds=20) as locked:
        assert locked
        assert str(os.getpid()) in (tmp_path / lock.NAME).read_text("utf-8")


@pytest.mark.slow
def test_lock_of_a_killed_process_is_no_obstacle(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    end(holder, kill=True)
    assert (tmp_path / lock.NAME).exists()
    with lock.held(tmp_path, seconds=0) as locked:
        assert locked


def test_lock_can_be_taken_again_and_is_let_go_after_an_error(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(RuntimeError), lock.held(tmp_path, seconds=0):
            raise RuntimeError


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    with lock.held(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == [lock.NAME]
    assert not list(tmp_path.iterdir())


def test_file_that_its_holder_removed_is_not_taken_for_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What happens between opening and locking."""
    sign = lock._sign

    def removed_first(file: Path, descriptor: int) -> None:
        file.unlink()
        monkeypatch.setattr(lock, "_sign", sign)
        sign(file, descriptor)

    monkeypatch.setattr(lock, "_sign", removed_first)
    with lock.held(tmp_path, seconds=2) as locked:
        assert locked
        assert str(os.getpid()) in (tmp_path / lock.NAME).read_text("utf-8")


@pytest.mark.parametrize("content", [b"", b"\0", b" 1 host", b"\xff\xfe\n\n"])
def test_lock_that_says_nothing_of_its_holder(tmp_path: Path, content: bytes) -> None:
    (tmp_path / lock.NAME).write_bytes(content)
    other = FileLock(tmp_path / lock.NAME)
    with other, pytest.raises(WrongUseError) as refused, lock.held(tmp_path, seconds=0):
        pass
    assert refused.value.key == "lock.held"


def failing(number: int) -> object:
    def acquire(self: FileLock, *_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), self.lock_file)

    return acquire


def test_disk_without_locks_is_worked_on_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FileLock, "acquire", failing(errno.ENOLCK))
    with lock.held(tmp_path) as locked:
        assert not locked


def test_folder_that_cannot_be_written_to_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileLock, "acquire", failing(errno.EROFS))
    with pytest.raises(OSError, match="Read-only") as refused, lock.held(tmp_path):
        pass
    assert refused.value.filename == str(tmp_path / lock.NAME)
