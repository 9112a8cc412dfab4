from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from itaxl.agency.settings import Agency
from itaxl.analysis.assess import assess
from itaxl.checks import all_workbooks
from itaxl.checks.context import Context, Whole
from itaxl.findings import Finding, Place, Severity
from itaxl.forms.layout import MEASURES, RESULTS, SCORES
from itaxl.instrument import load, scoring
from itaxl.spreadsheets.book import Book
from tests.cases import ANNOUNCED, TOTAL, announced, division, everything, whole
from tests.filled import AGENCY as PLAIN
from tests.filled import CONTEXT, INSTRUMENT, book, change, merged, moved, text, who
from tests.merging.test_merge import planned, row

SOUND = everything(ANNOUNCED, respondents="20") | {"a": announced(TOTAL=TOTAL, GRADE="B")}
ALL_INDICATORS = range(1, 11)


AGENCY = replace(PLAIN, threshold=0)  # no indicator is low enough to ask for a measure but the lowest


def findings(workbooks: dict[str, Book], agency: Agency = AGENCY) -> tuple[Finding, ...]:
    return all_workbooks.check(whole(workbooks, agency))


def of(code: str, workbooks: dict[str, Book], agency: Agency = AGENCY) -> list[Finding]:
    return [finding for finding in findings(workbooks, agency) if finding.code == code]


def without(*names: str) -> dict[str, Book]:
    return {name: workbook for name, workbook in SOUND.items() if name not in names}


def test_a_code_that_the_register_gives_another_measure() -> None:
    plans = {"p": planned("finance", row("ก"), row("ข"))}

    def said(code: str, measure: str) -> list[tuple[str, str, object]]:
        report = planned("finance", row(measure, code=code), round="followup-6")
        findings = of("X425", plans | {"r": report})
        return [(finding.place.cell, finding.value, dict(finding.values)["other"]) for finding in findings]

    assert said("2562-IIT-04-01", "ข") == [("A6", "2562-IIT-04-01", "2562-IIT-04-02")]
    assert said("2562-IIT-04-02", "ข") == []
    assert said("", "ข") == []


def test_a_whole_and_sound_inbox_has_no_findings() -> None:
    assert findings(SOUND) == ()


def test_every_check_of_the_module_is_in_the_registry() -> None:
    assert len(set(all_workbooks.CHECKS)) == len(all_workbooks.CHECKS) == 16


_EVEN = dict.fromkeys(range(1, 11), "87.09")
_MEANS = {"IIT": ("83.36", 30), "EIT": ("78.92", 30), "OIT": ("77.87", 40)}


def test_what_is_expected_of_a_round() -> None:
    narrow = replace(AGENCY.divisions[0], dimensions=("OIT",))
    context = replace(CONTEXT, agency=replace(AGENCY, divisions=(narrow, AGENCY.divisions[1])))
    assert [identity.file_name for identity in all_workbooks.expected(context)] == [
        "2562-announced.xlsx",
        "2562-OIT-clerk.xlsx",
        "2562-IIT-finance.xlsx",
        "2562-EIT-finance.xlsx",
        "2562-OIT-finance.xlsx",
    ]


# Who is missing


@pytest.mark.slow
def test_a_division_of_which_nothing_came_is_named_once() -> None:
    inbox = without("works-IIT.xlsx", "works-EIT.xlsx", "works-OIT.xlsx")
    (missing,) = of("X401", inbox)
    assert (missing.value, missing.place) == ("กองช่าง", Place())
    assert missing.what("th") == "ยังไม่มีแบบที่ใช้ได้จาก กองช่าง"
    assert not of("X402", inbox)


def test_a_workbook_that_is_missing() -> None:
    (missing,) = findings(without("works-OIT.xlsx"))
    assert (missing.code, missing.value) == ("X402", "กองช่าง")
    assert missing.what("en") == "No OIT workbook of กองช่าง (plan round) that can be used has come yet"


@pytest.mark.slow
def test_a_division_that_sent_only_a_follow_up_is_heard_of() -> None:
    inbox = without("works-IIT.xlsx", "works-EIT.xlsx", "works-OIT.xlsx")
    inbox |= {"f": book(who("IIT", "works", "followup-6"))}
    assert not of("X401", inbox)
    assert len([finding for finding in of("X402", inbox) if "รอบแผน" in finding.what("th")]) == 3


