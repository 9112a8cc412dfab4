import contextlib
import json
import os
from pathlib import Path

import pytest

from itaxl.errors import WrongUseError
from itaxl.files import write_whole
from itaxl.report.files import folder
from itaxl.report.files.office import digest

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
    folder.recover(made)
    saved = [content(path) for path in made.parent.iterdir()]
    assert before in saved or whole(NEW) in saved
    assert not changed or before in saved  # what a person changed is never lost
    folder.replace(made, whole(NEW))
    assert content(made) == whole(NEW)
    assert beside(made) == (["2562", "2562.1"] if changed else ["2562"])


def test_the_old_folder_comes_back_where_the_new_one_did_not_appear(made: Path) -> None:
    made.rename(made.with_name(".2562.old"))
    made.with_name(".2562.new").mkdir()
    folder.recover(made)
    assert content(made) == whole(OLD)
    assert beside(made) == ["2562"]


def test_a_disk_that_is_full_leaves_the_old_folder(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        folder.replace(made, whole(NEW))
    assert content(made) == whole(OLD)


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
