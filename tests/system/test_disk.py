"""Files that other programs have open, as on Windows, whose refusals are faked here."""

import errno
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from itaxl.agency.settings import Division
from itaxl.errors import of_system
from itaxl.system import disk
from itaxl.texts import LANGS

SHARING, DENIED, ABSENT = 32, 5, 3  # ERROR_SHARING_VIOLATION, ERROR_ACCESS_DENIED, ERROR_PATH_NOT_FOUND


def refusal(number: int, path: Path | None = None) -> PermissionError:
    error = PermissionError(errno.EACCES, "refused", *([str(path)] if path else []))
    error.winerror = number  # type: ignore[attr-defined]
    return error


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Windows, whose pauses take no time."""
    slept: list[float] = []
    monkeypatch.setattr(disk, "WINDOWS", True)
    monkeypatch.setattr("time.sleep", slept.append)
    return slept


def refuse(
    monkeypatch: pytest.MonkeyPatch, step: str, when: Callable[[Path], bool], number: int = SHARING
) -> None:
    """Have a step of Path refused as long as `when` says so."""
    real = getattr(Path, step)

    def refusing(self: Path, target: Path) -> Path:
        if when(self):
            raise refusal(number)
        moved: Path = real(self, target)
        return moved

    monkeypatch.setattr(Path, step, refusing)


def test_a_scanner_is_waited_for(
    tmp_path: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, "replace", lambda _: len(pauses) < 3)
    (tmp_path / "new").write_bytes(b"new")
    disk.replace(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_bytes() == b"new"
    assert pauses == [disk.PAUSE] * 3


def test_excel_is_named_when_it_does_not_let_go(
    tmp_path: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, "replace", lambda _: True)
    with pytest.raises(disk.HeldError) as held:
        disk.replace(tmp_path / "new", tmp_path / "2562-IIT-finance.xlsx")
    assert len(pauses) == disk.TRIES - 1
    said = of_system(held.value)
    assert said
    assert said.exit_code == 2
    for lang in LANGS:
        assert "2562-IIT-finance.xlsx" in said.what(lang)
        assert "Excel" in said.what(lang)


def test_the_open_file_in_a_folder_is_named_not_the_folder(
    tmp_path: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "2562"
    (folder / "office").mkdir(parents=True)
    for name in ("analysis.pdf", "office/merged.xlsx", "scores.csv"):
        (folder / name).touch()
    refuse(
        monkeypatch,
        "rename",
        lambda path: path in (folder, folder / "office", folder / "office/merged.xlsx"),
        DENIED,
    )
    with pytest.raises(disk.HeldError, match=r"merged\.xlsx"):
        disk.rename(folder, tmp_path / "old")


@pytest.mark.parametrize(("windows", "number"), [(False, SHARING), (True, 0)])
def test_other_refusals_are_not_waited_for(
    tmp_path: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch, windows: bool, number: int
) -> None:
    monkeypatch.setattr(disk, "WINDOWS", windows)
    refuse(monkeypatch, "rename", lambda _: True, number)
    with pytest.raises(PermissionError) as refused:
        disk.rename(tmp_path / "a", tmp_path / "b")
    assert not isinstance(refused.value, disk.HeldError)
    assert pauses == []


def test_what_may_only_be_read_is_made_deletable_first(
    tmp_path: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "new" / "analysis.pdf"
    file.parent.mkdir()
    file.touch(0o444)
    modes: list[int] = []
    monkeypatch.setattr("shutil.rmtree", lambda *_, **__: modes.append(file.stat().st_mode))
    disk.remove(tmp_path / "new")
    assert modes[0] & stat.S_IWRITE


def test_a_path_that_is_too_long_for_windows_is_said_to_be() -> None:
    long, short = Path("/" + "ก" * 250), Path("/ก")
    said = of_system(refusal(ABSENT, long))
    assert said
    assert said.key == "file.long"
    other = of_system(refusal(ABSENT, short))
    assert other
    assert other.key == "file.unreadable"


@pytest.mark.parametrize(
    ("name", "stem"), [("con", "con-"), ("com1", "com1-"), ("finance", "finance"), ("con-1", "con-1")]
)
def test_no_file_has_the_name_of_a_device(name: str, stem: str) -> None:
    assert disk.stem(name) == stem


def test_libraries_get_short_names_where_a_path_has_thai_letters(
    pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_short", lambda _: "C:/Users/5A3B~1")
    assert disk.for_libraries(Path("/Users/สมชาย")) == "C:/Users/5A3B~1"
    assert disk.for_libraries(Path("/Users/somchai")) == "/Users/somchai"


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("CON.xlsx", "CON-.xlsx"),
        ("aux", "aux-"),
        ('a:b"c?.xlsx', "a_b_c_.xlsx"),
        ("รายงาน. ", "รายงาน_"),
        ("กองคลัง.xlsx", "กองคลัง.xlsx"),
    ],
)
def test_names_from_elsewhere_are_those_that_windows_takes(
    name: str, taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert disk.file_name(name) == name
    monkeypatch.setattr(disk, "WINDOWS", True)
    assert disk.file_name(name) == taken


def test_drafts_of_a_division_are_no_device() -> None:
    assert [Division(id, "กอง").stem for id in ("con", "finance")] == ["con-", "finance"]