def test_a_blank_workbook_counts_as_received() -> None:
    assert findings(SOUND | {"works-OIT.xlsx": book(who("OIT", "works"))}) == ()


@pytest.mark.slow
def test_a_dimension_that_a_division_does_not_answer_for_is_not_missed() -> None:
    narrow = replace(AGENCY.divisions[2], dimensions=("IIT", "EIT"))
    agency = replace(AGENCY, divisions=(*AGENCY.divisions[:2], narrow))
    assert findings(without("works-OIT.xlsx"), agency) == ()
    silent = replace(narrow, dimensions=())
    agency = replace(AGENCY, divisions=(*AGENCY.divisions[:2], silent))
    assert not of("X401", without("works-IIT.xlsx", "works-EIT.xlsx", "works-OIT.xlsx"), agency)


@pytest.mark.parametrize("results", [None, announced({}), announced({}, GRADE="B")])
def test_announced_results_that_are_missing_or_blank(results: Book | None) -> None:
    inbox = without("a") | ({"a": results} if results else {})
    (missing,) = of("X412", inbox)
    assert missing.what("en").startswith("There are no announced results of 2562")


def test_a_follow_up_is_missing_once_its_round_has_begun() -> None:
    plans = {"f": planned("finance", row(responsible="works")), "c": planned("clerk", row("อบรม", "5"))}
    assert not [finding for finding in of("X402", plans) if "ติดตาม" in finding.what("th")]
    begun = plans | {"r": planned("finance", row(status="ดำเนินการแล้ว"), round="followup-6")}
    late = [finding for finding in of("X402", begun) if "ติดตาม" in finding.what("th")]
    assert [(finding.value, dict(finding.values)["dimension"]) for finding in late] == [
        ("สำนักปลัดเทศบาล", "IIT"),
        ("กองช่าง", "IIT"),
    ]
    assert "(follow-up after 6 months)" in late[0].what("en")


# Scores and measures


@pytest.mark.slow
@pytest.mark.parametrize("no", [1, 10])
def test_an_indicator_without_a_score_from_anyone(no: int) -> None:
    nine = {key: score for key, score in ANNOUNCED.items() if key != no}
    (problem,) = of("X407", everything(nine) | {"a": announced(nine)})
    assert (problem.value, problem.place) == (str(no), Place())
    assert INSTRUMENT.indicator(no).name.th in problem.what("th")
    assert not of("X407", everything(ANNOUNCED) | {"a": announced(nine)})


@pytest.mark.slow
def test_a_weakest_indicator_without_a_measure() -> None:
    inbox = SOUND | {
        f"{name}-EIT.xlsx": division(name, "EIT", ANNOUNCED, (6, 8)) for name in ("clerk", "finance", "works")
    }
    (problem,) = findings(inbox)
    assert (problem.code, problem.value, dict(problem.values)["dimension"]) == ("X406", "7", "EIT")
    assert "ประสิทธิภาพการสื่อสาร" in problem.what("th")
    assert not of("X406", inbox | {"works-EIT.xlsx": division("works", "EIT", ANNOUNCED, (7,))})


def test_each_of_those_that_tie_needs_a_measure() -> None:
    tied = ANNOUNCED | {3: "73.80", 4: "73.80"}
    assert [finding.value for finding in of("X406", SOUND | {"a": announced(tied)})] == ["3"]


@pytest.mark.slow
def test_a_full_score_needs_no_measure() -> None:
    full = ANNOUNCED | {9: "100", 10: "100"}
    oit = {f"{name}-OIT.xlsx": division(name, "OIT", full, ()) for name in ("clerk", "finance", "works")}
    assert not of("X406", SOUND | oit | {"a": announced(full)})


def test_the_measure_may_come_from_a_division_that_answers_by_name_only() -> None:
    inbox = {name: workbook for name, workbook in SOUND.items() if not name.endswith("EIT.xlsx")}
    assert [finding.value for finding in of("X406", inbox)] == ["7"]


# Against what was announced


