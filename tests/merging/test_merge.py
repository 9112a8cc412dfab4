from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itaxl.agency.choices import Choice
from itaxl.analysis.assess import assess
from itaxl.analysis.measure_state import State, judge
from itaxl.assessment import Measure
from itaxl.findings import Finding, Place
from itaxl.forms.layout import MEASURES, RESULTS, SCORES
from itaxl.merging import agency_scores as own
from itaxl.merging import measures as merging
from itaxl.merging.merge import Merged, merge
from itaxl.spreadsheets.book import Book
from itaxl.submissions.submission import Submission
from tests import detailed
from tests.filled import (
    AGENCY,
    INSTRUMENT,
    SAVED,
    book,
    change,
    merged,
    moved,
    submission,
    submissions,
    text,
    who,
)

DAY = date(2020, 4, 10)
DIVISIONS = ("clerk", "finance", "works")
FIRST = {"IIT": 1, "EIT": 6, "OIT": 9}


def scores(dimension: str, rows: Mapping[int, tuple[str, str]]) -> str:
    """Rows by indicator: respondents and score."""
    lines = ["| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) |", "|---|---|---|"]
    lines += [f"| {no} | {respondents} | {score} |" for no, (respondents, score) in rows.items()]
    if dimension == "OIT":
        lines = [
            "| รหัส | คะแนน (0–100) |",
            "|---|---|",
            *(f"| {no} | {row[1]} |" for no, row in rows.items()),
        ]
    return "\n".join(lines)


def scored(division: str, dimension: str = "IIT", respondents: str = "20", score: str = "80") -> Book:
    """A workbook with one score, that of the dimension's first indicator."""
    rows = {FIRST[dimension]: (respondents, score)}
    return book(who(dimension, division), {SCORES: scores(dimension, rows)})


def planned(division: str, *rows: Mapping[str, str], dimension: str = "IIT", round: str = "plan") -> Book:
    return book(who(dimension, division, round), {MEASURES: table(*rows)})


