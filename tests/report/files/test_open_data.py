import csv
import io
import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.agency.settings import Agency
from itaxl.assessment import Assessment, IndicatorResult, ItemResult, QuestionResult
from itaxl.report.files.open_data import SCORE_COLUMNS, data_json, measure_columns, measures_csv, scores_csv
from tests.cases import ANNOUNCED, TOTAL, announced, division, everything, outcome
from tests.filled import AGENCY, INSTRUMENT
from tests.planned import changed, measure, plan, progress

INBOX = everything(ANNOUNCED) | {"a": announced(TOTAL=TOTAL, GRADE="C")}
MEASURE = measure(
    code="2562-EIT-07-01",
    dimension="EIT",
    indicator=7,
    weakness="=SUM(A1:A9)",
    approach="+1\n-2",
    measure="@เผยแพร่, \"ทุกช่องทาง\"",
    responsible=("clerk", "works"),
    start=date(2019, 10, 1),
    end=None,
    budget=Fraction("1500.5"),
    target="-",
    followup=(
        progress("works", "followup-6", status="อยู่ระหว่างดำเนินการ", percent=Fraction(100, 3), result="ทำแล้ว"),
        progress("works", "followup-12", status="ดำเนินการแล้ว", percent=Fraction(100), done=date(2020, 8, 1),
                 result="เสร็จ", obstacle="ไม่มี", evidence="https://a.go.th"),
    ),
)  # fmt: skip


ASSESSMENT = outcome(INBOX).assessment


def assessment(**changed: Any) -> Assessment:
    return replace(ASSESSMENT, **changed)


def loaded(made: Assessment, agency: Agency = AGENCY) -> dict[str, Any]:
    results: dict[str, Any] = json.loads(data_json(made, agency, INSTRUMENT))
    return results


