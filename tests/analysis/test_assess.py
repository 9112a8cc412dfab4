from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itaxl.agency.own_documents import FOLLOWUPS
from itaxl.analysis.assess import assess
from itaxl.analysis.measure_state import due, late
from itaxl.assessment import Assessment, Previous
from itaxl.forms.layout import MEASURES, RESULTS
from itaxl.instrument import load
from itaxl.instrument.scoring import rounded
from itaxl.spreadsheets.book import Book
from tests import detailed
from tests.cases import ANNOUNCED, TOTAL, announced, division, everything, outcome
from tests.filled import AGENCY, INSTRUMENT, book, change, merged, text, who

SCORES = {no: Fraction(score) for no, score in ANNOUNCED.items()}
LOWER = {no: str(50 + no) for no in range(1, 11)}


def scores(result: dict[str, Book]) -> dict[int, Fraction | None]:
    return {indicator.no: indicator.score for indicator in outcome(result).assessment.indicators}


def test_what_was_announced_is_what_counts() -> None:
    result = outcome(everything(LOWER) | {"a": announced(TOTAL=TOTAL, GRADE="C")})
    assert result.assessment.source == "announced"
    assert {indicator.no: indicator.score for indicator in result.assessment.indicators} == SCORES
    assert result.assessment.total == Fraction(TOTAL)
    assert (result.assessment.grade_announced, result.assessment.grade_computed) == ("C", "B")
    assert result.assessment.grade == "C"
    assert result.merged_scores == {no: Fraction(score) for no, score in LOWER.items()}


def test_an_indicator_that_was_not_announced_falls_back_to_the_divisions() -> None:
    partly = {no: score for no, score in ANNOUNCED.items() if no not in (4, 9)}
    result = outcome(everything(LOWER) | {"a": announced(partly)})
    results = {indicator.no: indicator.score for indicator in result.assessment.indicators}
    assert (results[4], results[9], results[1]) == (Fraction(54), Fraction(59), SCORES[1])
    assert result.assessment.source == "mixed"
    assert [(finding.code, finding.value) for finding in result.findings] == [("X415", "9")]  # 4 is weighted


@pytest.mark.slow
def test_findings_about_means_come_only_where_the_mean_is_used() -> None:
    inbox = everything(LOWER, respondents="")
    assert {finding.code for finding in outcome(inbox).findings} == {"X414", "X415"}
    assert outcome(inbox | {"a": announced()}).findings == ()


@pytest.mark.slow
def test_the_divisions_count_where_nothing_was_announced() -> None:
    result = outcome(everything(ANNOUNCED))
    assert result.assessment.source == "divisions"
    assert result.assessment.grade_announced is None
    assert result.assessment.grade == result.assessment.grade_computed == "B"
    total = result.assessment.total
    assert total is not None
    assert str(rounded(total)) == TOTAL
    assert (
        outcome(everything(ANNOUNCED) | {"a": announced({})}).assessment == result.assessment
    )  # sent back blank


def test_a_total_that_was_not_announced_is_computed() -> None:
    assessment = outcome({"a": announced()}).assessment
    assert assessment.total == assessment.total_computed
    assert assessment.total is not None
    assert str(rounded(assessment.total)) == TOTAL


def test_an_announced_total_alone() -> None:
    assessment = outcome({"a": announced({}, TOTAL="96")}).assessment
    assert (assessment.source, assessment.total, assessment.total_computed, assessment.grade) == (
        "announced",
        Fraction(96),
        None,
        "AA",
    )


@pytest.mark.parametrize("missing", range(1, 11))
def test_there_is_a_total_only_with_all_ten(missing: int) -> None:
    nine = {no: score for no, score in ANNOUNCED.items() if no != missing}
    assessment = outcome({"a": announced(nine)}).assessment
    assert (assessment.total, assessment.grade) == (None, None)
    dimension = assessment.dimension(INSTRUMENT.indicator(missing).dimension)
    assert (dimension.score, dimension.points) == (None, None)
    assert sum(dimension.score is None for dimension in assessment.dimensions) == 1


def test_points_are_the_weighted_score() -> None:
    assessment = outcome({"a": announced()}).assessment
    assert [(dimension.code, dimension.weight) for dimension in assessment.dimensions] == [
        ("IIT", Fraction(30)),
        ("EIT", Fraction(30)),
        ("OIT", Fraction(40)),
    ]
    assert assessment.dimension("OIT").score == (SCORES[9] + SCORES[10]) / 2
    assert assessment.dimension("OIT").points == (SCORES[9] + SCORES[10]) / 2 * Fraction(40, 100)
    assert sum(dimension.points or 0 for dimension in assessment.dimensions) == assessment.total_computed


