"""Scores out of the answers that a division counted, and where typed ones stand beside them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.merging import counted_answers
from itaxl.merging.agency_scores import own_scores
from itaxl.spreadsheets.book import Book
from tests import detailed
from tests.detailed import Answers, instrument, submission
from tests.filled import change, text

# Of indicator 2: I7, I8 (two parts), I9 and I10 (turned round), I11 (its second part turned round), I12 (three parts).
INDICATOR_2 = {
    "I7": ("0", "0", "0", "4"),
    "I8.1": ("4", "0", "0", "0"), "I8.2": ("0", "0", "0", "4"),
    "I9": ("4", "0", "0", "0"),
    "I10": ("0", "0", "0", "4"),
    "I11.1": ("0", "0", "0", "4"), "I11.2": ("3", "0", "0", "1"),
    "I12.1": ("0", "2", "2", "0"), "I12.2": ("0", "2", "2", "0"), "I12.3": ("0", "2", "2", "0"),
}  # fmt: skip


def scores(workbook: Book) -> dict[str, tuple[Fraction, int]]:
    """Score and respondents by question, all that count."""
    rows = counted_answers.scores(submission(workbook), instrument())
    return {row.code: (row.score, row.respondents or 0) for _, row in rows if row.score is not None}


def counted(counts: Answers, typed: Answers | None = None) -> Book:
    return detailed.survey(counts, typed)


def test_each_question_from_its_parts() -> None:
    assert scores(counted(INDICATOR_2)) == {
        code: (Fraction(score), 4)
        for code, score in {"I7": "100", "I8": "50", "I9": "100", "I10": "0", "I11": "87.5", "I12": "50"}.items()
    }  # fmt: skip


def test_the_indicator_and_its_respondents_reach_the_agency() -> None:
    whole = detailed.whole({"a.xlsx": counted(INDICATOR_2)})
    assert whole.outcome.merged_scores == {2: Fraction(775, 12)}
    (row,) = whole.merged.scores[whole.merged.scores["code"] == "I8"].to_dict("records")
    assert (row["score"], row["respondents"], row["sheet"], row["row"]) == (50.0, 4, "คำตอบ", 22)
    counts = whole.merged.counts
    assert list(counts[counts["code"] == "I11.2"][["answer", "count"]].itertuples(index=False, name=None)) == [
        ("level1", 3), ("level2", 0), ("level3", 0), ("level4", 1),
    ]  # fmt: skip


def test_a_score_is_exact_though_no_float_holds_it() -> None:
    third = {"I7": ("1", "0", "0", "2")}
    merged = detailed.whole({"a": detailed.survey(third)}).merged
    (question,) = own_scores(merged, instrument(), {}).questions
    assert question.score == Fraction(200, 3)


def test_two_divisions_are_weighted_by_those_who_answered() -> None:
    one = detailed.survey({"I7": ("0", "0", "0", "30")}, division="finance")
    other = detailed.survey({"I7": ("10", "0", "0", "0")}, division="works")
    merged = detailed.whole({"a": one, "b": other}).merged
    (question,) = own_scores(merged, instrument(), {}).questions
    assert (question.score, question.respondents) == (Fraction(75), 40)


@pytest.mark.parametrize("no, yes, score", [("8", "2", 80), ("10", "", 100), ("", "5", 0)])
def test_yes_and_no_where_nothing_was_asked_for(no: str, yes: str, score: int) -> None:
    part = ("", "", "", "", no, yes)
    results = scores(counted({"I4.1": part, "I4.2": part, "I4.3": part}))
    assert results["I4"][0] == score


def test_yes_is_best_where_plans_were_looked_over() -> None:
    part = ("", "", "", "", "1", "3")
    assert scores(counted({"I26.1": part, "I26.2": part}))["I26"] == (Fraction(75), 4)


def test_a_blank_cell_beside_others_is_nobody_and_a_row_of_noughts_no_answer() -> None:
    assert scores(counted({"I7": ("", "", "2", "2")}))["I7"] == (Fraction(167, 2), 4)
    assert scores(counted({"I7": ("0", "0", "0", "0")})) == {}


def test_a_question_without_all_its_parts_has_no_score() -> None:
    assert scores(counted({"I8.1": ("0", "0", "0", "4")})) == {}


def test_a_question_of_which_a_count_cannot_be_used_has_no_score() -> None:
    workbook = counted({"I7": ("0", "0", "0", "4")})
    broken = change(workbook, "คำตอบ", {(21, 3): text("สองคน")})
    assert scores(workbook) == {"I7": (Fraction(100), 4)}
    assert scores(broken) == {}
    assert [finding.place.cell for finding in detailed.findings(broken, "C321")] == ["C21"]


def test_as_many_answered_as_the_least_answered_part() -> None:
    assert scores(counted({"I8.1": ("0", "0", "0", "4"), "I8.2": ("0", "0", "0", "3")}))["I8"] == (
        Fraction(100),
        3,
    )


def test_a_typed_score_stays_and_takes_the_people_who_were_counted() -> None:
    both = {"I7": ("", "60")}
    assert scores(counted({"I7": ("0", "0", "0", "4")}, both))["I7"] == (Fraction(60), 4)
    assert scores(counted({"I7": ("0", "0", "0", "4")}, {"I7": ("9", "60")}))["I7"] == (Fraction(60), 9)


counts = st.lists(st.integers(0, 500), min_size=4, max_size=4).filter(any)


@pytest.mark.slow
@given(counts)
def test_turned_round_is_what_is_left_to_a_hundred(counts: list[int]) -> None:
    """The four levels are worth as much as their mirror image lacks; I9 is I7 turned round."""
    cells = tuple(map(str, counts))
    results = scores(counted({"I7": cells, "I9": cells}))
    assert results["I7"][0] + results["I9"][0] == 100
    assert results["I7"][1] == sum(counts)