def lines(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


# The shape that the contract gives data.json: names in order, and the kinds of value.
NUMBER, TEXT, NONE = (int, float), (str,), (type(None),)
SHAPE: dict[str, Any] = {
    "schema": NUMBER,
    "year": NUMBER,
    "agency": TEXT,
    "kind": TEXT,
    "district": TEXT,
    "province": TEXT,
    "website": TEXT,
    "threshold": NUMBER,
    "judged": TEXT,
    "source": TEXT,
    "total_source": TEXT + NONE,
    "total": NUMBER + NONE,
    "grade": {"announced": TEXT + NONE, "computed": TEXT + NONE},
    "dimensions": [
        {"code": TEXT, "score": NUMBER + NONE, "weight": NUMBER, "points": NUMBER + NONE, "weakest": [NUMBER],
         "source": TEXT + NONE}
    ],
    "indicators": [
        {"no": NUMBER, "dimension": TEXT, "name": TEXT, "score": NUMBER + NONE, "previous": NUMBER + NONE,
         "source": TEXT + NONE}
    ],
    "divisions": [
        {"id": TEXT, "name": TEXT, "indicators": dict, "total": NUMBER + NONE, "grade": TEXT + NONE}
    ],
    "measures": [
        {
            "code": TEXT, "indicator": NUMBER, "weakness": TEXT + NONE, "approach": TEXT + NONE, "measure": TEXT,
            "responsible": [TEXT], "start": TEXT + NONE, "end": TEXT + NONE, "budget": NUMBER + NONE,
            "target": TEXT + NONE, "status": TEXT + NONE,
            "plans": [
                {"division": TEXT, "weakness": TEXT, "approach": TEXT, "start": TEXT + NONE, "end": TEXT + NONE,
                 "budget": NUMBER + NONE, "target": TEXT}
            ],
            "followup": [
                {"division": TEXT, "round": TEXT, "status": TEXT + NONE, "percent": NUMBER + NONE, "done": TEXT + NONE,
                 "result": TEXT, "obstacle": TEXT, "evidence": TEXT}
            ],
        }
    ],
}  # fmt: skip


def fits(value: Any, shape: Any) -> None:
    if isinstance(shape, dict):
        assert list(value) == list(shape)
        for name, inner in shape.items():
            fits(value[name], inner)
    elif isinstance(shape, list):
        for part in value:
            fits(part, shape[0])
    else:
        assert isinstance(value, shape)
        assert not isinstance(value, bool)


@pytest.mark.parametrize("made", [assessment(), assessment(measures=(MEASURE,)), outcome({}).assessment])
def test_the_shape_of_the_contract(made: Assessment) -> None:
    fits(loaded(made), SHAPE)


def test_items_and_questions_are_there_where_the_year_was_given_one_by_one() -> None:
    questions = (QuestionResult("I1", 1, Fraction(163, 2), 20),)
    results = loaded(assessment(items=(ItemResult("O1", passed=False),), questions=questions))
    assert list(results)[-2:] == ["questions", "items"]
    assert results["questions"] == [{"code": "I1", "indicator": 1, "score": 81.5}]
    assert results["items"] == [{"code": "O1", "passed": False}]


def test_the_figures() -> None:
    results = loaded(assessment())
    assert (results["year"], results["agency"], results["source"]) == (2562, AGENCY.name, "announced")
    assert results["total_source"] == "announced"
    assert (results["total"], results["grade"]) == (79.83, {"announced": "C", "computed": "B"})
    assert results["dimensions"][1] == {
        "code": "EIT", "score": 78.92, "weight": 30, "points": 23.676, "weakest": [7],
        "source": "computed",
    }  # fmt: skip
    assert results["indicators"][3] == {
        "no": 4, "dimension": "IIT", "name": "การใช้ทรัพย์สินของราชการ", "score": 73.8, "previous": None,
        "source": "announced",
    }  # fmt: skip
    assert results["divisions"][1]["indicators"]["10"] == 81.25
    assert (results["divisions"][1]["total"], results["divisions"][1]["grade"]) == (79.83, "B")


def test_all_that_tie_are_the_lowest_at_a_full_score_too() -> None:
    full = outcome({"a": announced(ANNOUNCED | {9: "100", 10: "100"})}).assessment
    assert full.dimension("OIT").weakest == ()
    assert [dimension["weakest"] for dimension in loaded(full)["dimensions"]] == [[4], [7], [9, 10]]


def test_parts_have_six_decimals_and_the_total_two() -> None:
    made = outcome(everything(ANNOUNCED | {1: "89.111111", 6: "84.123457"}, ("works",))).assessment
    results = loaded(made)
    assert results["dimensions"][0]["score"] == 83.362222
    assert results["dimensions"][1]["score"] == 78.927819
    assert results["total"] == round(results["total"], 2)


def test_what_is_unknown_is_null() -> None:
    results = loaded(outcome({}).assessment)
    assert (results["total"], results["grade"]) == (None, {"announced": None, "computed": None})
    assert {indicator["score"] for indicator in results["indicators"]} == {None}


def test_a_measure_and_what_was_done_of_it() -> None:
    (result,) = loaded(assessment(measures=(MEASURE,)))["measures"]
    assert (result["start"], result["end"], result["budget"], result["responsible"]) == (
        "2019-10-01", None, 1500.5, ["clerk", "works"],
    )  # fmt: skip
    assert [(report["round"], report["percent"], report["done"]) for report in result["followup"]] == [
        ("followup-6", 33.333333, None),
        ("followup-12", 100, "2020-08-01"),
    ]


SHARED = measure(
    code="2562-IIT-04-01",
    dimension="IIT",
    indicator=4,
    weakness=None,
    measure="ประกาศนโยบาย",
    responsible=("clerk", "finance", "works"),
    end=date(2020, 3, 31),
    budget=Fraction(20000),
    target=None,
    plans=(
        plan("clerk", weakness="ไม่มีประกาศ", end=date(2020, 3, 31), budget=Fraction(15000), target="ร้อยละ 80"),
        plan("finance", weakness="ไม่มีคู่มือ", end=date(2020, 3, 31), budget=Fraction(5000), target="ร้อยละ 90"),
        plan("works", weakness="ไม่มีคู่มือ", budget="none"),
    ),
    followup=(
        progress("clerk", "followup-6", status="ดำเนินการแล้ว"),
        progress("finance", "followup-6", percent=Fraction(60), result="ทำแล้ว"),
    ),
)


def test_a_measure_has_what_its_plans_have_in_common_and_each_plan() -> None:
    (result,) = loaded(assessment(measures=(SHARED,)))["measures"]
    assert (result["weakness"], result["target"], result["end"], result["budget"]) == (
        None,
        None,
        "2020-03-31",
        20000,
    )
    assert result["status"] == "อยู่ระหว่างดำเนินการ"
    assert [
        (plan["division"], plan["weakness"], plan["budget"], plan["end"]) for plan in result["plans"]
    ] == [
        ("clerk", "ไม่มีประกาศ", 15000, "2020-03-31"),
        ("finance", "ไม่มีคู่มือ", 5000, "2020-03-31"),
        ("works", "ไม่มีคู่มือ", 0, None),
    ]


def test_a_measure_is_done_only_when_all_divisions_are() -> None:
    part = SHARED.changed(responsible=("clerk",))
    assert [measure["status"] for measure in loaded(assessment(measures=(part,)))["measures"]] == [
        "ดำเนินการแล้ว"
    ]
    reported = replace(SHARED, followup=SHARED.followup[1:])
    assert [measure["status"] for measure in loaded(assessment(measures=(reported,)))["measures"]] == [None]


def test_the_day_on_which_lateness_was_judged_is_in_the_data() -> None:
    assert loaded(assessment(as_of=date(2020, 3, 31)))["judged"] == "2020-03-31"


def test_a_line_of_a_division_has_its_own_plan() -> None:
    results = lines(measures_csv(assessment(measures=(SHARED,))))
    assert [(row["division"], row["weakness"], row["budget"], row["target"]) for row in results] == [
        ("clerk", "ไม่มีประกาศ", "15000", "ร้อยละ 80"),
        ("finance", "ไม่มีคู่มือ", "5000", "ร้อยละ 90"),
        ("works", "ไม่มีคู่มือ", "0", ""),
    ]
    assert [(row["round"], row["division_status"], row["percent"]) for row in results] == [
        ("followup-6", "ดำเนินการแล้ว", ""),
        ("followup-6", "", "60"),
        ("", "", ""),
    ]


@pytest.mark.parametrize(
    "budget, shown", [("none", 0), (None, None), (Fraction(0), 0), (Fraction(15000), 15000)]
)
def test_budgets_are_numbers(budget: Any, shown: int | None) -> None:
    assert loaded(assessment(measures=(MEASURE.changed(budget=budget),)))["measures"][0]["budget"] == shown


def test_every_division_is_there_since_measures_name_it() -> None:
    results = loaded(outcome(everything(ANNOUNCED, ("works",))).assessment)
    assert [(division["id"], len(division["indicators"])) for division in results["divisions"]] == [
        ("clerk", 0),
        ("finance", 0),
        ("works", 10),
    ]


# scores.csv


def test_the_scores_have_the_columns_of_the_contract() -> None:
    text = scores_csv(assessment())
    assert text.splitlines()[0] == "\ufeffyear,dimension,indicator,division,respondents,score"
    assert ",".join(SCORE_COLUMNS) == "year,dimension,indicator,division,respondents,score"
    results = lines(text)
    assert len(results) == 10 + 3 * 10
    assert results[3] == {
        "year": "2562", "dimension": "IIT", "indicator": "4", "division": "", "respondents": "", "score": "73.8",
    }  # fmt: skip
    assert results[10] == {
        "year": "2562", "dimension": "IIT", "indicator": "1", "division": "clerk", "respondents": "20", "score": "89.1",
    }  # fmt: skip
    assert results[-1] == {
        "year": "2562", "dimension": "OIT", "indicator": "10", "division": "works", "respondents": "", "score": "81.25",
    }  # fmt: skip


def test_an_indicator_without_a_score_has_no_line() -> None:
    made = assessment(indicators=(IndicatorResult(1, "IIT", None, None, ""),), divisions=())
    assert lines(scores_csv(made)) == []


def test_small_groups_are_in_no_open_data() -> None:
    inbox = INBOX | {
        "works-IIT.xlsx": division("works", "IIT", ANNOUNCED | {1: "11.11"}, (4,), respondents="4")
    }
    made = outcome(inbox).assessment
    everywhere = data_json(made, AGENCY, INSTRUMENT) + scores_csv(made) + measures_csv(made)
    assert "11.11" not in everywhere
    assert [line["indicator"] for line in lines(scores_csv(made)) if line["division"] == "works"] == [
        "6", "7", "8", "9", "10",
    ]  # fmt: skip


# measures.csv


def test_a_line_for_each_measure_and_divisions_newest_report() -> None:
    results = lines(measures_csv(assessment(measures=(MEASURE, changed(MEASURE, code="x", followup=())))))
    assert list(results[0]) == list(measure_columns())
    assert [(row["code"], row["division"], row["round"], row["percent"]) for row in results] == [
        ("2562-EIT-07-01", "works", "followup-12", "100"),
        ("x", "", "", ""),
    ]
    assert (results[0]["responsible"], results[0]["budget"], results[0]["end"]) == (
        "clerk works",
        "1500.5",
        "",
    )
    assert results[0]["status"] == "อยู่ระหว่างดำเนินการ"  # one of two divisions has not reported
    assert results[0]["division_status"] == "ดำเนินการแล้ว"


def test_texts_that_begin_like_a_formula_stay_texts() -> None:
    (line,) = lines(measures_csv(assessment(measures=(replace(MEASURE, followup=()),))))
    assert line["weakness"] == "'=SUM(A1:A9)"
    assert line["approach"] == "'+1\n-2"
    assert line["measure"] == '\'@เผยแพร่, "ทุกช่องทาง"'
    assert line["target"] == "'-"


@pytest.mark.slow
@given(st.text(max_size=20))
def test_no_cell_of_a_csv_begins_like_a_formula(text: str) -> None:
    made = assessment(measures=(MEASURE.changed(weakness=text, measure=text),))
    for line in csv.reader(io.StringIO(measures_csv(made).removeprefix("\ufeff"), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line)


def test_numbers_are_no_texts() -> None:
    """A number under zero cannot occur; a budget of 0 keeps its digit."""
    (line,) = lines(measures_csv(assessment(measures=(changed(MEASURE, budget="none", followup=()),))))
    assert line["budget"] == "0"


# Nothing that is nobody's business


def test_no_file_remark_or_sender_is_in_the_open_data() -> None:
    agency = replace(AGENCY, email="plan@example.go.th", folder=Path("/home/someone/ita"))
    made = outcome({f"ลับ/{name}": workbook for name, workbook in INBOX.items()}, agency).assessment
    everywhere = data_json(made, agency, INSTRUMENT) + scores_csv(made) + measures_csv(made)
    for secret in ("ลับ", ".xlsx", "plan@example.go.th", "/home", "คะแนน.D", "หมายเหตุ"):
        assert secret not in everywhere


@pytest.mark.slow
def test_equal_outcomes_give_equal_texts() -> None:
    turned = dict(reversed(list(INBOX.items())))
    for make in (scores_csv, measures_csv, lambda made: data_json(made, AGENCY, INSTRUMENT)):
        assert make(outcome(INBOX).assessment) == make(outcome(turned).assessment)