def test_the_announced_total_against_its_parts() -> None:
    (finding,) = findings(SOUND | {"a": announced(TOTAL="79.85", GRADE="B")})
    assert (finding.code, finding.value, finding.place) == ("X408", "79.85", Place("a", RESULTS, "C19"))
    assert dict(finding.values)["computed"] == TOTAL


@pytest.mark.parametrize("total", ["79.82", "79.83", "79.84"])
def test_a_hundredth_is_what_rounding_can_do(total: str) -> None:
    assert findings(SOUND | {"a": announced(TOTAL=total, GRADE="B")}) == ()


@pytest.mark.parametrize("grade, problem", [("C", True), ("B", False), ("ระดับ b", False), (" B ", False)])
def test_the_announced_grade_against_the_bands(grade: str, problem: bool) -> None:
    results = findings(SOUND | {"a": announced(TOTAL=TOTAL, GRADE=grade)})
    assert [finding.code for finding in results] == ["X409"] * problem
    if problem:
        assert (results[0].value, results[0].place) == (grade, Place("a", RESULTS, "C20"))
        assert (dict(results[0].values)["computed"], dict(results[0].values)["total"]) == ("B", TOTAL)


@pytest.mark.parametrize("typed", ["Z", "A+", "ดีมาก"])
def test_a_grade_that_the_year_does_not_have_is_an_error_that_lists_its_grades(typed: str) -> None:
    (finding,) = findings(SOUND | {"a": announced(TOTAL=TOTAL, GRADE=typed)})
    assert (finding.code, finding.severity, finding.place) == (
        "X426",
        Severity.ERROR,
        Place("a", RESULTS, "C20"),
    )
    listed = str(dict(finding.values)["grades"]).split(", ")
    assert sorted(listed) == ["A", "AA", "B", "C", "D", "E", "F"]
    assert typed != "A+" or listed[0] == "A"


def test_a_grade_that_the_total_excludes_though_the_conditions_are_not_certain() -> None:
    findings = in_year(2566, announced(_EVEN, TOTAL="87.09", GRADE="ผ่านดีเยี่ยม"))
    assert "X409" in [finding.code for finding in findings]


@pytest.mark.parametrize("typed", ["ผานดี", "ไม่ผ่าน", "ดีมาก", "A"])
def test_grades_of_other_years_and_typing_errors(typed: str) -> None:
    codes = [finding.code for finding in in_year(2566, announced(_EVEN, TOTAL="87.09", GRADE=typed))]
    assert "X426" in codes
    assert "X409" not in codes


def test_weighted_points_typed_as_scores_of_dimensions() -> None:
    points: Any = {"IIT": "24.89", "EIT": "25.67", "OIT": "36.52"}
    findings = [
        finding for finding in in_year(2566, announced({}, TOTAL="87.08", **points)) if finding.code == "X427"
    ]
    assert [(finding.value, dict(finding.values)["likely"]) for finding in findings] == [
        ("24.89", "82.97"), ("25.67", "85.57"), ("36.52", "91.30"),
    ]  # fmt: skip
    assert {finding.severity for finding in findings} == {Severity.ERROR}


def test_points_beside_indicators_are_told_from_a_wrong_mean() -> None:
    points: Any = {
        code: str(scoring.rounded(Fraction(mean) * weight / 100)) for code, (mean, weight) in _MEANS.items()
    }
    results = findings(SOUND | {"a": announced(TOTAL=TOTAL, GRADE="B", **points)})
    assert [finding.code for finding in results] == ["X427"] * 3


