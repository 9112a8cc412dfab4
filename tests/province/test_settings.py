"""`province.toml`: what it says, and what is said where it is broken."""

from pathlib import Path

import pytest

from itaxl.errors import WrongUseError
from itaxl.province import settings
from itaxl.province.settings import Province


def province(folder: Path, text: str = '[province]\nname = "จังหวัดตัวอย่าง"', *agencies: str) -> Path:
    for name in agencies or ("agencies/a",):
        (folder / name).mkdir(parents=True)
    (folder / "province.toml").write_text(text, "utf-8")
    return folder


def test_what_is_left_out_has_a_default(tmp_path: Path) -> None:
    loaded = settings.load(province(tmp_path))
    assert loaded == Province(tmp_path, "จังหวัดตัวอย่าง", "th", "thai", "agencies/*")


def test_agencies_are_the_folders_of_the_pattern_in_order(tmp_path: Path) -> None:
    text = '[province]\nname = "ก"\nagencies = "*/units/*"'
    folder = province(tmp_path, text, "b/units/2", "a/units/1", "a/units/.hidden", "a/other/3")
    (folder / "a/units/file.txt").touch()
    loaded = settings.load(folder)
    assert [loaded.name_of(path) for path in loaded.agencies] == ["a/units/1", "b/units/2"]


def test_newest_year_is_that_of_any_agency(tmp_path: Path) -> None:
    folder = province(tmp_path, '[province]\nname = "ก"', "agencies/a/inbox/2562", "agencies/b/inbox/2563")
    (folder / "agencies/c").mkdir()
    assert settings.load(folder).newest_year() == 2563


def test_without_any_inbox_the_year_must_be_given(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError) as refusal:
        settings.load(province(tmp_path)).newest_year()
    assert refusal.value.key == "province.no_year"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "province.unnamed"),
        ("[province", "settings.syntax"),
        ('[province]\nname = "ก"\nlang = "fr"', "province.choice"),
        ("[province]\nname = 1", "province.type"),
        ('[province]\nname = "ก"\nagency = "a/*"', "province.unknown"),
        ('[province]\nname = "ก"\nagencies = "../*"', "province.pattern"),
        ('[province]\nname = "ก"\nagencies = "/*"', "province.pattern"),
        ('[province]\nname = "ก"\nagencies = "**"', "province.pattern"),
        ('[province]\nname = "ก"\nagencies = ""', "province.pattern"),
        ('[province]\nname = "ก"\nagencies = "none/*"', "province.empty"),
    ],
)
def test_broken_settings_are_refused_with_the_place(text: str, key: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUseError) as refusal:
        settings.load(province(tmp_path, text))
    assert refusal.value.key == key
    assert "itaxl.toml" not in str(refusal.value)


def test_folder_without_settings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError) as refusal:
        settings.load(tmp_path)
    assert refusal.value.key == "province.missing"


def test_agency_is_known_by_the_name_that_tables_have_and_by_nothing_else(tmp_path: Path) -> None:
    text = '[province]\nname = "ก"\nagencies = "*/units/*"'
    loaded = settings.load(province(tmp_path, text, "a/units/1", "a/units/.hidden", "a/other/3"))
    assert loaded.agency("a/units/1") == tmp_path / "a/units/1"
    names = ("", "a", "a/units", "a/units/", "a/units/2", "a/units/1/", "a/units/.hidden", "a/other/3")
    ways_out = ("a/units/..", "../units/1", "/units/1", "a/units/1\0", "a\\..\\x/units/1", "a/units/C:")
    assert [name for name in (*names, *ways_out) if loaded.agency(name)] == []
    assert loaded.split("a/units/1/inbox/x") == ("a/units/1", "inbox/x")


def test_years_are_those_of_inboxes_and_of_what_was_published(tmp_path: Path) -> None:
    folder = province(tmp_path, '[province]\nname = "ก"', "agencies/a/inbox/2562", "agencies/b/reports/2561")
    (folder / "agencies/b/inbox/old").mkdir(parents=True)
    assert settings.load(folder).years() == [2562, 2561]
