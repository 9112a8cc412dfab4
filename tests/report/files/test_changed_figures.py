"""What has changed since a document was issued: every figure that it shows, with old and new value, nothing else."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.assessment import Measure, Plan, Progress
from itaxl.report.files.changed_figures import LONGEST, Change, changes
from itaxl.report.files.open_data import data_json
from itaxl.texts import LANGS
from tests.filled import AGENCY, INSTRUMENT
from tests.report import cases

FIRST = AGENCY.divisions[0]


def planned() -> Measure:
    measure = cases.measure("IIT", 4, 1)
    own = {
        key: measure.values.get(key) for key in ("weakness", "approach", "start", "end", "budget", "target")
    }
    reports = tuple(
        Progress(
            {
                "status": "อยู่ระหว่างดำเนินการ",
                "percent": Fraction(40),
                "done": None,
                "result": "ประชุมแล้ว",
                "obstacle": "",
                "evidence": "",
            },
            division=FIRST.id,
            round=round,
        )
        for round in ("followup-6", "followup-12")
    )
    return replace(measure, plans=(Plan(own, division=FIRST.id),), followup=reports)


def current() -> dict[str, Any]:
    assessment = replace(cases.assessment(), measures=(planned(), cases.measure("EIT", 7, 1)))
    data: dict[str, Any] = json.loads(data_json(assessment, AGENCY, INSTRUMENT))
    return data


def said(document: str, issued: dict[str, Any], now: dict[str, Any]) -> list[str]:
    return [change.text("en") for change in changes(document, issued, now)]


@pytest.mark.parametrize("document", ["analysis", "followup-6", "followup-12"])
def test_nothing_has_changed_in_the_same_data(document: str) -> None:
    assert changes(document, current(), current()) == ()


def test_a_changed_score_is_named_with_both_values() -> None:
    now = current()
    now["total"], now["indicators"][3]["score"] = 80.1, 73.9
    old = current()
    old["total"], old["indicators"][3]["score"] = 79.83, 73.8
    assert said("analysis", old, now) == ["total 79.83 → 80.10", "score of indicator 4 73.80 → 73.90"]
    assert [change.text("th") for change in changes("analysis", old, now)] == [
        "คะแนนรวม 79.83 → 80.10", "คะแนนตัวชี้วัดที่ 4 73.80 → 73.90",
    ]  # fmt: skip


def test_scores_that_are_printed_alike_are_shown_with_all_decimals() -> None:
    old, now = current(), current()
    old["indicators"][0]["score"], now["indicators"][0]["score"] = 84.9999, 85.0001
    assert said("analysis", old, now) == ["score of indicator 1 84.9999 → 85.0001"]


def test_long_texts_show_where_they_begin_to_differ() -> None:
    old, now = current(), current()
    same = "จัดอบรมให้ความรู้แก่เจ้าหน้าที่ทุกคน" * 5
    for data, end in ((old, "ปีละครั้ง"), (now, "ปีละสองครั้ง")):
        data["measures"][0]["measure"] = same + end
    (change,) = changes("analysis", old, now)
    assert change.old.th.endswith("ปีละครั้ง")
    assert change.new.th.endswith("ปีละสองครั้ง")
    assert max(len(change.old.th), len(change.new.th)) <= LONGEST


def test_a_measure_that_is_new_or_gone_is_named_once() -> None:
    old, now = current(), current()
    gone = old["measures"][1]
    del now["measures"][1]
    assert said("analysis", old, now) == [f"{gone['code']} Measure {gone['measure']} → (none)"]
    assert said("followup-6", now, old) == [f"{gone['code']} Measure (none) → {gone['measure']}"]


def test_ticks_and_reports_are_no_figures_of_the_analysis() -> None:
    old = current()
    for measure in old["measures"]:
        measure["status"], measure["followup"] = None, []
    old["judged"] = "2020-04-10"
    assert said("analysis", old, current()) == []
    assert len(said("followup-12", old, current())) > 2


def test_a_report_of_the_second_round_changes_the_second_follow_up_alone() -> None:
    old, now = current(), current()
    report = next(item for item in now["measures"][0]["followup"] if item["round"] == "followup-12")
    report["status"], report["done"] = "ดำเนินการแล้ว", "2020-08-20"
    now["measures"][0]["status"] = "ดำเนินการแล้ว"
    code = now["measures"][0]["code"]
    assert said("followup-6", old, now) == []
    beside = f"({FIRST.name}, follow-up after 12 months)"
    assert said("followup-12", old, now) == [
        f"{code} Status {beside} อยู่ระหว่างดำเนินการ → ดำเนินการแล้ว",
        f"{code} Done on {beside} (none) → 20 Aug 2020",
    ]


def test_a_divisions_own_plan_is_named_with_the_division() -> None:
    old, now = current(), current()
    old["measures"][0]["plans"][0]["budget"], now["measures"][0]["plans"][0]["budget"] = 0, 12000.5
    code = now["measures"][0]["code"]
    assert said("analysis", old, now) == [f"{code} Budget (baht) ({FIRST.name}) 0.00 → 12,000.50"]


SCORES = st.one_of(st.none(), st.integers(0, 10000).map(lambda hundredths: hundredths / 100))
PLACES = (
    [("total",)]
    + [("dimensions", number, "score") for number in range(3)]
    + [("indicators", number, "score") for number in range(10)]
    + [("measures", 0, "measure"), ("measures", 0, "responsible"), ("measures", 0, "plans", 0, "target")]
)


def at(data: Any, place: tuple[Any, ...]) -> Any:
    return data if not place else at(data[place[0]], place[1:])


@pytest.mark.slow
@given(st.data(), st.sets(st.sampled_from(PLACES)))
def test_any_set_of_changed_figures_is_named_with_old_and_new(data: st.DataObject, places: set[Any]) -> None:
    old = current()
    now = deepcopy(old)
    for place in places:
        before = at(old, place)
        if isinstance(before, list):
            value: Any = data.draw(st.lists(st.sampled_from(["a", "b"]), max_size=2, unique=True))
        elif isinstance(before, str):
            value = data.draw(st.text("กขคabc 0", max_size=60).map(str.strip))
        else:
            value = data.draw(SCORES)
        at(now, place[:-1])[place[-1]] = value
    empty: tuple[Any, ...] = (None, "", [])
    differing = [place for place in places if at(old, place) != at(now, place)]
    differing = [place for place in differing if not (at(old, place) in empty and at(now, place) in empty)]
    named = changes("analysis", old, now)
    assert len(named) == len(differing) == len({change.name for change in named})
    assert all(change.old[lang] != change.new[lang] for change in named for lang in LANGS)
    assert {(change.new, change.old) for change in changes("analysis", now, old)} == {
        (change.old, change.new) for change in named
    }


def test_a_day_is_written_as_people_write_it() -> None:
    old, now = current(), current()
    old["measures"][1]["end"], now["measures"][1]["end"] = None, date(2020, 3, 31).isoformat()
    (change,) = changes("analysis", old, now)
    assert isinstance(change, Change)
    assert (change.old.th, change.new.th) == ("(ไม่มี)", "31 มี.ค. 2563")