@pytest.mark.parametrize(
    ("total", "typed", "told"),
    [
        ("87.09", {"IIT": "24.89", "EIT": "25.67", "OIT": "36.52"}, ["IIT", "EIT", "OIT"]),
        ("", {"IIT": "24.89", "EIT": "25.67", "OIT": "36.52"}, ["IIT", "EIT", "OIT"]),
        ("87.08", {"IIT": "24.89", "EIT": "85.57", "OIT": "91.30"}, ["IIT"]),
        ("29.78", {"IIT": "24.89", "EIT": "25.67", "OIT": "36.52"}, []),
        ("", {"IIT": "24.89", "EIT": "85.57", "OIT": "91.30"}, []),
        ("87.08", {"IIT": "24.89", "EIT": "25.67"}, ["IIT", "EIT"]),
        ("45.08", {"IIT": "24.89", "EIT": "25.67"}, []),
        ("", {"OIT": "36.52"}, ["OIT"]),
    ],
)
def test_points_are_told_by_the_total_whatever_the_divisions_give(
    total: str, typed: dict[str, str], told: list[str]
) -> None:
    figures: Any = ({"TOTAL": total} if total else {}) | typed
    divisions = {name: workbook for name, workbook in SOUND.items() if name != "a"}
    results = findings(divisions | {"a": announced({}, **figures)})
    assert [dict(item.values)["dimension"] for item in results if item.code == "X427"] == told


def test_low_indicators_without_a_measure_are_named_in_one_warning() -> None:
    (finding,) = findings(SOUND, replace(AGENCY, threshold=85))
    assert (finding.code, finding.severity) == ("X428", Severity.WARNING)
    low = {no for no, score in ANNOUNCED.items() if Fraction(score) < 85} - {4, 7, 9}
    assert finding.value == str(len(low))
    assert all(f"{no} " in finding.what("th") for no in low)


def in_year(year: int, workbook: Book) -> tuple[Finding, ...]:
    """What is found of announced results under the instrument of another year."""
    merged_ones, here = merged({"a": workbook}), load(year)
    outcome = assess(merged_ones, AGENCY, here, None)
    return all_workbooks.check(Whole(Context(AGENCY, year, here), merged_ones, outcome))


LOW_EIT = dict.fromkeys(ALL_INDICATORS, "98") | {6: "84", 7: "84", 8: "84"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("year", "grade", "codes"),
    [
        (2568, "ผ่าน", []),
        (2568, "ผ่านดี", ["X409"]),
        (2566, "ผ่าน", ["X418"]),
        (2566, "ผ่านดี", ["X418"]),
        (2564, "A", []),
    ],
)
def test_the_announced_grade_against_the_conditions_by_dimension(
    year: int, grade: str, codes: list[str]
) -> None:
    findings = in_year(year, announced(LOW_EIT, TOTAL="93.80", GRADE=grade))
    assert [finding.code for finding in findings if finding.code in ("X409", "X418")] == codes


@pytest.mark.parametrize(
    ("results", "total", "grade", "words"),
    [
        (
            LOW_EIT,
            "93.80",
            "ผ่านดี",
            "ผ่าน since the grade ผ่านดี asks for 85.00 in every dimension (not reached: EIT 84.00)",
        ),
        (
            LOW_EIT,
            "93.80",
            "ต้องปรับปรุง",
            "ผ่าน since the grade ผ่านดี asks for 85.00 in every dimension (not reached: EIT 84.00)",
        ),
        (
            dict.fromkeys(ALL_INDICATORS, "90"),
            "90.00",
            "ผ่าน",
            "ผ่านดี since every dimension has at least 85.00",
        ),
        (dict.fromkeys(ALL_INDICATORS, "80"), "80.00", "ผ่าน", "ต้องปรับปรุง by the bands"),
        (
            dict.fromkeys(ALL_INDICATORS, "99") | {6: "90", 7: "90", 8: "90"},
            "96.30",
            "ผ่านดีเยี่ยม",
            "ผ่านดี since the grade ผ่านดีเยี่ยม asks for 95.00 in every dimension (not reached: EIT 90.00)",
        ),
    ],
)
def test_what_decided_the_grade_is_named(results: dict[int, str], total: str, grade: str, words: str) -> None:
    (result,) = (
        finding
        for finding in in_year(2568, announced(results, TOTAL=total, GRADE=grade))
        if finding.code == "X409"
    )
    assert result.what("en") == f"The announced grade is {grade}, but a total of {total} is {words}"
    assert "{" not in result.what("th")


def test_a_grade_that_is_not_certain_is_said_with_its_reason() -> None:
    (result,) = (
        finding for finding in in_year(2568, announced({}, TOTAL="96", OIT="97")) if finding.code == "X418"
    )
    assert (result.value, result.place) == ("ผ่านดีเยี่ยม / ผ่านดี / ผ่าน", Place("a", RESULTS, "C20"))
    assert "depends on the score of a dimension that is unknown" in result.what("en")
    assert "{" not in result.what("th")


