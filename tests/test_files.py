"""Reading the TOML files that an agency writes."""

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
