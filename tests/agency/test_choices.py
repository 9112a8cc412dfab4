"""The file that keeps which of two versions counts."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from itaxl.agency import choices
from itaxl.agency.choices import Choice
from itaxl.errors import WrongUseError
from itaxl.findings import Place, finding

ONE, OTHER = "1" * 64, "2" * 64
FILES = {"ก.xlsx": ONE, "ย่อย/ข.xlsx": OTHER}
OVER_NOTHING = '[{"sha256": "a", "file": "a", "over": 1}]'
RIVALS = {ONE: (OTHER,), OTHER: (ONE,)}


def add(before: Iterable[Choice], wanted: Iterable[str]) -> tuple[Choice, ...]:
    return choices.added(before, choices.made(wanted, FILES, RIVALS))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = choices.path(tmp_path, 2562)
    assert file.name == "use-2562.json"
    assert choices.load(file) == ()
    chosen = add((), ["ก.xlsx", "ย่อย/ข.xlsx"])
    file.write_text(choices.text(chosen), "utf-8")
    assert (
        choices.load(file) == chosen == (Choice(ONE, "ก.xlsx", (OTHER,)), Choice(OTHER, "ย่อย/ข.xlsx", (ONE,)))
    )


def test_a_file_may_be_named_by_its_path() -> None:
    assert add((), ["inbox/2562/ย่อย/ข.xlsx"]) == (Choice(OTHER, "ย่อย/ข.xlsx", (ONE,)),)


def test_the_last_choice_stands_last_and_none_stands_twice() -> None:
    chosen = add(add((), ["ก.xlsx", "ย่อย/ข.xlsx"]), ["ก.xlsx"])
    assert [choice.file for choice in chosen] == ["ย่อย/ข.xlsx", "ก.xlsx"]


def test_one_that_is_named_in_two_ways_is_one_choice() -> None:
    names = ["ย่อย/ข.xlsx", "ก.xlsx", "inbox/2562/ย่อย/ข.xlsx"]
    assert [choice.file for choice in choices.made(names, FILES, RIVALS)] == ["ก.xlsx", "ย่อย/ข.xlsx"]


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(WrongUseError) as refused:
        add((), ["ค.xlsx"])
    assert refused.value.key == "use.file"


def test_a_choice_that_decides_nothing_is_refused() -> None:
    used = finding("X417", Place("ย่อย/ข.xlsx"), other="ก.xlsx")
    choices.check_needed(add((), ["ก.xlsx"]), [used])
    with pytest.raises(WrongUseError) as refused:
        choices.check_needed(add((), ["ย่อย/ข.xlsx"]), [used])
    assert refused.value.key == "use.unneeded"


def test_one_that_was_used_though_another_hand_sent_it_needed_its_choice() -> None:
    choices.check_needed(add((), ["ก.xlsx"]), [finding("X434", Place("ก.xlsx"), sender="a", whose="b")])


def test_a_file_of_an_earlier_version_of_the_program_is_read(tmp_path: Path) -> None:
    file = tmp_path / "use-2562.json"
    file.write_text(f'[{{"sha256": "{ONE}", "file": "ก.xlsx"}}]', "utf-8")
    assert choices.load(file) == (Choice(ONE, "ก.xlsx"),)


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{",
        "[1]",
        OVER_NOTHING,
        '[{"file": "a"}]',
        "\ufeff",
        '{"sha256": 1}',
    ],
)
def test_a_broken_file_is_named(broken: str, tmp_path: Path) -> None:
    file = tmp_path / "use-2562.json"
    file.write_text(broken, "utf-8")
    with pytest.raises(WrongUseError) as refused:
        choices.load(file)
    assert refused.value.key == "use.broken"
