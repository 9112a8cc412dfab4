"""From questions and items to indicators: each division's questions, all divisions' items."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itaxl.analysis.insights import points
from itaxl.assessment import ItemResult
from itaxl.checks.all_workbooks import check
from itaxl.instrument import items, scoring
from itaxl.spreadsheets.book import Book
from tests.detailed import instrument, oit, outcome, sheet, whole
from tests.filled import AGENCY

CODES = [item.code for item in instrument().items]
DIVISIONS = [division.id for division in AGENCY.divisions]
answers = st.dictionaries(st.sampled_from(CODES), st.sampled_from(("มี", "ไม่มี")))


def everything(missed: set[str]) -> dict[str, str]:
    return {code: "ไม่มี" if code in missed else "มี" for code in CODES}


def codes(workbooks: dict[str, Book], family: str = "X42", year: int = 2564) -> list[str]:
    findings = outcome(workbooks, year).findings
    return sorted(finding.code for finding in findings if finding.code.startswith(family))


# Items


def test_items_make_the_scores_of_both_indicators() -> None:
    result = outcome({"a": oit(everything({"O1", "O29", "O42"}))})
    scores = {indicator.no: indicator.score for indicator in result.assessment.indicators}
    assert scoring.rounded(scores[9] or Fraction()) == scoring.rounded(Fraction("93.78"))
    assert scores[10] == 75
    assert result.merged_scores == {9: scores[9], 10: scores[10]}


def test_what_is_missed_is_known_with_what_it_would_bring() -> None:
    result = outcome({"a": oit(everything({"O1", "O42"}))})
    assert result.assessment.items[0] == ItemResult("O1", passed=False)
    gains = {item.code: gain for item, gain in points.by_item(result.assessment, instrument())}
    assert gains == {"O42": 5, "O1": Fraction(4, 9)}


def test_an_item_that_any_division_has_is_there() -> None:
    workbooks = {
        "a": oit(dict.fromkeys(CODES[:20], "มี"), "clerk"),
        "b": oit(dict.fromkeys(CODES[20:], "มี") | {"O1": "ไม่มี"}, "finance"),
    }
    result = outcome(workbooks)
    assert all(item.passed for item in result.assessment.items)
    assert result.merged_scores == {9: 100, 10: 100}
    (contradiction,) = [finding for finding in result.findings if finding.code == "X421"]
    assert (contradiction.value, dict(contradiction.values)) == ("O1", {"there": 1, "missing": 1})


def test_items_that_nobody_answers_give_no_score_and_are_named() -> None:
    result = outcome({"a": oit(dict.fromkeys(CODES[1:], "มี"))})
    assert result.merged_scores == {10: 100}
    (missing,) = [finding for finding in result.findings if finding.code == "X420"]
    assert dict(missing.values) == {"count": 1, "items": "O1"}


def test_items_give_a_division_no_score_of_its_own() -> None:
    assert outcome({"a": oit(everything(set()))}).assessment.divisions == ()


def test_where_the_groups_are_not_known_items_are_listed_without_a_score() -> None:
    here = instrument(2568)
    result = outcome({"a": oit({item.code: "มี" for item in here.items}, year=2568)}, 2568)
    assert [item.code for item in result.assessment.items] == [item.code for item in here.items]
    assert result.merged_scores == {}
    assert codes({"a": oit({"O1": "ไม่มี"}, year=2568)}, year=2568) == ["X420", "X423"]
    (item, gain), *_ = points.by_item(outcome({"a": oit({"O1": "ไม่มี"}, year=2568)}, 2568).assessment, here)
    assert (item.code, gain) == ("O1", None)


def test_a_score_by_item_goes_before_those_of_other_divisions() -> None:
    whole_list = oit(everything({"O42"}), "clerk")
    by_indicator = sheet("OIT", {"9": ("80",), "10": ("80",)}, "finance", "indicators")
    result = outcome({"a": whole_list, "b": by_indicator})
    assert result.merged_scores == {9: 100, 10: 75}
    assert [(finding.code, finding.value) for finding in result.findings] == [("X422", "9"), ("X422", "10")]
    (division,) = result.assessment.divisions
    assert division.id == "finance"
    assert division.indicators == {9: 80, 10: 80}


def test_where_items_do_not_suffice_the_scores_of_other_divisions_count() -> None:
    by_indicator = sheet("OIT", {"9": ("80",), "10": ("90",)}, "finance", "indicators")
    assert outcome({"a": oit({"O1": "มี"}, "clerk"), "b": by_indicator}).merged_scores == {9: 80, 10: 90}


def test_a_code_that_is_no_item_of_the_year_is_left_out() -> None:
    assert outcome({"a": oit({})}).assessment.items == ()


@pytest.mark.slow
@settings(max_examples=settings().max_examples * 2 // 5, deadline=None)
@given(st.lists(answers, min_size=1, max_size=3))
def test_the_union_does_not_depend_on_order_or_on_who_says_it(said: list[dict[str, str]]) -> None:
    workbooks = {f"{name}.xlsx": oit(own, name) for name, own in zip(DIVISIONS, said, strict=False)}
    shuffled = dict(zip(reversed(DIVISIONS), said, strict=False))
    others = {f"{name}.xlsx": oit(own, name) for name, own in shuffled.items()}
    one, other = outcome(workbooks), outcome(dict(reversed(others.items())))
    assert one.assessment.items == other.assessment.items
    assert one.merged_scores == other.merged_scores
    passed = {item.code: item.passed for item in one.assessment.items}
    assert passed == {
        code: any(own.get(code) == "มี" for own in said) for code in CODES if any(code in own for own in said)
    }
    for no in (9, 10):
        assert one.merged_scores.get(no) == items.indicator_score(passed, no, instrument())


# Questions


def iit(score: str, respondents: str = "20", division: str = "finance", **more: str) -> Book:
    """All thirty questions with one score, but for those named."""
    rows = {question.code: score for question in instrument().questions} | more
    return sheet("IIT", {code: (respondents, row) for code, row in rows.items() if row}, division)


def test_questions_make_the_score_of_their_indicator() -> None:
    result = outcome({"a": iit("80", I1="50")})
    assert result.merged_scores == {1: 75, 2: 80, 3: 80, 4: 80, 5: 80}
    (division,) = result.assessment.divisions
    assert division.indicators == result.merged_scores
    assert division.respondents == dict.fromkeys(range(1, 6), 20)


def test_a_third_stays_exact() -> None:
    assert outcome({"a": iit("80", I1="81")}).merged_scores[1] == Fraction(481, 6)


def test_without_one_of_its_questions_an_indicator_has_no_score() -> None:
    assert set(outcome({"a": iit("80", I7="")}).merged_scores) == {1, 3, 4, 5}


def test_divisions_by_question_and_by_indicator_are_joined() -> None:
    by_indicator = sheet("IIT", {str(no): ("60", "90") for no in range(1, 6)}, "clerk", "indicators")
    result = outcome({"a": iit("80", respondents="20"), "b": by_indicator})
    assert result.merged_scores == dict.fromkeys(range(1, 6), Fraction(175, 2))
    assert result.findings == ()


def test_as_many_count_as_answered_every_question() -> None:
    rows = {question.code: ("20", "80") for question in instrument().questions} | {"I3": ("12", "80")}
    (division,) = outcome({"a": sheet("IIT", rows)}).assessment.divisions
    assert (division.respondents[1], division.respondents[2]) == (12, 20)
    without = rows | {"I3": ("", "80")}
    other = sheet("IIT", {str(no): ("60", "90") for no in range(1, 6)}, "clerk", "indicators")
    result = outcome({"a": sheet("IIT", without), "b": other})
    assert [(finding.code, finding.value) for finding in result.findings] == [("X414", "1"), ("X424", "1")]


def test_the_weakest_questions_are_told_weighted_over_the_divisions() -> None:
    result = outcome({"a": iit("80", I19="50"), "b": iit("80", "60", "clerk", I19="70", I4="60")})
    weakest = points.weakest_questions(result.assessment)
    assert [question.code for question in weakest[:2]] == ["I4", "I19"]
    assert [question.score for question in weakest[:2]] == [65, 65]
    said = [
        sentence
        for sentence in points.sentences(result.assessment, instrument())
        if sentence.key == "points.question"
    ]
    assert [insight.value("code") for insight in said] == [question.code for question in weakest]


def test_a_question_that_few_answered_is_not_told() -> None:
    few = {"I3": ("4", "10")}
    rows = {question.code: ("20", "80") for question in instrument().questions} | few
    result = outcome({"a": sheet("IIT", rows)})
    assert "I3" not in {question.code for question in result.assessment.questions}
    assert len(result.assessment.questions) == 29


@pytest.mark.slow
def test_a_question_that_few_answered_hides_its_indicator() -> None:
    rows = {question.code: ("20", "80") for question in instrument().questions} | {"I3": ("4", "80")}
    result = whole({"a": sheet("IIT", rows)})
    (division,) = result.outcome.assessment.divisions
    assert set(division.indicators) == {2, 3, 4, 5}
    assert result.outcome.merged_scores[1] == 80


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(st.lists(st.sampled_from((0, *range(2, 101))), min_size=30, max_size=30))  # 1 is asked about
def test_an_indicator_lies_between_its_questions(scores: list[int]) -> None:
    rows = {
        question.code: ("20", str(score))
        for question, score in zip(instrument().questions, scores, strict=True)
    }
    merged_scores = outcome({"a": sheet("IIT", rows)}).merged_scores
    for no in range(1, 6):
        own = scores[6 * (no - 1) : 6 * no]
        assert min(own) <= merged_scores[no] <= max(own)
        assert merged_scores[no] == Fraction(sum(own), 6)


# Announced


@pytest.mark.slow
def test_what_was_announced_goes_before_what_items_and_questions_give() -> None:
    official = sheet("announced", {"1": ("70",), "9": ("60",)}, division="")
    workbooks = {"a": oit(everything(set())), "b": iit("80"), "c": official}
    result = outcome(workbooks)
    scores = {indicator.no: indicator.score for indicator in result.assessment.indicators}
    assert [scores[no] for no in (1, 2, 9, 10)] == [70, 80, 60, 100]
    assert len(result.assessment.items) == len(CODES)
    against = [finding for finding in check(whole(workbooks)) if finding.code == "X411"]
    assert [(finding.value, dict(finding.values)["computed"]) for finding in against] == [
        ("70.00", "80.00"),
        ("60.00", "100.00"),
    ]


def test_of_a_score_that_was_announced_it_is_not_said_how_divisions_were_joined() -> None:
    by_indicator = sheet("OIT", {"9": ("80",), "10": ("80",)}, "finance", "indicators")
    official = sheet("announced", {"9": ("60",)}, division="")
    findings = outcome({"a": oit(everything(set()), "clerk"), "b": by_indicator, "c": official}).findings
    assert [(finding.code, finding.value) for finding in findings] == [("X422", "10")]
