"""Scores out of counted answers: the internal survey of 2564, then what must hold of any counts."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.instrument import answers, known_years, load, scoring
from itaxl.instrument.model import Question

HERE = load(2564)
QUESTIONS = {question.code: question for question in HERE.questions}
counts = st.lists(st.integers(0, 500), min_size=4, max_size=4).filter(any)


def of(code: str) -> Question:
    return QUESTIONS[code]


@pytest.mark.parametrize(
    ("code", "part", "worth"),
    [
        ("I1", 1, (0, 33, 67, 100)),
        ("I9", 1, (100, 67, 33, 0)),
        ("I11", 1, (0, 33, 67, 100)),
        ("I11", 2, (100, 67, 33, 0)),
        ("I4", 1, (100, 0)),  # nothing was asked for: no is best
        ("I26", 2, (0, 100)),
    ],
)
def test_what_an_answer_is_worth(code: str, part: int, worth: tuple[int, ...]) -> None:
    assert answers.worth(of(code), part, HERE) == worth


def test_the_questions_whose_answers_are_reversed() -> None:
    whole = {code for code, question in QUESTIONS.items() if len(question.reversed) == question.parts}
    levels = {code for code in whole if of(code).answers == "levels"}
    assert levels == {"I9", "I10", "I16", "I17", "I18", "I19", "I22"}
    assert whole - levels == {"I4", "I5", "I6"}


@pytest.mark.parametrize(
    ("code", "given_answers", "score"),
    [
        ("I7", [[1, 1, 1, 1]], Fraction(50)),
        ("I7", [[0, 0, 0, 3]], Fraction(100)),
        ("I7", [[0, 0, 1, 2]], Fraction(89)),
        ("I9", [[3, 0, 0, 0]], Fraction(100)),
        ("I11", [[0, 0, 0, 2], [0, 0, 0, 2]], Fraction(50)),
        ("I4", [[9, 1], [10, 0], [8, 2]], Fraction(90)),
        ("I26", [[1, 3], [0, 4]], Fraction("87.5")),
    ],
)
def test_a_question_from_its_counted_answers(
    code: str, given_answers: list[list[int]], score: Fraction
) -> None:
    assert answers.question_score(of(code), given_answers, HERE) == score


def test_a_question_that_nobody_answered() -> None:
    assert answers.question_score(of("I11"), [[1, 1, 1, 1], [0, 0, 0, 0]], HERE) is None


UNWEIGHED = [year for year in known_years() if not load(year).levels]


def test_the_worth_of_the_levels_is_unknown_of_some_years() -> None:
    assert {2563, 2567} <= set(UNWEIGHED)


@pytest.mark.parametrize("year", UNWEIGHED)
def test_where_the_worth_of_the_levels_is_unknown_nothing_is_computed(year: int) -> None:
    assert answers.worth(of("I1"), 1, load(year)) == ()
    assert answers.question_score(of("I1"), [[1, 1, 1, 1], [1, 1, 1, 1]], load(year)) is None


@pytest.mark.parametrize("wrong", [[], [[1, 1, 1, 1]] * 2, [[1, 1, 1]], [[1, 1, 1, -1]], [[1, 2]]])
def test_counts_that_do_not_fit_the_question(wrong: list[list[int]]) -> None:
    with pytest.raises(ValueError, match=r"\["):
        answers.question_score(of("I7"), wrong, HERE)


@pytest.mark.parametrize("part", [0, 3])
def test_a_part_that_the_question_has_not(part: int) -> None:
    with pytest.raises(ValueError, match=str(part)):
        answers.worth(of("I1"), part, HERE)


def test_an_indicator_from_its_questions() -> None:
    scores = {f"I{number}": Fraction(number) for number in range(1, 31)}
    assert scoring.indicator_score(scores, 1, HERE) == Fraction("3.5")
    assert scoring.indicator_score(scores, 5, HERE) == Fraction("27.5")
    del scores["I6"]
    assert scoring.indicator_score(scores, 1, HERE) is None
    assert scoring.indicator_score(scores, 6, HERE) is None  # questions of EIT are unknown


@pytest.mark.slow
@given(counts)
def test_a_score_is_the_mean_of_each_answer_counted(given_counts: list[int]) -> None:
    worths = [Fraction(worth) for worth, n in zip(HERE.levels, given_counts, strict=True) for _ in range(n)]
    score = answers.part_score(given_counts, HERE.levels)
    assert score == scoring.mean(worths)
    assert score is not None
    assert 0 <= score <= 100


@pytest.mark.slow
@given(counts)
def test_reversed_answers_mirror_the_score(given_counts: list[int]) -> None:
    plain = answers.question_score(of("I7"), [given_counts], HERE)
    turned = answers.question_score(of("I9"), [given_counts], HERE)
    assert plain is not None
    assert turned == 100 - plain


@pytest.mark.slow
@given(counts, st.integers(2, 9))
def test_only_shares_count(given_counts: list[int], times: int) -> None:
    levels = (Decimal(0), Decimal(33), Decimal(67), Decimal(100))
    assert answers.part_score([n * times for n in given_counts], levels) == answers.part_score(
        given_counts, levels
    )
