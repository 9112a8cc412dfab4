"""Reading the TOML files that an agency writes."""

import os
from pathlib import Path

import pytest

from itaxl import files
from itaxl.errors import WrongUseError


def test_a_mark_of_the_editor_at_the_start_is_let_be(tmp_path: Path) -> None:
    file = tmp_path / "itaxl.toml"
    file.write_text('[agency]\nname = "ก"\n', "utf-8-sig")
    assert files.read(file) == {"agency": {"name": "ก"}}


@pytest.mark.parametrize(
    ("content", "key"), [(b"a = ", "settings.syntax"), ('a = "ก"'.encode("cp874"), "settings.encoding")]
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, key: str) -> None:
    file = tmp_path / "itaxl.toml"
    file.write_bytes(content)
    with pytest.raises(WrongUseError) as refused:
        files.read(file)
    assert refused.value.key == key
    assert refused.value.values["path"] == file


BEYOND = {
    "a list in a list": "a = " + "[" * 33 + "]" * 33,
    "a thousand lists": "a = " + "[" * 1000 + "]" * 1000,
    "a hundred thousand lists": "a = " + "[" * 100_000,
    "a thousand tables": ".".join("a" * 1000) + " = 1",
    "5,000 digits": "a = " + "9" * 5000,
    "9,000 digits of base 16": "a = 0x" + "f" * 9000,
    "20 digits": "a = [{ b = " + "9" * 20 + " }]",
}


@pytest.mark.parametrize("kind", BEYOND)
def test_nesting_and_numbers_have_bounds(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "itaxl.toml"
    file.write_text(BEYOND[kind], "utf-8")
    with pytest.raises(WrongUseError) as refused:
        files.read(file)
    assert (refused.value.key, refused.value.values["path"]) == ("settings.beyond", file)


def test_what_lies_within_the_bounds_is_read(tmp_path: Path) -> None:
    file = tmp_path / "itaxl.toml"
    file.write_text("a = " + "[" * 31 + "9223372036854775807" + "]" * 31, "utf-8")
    assert files.read(file)


def test_pipe_in_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "itaxl.toml")
    with pytest.raises(OSError, match=r"itaxl\.toml"):
        files.read(tmp_path / "itaxl.toml")


def test_device_behind_a_link_is_not_read_without_end(tmp_path: Path) -> None:
    (tmp_path / "data.json").symlink_to("/dev/zero")
    with pytest.raises(files.NotAFileError, match=r"data\.json"):
        files.content(tmp_path / "data.json")


def test_file_that_is_too_large_is_not_read_whole(tmp_path: Path) -> None:
    (tmp_path / "data.json").write_bytes(bytes(11))
    assert files.content(tmp_path / "data.json", 11) == bytes(11)
    with pytest.raises(OSError, match=r"data\.json"):
        files.content(tmp_path / "data.json", 10)


def test_what_takes_a_files_place_while_it_is_looked_at_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(files, "is_special", lambda _: False)
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(OSError, match=tmp_path.name):
            files.opened(path)


def test_only_a_file_is_there(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    assert files.is_there(tmp_path / "file")
    assert not files.is_there(tmp_path / "nothing")
    with pytest.raises(WrongUseError) as refused:
        files.is_there(tmp_path / "pipe")
    assert (refused.value.key, refused.value.values) == ("file.special", {"path": tmp_path / "pipe"})
