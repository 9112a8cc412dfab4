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
