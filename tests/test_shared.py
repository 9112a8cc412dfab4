from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.shared import Shared


def test_a_folder_is_made_once_whoever_asks(tmp_path: Path) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "a").write_text("ก", "utf-8")

    with ThreadPoolExecutor() as workers:
        folders = set(workers.map(lambda _: Shared(tmp_path).folder("name", make), range(8)))
    assert folders == set(made) == {tmp_path / "name"}
    copy = Shared(tmp_path).copy("name", make, tmp_path / "copy")
    assert (copy / "a").read_text("utf-8") == "ก"
    assert len(made) == 1


def test_who_waits_for_a_folder_that_failed_is_told(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        raise ValueError(folder)

    with pytest.raises(ValueError, match="name"):
        Shared(tmp_path).folder("name", fail)
    with pytest.raises(RuntimeError, match="name was not made"):
        Shared(tmp_path).folder("name", fail)