def test_an_announced_dimension_goes_before_the_mean_of_its_indicators() -> None:
    dimension_result = outcome({"a": announced(IIT="90")}).assessment.dimension("IIT")
    assert (dimension_result.score, dimension_result.points) == (Fraction(90), Fraction(27))


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["70", "70.00", "71", "99.99"]), min_size=10, max_size=10))
def test_all_that_tie_are_the_weakest_in_order(values: list[str]) -> None:
    given_scores = dict(enumerate(values, start=1))
    assessment = outcome({"a": announced(given_scores)}).assessment
    for dimension in assessment.dimensions:
        own = {
            indicator.no: indicator.score
            for indicator in assessment.indicators
            if indicator.dimension == dimension.code
        }
        lowest = min(score for score in own.values() if score is not None)
        assert dimension.weakest == tuple(no for no, score in own.items() if score == lowest < 100)


def test_none_is_weakest_where_every_score_is_full() -> None:
    assessment = outcome({"a": announced({9: "100", 10: "100.00"})}).assessment
    assert assessment.dimension("OIT").weakest == ()
    assessment = outcome({"a": announced({9: "100", 10: "99.99"})}).assessment
    assert assessment.dimension("OIT").weakest == (10,)


def test_the_weakest_of_those_that_are_known() -> None:
    assessment = outcome({"a": announced({1: "80", 2: "70"})}).assessment
    assert [dimension.weakest for dimension in assessment.dimensions] == [(2,), (), ()]


# Recommendations


def test_what_must_be_done_is_the_agencys_own_text_or_the_standard() -> None:
    rows = "| รหัส | คะแนน (0–100) | ข้อเสนอแนะ |\n|---|---|---|\n| 4 | 73.80 | จัดทำ\u00a0คู่มือ |\n| 5 |  | ทบทวนแผน |"
    assessment = outcome({"a": book(who("announced"), {RESULTS: rows})}).assessment
    assert assessment.indicator(4).recommendation == "จัดทำ คู่มือ"
    assert assessment.indicator(5).recommendation == "ทบทวนแผน"
    assert assessment.indicator(6).recommendation == INSTRUMENT.indicator(6).recommendation.th


def test_of_a_code_that_stands_twice_the_first_filled_in_counts() -> None:
    below = {(21, 1): text("4"), (21, 3): text("73,80"), (22, 1): text("4"), (22, 3): text("9")}
    workbook = change(announced({1: "80"}), RESULTS, below)
    assert outcome({"a": workbook}).assessment.indicator(4).score == Fraction("73.8")


def test_of_two_announced_grades_the_first_filled_in_counts() -> None:
    below = {(21, 1): text("GRADE"), (21, 3): text("C"), (22, 1): text("GRADE"), (22, 3): text("D")}
    assert outcome({"a": change(announced(), RESULTS, below)}).assessment.grade_announced == "C"


def assessed(year: int, scores: dict[int, str], **more: str) -> Assessment:
    """Announced results by the scheme of another year."""
    return assess(merged({"a": announced(scores, **more)}), AGENCY, load(year), None).assessment


@pytest.mark.parametrize("total, grade", [("85", "A"), ("84.995", "A"), ("84.9949", "B"), ("84.99", "B")])
def test_a_total_on_a_band_has_the_better_grade_as_it_is_printed(total: str, grade: str) -> None:
    assert assessed(2562, {}, TOTAL=total).grade_computed == grade


def test_a_grade_that_an_unknown_dimension_decides_is_not_guessed() -> None:
    eight = dict.fromkeys(range(1, 9), "97")
    assert assessed(2568, eight, TOTAL="94.64").grade_computed is None
    assert assessed(2568, eight, TOTAL="94.64", OIT="84").grade_computed == "ผ่าน"
    assert assessed(2568, eight, TOTAL="94.64", OIT="85").grade_computed == "ผ่านดี"


@pytest.mark.parametrize("code", ["11", "²", "IIT2", "๔๔"])
def test_a_code_that_is_none_does_no_harm(code: str) -> None:
    workbook = change(announced(), RESULTS, {(21, 1): text(code), (21, 3): text("9")})
    assert outcome({"a": workbook}).assessment == outcome({"a": announced()}).assessment


# Divisions


def test_a_division_with_all_ten_has_a_total_and_a_grade() -> None:
    assessment = outcome(everything(ANNOUNCED, ("finance",))).assessment
    (finance,) = assessment.divisions
    assert (finance.id, finance.name, finance.grade) == ("finance", "กองคลัง", "B")
    assert finance.total is not None
    assert str(rounded(finance.total)) == TOTAL
    assert finance.indicators == SCORES
    assert finance.respondents == dict.fromkeys(range(1, 9), 20)


