import contextlib
import errno
import json
import os
import resource
import shutil
from pathlib import Path

import pytest

from itaxl.agency import earlier_years, leftovers, lock
from itaxl.errors import WrongUseError, of_system
from itaxl.files import digest, write_whole
from itaxl.report.files import folder

OLD = {"analysis.pdf": b"old", "office/merged.xlsx": b"old merged", "office/returns/a.xlsx": b"old copy"}
NEW = {"analysis.pdf": b"new", "followup.pdf": b"new too"}


def whole(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with the manifest that lists them."""
    outputs = [{"file": name, "sha256": digest(content)} for name, content in files.items()]
    return files | {folder.MANIFEST: json.dumps({"outputs": outputs}).encode()}


def content(target: Path) -> dict[str, bytes]:
    return {
        path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()
    }


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "reports" / "2562"


@pytest.fixture
def made(target: Path) -> Path:
    assert folder.replace(target, whole(OLD)) is None
    return target


def beside(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir())


def test_the_first_time(made: Path) -> None:
    assert content(made) == whole(OLD)
    assert beside(made) == ["2562"]


def test_what_nobody_changed_is_replaced(made: Path) -> None:
    assert folder.replace(made, whole(NEW)) is None
    assert content(made) == whole(NEW)
    assert beside(made) == ["2562"]


def edit(target: Path) -> None:
    (target / "analysis.pdf").write_bytes(b"edited")


def add(target: Path) -> None:
    (target / "office" / "note.txt").write_bytes(b"mine")


def remove(target: Path) -> None:
    (target / "analysis.pdf").unlink()


def remove_manifest(target: Path) -> None:
    (target / folder.MANIFEST).unlink()


def break_manifest(target: Path) -> None:
    (target / folder.MANIFEST).write_bytes(b"{")


def link(target: Path) -> None:
    (target / "link").symlink_to("nowhere")


@pytest.mark.parametrize("change", [edit, add, remove, remove_manifest, break_manifest, link])
def test_what_a_person_changed_is_kept_beside(made: Path, change: object) -> None:
    assert callable(change)
    change(made)
    changed = content(made)
    moved = folder.replace(made, whole(NEW))
    assert moved == made.with_name("2562.1")
    assert content(moved) == changed
    assert content(made) == whole(NEW)
    assert beside(made) == ["2562", "2562.1"]


def test_every_changed_folder_gets_a_number_of_its_own(made: Path) -> None:
    for number in (1, 2, 3):
        edit(made)
        assert folder.replace(made, whole(NEW)) == made.with_name(f"2562.{number}")
    assert beside(made) == ["2562", "2562.1", "2562.2", "2562.3"]


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", "office/.DS_Store"])
def test_what_programs_leave_in_a_folder_that_they_show_is_no_change(made: Path, name: str) -> None:
    (made / name).write_bytes(b"")
    assert folder.replace(made, whole(NEW)) is None
    assert content(made) == whole(NEW)


def test_a_folder_that_was_emptied_is_replaced(target: Path) -> None:
    target.mkdir(parents=True)
    assert folder.replace(target, whole(NEW)) is None
    assert beside(target) == ["2562"]


# Killed at every step


class KilledError(BaseException):
    pass


STEPS = ("mkdir", "write_bytes", "rename")


def kill(patch: pytest.MonkeyPatch, step: str, number: int, *, after: bool) -> None:
    """The process dies before or after its call number `number` of a method of Path."""
    calls = 0
    real = getattr(Path, step)

    def dying(self: Path, *args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        if calls == number and not after:
            raise KilledError
        done = real(self, *args, **kwargs)
        if calls == number:
            raise KilledError
        return done

    patch.setattr(Path, step, dying)


@pytest.mark.parametrize("changed", [False, True])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_killed_at_any_step_nothing_is_half_written_and_the_next_run_mends_it(
    made: Path, step: str, number: int, after: bool, changed: bool
) -> None:
    if changed:
        edit(made)
    before = content(made)
    with pytest.MonkeyPatch.context() as patch:
        kill(patch, step, number, after=after)
        with contextlib.suppress(KilledError):
            folder.replace(made, whole(NEW))
    if made.exists():
        assert content(made) in (before, whole(NEW))
    leftovers.recover(made)
    saved = [content(path) for path in made.parent.iterdir()]
    assert before in saved or whole(NEW) in saved
    assert not changed or before in saved  # what a person changed is never lost
    folder.replace(made, whole(NEW))
    assert content(made) == whole(NEW)
    assert beside(made) == (["2562", "2562.1"] if changed else ["2562"])


def test_the_old_folder_comes_back_where_the_new_one_did_not_appear(made: Path) -> None:
    made.rename(made.with_name(".2562.old"))
    made.with_name(".2562.new").mkdir()
    leftovers.recover(made)
    assert content(made) == whole(OLD)
    assert beside(made) == ["2562"]


def test_a_disk_that_is_full_leaves_the_old_folder(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        folder.replace(made, whole(NEW))
    assert content(made) == whole(OLD)


FULL = {
    errno.ENOSPC: "disk.full",
    errno.EDQUOT: "disk.full",
    errno.EFBIG: "disk.limit",
    errno.EROFS: "disk.readonly",
    errno.EACCES: "file.unreadable",
}


@pytest.mark.parametrize("number", FULL)
@pytest.mark.parametrize("step", ["mkdir", "write_bytes", "chmod", "rename"])
@pytest.mark.parametrize("call", [1, 2, 3])
def test_what_the_disk_refuses_is_named_and_nothing_is_left_behind(
    made: Path, monkeypatch: pytest.MonkeyPatch, number: int, step: str, call: int
) -> None:
    real, calls = getattr(Path, step), 0

    def refusing(self: Path, *args: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == call:
            raise OSError(number, os.strerror(number), *([] if step == "write_bytes" else [str(self)]))
        return real(self, *args, **named)

    monkeypatch.setattr(Path, step, refusing)
    try:
        folder.replace(made, whole(OLD | NEW))
    except OSError as error:
        mendable = of_system(error)
        assert mendable
        assert (mendable.key, mendable.exit_code) == (FULL[number], 2)
        assert Path(str(mendable.values["path"])).is_relative_to(made.parent)
        assert content(made) == whole(OLD)
    else:
        assert content(made) == whole(OLD | NEW)
    monkeypatch.undo()
    assert beside(made) == ["2562"]


def test_limit_of_the_size_of_a_file(made: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="too large") as refused:
            folder.replace(made, whole(NEW | {"data.json": bytes(2000)}))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused.value.filename == str(made.with_name(".2562.new") / "data.json")
    assert content(made) == whole(OLD)
    assert beside(made) == ["2562"]


def test_files_are_flushed_before_the_folder_is_renamed(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def flushed(descriptor: int) -> None:
        done.append("flush")
        fsync(descriptor)

    def renamed(path: Path, other: Path) -> Path:
        done.append("rename")
        return rename(path, other)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "rename", renamed)
    folder.replace(made, whole(NEW))
    flushes = len(whole(NEW)) + 2  # and the folder and its office
    assert done == ["flush"] * flushes + ["rename", "rename", "flush"]


def test_office_is_closed_to_others(made: Path) -> None:
    modes = {path.relative_to(made).as_posix(): path.stat().st_mode & 0o777 for path in made.rglob("*")}
    office = {name: mode for name, mode in modes.items() if name.split("/")[0] == "office"}
    assert office == {
        "office": 0o700,
        "office/manifest.json": 0o600,
        "office/merged.xlsx": 0o600,
        "office/returns": 0o700,
        "office/returns/a.xlsx": 0o600,
    }
    assert modes["analysis.pdf"] & 0o444 == 0o644 & 0o444


def undeletable(patch: pytest.MonkeyPatch) -> None:
    """Nothing can be deleted."""
    patch.setattr(shutil, "rmtree", lambda *_, **__: None)


def test_report_that_cannot_be_deleted_blocks_nothing(made: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        undeletable(patch)
        for number in (1, 2):
            files = whole(NEW | {"data.json": str(number).encode()})
            assert folder.replace(made, files) is None
            assert content(made) == files
    assert beside(made) == [".2562.old", ".2562.old.1", "2562"]
    folder.replace(made, whole(NEW))
    assert beside(made) == ["2562"]


def test_newest_whole_folder_comes_back(made: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        undeletable(patch)
        folder.replace(made, whole(NEW))
        made.rename(made.with_name(".2562.old.1"))
    leftovers.recover(made)
    assert content(made) == whole(NEW)
    assert beside(made) == ["2562"]


def test_half_deleted_folder_does_not_come_back(made: Path) -> None:
    (made / "analysis.pdf").unlink()
    made.rename(made.with_name(".2562.old"))
    leftovers.recover(made)
    assert beside(made) == []


def test_new_folder_appears_where_a_killed_run_had_moved_the_old_one_aside(made: Path) -> None:
    made.rename(made.with_name("2562.1"))
    folder.replace(made.with_name("new"), whole(NEW))
    made.with_name("new").rename(made.with_name(".2562.new"))
    leftovers.recover(made)
    assert content(made) == whole(NEW)
    assert beside(made) == ["2562", "2562.1"]


def test_commands_that_read_reports_put_them_back(made: Path) -> None:
    made.rename(made.with_name(".2562.old"))
    earlier_years.earlier(made.parent, 2563)
    assert beside(made) == ["2562"]


def test_leftovers_of_a_merge_that_is_running_are_left_alone(made: Path) -> None:
    made.rename(made.with_name(".2562.old"))
    with lock.held(made.parent.parent):
        leftovers.mend(made.parent)
        assert beside(made) == [".2562.old"]


# A folder that the user names


def test_a_folder_of_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"")
    with pytest.raises(WrongUseError) as refused:
        folder.check_ours(tmp_path)
    assert (refused.value.key, refused.value.values) == ("output.outside", {"path": tmp_path})


def test_a_file_or_a_pipe_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe")
    for name in ("file", "pipe"):
        with pytest.raises(WrongUseError):
            folder.check_ours(tmp_path / name)


def test_new_empty_and_our_own_folders_are_taken(made: Path, tmp_path: Path) -> None:
    folder.check_ours(tmp_path / "new")
    (tmp_path / "empty").mkdir()
    folder.check_ours(tmp_path / "empty")
    edit(made)
    folder.check_ours(made)  # it is moved aside


def test_the_folder_may_be_named_by_a_dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "out"
    inside.mkdir()
    monkeypatch.chdir(inside)
    assert folder.replace(Path(), whole(NEW)) is None
    assert content(inside) == whole(NEW)


def test_a_link_to_a_folder_stays_a_link(made: Path) -> None:
    other = made.with_name("newest")
    other.symlink_to(made, target_is_directory=True)
    folder.replace(other, whole(NEW))
    assert other.is_symlink()
    assert content(made) == whole(NEW)
    assert beside(made) == ["2562", "newest"]


# One file


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "measures-2562.csv"
    write_whole(file, b"one")
    write_whole(file, b"two")
    assert file.read_bytes() == b"two"

    def killed(self: Path, other: Path) -> Path:
        raise KilledError

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KilledError):
        write_whole(file, b"three")
    assert file.read_bytes() == b"two"


def test_pipe_in_place_of_a_document_is_not_waited_for(made: Path) -> None:
    (made / "analysis.pdf").unlink()
    os.mkfifo(made / "analysis.pdf")
    assert folder.replace(made, whole(NEW)) == made.with_name("2562.1")