def table(*rows: Mapping[str, str]) -> str:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    lines = [
        headings,
        ["---"] * len(headings),
        *([row.get(heading, "") for heading in headings] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def row(measure: str = "ประกาศนโยบาย", indicator: str = "4", **more: str) -> dict[str, str]:
    headings = {
        "weakness": "ประเด็นที่เป็นข้อบกพร่อง/จุดอ่อน",
        "responsible": "ผู้รับผิดชอบ",
        "start": "วันที่เริ่ม",
        "end": "วันที่สิ้นสุด",
        "budget": "งบประมาณ (บาท)",
        "target": "เป้าหมาย/ตัวชี้วัดความสำเร็จ",
        "status": "สถานะ",
        "percent": "ร้อยละความก้าวหน้า",
        "code": "รหัสมาตรการ",
    }
    return {"ตัวชี้วัด": indicator, "มาตรการ": measure} | {headings[key]: value for key, value in more.items()}


def at(workbook: Book, hours: float | None) -> Book:
    """The workbook as saved some hours after SAVED; None: it does not say when."""
    return replace(workbook, modified=None if hours is None else SAVED + timedelta(hours=hours))


def codes(merged_year: Merged) -> list[tuple[str, str]]:
    return [(finding.code, finding.place.file) for finding in merged_year.findings]


def score(merged_year: Merged, division: str = "finance") -> list[float]:
    return list(merged_year.scores.loc[merged_year.scores["division"] == division, "score"])


def own_scores(merged_year: Merged) -> tuple[dict[int, Fraction], tuple[Finding, ...]]:
    return own.merged_scores(own.answered(merged_year.scores, INSTRUMENT))


def measures(merged_year: Merged) -> tuple[Measure, ...]:
    return merging.measures(merged_year, AGENCY)[0]


# Which workbook counts


def test_the_one_that_was_saved_last_counts() -> None:
    early, late = at(scored("finance", score="70"), 0), at(scored("finance", score="80"), 1)
    merged_year = merged({"b.xlsx": early, "a.xlsx": late})
    assert score(merged_year) == [80]
    assert codes(merged_year) == [("X404", "b.xlsx")]
    assert dict(merged_year.findings[0].values) == {"other": "a.xlsx"}


def test_nothing_of_the_older_one_is_kept() -> None:
    """A later workbook takes the place of the earlier one as a whole, not cell by cell."""
    early = at(planned("finance", row(), row("อบรม")), 0)
    assert len(merged({"a": early, "b": at(planned("finance", row()), 1)}).measures) == 1


def test_the_same_moment_with_another_answer_has_no_order() -> None:
    merged_year = merged({"b.xlsx": scored("finance", score="70"), "a.xlsx": scored("finance", score="80")})
    (problem,) = merged_year.findings
    assert (problem.code, problem.place) == ("X403", Place("a.xlsx"))
    assert dict(problem.values) == {"one": "a.xlsx", "other": "b.xlsx"}


def test_without_a_time_of_saving_there_is_no_order() -> None:
    result, unknown = scored("finance", score="70"), at(scored("finance", score="80"), None)
    assert codes(merged({"a": result, "b": unknown})) == [("X403", "a")]
    other = at(scored("finance", score="90"), None)
    assert codes(merged({"a": other, "b": unknown})) == [("X403", "a")]


def sent(workbook: Book, file: str, hours: float | None) -> Submission:
    result = submission(workbook, file)
    moment = None if hours is None else SAVED + timedelta(hours=hours)
    sender = "finance@example.go.th" if moment else ""
    return replace(result, reading=replace(result.reading, sender=sender, sent=moment))


def test_of_equal_times_of_saving_the_later_mail_counts() -> None:
    early = sent(scored("finance", score="70"), "z", 1)
    late = sent(scored("finance", score="80"), "a", 2)
    for order in ([early, late], [late, early]):
        year_data = merge(order, AGENCY, INSTRUMENT, {})
        assert (score(year_data), codes(year_data)) == ([80], [("X404", "z")])


def test_the_time_of_saving_goes_before_the_mail() -> None:
    early = sent(at(scored("finance", score="70"), 0), "a", 9)
    late = sent(at(scored("finance", score="80"), 1), "b", 1)
    assert score(merge([early, late], AGENCY, INSTRUMENT, {})) == [80]


def test_a_mail_and_a_file_have_no_order() -> None:
    year_data = merge(
        [sent(scored("finance", score="70"), "a", 1), sent(scored("finance", score="80"), "b", None)],
        AGENCY,
        INSTRUMENT,
        {},
    )
    assert codes(year_data) == [("X403", "a")]


def with_choice(workbooks: Mapping[str, Book], *files: str) -> Merged:
    """Workbooks merged where these files were chosen, one after the other."""
    read = {sent_in.file: sent_in for sent_in in submissions(workbooks)}
    choices = [Choice(read[file].reading.sha256, file) for file in files]
    return merge(read.values(), AGENCY, INSTRUMENT, {}, choices)


TIED = {"a": scored("finance", score="70"), "b": scored("finance", score="80")}


@pytest.mark.parametrize(
    "files, counting, problem",
    [(["a"], 70, ("X417", "b")), (["b"], 80, ("X417", "a")), (["a", "b"], 80, ("X417", "a")),
     (["b", "a"], 70, ("X417", "b"))],
)  # fmt: skip
def test_of_versions_without_an_order_the_one_chosen_last_counts(
    files: list[str], counting: float, problem: tuple[str, str]
) -> None:
    merged_year = with_choice(TIED, *files)
    assert (score(merged_year), codes(merged_year)) == ([counting], [problem])


def test_a_choice_does_not_hold_against_a_later_version() -> None:
    merged_year = with_choice(TIED | {"c": at(scored("finance", score="90"), 1)}, "a")
    assert (score(merged_year), sorted(codes(merged_year))) == ([90], [("X404", "a"), ("X404", "b")])


def test_a_version_without_a_time_of_saving_may_be_chosen() -> None:
    merged_year = with_choice(TIED | {"b": at(TIED["b"], None)}, "b")
    assert (score(merged_year), codes(merged_year)) == ([80], [("X417", "a")])


@pytest.mark.parametrize("hours", [0, 5, None])
def test_the_same_content_counts_once(hours: float | None) -> None:
    merged_year = merged({"a": scored("finance"), "b": at(scored("finance"), hours)})
    assert len(merged_year.scores) == 1
    assert [finding.code for finding in merged_year.findings] == ["X405"]


def test_rows_and_columns_that_moved_are_the_same_content() -> None:
    one = planned("finance", row(), row("อบรม"))
    other = moved(moved(one, MEASURES, 2), MEASURES, {3: 4, 4: 3})
    assert [finding.code for finding in merged({"a": one, "b": other}).findings] == ["X405"]


def test_a_value_that_cannot_be_used_is_content_too() -> None:
    broken = scored("finance", score="แปดสิบ")
    assert [finding.code for finding in merged({"a": broken, "b": scored("finance", score="")}).findings] == [
        "X403"
    ]


def test_versions_of_three() -> None:
    merged_year = merged(
        {
            "a": at(scored("finance", score="60"), 0),
            "b": at(scored("finance", score="70"), 0),
            "c": at(scored("finance", score="80"), 1),
        }
    )
    assert score(merged_year) == [80]
    assert sorted(codes(merged_year)) == [("X404", "a"), ("X404", "b")]


def test_the_key_of_a_workbook_is_dimension_division_and_round() -> None:
    workbooks = {
        f"{dimension}-{division}": scored(division, dimension)
        for dimension in ("IIT", "EIT", "OIT")
        for division in DIVISIONS
    }
    workbooks |= {
        "f": planned("finance", row(), round="followup-6"),
        "g": planned("finance", row(), round="followup-12"),
    }
    merged_year = merged(workbooks)
    assert len(merged_year.kept) == 11
    assert merged_year.findings == ()
    assert len(merged_year.scores) == 9  # two divisions never overwrite each other


def test_a_blank_workbook_with_a_name_is_the_divisions_own() -> None:
    """However it says whose it is: by its code, or by the name typed into it."""
    named = book(who(division=""), {SCORES: scores("IIT", {1: ("20", "90")})}, name="กองคลัง", agency="")
    merged_year = merged({"a": scored("finance"), "b": at(named, 1)})
    assert score(merged_year) == [90]
    assert codes(merged_year) == [("X404", "a")]


# Names and order do not matter

INBOX = (
    scored("clerk", score="70"),
    at(scored("finance", score="75"), 0),
    at(scored("finance", score="85"), 3),
    at(scored("finance", score="65"), 3),
    scored("works", respondents="7", score="90"),
    scored("works", "OIT", score="50"),
    planned("clerk", row(responsible="works"), row("อบรม", "1"), dimension="IIT"),
    at(planned("finance", row("1. ประกาศนโยบาย", weakness="ไม่มี"), row("ตรวจสอบ", "2")), 9),
    planned("works", row("เผยแพร่", "9"), dimension="OIT"),
    planned("finance", row(status="ดำเนินการแล้ว"), round="followup-6"),
)
NAMES = st.lists(st.text("abกข/ .xls", min_size=1, max_size=12), min_size=10, max_size=10, unique=True)


EXPECTED = merged({str(number): workbook for number, workbook in enumerate(INBOX)})


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(NAMES, st.permutations(range(len(INBOX))))
def test_names_and_order_of_the_files_change_nothing(names: list[str], order: list[int]) -> None:
    merged_year = merged({names[number]: INBOX[number] for number in order})
    for frame in ("scores", "results", "measures"):
        pd.testing.assert_frame_equal(
            getattr(merged_year, frame).drop(columns="file"), getattr(EXPECTED, frame).drop(columns="file")
        )
    assert merged_year.codes == EXPECTED.codes
    assert measures(merged_year) == measures(EXPECTED)
    assert own_scores(merged_year) == own_scores(EXPECTED)
    assert sorted(finding.code for finding in merged_year.findings) == sorted(
        finding.code for finding in EXPECTED.findings
    )


# Scores


def test_the_mean_is_weighted_by_respondents() -> None:
    result, problems = own_scores(
        merged(
            {
                "a": scored("clerk", respondents="30", score="70"),
                "b": scored("works", respondents="10", score="90"),
            }
        )
    )
    assert result == {1: Fraction(75)}
    assert problems == ()


@pytest.mark.parametrize("respondents", ["", "หลายคน", "-"])
def test_the_plain_mean_where_respondents_are_missing(respondents: str) -> None:
    result, problems = own_scores(
        merged(
            {
                "a": scored("clerk", respondents="30", score="70"),
                "b": scored("works", respondents=respondents, score="90"),
            }
        )
    )
    assert result == {1: Fraction(80)}
    assert [(problem.code, problem.value, dict(problem.values)["divisions"]) for problem in problems] == [
        ("X414", "1", 2)
    ]


def test_nobody_answered_anywhere() -> None:
    """Weights of 0 alone weigh nothing."""
    result, problems = own_scores(
        merged(
            {
                division: scored(division, respondents="0", score=score)
                for division, score in (("clerk", "70"), ("works", "90"))
            }
        )
    )
    assert result == {1: Fraction(80)}
    assert [problem.code for problem in problems] == ["X414"]


def test_one_division_alone_needs_no_weight() -> None:
    assert own_scores(merged({"a": scored("clerk", respondents="", score="70")})) == ({1: Fraction(70)}, ())


def test_open_data_by_the_plain_mean() -> None:
    result, problems = own_scores(
        merged({"a": scored("clerk", "OIT", score="70"), "b": scored("works", "OIT", score="81")})
    )
    assert result == {9: Fraction("75.5")}
    assert [(problem.code, problem.value) for problem in problems] == [("X415", "9")]
    assert own_scores(merged({"a": scored("clerk", "OIT", score="70")})) == ({9: Fraction(70)}, ())


TYPED = st.decimals(0, 100, places=2).filter(
    lambda score: not 0 < score <= 1
)  # what is left out is asked about


@pytest.mark.slow
@given(st.lists(st.tuples(st.integers(1, 500), TYPED), min_size=1, max_size=3))
def test_the_weighted_mean_is_exact(answers: list[tuple[int, object]]) -> None:
    workbooks = {
        division: scored(division, respondents=str(count), score=str(value))
        for division, (count, value) in zip(DIVISIONS, answers, strict=False)
    }
    result, _ = own_scores(merged(workbooks))
    whole = sum(count for count, _ in answers)
    assert result == {1: sum((count * Fraction(str(value)) for count, value in answers), Fraction()) / whole}


def test_a_code_that_is_unknown_or_of_another_dimension_does_not_count() -> None:
    workbook = change(
        scored("finance"),
        SCORES,
        {(11, 1): text("6"), (11, 4): text("90"), (12, 1): text("²"), (12, 4): text("9")},
    )
    merged_year = merged({"a": workbook})
    assert list(merged_year.scores["code"]) == ["1", "6", "²"]  # kept for the office to see
    assert own_scores(merged_year)[0] == {1: Fraction(80)}


def test_of_two_answers_for_one_item_the_first_counts() -> None:
    workbook = change(scored("finance"), SCORES, {(11, 1): text("1"), (11, 4): text("90")})
    assert own_scores(merged({"a": workbook}))[0] == {1: Fraction(80)}


def test_announced_results_that_wait_for_a_person_are_in_no_frame() -> None:
    results = submission(
        book(who("announced"), {RESULTS: "| รหัส | คะแนน (0–100) |\n|---|---|\n| 1 | 80 |"}), "r.xlsx"
    )
    mailed = replace(results, reading=replace(results.reading, sender="stranger@example.com", sent=SAVED))
    waiting = merge([mailed], AGENCY, INSTRUMENT, {})
    assert (waiting.kept, codes(waiting)) == ((), [("X431", "r.xlsx")])


def test_frames_of_nothing() -> None:
    merged_year = merged({})
    assert (len(merged_year.scores), len(merged_year.results), len(merged_year.measures)) == (0, 0, 0)
    assert own_scores(merged_year) == ({}, ())
    assert merging.measures(merged_year, AGENCY) == ((), ())
    assert merged_year.scores["respondents"].dtype == "Int64"


@pytest.mark.slow
def test_each_row_says_where_it_came_from() -> None:
    workbook = moved(scored("finance", score="80"), SCORES, 2)
    (line,) = merged({"งาน/a.xlsx": workbook}).scores.to_dict("records")
    assert (line["file"], line["sheet"], line["row"]) == ("งาน/a.xlsx", SCORES, 8)
    announced = book(who("announced"), {RESULTS: "| รหัส | คะแนน (0–100) |\n|---|---|\n| GRADE | ระดับ b |"})
    results = merged({"a": announced}).results.set_index("code")
    assert (results.loc["GRADE", "grade"], results.loc["GRADE", "row"]) == ("B", 20)


def test_rows_that_say_nothing_are_in_no_frame() -> None:
    link = "https://example.go.th/1"
    items = {
        "O1": ("มี",),
        "O2": ("ไม่มี",),
        "O3": ("", link),
        "O4": ("", "", "ยังไม่ได้ตรวจ"),
        "O5": ("-", "-", "-"),
    }
    items = {code: (*cells, "", "")[:3] for code, cells in items.items()}
    survey = detailed.survey({"I7": ("0", "0", "0", "4", "", "", "-"), "I8.1": (*[""] * 6, "นับไม่ได้")})
    merged = detailed.whole({"o": detailed.sheet("OIT", items), "i": survey}).merged
    assert list(merged.items[["code", "answer", "evidence", "remark"]].itertuples(index=False, name=None)) == [
        ("O1", "มี", "", ""), ("O2", "ไม่มี", "", ""), ("O3", "", link, ""), ("O4", "", "", "ยังไม่ได้ตรวจ"),
    ]  # fmt: skip
    counts = merged.counts[["code", "answer", "remark"]]
    assert list(counts.itertuples(index=False, name=None)) == [
        *(("I7", f"level{number}", "") for number in range(1, 5)), ("I8.1", "", "นับไม่ได้"),
    ]  # fmt: skip
    assert merged.counts["count"].isna().tolist() == [False] * 4 + [True]


def test_a_score_stays_exact_from_the_cell_to_the_assessment() -> None:
    """No float has so many digits."""
    typed = "33.3333333333333333333333"
    announced = book(who("announced"), {RESULTS: f"| รหัส | คะแนน (0–100) |\n|---|---|\n| 6 | '{typed} |"})
    merged_year = merged({"a": scored("finance", score=f"'{typed}"), "b": announced})
    assert merged_year.scores["score"].tolist() == [Fraction(typed)]
    assert own_scores(merged_year)[0] == {1: Fraction(typed)}
    assert merged_year.results["score"].dropna().tolist() == [Fraction(typed)]
    assessment = assess(merged_year, AGENCY, INSTRUMENT, None).assessment
    assert [assessment.indicator(no).score for no in (1, 6)] == [Fraction(typed)] * 2


def test_a_row_with_a_remark_and_no_score_is_kept() -> None:
    workbook = change(scored("finance"), SCORES, {(7, 5): text("ยังไม่ได้สำรวจ"), (8, 5): text("-")})
    frame = merged({"a": workbook}).scores
    assert frame["remark"].tolist() == ["", "ยังไม่ได้สำรวจ"]
    assert frame["score"].isna().tolist() == [False, True]


# Measures


def test_one_measure_of_several_divisions() -> None:
    merged_year = merged(
        {
            "a": planned("works", row("1. ประกาศ  นโยบาย", responsible="")),
            "b": planned("finance", row("ประกาศนโยบาย", responsible="สำนักปลัด")),
        }
    )
    (measure,) = measures(merged_year)
    assert measure.responsible == ("clerk", "finance", "works")
    assert (measure.code, measure.measure) == ("2562-IIT-04-01", "ประกาศนโยบาย")
    assert merged_year.codes == {"4|ประกาศนโยบาย": "2562-IIT-04-01"}


def test_the_same_text_for_another_indicator_is_another_measure() -> None:
    results = measures(merged({"a": planned("works", row(), row(indicator="5"))}))
    assert [measure.code for measure in results] == ["2562-IIT-04-01", "2562-IIT-05-01"]


def test_measures_come_by_indicator_and_number() -> None:
    many = [row(f"มาตรการที่ {number}", "9") for number in range(101)]
    results = measures(
        merged({"b": planned("works", *many, dimension="OIT"), "a": planned("works", row("ก", "2"))})
    )
    assert [measure.indicator for measure in results] == [2] + [9] * 101
    assert [measure.code for measure in results][-2:] == ["2562-OIT-09-100", "2562-OIT-09-101"]


def test_measures_come_by_number_though_the_workbooks_hold_them_otherwise() -> None:
    register = {"4|ข": "2562-IIT-04-01", "4|ก": "2562-IIT-04-02"}
    results = measures(merged({"p": planned("works", row("ง", "5"), row("ก"), row("ข"))}, codes=register))
    assert [measure.measure for measure in results] == ["ข", "ก", "ง"]


def test_only_divisions_that_a_row_names_are_responsible() -> None:
    (measure,) = measures(merged({"p": planned("works", row(responsible="clerk"))}))
    assert measure.responsible == ("clerk", "works")


def test_a_late_workbook_renumbers_nothing() -> None:
    """Not even one of a division that comes first."""
    first = merged({"f": planned("finance", row("ก"), row("ข"))})
    late = merged(
        {"f": planned("finance", row("ก"), row("ข")), "c": planned("clerk", row("ค"), row("ข"))},
        codes=first.codes,
    )
    assert list(late.codes.items())[:2] == list(first.codes.items())
    assert {measure.measure: measure.code for measure in measures(late)} == {
        "ก": "2562-IIT-04-01",
        "ข": "2562-IIT-04-02",
        "ค": "2562-IIT-04-03",
    }


def test_a_measure_that_is_gone_keeps_its_number() -> None:
    first = merged({"f": planned("finance", row("ก"), row("ข"))})
    second = merged({"f": planned("finance", row("ข"), row("ค"))}, codes=first.codes)
    assert [measure.code for measure in measures(second)] == ["2562-IIT-04-02", "2562-IIT-04-03"]


def test_a_follow_up_belongs_to_its_measure_by_the_code() -> None:
    plans = {"p": planned("finance", row())}
    codes = merged(plans).codes
    report = planned(
        "finance",
        row("ข้อความที่แก้ไปแล้ว", code="2562-iit-04-01", status="ดำเนินการแล้ว", percent="100"),
        round="followup-6",
    )
    merged_year = merged(plans | {"r": report}, codes=codes)
    (measure,) = measures(merged_year)
    assert merged_year.codes == codes
    assert measure.measure == "ประกาศนโยบาย"
    assert [(progress.division, progress.round, progress.percent) for progress in measure.followup] == [
        ("finance", "followup-6", Fraction(100))
    ]


@pytest.mark.parametrize("numbers", [{}, {"4|ข": "2562-IIT-04-01", "4|ก": "2562-IIT-04-02"}])
def test_a_follow_up_goes_by_its_text_where_the_register_numbers_otherwise(numbers: dict[str, str]) -> None:
    """The register was lost, or is another: a report is never put down to a measure that it does not name."""
    plans = {"p": planned("finance", row("ข"), row("ก"))}
    report = planned("finance", row("ก", code="2562-IIT-04-01", percent="40"), round="followup-6")
    merged_year = merged(plans | {"r": report}, codes=numbers)
    told = {measure.measure: [item.percent for item in measure.followup] for measure in measures(merged_year)}
    assert told == {"ข": [], "ก": [Fraction(40)]}


@pytest.mark.parametrize("code", ["", "2562-IIT-04-77", "x"])
def test_a_follow_up_without_a_known_code_belongs_by_the_text(code: str) -> None:
    report = planned("finance", row("1) ประกาศนโยบาย", code=code, percent="50"), round="followup-6")
    merged_year = merged({"p": planned("finance", row()), "r": report})
    (measure,) = measures(merged_year)
    assert measure.code == "2562-IIT-04-01"
    assert measure.followup[0].percent == 50


def test_each_division_reports_for_itself() -> None:
    merged_year = merged(
        {
            "p": planned("finance", row(responsible="works")),
            "f": planned("finance", row(status="ดำเนินการแล้ว"), round="followup-12"),
            "w": planned("works", row(status="ยังไม่ดำเนินการ"), round="followup-12"),
            "e": planned("finance", row(status="อยู่ระหว่างดำเนินการ"), round="followup-6"),
        }
    )
    (measure,) = measures(merged_year)
    assert [(progress.division, progress.status) for progress in measure.latest()] == [
        ("finance", "ดำเนินการแล้ว"),
        ("works", "ยังไม่ดำเนินการ"),
    ]
    assert judge(measure, DAY).whole is State.UNDER_WAY


def test_two_reports_of_one_division_about_one_measure() -> None:
    """A row that was copied: the first counts, and both cells are named."""
    rows = (row(status="ดำเนินการแล้ว", percent="100"), row(status="ยังไม่ดำเนินการ"))
    merged_year = merged({"p": planned("finance", row()), "r": planned("finance", *rows, round="followup-6")})
    (measure,), (conflict,) = merging.measures(merged_year, AGENCY)
    assert [progress.status for progress in measure.followup] == ["ดำเนินการแล้ว"]
    assert (conflict.code, conflict.place) == ("X413", Place("r", MEASURES, "K7"))
    assert (conflict.value, dict(conflict.values)["other"]) == ("ยังไม่ดำเนินการ", f"r · {MEASURES} · K6")


def test_a_follow_up_that_reports_nothing_is_no_report() -> None:
    blank = planned("finance", row(), round="followup-6")
    (measure,) = measures(merged({"p": planned("finance", row()), "f": blank}))
    assert measure.followup == ()


def test_values_of_the_plan_come_from_plan_rows_only() -> None:
    later = planned(
        "finance", row(weakness="จากรอบติดตาม", start="2020-01-01", percent="5"), round="followup-6"
    )
    merged_year = merged({"p": planned("finance", row(weakness="", budget="5000")), "f": later})
    (measure,), conflicts = merging.measures(merged_year, AGENCY)
    assert (measure.weakness, measure.start, measure.budget) == ("", None, Fraction(5000))
    assert conflicts == ()


def test_without_a_plan_its_values_come_from_the_follow_ups() -> None:
    first = planned("finance", row(weakness="จากรอบติดตาม", percent="5"), round="followup-6")
    (measure,) = measures(merged({"f": first}))
    assert (measure.weakness, measure.followup[0].percent) == ("จากรอบติดตาม", Fraction(5))


def test_what_a_plan_reports_does_not_count() -> None:
    (measure,) = measures(merged({"p": planned("finance", row(status="ดำเนินการแล้ว", percent="100"))}))
    assert measure.followup == ()
    assert judge(measure, DAY).whole is State.UNREPORTED


def test_rows_without_an_indicator_of_the_dimension_are_not_merged() -> None:
    """And get no code, which would stay in the register for ever."""
    rows = (row(indicator=""), row(indicator="7"), row(indicator="ทุกข้อ"), row(measure=""), row())
    merged_year = merged({"a": planned("finance", *rows)})
    assert list(merged_year.codes.values()) == ["2562-IIT-04-01"]
    assert len(merged_year.measures) == 1


def test_the_first_filled_cell_of_a_plan_counts() -> None:
    merged_year = merged(
        {
            "a": planned("clerk", row(weakness="", budget="ไม่ใช้งบประมาณ")),
            "b": planned("finance", row(weakness="ไม่มีประกาศ", budget="", start="2019-10-01")),
        }
    )
    (measure,), conflicts = merging.measures(merged_year, AGENCY)
    assert conflicts == ()
    assert (measure.weakness, measure.budget, str(measure.start)) == ("ไม่มีประกาศ", "none", "2019-10-01")


@pytest.mark.parametrize(
    "key, one, other, cell",
    [
        ("weakness", "ไม่มีประกาศ", "ไม่มีคู่มือ", "C"),
        ("start", "2019-10-01", "2019-11-01", "G"),
        ("budget", "15000.5", "ไม่ใช้งบประมาณ", "I"),
    ],
)
def test_two_answers_of_one_division_about_one_measure_are_a_conflict(
    key: str, one: str, other: str, cell: str
) -> None:
    (measure,), (conflict,) = merging.measures(
        merged({"a": planned("clerk", row(**{key: one}), row(**{key: other}))}), AGENCY
    )
    place = Place("a", MEASURES, f"{cell}7")
    assert (conflict.code, conflict.place, conflict.value) == ("X413", place, other)
    values = dict(conflict.values)
    assert (values["measure"], values["other"]) == ("2562-IIT-04-01", f"a · {MEASURES} · {cell}6")
    assert len(measure.plans) == 1


def test_a_conflict_names_the_cells_where_they_are_seen() -> None:
    both = planned("clerk", row(start="2019-10-01"), row(start="2019-11-01"))
    _, (conflict,) = merging.measures(
        merged({"a": moved(moved(both, MEASURES, {7: 17}), MEASURES, 3)}), AGENCY
    )
    assert conflict.place.cell == "Q10"
    assert dict(conflict.values)["other"] == f"a · {MEASURES} · Q9"


def test_each_division_keeps_its_own_plan_of_one_measure() -> None:
    """Three divisions choose the measure from the list, each with its own weakness, budget and target."""
    own = {
        "clerk": {"weakness": "ไม่มีประกาศ", "budget": "15000", "target": "ร้อยละ 80", "end": "2020-03-31"},
        "finance": {"weakness": "ไม่มีคู่มือ", "budget": "5000", "target": "ร้อยละ 90", "end": "2020-03-31"},
        "works": {"weakness": "ไม่มีคู่มือ", "budget": "ไม่ใช้งบประมาณ", "target": "", "end": ""},
    }
    merged_year = merged({name: planned(name, row(**values)) for name, values in own.items()})
    (measure,), conflicts = merging.measures(merged_year, AGENCY)
    assert conflicts == ()
    assert (measure.values["weakness"], measure.values["target"]) == (None, None)
    assert (measure.budget, str(measure.end)) == (Fraction(20000), "2020-03-31")
    assert [(plan.division, plan.weakness, plan.budget, plan.target) for plan in measure.plans] == [
        ("clerk", "ไม่มีประกาศ", Fraction(15000), "ร้อยละ 80"),
        ("finance", "ไม่มีคู่มือ", Fraction(5000), "ร้อยละ 90"),
        ("works", "ไม่มีคู่มือ", "none", ""),
    ]


def test_a_plan_that_only_the_follow_ups_have_is_not_added_up() -> None:
    """One division's budget is prefilled in the workbooks of all who answer for the measure."""
    reports = {
        name: planned(name, row(budget="5000", percent="5"), round="followup-6")
        for name in ("clerk", "works")
    }
    (measure,) = measures(merged(reports))
    assert measure.budget == Fraction(5000)
    assert len(measure.followup) == 2


def test_the_same_words_typed_in_another_way_are_no_conflict() -> None:
    merged_year = merged(
        {"a": planned("clerk", row(weakness="ข้อ 1  ไม่มี")), "b": planned("finance", row(weakness="ข้อ ๑ ไม่มี"))}
    )
    assert merging.measures(merged_year, AGENCY)[1] == ()