def test_a_division_with_nine_has_neither() -> None:
    nine = {no: score for no, score in ANNOUNCED.items() if no != 10}
    (finance,) = outcome(everything(nine, ("finance",))).assessment.divisions
    assert (finance.total, finance.grade, len(finance.indicators)) == (None, None, 9)


def test_divisions_come_in_the_agencys_order_and_only_with_scores() -> None:
    inbox = everything(ANNOUNCED, ("works", "clerk")) | {"f": division("finance", "IIT", None, (4,))}
    assert [division.id for division in outcome(inbox).assessment.divisions] == ["clerk", "works"]


@pytest.mark.parametrize("respondents, shown", [("4", False), ("5", True), ("0", False)])
def test_small_groups_are_not_shown_by_name_but_count_in_the_mean(respondents: str, shown: bool) -> None:
    inbox = everything(ANNOUNCED, ("finance",), respondents=respondents)
    result = outcome(inbox)
    (finance,) = result.assessment.divisions
    assert set(finance.indicators) == (set(range(1, 11)) if shown else {9, 10})
    assert set(finance.respondents) == (set(range(1, 9)) if shown else set())
    assert (finance.total is not None) == shown  # all but one score could be had from a total
    assert result.merged_scores == SCORES


def test_how_small_a_group_is_the_agency_decides() -> None:
    inbox = everything(ANNOUNCED, ("finance",), respondents="3")
    (finance,) = outcome(inbox, replace(AGENCY, small_group=0)).assessment.divisions
    assert len(finance.indicators) == 10


@pytest.mark.parametrize("respondents, shown", [("4", []), ("5", ["I7"])])
def test_a_question_that_few_answered_is_not_shown(respondents: str, shown: list[str]) -> None:
    counts = {"I7": ("0", "0", "0", respondents)}
    assessment = detailed.outcome({"a": detailed.survey(counts)}).assessment
    assert [question.code for question in assessment.questions] == shown


# Year before, follow-up, dates

PREVIOUS = Previous(2561, Fraction("70.5"), "C", {4: Fraction(60)})


def test_the_year_before_stands_beside_each_indicator() -> None:
    assessment = outcome({"a": announced()}, previous=PREVIOUS).assessment
    assert (assessment.indicator(4).previous, assessment.indicator(5).previous) == (Fraction(60), None)
    assert assessment.previous == PREVIOUS
    assert outcome({"a": announced()}).assessment.indicator(4).previous is None


def report(round: str, **cells: str) -> Book:
    row = {"ตัวชี้วัด": "4", "มาตรการ": "มาตรการของ 4"} | cells
    lines = ["| " + " | ".join(cells) + " |" for cells in (row, ["---"] * len(row), row.values())]
    return book(who("IIT", "finance", round), {MEASURES: "\n".join(lines)})


@pytest.mark.slow
def test_the_newest_round_that_anyone_reported_in() -> None:
    inbox = everything(ANNOUNCED)
    assert outcome(inbox).assessment.followup_round is None
    blank = {"f": report("followup-12")}
    assert outcome(inbox | blank).assessment.followup_round is None
    six = {"e": report("followup-6", สถานะ="ยังไม่ดำเนินการ")}
    assert outcome(inbox | blank | six).assessment.followup_round == "followup-6"
    twelve = {"f": report("followup-12", ร้อยละความก้าวหน้า="50")}
    assert outcome(inbox | six | twelve).assessment.followup_round == "followup-12"


def test_a_status_in_a_plan_is_no_follow_up() -> None:
    assert outcome({"p": report("plan", สถานะ="ดำเนินการแล้ว")}).assessment.followup_round is None


@pytest.mark.parametrize(
    "round, day",
    [("followup-6", date(2020, 3, 31)), ("followup-12", date(2020, 9, 30)), ("", date(2020, 3, 31))],
)
def test_without_a_date_lateness_is_judged_at_the_end_of_the_round(round: str, day: date) -> None:
    inbox = {"p": report("plan")} | ({"f": report(round, สถานะ="ยังไม่ดำเนินการ")} if round else {})
    assert outcome(inbox, day=None).assessment.as_of == day


