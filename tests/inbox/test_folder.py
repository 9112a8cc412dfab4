"""Every file of an inbox is read or named; what systems leave is passed over."""

import os
from pathlib import Path

import pytest

from itaxl.errors import WrongUseError
from itaxl.inbox.folder import files


def lay(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")


def names(*inboxes: Path) -> list[str]:
    return [name for name, _, told in files(inboxes) if told is None]


def test_every_file_with_its_path_below_the_inbox(tmp_path: Path) -> None:
    lay(tmp_path, "b.xlsx", "กองคลัง/รอบ 1/แบบ.xlsx", "a.pdf", "no-suffix")
    assert names(tmp_path) == ["a.pdf", "b.xlsx", "no-suffix", "กองคลัง/รอบ 1/แบบ.xlsx"]
    assert {name: path for name, path, _ in files([tmp_path])}["กองคลัง/รอบ 1/แบบ.xlsx"].is_file()


def test_what_programs_leave_beside_is_passed_over(tmp_path: Path) -> None:
    lay(
        tmp_path,
        "Thumbs.db",
        "x/desktop.ini",
        ".DS_Store",
        ".~lock.a.xlsx#",
        ".git/config",
        "__MACOSX/._a.xlsx",
        "a.xlsx",
    )
    assert names(tmp_path) == ["a.xlsx"]


def test_half_written_letters_of_a_maildir_are_not_read(tmp_path: Path) -> None:
    lay(tmp_path, "mail/cur/1", "mail/new/2", "mail/tmp/3", "mail/dovecot.index")
    assert names(tmp_path) == ["mail/cur/1", "mail/new/2"]


def test_a_file_that_is_named_is_read_whatever_its_name(tmp_path: Path) -> None:
    lay(tmp_path, ".hidden.xlsx", "sub/a.xlsx")
    assert names(tmp_path / ".hidden.xlsx", tmp_path / "sub/a.xlsx") == [".hidden.xlsx", "a.xlsx"]


def test_a_file_is_read_once_however_often_it_is_named(tmp_path: Path) -> None:
    lay(tmp_path, "sub/a.xlsx", "b.xlsx")
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "b.xlsx")
    assert names(tmp_path, tmp_path / "sub", tmp_path / "b.xlsx") == ["b.xlsx", "sub/a.xlsx"]


def test_no_name_stands_for_two_files(tmp_path: Path) -> None:
    lay(tmp_path, "one/a.xlsx", "two/a.xlsx")
    assert names(tmp_path / "one", tmp_path / "two") == ["a.xlsx", (tmp_path / "two/a.xlsx").as_posix()]


def test_names_that_cannot_be_shown(tmp_path: Path) -> None:
    """Names out of an archive made in another code page, or with control characters, must not break a report."""
    for name in (b"\xa1\xa2.xlsx", b"\xa1\xa3.xlsx", b"a\x01\n.xlsx", "b\u202excod.xlsx".encode()):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"")
    results = names(tmp_path)
    assert results[0] == "a\ufffd\ufffd.xlsx"
    assert results[1] == "b\ufffdxcod.xlsx"
    assert len(set(results)) == 4
    assert all(name.encode() for name in results)


def test_an_inbox_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError) as refused:
        names(tmp_path / "nowhere")
    assert (refused.value.key, refused.value.values) == ("inbox.missing", {"path": tmp_path / "nowhere"})


def told(inbox: Path) -> dict[str, str]:
    return {name: said.code for name, _, said in files([inbox]) if said}


def test_workbooks_beside_cur_and_new_are_read_or_named(tmp_path: Path) -> None:
    lay(tmp_path, "cur/1", "new/2", "tmp/a.xlsx", "sieve.xlsx", "subscriptions", "sieve-2/b.xlsx")
    assert names(tmp_path) == ["cur/1", "new/2", "sieve-2/b.xlsx", "sieve.xlsx"]
    assert told(tmp_path) == {"tmp": "F151"}


def test_nothing_is_said_of_an_empty_folder_of_a_maildir(tmp_path: Path) -> None:
    lay(tmp_path, "cur/1", "new/2")
    (tmp_path / "tmp").mkdir()
    assert told(tmp_path) == {}


def test_hidden_files_and_folders_are_named(tmp_path: Path) -> None:
    lay(tmp_path, ".a.xlsx", ".b/c.xlsx", "d.xlsx")
    assert (names(tmp_path), told(tmp_path)) == (["d.xlsx"], {".a.xlsx": "F151", ".b": "F151"})


def test_folder_that_may_only_be_listed_hides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, "shut/a.xlsx")
    is_dir = Path.is_dir

    def shut(path: Path) -> bool:
        if path.parent.name == "shut":
            raise PermissionError
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", shut)
    assert names(tmp_path) == ["shut/a.xlsx"]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "a.xlsx:Zone.Identifier",
            "a.xlsxZone.Identifier",
            "Icon\r",
            "~WRL0001.tmp",
            "~$a.xlsx",
            "._a.xlsx",
        ),
        *("Picasa.ini", "autorun.inf", "sync.ffs_db", "RECYCLER/a.xlsx", ".thumbnails/a.png"),
        *("Thumbs.db", ".DS_Store", "desktop.ini", ".~lock.a.xlsx#", "__MACOSX/._a.xlsx", "@eaDir/a.xlsx/b"),
    ],
)
def test_what_systems_leave_is_left_out_without_a_word(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"x" * 165)
    assert list(files([tmp_path])) == []


def test_what_lies_beside_the_letters_of_a_mailbox_is_read(tmp_path: Path) -> None:
    for name in ("cur/1", "new/2", "tmp/3", "คลัง.xlsx", "ย่อย/ช่าง.xlsx", ".Sent/cur/4"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    told = {waiting.name: waiting.told.code if waiting.told else "" for waiting in files([tmp_path])}
    assert told == {
        "cur/1": "",
        "new/2": "",
        "tmp": "F151",
        "คลัง.xlsx": "",
        "ย่อย/ช่าง.xlsx": "",
        ".Sent": "F151",
    }
