import json
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from itaxl.agency import earlier_years
from itaxl.agency.earlier_years import Facts, comparable
from itaxl.assessment import PreviousMeasure, YearResult
from itaxl.instrument import Instrument, known_years, scheme
from itaxl.report.files.open_data import data_json
from itaxl.texts import Text
from tests.report.cases import AGENCY, INSTRUMENT, SCORES, assessment

FIRST, NEXT = 2563, 2564


def test_items_and_questions_of_the_year_before_by_their_names(tmp_path: Path) -> None:
    """O27 of 2564 is O25 of 2566; what no year lists, or one alone, is left out."""
    items = [{"code": code, "passed": code != "O27"} for code in ("O1", "O27", "O32", "O99")]
    questions = [{"code": "I1", "indicator": 1, "score": 81.5}]
    folder = reports(tmp_path, y2564=data(2564, items=items, questions=questions))
    (result,) = earlier_years.earlier(folder, 2565)
    assert result.questions == {"I1": Fraction("81.5")}
    now = replace(scheme(2566), year=2565)
    before = earlier_years.before((result,), now)
    assert before is not None
    assert before.items == {"O1": True, "O25": False}
    assert before.questions == {}  # the questions of 2566 are unknown
    same = earlier_years.before((result,), replace(scheme(2564), year=2565))
    assert same is not None
    assert same.questions == {"I1": Fraction("81.5")}


def test_a_year_without_items_has_none(tmp_path: Path) -> None:
    (result,) = earlier_years.earlier(reports(tmp_path, y2564=data(2564)), 2565)
    assert (result.items, result.questions) == ({}, {})


def facts(year: int) -> Facts:
    return Facts.of(scheme(year))


def reports(folder: Path, **contents: str | bytes) -> Path:
    """`y2563="…"`: a folder of reports with the data files of years."""
    for name, content in contents.items():
        file = folder / name.removeprefix("y") / "data.json"
        file.parent.mkdir()
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def data(year: int, **changes: Any) -> str:
    """The open data of the known case in another year, with keys changed."""
    made = json.loads(data_json(replace(assessment(), year=year), AGENCY, INSTRUMENT))
    return json.dumps(made | changes)


def test_every_earlier_year_out_of_its_own_open_data_the_oldest_first(tmp_path: Path) -> None:
    folder = reports(tmp_path, y2564=data(2564), y2562=data(2562), y2565=data(2565), y2566=data(2566))
    year_results = earlier_years.earlier(folder, 2565)
    assert [result.year for result in year_results] == [2562, 2564]
    assert (year_results[0].total, year_results[0].grade) == (Fraction("79.83"), "C")
    assert year_results[0].indicators == SCORES
    assert PreviousMeasure("2562-OIT-09-01", 9, "มาตรการเผยแพร่ข้อมูลต่อสาธารณะ") in year_results[0].measures


SCHEMA_1 = """{
  "schema": 1, "year": 2563, "agency": "เทศบาลตำบลตัวอย่าง", "source": "announced", "total": 81.5,
  "grade": {"announced": "B", "computed": "B"},
  "dimensions": [{"code": "IIT", "score": 80, "weight": 30, "points": 24, "weakest": [4]}],
  "indicators": [{"no": 4, "dimension": "IIT", "name": "การใช้ทรัพย์สินของราชการ", "score": 74.5, "previous": null}],
  "divisions": [{"id": "clerk", "name": "สำนักปลัด", "indicators": {}, "total": null, "grade": null}],
  "measures": [{
    "code": "2563-IIT-04-01", "indicator": 4, "weakness": "ก", "approach": "ข", "measure": "ประกาศนโยบาย",
    "responsible": ["clerk"], "start": null, "end": "2021-03-31", "budget": 0, "target": "", "followup": []
  }]
}"""


def test_a_data_file_of_schema_1_is_still_read(tmp_path: Path) -> None:
    (year_result,) = earlier_years.earlier(reports(tmp_path, y2563=SCHEMA_1), 2564)
    assert (year_result.total, year_result.grade, year_result.indicators) == (
        Fraction("81.5"),
        "B",
        {4: Fraction("74.5")},
    )
    assert year_result.measures == (PreviousMeasure("2563-IIT-04-01", 4, "ประกาศนโยบาย"),)


def test_the_computed_grade_where_none_was_announced(tmp_path: Path) -> None:
    folder = reports(tmp_path, y2563=data(2563, grade={"announced": None, "computed": "B"}))
    assert [result.grade for result in earlier_years.earlier(folder, 2564)] == ["B"]


def test_there_need_not_be_earlier_years(tmp_path: Path) -> None:
    assert earlier_years.earlier(tmp_path / "reports", 2562) == ()
    assert earlier_years.earlier(tmp_path, 2562) == ()