@pytest.mark.parametrize("round, number", [("", 0), ("followup-6", 0), ("followup-12", 1)])
def test_lateness_is_judged_on_the_date_of_the_rounds_own_report(round: str, number: int) -> None:
    """Before any round has begun, on that of the first."""
    days = (date(2020, 4, 7), date(2020, 10, 8))
    own = {(2562, name): {"report_date": day} for name, day in zip(FOLLOWUPS, days, strict=True)}
    inbox = {"p": report("plan")} | ({"f": report(round, สถานะ="ยังไม่ดำเนินการ")} if round else {})
    assessment = outcome(inbox, replace(AGENCY, own_documents=own), day=None).assessment
    assert assessment.as_of == days[number]


@pytest.mark.parametrize(
    "day, is_late, is_due",
    [(9, False, True), (10, True, False), (8, False, False)],
    ids=["due", "late", "early"],
)
def test_lateness_is_judged_on_the_day_and_the_last_day_itself_is_due(
    day: int, is_late: bool, is_due: bool
) -> None:
    inbox = {"p": report("plan", วันที่สิ้นสุด="2020-04-09"), "f": report("followup-6", สถานะ="อยู่ระหว่างดำเนินการ")}
    assessment = outcome(inbox, day=date(2020, 4, day)).assessment
    assert (bool(late(assessment)), bool(due(assessment))) == (is_late, is_due)


def test_a_measure_that_ends_on_the_last_day_of_the_round_is_due() -> None:
    inbox = {"p": report("plan", วันที่สิ้นสุด="2020-09-30"), "f": report("followup-12", สถานะ="ยังไม่ดำเนินการ")}
    assessment = outcome(inbox, day=None).assessment
    assert ([measure.indicator for measure in due(assessment)], late(assessment)) == ([4], ())


def test_nothing_at_all() -> None:
    assessment = outcome({}).assessment
    assert (assessment.total, assessment.grade, assessment.divisions, assessment.measures) == (
        None,
        None,
        (),
        (),
    )
    assert [dimension.weakest for dimension in assessment.dimensions] == [(), (), ()]


# Sources


def sources(inbox: dict[str, Book]) -> dict[str, object]:
    """Where each figure is from, and all of them together."""
    assessment = outcome(inbox).assessment
    return {
        "whole": assessment.source,
        "total": assessment.total_source,
        "grade": assessment.grade_source,
        "dimensions": [dimension.source for dimension in assessment.dimensions],
        "indicators": {indicator.source for indicator in assessment.indicators},
    }


def test_only_the_total_and_the_grade_announced_are_what_is_called_announced() -> None:
    results = sources(everything(LOWER) | {"a": announced({}, TOTAL="87.09", GRADE="A")})
    assert results == {
        "whole": "mixed",
        "total": "announced",
        "grade": "announced",
        "dimensions": ["computed"] * 3,
        "indicators": {"divisions"},
    }


def test_some_indicators_announced_and_some_of_the_divisions() -> None:
    partly = {no: score for no, score in ANNOUNCED.items() if no not in (4, 9)}
    assessment = outcome(everything(LOWER) | {"a": announced(partly)}).assessment
    theirs = [indicator.no for indicator in assessment.indicators if indicator.source == "divisions"]
    assert theirs == [4, 9]
    assert (assessment.source, assessment.total_source, assessment.grade_source) == (
        "mixed",
        "computed",
        "computed",
    )


def test_dimensions_announced_without_indicators_give_the_total() -> None:
    assessment = outcome({"a": announced({}, IIT="90", EIT="80", OIT="70")}).assessment
    assert (assessment.total, assessment.total_source, assessment.source) == (
        Fraction(79),
        "computed",
        "announced",
    )
    assert [dimension.source for dimension in assessment.dimensions] == ["announced"] * 3
    assert {indicator.source for indicator in assessment.indicators} == {None}


def test_announced_dimensions_go_before_the_divisions_indicators_in_the_total_too() -> None:
    assessment = outcome(everything(LOWER) | {"a": announced({}, IIT="90", EIT="80", OIT="70")}).assessment
    assert (assessment.total, assessment.source) == (Fraction(79), "mixed")


def test_only_the_grade_announced() -> None:
    results = sources(everything(LOWER) | {"a": announced({}, GRADE="A")})
    assert (results["whole"], results["total"], results["grade"]) == ("mixed", "computed", "announced")
    results = sources({"a": announced({}, GRADE="A")})
    assert (results["whole"], results["total"], results["grade"]) == ("announced", None, "announced")


def test_nothing_is_called_announced_where_nothing_was() -> None:
    results = sources(everything(LOWER))
    assert (results["whole"], results["total"], results["grade"]) == ("divisions", "computed", "computed")
    assert sources({})["whole"] == "divisions"
    assert (sources({})["total"], sources({})["indicators"]) == (None, {None})
