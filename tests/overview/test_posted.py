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


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '{"schema": NaN}'])
def test_text_that_is_no_data_file_is_refused(tmp_path: Path, text: str) -> None:
    assert posted(tmp_path, text).reason == "broken"


def test_number_with_a_million_digits_is_refused_at_once(tmp_path: Path) -> None:
    row = published("เทศบาลตำบลสมมติ", 80)
    text = json.dumps(row).replace('"total": 80', '"total": 1e-999999')
    assert posted(tmp_path, text).reason == "broken"