@pytest.mark.parametrize(
    ("year", "score", "result"), [(2564, "72.73", True), (2564, "74.48", False), (2568, "72.73", False)]
)
def test_a_score_that_whole_items_cannot_give(year: int, score: str, result: bool) -> None:
    notes = [
        finding for finding in in_year(year, announced({9: score, 10: "93.75"})) if finding.code == "X419"
    ]
    assert [(note.value, note.place.cell) for note in notes] == [(score, "C14")] * result


@pytest.mark.slow
def test_an_announced_dimension_against_the_mean_of_its_indicators() -> None:
    (finding,) = findings(SOUND | {"a": announced(TOTAL=TOTAL, GRADE="B", OIT="77.90")})
    assert (finding.code, finding.value, finding.place) == ("X410", "77.90", Place("a", RESULTS, "C18"))
    assert (dict(finding.values)["dimension"], dict(finding.values)["computed"]) == ("OIT", "77.87")
    assert findings(SOUND | {"a": announced(TOTAL=TOTAL, GRADE="B", OIT="77.87")}) == ()


def test_the_divisions_against_what_was_announced() -> None:
    inbox = SOUND | {"works-IIT.xlsx": division("works", "IIT", ANNOUNCED | {2: "81.54"}, (4,))}
    (finding,) = findings(inbox)
    assert (finding.code, finding.value, finding.place) == ("X411", "81.45", Place("a", RESULTS, "C7"))
    assert dict(finding.values)["computed"] == "81.48"
    assert "การใช้งบประมาณ" in finding.what("th")


def test_the_cell_is_the_one_that_is_seen_where_rows_and_columns_were_moved() -> None:
    workbook = moved(moved(announced(TOTAL="79.85"), RESULTS, 2), RESULTS, {3: 4, 4: 3})
    assert of("X408", SOUND | {"a": workbook})[0].place == Place("a", RESULTS, "D21")


def test_the_place_is_that_of_the_row_that_counts() -> None:
    """A code that stands twice: the first that is filled in counts, and is the one to look at."""
    twice = change(announced({}, TOTAL=""), RESULTS, {(21, 1): text("TOTAL"), (21, 3): text("50")})
    assert of("X408", without("a") | {"a": twice})[0].place == Place("a", RESULTS, "C21")


# Small groups


@pytest.mark.slow
def test_a_small_group_is_named_once_for_each_workbook() -> None:
    inbox = SOUND | {"works-IIT.xlsx": division("works", "IIT", ANNOUNCED, (4,), respondents="4")}
    (finding,) = findings(inbox)
    assert (finding.code, finding.value) == ("X416", "4")
    assert finding.place == Place("works-IIT.xlsx", SCORES, "C6")
    assert (dict(finding.values)["count"], dict(finding.values)["limit"]) == (5, 5)
    assert findings(inbox, replace(AGENCY, small_group=4)) == ()


@pytest.mark.parametrize("typed", ["- มาตรการของ 4", "มาตรการของ 4.", "“มาตรการของ 4”", "➢ มาตรการของ (4)"])
def test_a_measure_that_differs_in_signs_alone_is_asked_about(typed: str) -> None:
    other = change(division("works", "IIT", measures=(4,)), MEASURES, {(6, 5): text(typed)})
    (twin,) = [item for item in findings(SOUND | {"works-IIT.xlsx": other}) if item.code == "X490"]
    assert (twin.place.cell, twin.value, dict(twin.values)["other"]) == ("E6", typed, "มาตรการของ 4")


@pytest.mark.parametrize(
    "typed", ["มาตรการของ 4", "มาตรการของ ๔", "มาตรการของ 44", "1. มาตรการของ 4", "มาตรการของ 4.4"]
)
def test_the_same_measure_and_another_one_are_not(typed: str) -> None:
    other = change(division("works", "IIT", measures=(4,)), MEASURES, {(6, 5): text(typed)})
    assert "X490" not in [item.code for item in findings(SOUND | {"works-IIT.xlsx": other})]
