"""samples/units: 39 × 3 workbooks, merged, against the published figures of the 39 units."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from itaxl.instrument import load, scoring
from itaxl.pipeline import Result
from samples import make_units
from tests.samples import made, reading
from tests.shared import Shared

pytestmark = pytest.mark.slow

UNITS = make_units.published()


@pytest.fixture(scope="module")
def result(shared: Shared) -> Result:
    return made.result_of_units(shared.folder("units", made.units))


@pytest.fixture(scope="module")
def data(result: Result) -> Any:
    assert result.target
    return json.loads((result.target / "data.json").read_text("utf-8"))


def test_all_117_workbooks_count(result: Result) -> None:
    assert len(result.arrived) == len(result.merged.kept) == 3 * len(UNITS) == 117
    assert result.exit_code == 0
    assert {finding.code for finding in result.findings} == {"X412", "X415", "C353", "D536"}


def test_each_division_has_its_published_total_and_grade(data: Any) -> None:
    merged = {
        division["id"]: (division["name"], f"{division['total']:.2f}", division["grade"])
        for division in data["divisions"]
    }
    assert merged == {
        make_units.id(unit): (make_units.name(unit), unit["total"], unit["grade"]) for unit in UNITS
    }


def test_each_division_has_its_published_points(data: Any) -> None:
    compared = 0
    divisions = {division["id"]: division["indicators"] for division in data["divisions"]}
    for unit in UNITS:
        for dimension in load(make_units.YEAR).dimensions:
            published = unit[dimension.code.lower()]
            if published:
                assert points(divisions[make_units.id(unit)], dimension.code) == Decimal(published)
                compared += 1
    assert compared == 3 * len(UNITS) - 1  # one is not published


def points(indicators: dict[str, float], code: str) -> Decimal:
    dimension = load(make_units.YEAR).dimension(code)
    own = {
        indicator.no: scoring.as_fraction(indicators[indicator.code]) for indicator in dimension.indicators
    }
    score = scoring.dimension_score(own, dimension)
    assert score is not None
    return scoring.rounded(scoring.points(score, dimension))


def test_the_agency_has_the_mean_of_its_divisions(data: Any) -> None:
    """Twenty answers each, so that the weighted mean is the plain one."""
    for indicator in data["indicators"]:
        scores = [Fraction(unit[f"i{indicator['no']}"]) for unit in UNITS]
        assert indicator["score"] == float(scoring.rounded(sum(scores, Fraction()) / len(scores), 6))


def test_the_analysis_compares_all_divisions(result: Result) -> None:
    assert result.target
    body = reading.body(result.target / "analysis.pdf")
    assert not [unit for unit in UNITS if reading.squeezed(make_units.name(unit)) not in body]
