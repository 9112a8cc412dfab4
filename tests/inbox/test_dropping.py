"""Files go into the inbox under their own names, never over another, and out of it and back."""

from pathlib import Path

import pytest

from itaxl.errors import WrongUseError
from itaxl.inbox import dropping
from itaxl.inbox.dropping import TAKEN_OUT, Incoming, most, plain_name
from itaxl.inbox.folder import files
from itaxl.spreadsheets.package import FILE_SIZE


def drop(inbox: Path, name: str, *pieces: bytes) -> Incoming:
    file = Incoming(inbox, name)
    for piece in pieces:
        file.write(piece)
    file.finish()
    return file


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_file_bears_its_own_name_and_a_number_where_that_is_taken(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox" / "2562"
    assert [drop(inbox, "กองคลัง.xlsx", data).stored for data in (b"1", b"2", b"2")] == [
        "กองคลัง.xlsx",
        "กองคลัง (2).xlsx",
        "กองคลัง (3).xlsx",
    ]
    assert contents(inbox) == {"กองคลัง.xlsx": b"1", "กองคลัง (2).xlsx": b"2", "กองคลัง (3).xlsx": b"2"}


def test_nobody_reads_a_file_before_it_is_whole(tmp_path: Path) -> None:
    file = Incoming(tmp_path, "a.xlsx")
    file.write(b"half")
    assert list(files([tmp_path])) == []
    file.discard()
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("name", ["big.xlsx", "big.bin", "big"])
def test_more_than_the_gate_would_read_is_not_taken(tmp_path: Path, name: str) -> None:
    file = drop(tmp_path, name, b"x" * FILE_SIZE, b"x", b"more")
    assert file.refusal
    assert "20 MB" in file.refusal.what("en")
    assert (file.stored, contents(tmp_path)) == ("", {})


def test_a_mail_may_be_larger_than_what_is_attached_to_it() -> None:
    assert most("จดหมาย.EML") == 2 * most("แบบ.xlsx") == 2 * FILE_SIZE


@pytest.mark.parametrize("name", [".DS_Store", "~$แบบ.xlsx", "Thumbs.db", ".taken-out"])
def test_what_systems_leave_behind_is_not_taken(tmp_path: Path, name: str) -> None:
    file = drop(tmp_path, name, b"x")
    assert file.refusal
    assert contents(tmp_path) == {}


@pytest.mark.parametrize(
    "name, own",
    [
        ("../../itaxl.toml", "itaxl.toml"),
        ("C:\\งาน\\แบบ.xlsx", "แบบ.xlsx"),
        ("/etc/passwd", "passwd"),
        ("..", "file"),
        ("a\x00\r\nb.xlsx", "a b.xlsx"),
        ("ก" * 300 + ".xlsx", "ก" * 65 + ".xlsx"),
    ],
)
def test_a_name_leads_nowhere_else(name: str, own: str) -> None:
    made = plain_name(name)
    assert made == own or (len(name) > 200 and made.endswith(".xlsx"))
    assert len(made.encode()) <= 200
    assert "/" not in made


def test_what_is_taken_out_is_not_read_and_comes_back_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "จากกอง").mkdir()
    (tmp_path / "จากกอง" / "a.xlsx").write_bytes(b"a")
    dropping.take_out(tmp_path, "จากกอง/a.xlsx")
    assert list(files([tmp_path])) == []
    assert contents(tmp_path) == {f"{TAKEN_OUT}/จากกอง/a.xlsx": b"a"}
    assert dropping.taken_out(tmp_path) == ["จากกอง/a.xlsx"]
    dropping.put_back(tmp_path, "จากกอง/a.xlsx")
    assert contents(tmp_path) == {"จากกอง/a.xlsx": b"a"}


def test_neither_way_goes_over_another_file(tmp_path: Path) -> None:
    for data in (b"1", b"2"):
        drop(tmp_path, "a.xlsx", data)
        dropping.take_out(tmp_path, "a.xlsx")
    assert dropping.taken_out(tmp_path) == ["a (2).xlsx", "a.xlsx"]
    drop(tmp_path, "a.xlsx", b"3")
    dropping.put_back(tmp_path, "a.xlsx")
    assert contents(tmp_path) == {f"{TAKEN_OUT}/a (2).xlsx": b"2", "a.xlsx": b"3", "a (2).xlsx": b"1"}


@pytest.mark.parametrize("name", ["../itaxl.toml", "nothing.xlsx", "", "/etc/passwd", "folder"])
def test_only_what_is_in_the_inbox_is_moved(tmp_path: Path, name: str) -> None:
    inbox = tmp_path / "2562"
    (inbox / "folder").mkdir(parents=True)
    (tmp_path / "itaxl.toml").touch()
    for move in (dropping.take_out, dropping.put_back):
        with pytest.raises(WrongUseError):
            move(inbox, name)
    assert (tmp_path / "itaxl.toml").exists()
