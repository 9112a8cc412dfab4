import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from itaxl.overview.posted import Posted, read
from tests.overview.made import YEAR, published, put


def posted(top: Path, data: object) -> Posted:
    return read("bangsai", put(top, "bangsai", data).folder / "data.json", YEAR)


@pytest.mark.parametrize("schema", [1, 2])
def test_scores_are_exact_and_measures_are_judged(tmp_path: Path, schema: int) -> None:
    row = posted(tmp_path, published("เทศบาลตำบลสมมติ", 73.8, schema=schema))
    assert (row.reason, row.total, row.lowest) == ("", Fraction("73.8"), (2,))
    assert (len(row.measures), row.done, row.late) == (1, 0, 1)


def test_agency_without_a_file_or_a_total_says_so(tmp_path: Path) -> None:
    assert posted(tmp_path / "1", None).reason == "missing"
    assert posted(tmp_path / "2", published("เทศบาลตำบลสมมติ", None)).reason == "total"
    assert posted(tmp_path / "3", published("เทศบาลตำบลสมมติ", 80, year=2561)).reason == "year"


@pytest.mark.parametrize(
    "own",
    [
        {"total": 100.5},
        {"total": True},
        {"schema": 3},
        {"agency": "\u202e "},
        {"agency": "ก" * 3000},
        {"grade": {"announced": "<b>"}},
        {"judged": "yesterday"},
        {"indicators": [{"no": 1, "name": "ก"}, {"no": 1, "name": "ก"}]},
        {"measures": [{"code": "c", "indicator": 1, "followup": [{"division": "a", "round": "x"}]}]},
    ],
)
def test_value_that_no_merge_writes_refuses_the_file(tmp_path: Path, own: dict[str, Any]) -> None:
    assert posted(tmp_path, {**published("เทศบาลตำบลสมมติ", 80), **own}).reason == "broken"


@pytest.mark.parametrize("grade", ["ผ่านดีเยี่ยม", "ต้องปรับปรุงโดยด่วน", "AA"])
def test_grade_is_read_in_the_words_of_its_year(tmp_path: Path, grade: str) -> None:
    row = posted(tmp_path, published("เทศบาลตำบลสมมติ", 80, grade={"announced": None, "computed": grade}))
    assert (row.reason, row.grade) == ("", grade)


def test_what_is_unknown_may_be_null(tmp_path: Path) -> None:
    measures = [{"code": "c", "indicator": 1, "measure": None, "responsible": []}]
    row = posted(tmp_path, published("เทศบาลตำบลสมมติ", 80, kind=None, district=None, measures=measures))
    assert (row.reason, row.kind, row.district, row.measures[0].text) == ("", "", "", "")


def test_measure_may_be_as_long_as_a_cell(tmp_path: Path) -> None:
    measures = [{"code": "c", "indicator": 1, "measure": "ก" * 32_767, "responsible": []}]
    assert posted(tmp_path, published("เทศบาลตำบลสมมติ", 80, measures=measures)).reason == ""


def test_file_that_an_editor_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    text = json.dumps(published("เทศบาลตำบลสมมติ", 80), ensure_ascii=False)
    assert posted(tmp_path, f"\ufeff{text}").reason == ""


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '{"schema": NaN}'])
def test_text_that_is_no_data_file_is_refused(tmp_path: Path, text: str) -> None:
    assert posted(tmp_path, text).reason == "broken"


def test_number_with_a_million_digits_is_refused_at_once(tmp_path: Path) -> None:
    row = published("เทศบาลตำบลสมมติ", 80)
    text = json.dumps(row).replace('"total": 80', '"total": 1e-999999')
    assert posted(tmp_path, text).reason == "broken"
