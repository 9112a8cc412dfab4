"""Obstacles: real ones, "none" in its many spellings, and no answer."""

import pytest

from itaxl.analysis.obstacles import is_answered, is_obstacle, says_none


@pytest.mark.parametrize(
    "text",
    [
        *("ไม่มี", " ไม่มี ", "ไม่มีปัญหา", "ไม่มีปัญหา/อุปสรรค", "ไม่มีปัญหาและอุปสรรค", "ไม่พบปัญหา", "ไม่มีปัญหาใด ๆ"),
        *("None", "none.", "(ไม่มี)", "no obstacles"),
    ],
)
def test_none_is_an_answer_and_no_obstacle(text: str) -> None:
    assert says_none(text)
    assert is_answered(text)
    assert not is_obstacle(text)


@pytest.mark.parametrize("text", ["", " ", "-", "–", "\u00a0- ", "..."])
def test_blank_and_dashes_are_no_answer(text: str) -> None:
    assert not says_none(text)
    assert not is_answered(text)
    assert not is_obstacle(text)


@pytest.mark.parametrize(
    "text", ["ไม่มีงบประมาณ", "ไม่มีบุคลากร", "บุคลากรมีภารกิจมาก", "No staff", "none of the staff"]
)
def test_a_lack_of_something_is_an_obstacle(text: str) -> None:
    assert is_obstacle(text)