def test_a_folder_that_someone_kept_aside_is_no_year(tmp_path: Path) -> None:
    folder = reports(tmp_path, **{"2563.1": data(2563), "25": data(2563), "old-2563": data(2563)})
    assert earlier_years.earlier(folder, 2564) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "5",
        "{}",
        b"\xff\xfe",
        "[" * 100_000,
        data(2563, indicators=[{"no": float("inf")}]),
        data(2563, total=10**400),
        data(2563, schema=3),
        data(2562),
        data(2563, grade=None),
        data(2563, grade={"announced": 1, "computed": "A"}),
        data(2563, indicators=5),
        data(2563, indicators=[{"no": "x", "score": 1}]),
        data(2563, indicators=[{"no": 1, "score": 101}]),
        data(2563, indicators=[{"no": 1, "score": True}]),
        data(2563, total=-1),
        data(2563, total="NaN"),
        data(2563).replace("79.83", "NaN"),
        data(2563).replace("79.83", "Infinity"),
        data(2563, measures=None),
    ],
)
def test_a_year_that_cannot_be_read_is_left_out(tmp_path: Path, content: str | bytes) -> None:
    folder = reports(tmp_path, y2563=content, y2562=data(2562))
    assert [result.year for result in earlier_years.earlier(folder, 2564)] == [2562]


def test_all_years_have_the_same_indicators_and_totals() -> None:
    for before, year in pairwise(known_years()):
        both = comparable(facts(before), facts(year))
        assert (both.indicators, both.totals) == (frozenset(range(1, 11)), True)


@pytest.mark.parametrize("old, new", list(pairwise(known_years())))
def test_the_grades_changed_in_2566(old: int, new: int) -> None:
    """Whether the conditions by dimension were in force in 2566 is not known."""
    grades = {2565: "changed", 2566: "unknown"}.get(old, "same")
    assert comparable(facts(old), facts(new)).grades == grades


def test_the_items_were_renumbered_between_2564_and_2566() -> None:
    assert comparable(facts(2564), facts(2566)).items == "changed"
    assert comparable(facts(2564), facts(2564)).items == "same"
    assert comparable(facts(2564), facts(2565)).items == "changed"
    assert comparable(facts(2564), facts(2567)).items == "unknown"
    assert comparable(facts(2566), facts(2569)).items == "unknown"  # known in part


def test_of_a_year_of_which_nothing_is_known_nothing_can_be_compared() -> None:
    both = comparable(Facts(), facts(2562))
    assert both == comparable(facts(2562), Facts())
    assert (both.indicators, both.totals, both.grades, both.items) == (
        frozenset(),
        False,
        "unknown",
        "unknown",
    )


def renamed(no: int) -> Instrument:
    """The scheme of 2564 with another indicator in the place of `no`."""
    other = replace(scheme(NEXT).indicator(no), name=Text("อื่น", "other"))
    dimensions = (
        replace(
            dimension,
            indicators=tuple(
                other if indicator.no == no else indicator for indicator in dimension.indicators
            ),
        )
        for dimension in scheme(NEXT).dimensions
    )
    return replace(scheme(NEXT), dimensions=tuple(dimensions))


def test_an_indicator_of_another_name_is_another_indicator() -> None:
    both = comparable(facts(FIRST), Facts.of(renamed(8)))
    assert both.indicators == frozenset(range(1, 11)) - {8}
    assert not both.totals


def test_other_weights_make_another_total() -> None:
    weights = {"IIT": Fraction(30), "EIT": Fraction(40), "OIT": Fraction(30)}
    both = comparable(facts(FIRST), replace(facts(NEXT), weights=weights))
    assert (len(both.indicators), both.totals) == (10, False)


def test_a_year_whose_scheme_nobody_knows_is_compared_by_its_own_file(tmp_path: Path) -> None:
    (year_result,) = earlier_years.earlier(reports(tmp_path, y2561=data(2561)), 2562)
    both = comparable(earlier_years.facts(year_result), facts(2562))
    assert (len(both.indicators), both.totals, both.grades, both.items) == (10, True, "unknown", "unknown")


RESULT = YearResult(
    FIRST,
    Fraction(80),
    "B",
    {7: Fraction(70), 8: Fraction(75)},
    (PreviousMeasure("a", 7, "ก"), PreviousMeasure("b", 8, "ข")),
)


def test_the_year_before_with_what_can_be_compared() -> None:
    result = earlier_years.before((RESULT,), scheme(NEXT))
    assert result is not None
    assert (result.total, result.indicators, result.measures) == (
        Fraction(80),
        RESULT.indicators,
        RESULT.measures,
    )
    result = earlier_years.before((RESULT,), renamed(8))
    assert result is not None
    assert (result.total, result.indicators, result.measures) == (
        None,
        {7: Fraction(70)},
        RESULT.measures[:1],
    )


def test_no_year_before() -> None:
    assert earlier_years.before((), scheme(NEXT)) is None
    assert earlier_years.before((RESULT,), scheme(2565)) is None
    assert earlier_years.before((replace(RESULT, year=2561),), scheme(2562)) is None


def test_device_in_place_of_a_years_data_is_no_year(tmp_path: Path) -> None:
    (tmp_path / "data.json").symlink_to("/dev/zero")
    assert earlier_years.year_result(tmp_path / "data.json", 2561) is None
