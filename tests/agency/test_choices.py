"""The file that keeps which of two versions counts."""

from pathlib import Path

import pytest

from itaxl.agency import choices
from itaxl.agency.choices import Choice
from itaxl.errors import WrongUseError
from itaxl.findings import Place, finding

FILES = {"ก.xlsx": "1" * 64, "ย่อย/ข.xlsx": "2" * 64}


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = choices.path(tmp_path, 2562)
    assert file.name == "use-2562.json"
    assert choices.load(file) == ()
    chosen = choices.add((), ["ก.xlsx", "ย่อย/ข.xlsx"], FILES)
    file.write_text(choices.text(chosen), "utf-8")
    assert choices.load(file) == chosen == (Choice("1" * 64, "ก.xlsx"), Choice("2" * 64, "ย่อย/ข.xlsx"))


def test_a_file_may_be_named_by_its_path() -> None:
    assert choices.add((), ["inbox/2562/ย่อย/ข.xlsx"], FILES) == (Choice("2" * 64, "ย่อย/ข.xlsx"),)


def test_the_last_choice_stands_last_and_none_stands_twice() -> None:
    chosen = choices.add(choices.add((), ["ก.xlsx", "ย่อย/ข.xlsx"], FILES), ["ก.xlsx"], FILES)
    assert [each.file for each in chosen] == ["ย่อย/ข.xlsx", "ก.xlsx"]


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(WrongUseError) as refused:
        choices.add((), ["ค.xlsx"], FILES)
    assert refused.value.key == "use.file"


def test_a_choice_that_decides_nothing_is_refused() -> None:
    used = finding("X417", Place("ย่อย/ข.xlsx"), other="ก.xlsx")
    choices.check_needed(choices.add((), ["ก.xlsx"], FILES), [used])
    with pytest.raises(WrongUseError) as refused:
        choices.check_needed(choices.add((), ["ย่อย/ข.xlsx"], FILES), [used])
    assert refused.value.key == "use.unneeded"


@pytest.mark.parametrize("broken", ["", "{", "[1]", '[{"file": "a"}]', "\ufeff", '{"sha256": 1}'])
def test_a_broken_file_is_named(broken: str, tmp_path: Path) -> None:
    file = tmp_path / "use-2562.json"
    file.write_text(broken, "utf-8")
    with pytest.raises(WrongUseError) as refused:
        choices.load(file)
    assert refused.value.key == "use.broken"
