"""Folders that cannot be written to and disks without room are named; looking leaves nothing behind."""

import shutil
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from itaxl.doctor import places
from itaxl.doctor.line import State
from tests.doctor.lines import missing, said


def test_each_folder_of_an_agency_that_is_there_is_tried_and_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    lines = said(places.folders(tmp_path), State.THERE)
    assert [line.split()[2] for line in lines] == [str(tmp_path), str(tmp_path / "inbox")]
    assert list(tmp_path.rglob("*")) == [tmp_path / "inbox"]


@pytest.mark.parametrize("name", places.WRITTEN)
def test_a_folder_that_cannot_be_written_to_is_named(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).mkdir()
    closing(tmp_path / name, monkeypatch)
    (line,) = missing(places.folders(tmp_path))
    assert line.startswith(f"The folder {tmp_path / name} cannot be written to (Read-only file system) | ")


def closing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the system refuse to write to a folder, as it does to everyone but root where nobody may."""
    original = tempfile.TemporaryFile

    def refused(*args: object, dir: Path, **named: object) -> object:
        if dir == folder:
            raise OSError(30, "Read-only file system", str(dir))
        return original(dir=dir)

    monkeypatch.setattr(tempfile, "TemporaryFile", refused)


def test_a_disk_that_fills_up_while_it_is_tried_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("needs /dev/full")
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: full.open("wb"))
    assert "(No space left on device)" in missing(places.folders(tmp_path))[0]


def test_temporary_files_that_have_no_place_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> str:
        raise FileNotFoundError

    monkeypatch.setattr(tempfile, "gettempdir", none)
    (line,) = missing(places.scratch())
    assert "TMPDIR" in line
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    closing(tmp_path, monkeypatch)
    assert missing(places.scratch())[0].startswith(f"The folder for temporary files, {tmp_path}, cannot")


@pytest.mark.parametrize(("megabytes", "enough"), [(places.LEAST - 1, False), (places.LEAST, True)])
def test_a_disk_with_little_room_is_named(
    megabytes: int, enough: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=megabytes * places.MEGABYTE))
    (line,) = places.disk(tmp_path)
    assert (line.state is State.THERE) == enough
    assert f"{megabytes} MB" in line.what.en


def test_a_folder_that_is_not_there_has_no_disk(tmp_path: Path) -> None:
    assert missing(places.disk(tmp_path / "gone"))[0].startswith("The disk of ")
