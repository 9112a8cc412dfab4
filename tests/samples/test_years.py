"""samples/years: three years merged one after the other, and what the last one says of those before."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from itaxl.agency.earlier_years import year_result
from itaxl.instrument import load, scoring
from itaxl.pipeline import Result
from samples import make_years
from tests.report.pdf import tags
from tests.samples import made, reading
from tests.shared import Shared

pytestmark = pytest.mark.slow

LAST = make_years.YEARS[-1]
SOURCES = {year: make_years.read(year) for year in make_years.YEARS}


@pytest.fixture(scope="module")
def results(shared: Shared) -> dict[int, Result]:
    return made.results_of_years(made.merged_years(shared))


def of(results: dict[int, Result], year: int, file: str) -> Path:
    target = results[year].target
    assert target
    return target / file


def test_no_year_has_anything_to_mend(results: dict[int, Result]) -> None:
    assert {result.exit_code for result in results.values()} == {0}
    assert {finding.code for result in results.values() for finding in result.findings} <= {
        "D501",
        "D536",
        "D543",
        "X428",
    }


@pytest.mark.parametrize("year", make_years.YEARS)
def test_the_invented_scores_make_the_invented_totals(year: int) -> None:
    scores, instrument = SOURCES[year]["scores"], load(year)
    own = {indicator.no: scoring.as_fraction(scores[indicator.code]) for indicator in instrument.indicators}
    total = scoring.total(own, instrument)
    assert total is not None
    assert scoring.rounded(total) == Decimal(scores["TOTAL"])
    for dimension in instrument.dimensions:
        score = scoring.dimension_score(own, dimension)
        assert score is not None
        assert scoring.rounded(score) == Decimal(scores[dimension.code])


@pytest.mark.parametrize("year", made.DRAWN)
@pytest.mark.parametrize("document", ["analysis", "followup"])
def test_every_cell_names_the_heads_above_and_beside_it(
    year: int, document: str, results: dict[int, Result]
) -> None:
    wanted = tags.of_html(of(results, year, f"{document}.html").read_text("utf-8"))
    assert wanted
    with pikepdf.open(of(results, year, f"{document}.pdf")) as pdf:
        assert tags.of_pdf(pdf) == wanted


def test_each_year_knows_those_before_it(results: dict[int, Result]) -> None:
    earlier = {
        year: [earlier.year for earlier in result.outcome.assessment.earlier]
        for year, result in results.items()
    }
    assert earlier == {2564: [], 2565: [2564], 2566: [2564, 2565]}
    read = year_result(of(results, 2564, "data.json"), 2564)
    assert read == results[LAST].outcome.assessment.earlier[0]


def test_the_last_analysis_sets_the_years_side_by_side(results: dict[int, Result]) -> None:
    body = reading.body(of(results, LAST, "analysis.pdf"))
    plain = reading.plain(of(results, LAST, "analysis.html"))
    for text in (body, plain):
        assert "เปรียบเทียบรายปี" in text
        assert "รวม๗๙.๔๖๘๓.๗๕๘๘.๕๕" in text
        assert "ระดับBBผ่านดี" in text
        assert "–เกณฑ์เดิมเปลี่ยนเกณฑ์" in text
        assert "๗.ประสิทธิภาพการสื่อสาร๗๖.๒๐๗๕.๙๐๘๓.๙๐" in text


def test_the_answers_of_the_divisions_make_what_was_announced(results: dict[int, Result]) -> None:
    """All five indicators of the internal survey, and both of the open data."""
    own = {no: float(score) for no, score in results[2564].outcome.merged_scores.items()}
    announced = {no: float(SOURCES[2564]["scores"][str(no)]) for no in (1, 2, 3, 4, 5, 9, 10)}
    assert own == pytest.approx(announced, abs=0.005)


def test_the_first_analysis_names_questions_and_items_with_what_they_would_bring(
    results: dict[int, Result],
) -> None:
    body = reading.body(of(results, 2564, "analysis.pdf"))
    assert "ข้อคำถามI20(ขออนุญาตยืมสะดวก)ของตัวชี้วัดที่๔ได้คะแนนต่ำคือ๖๗.๗๑" in body
    assert "ข้อO37การดำเนินการเพื่อจัดการความเสี่ยงการทุจริตยังไม่ผ่านหากแก้ไขได้คะแนนรวมจะเพิ่มขึ้น๑.๒๕คะแนน" in body
    assert "ต้องมีคะแนนรวมเพิ่มอีก๕.๕๔คะแนนจึงจะถึงระดับA" in body
    assert "แก้ไขข้อมูลที่ต้องเปิดเผย๕ข้อได้แก่O37" in body


def test_the_first_analysis_has_no_years_to_compare(results: dict[int, Result]) -> None:
    assert "เปรียบเทียบรายปี" not in reading.plain(of(results, 2564, "analysis.html"))
    assert "เปรียบเทียบรายปี" not in reading.plain(of(results, 2564, "site/index.html"))


def test_the_site_sets_them_side_by_side_in_both_languages(results: dict[int, Result]) -> None:
    assert "รวม๗๙.๔๖๘๓.๗๕๘๘.๕๕" in reading.plain(of(results, LAST, "site/index.html"))
    assert "Total79.4683.7588.55" in reading.plain(of(results, LAST, "site/en/index.html"))


def test_the_change_from_the_year_before_is_the_difference_of_the_printed_totals(
    results: dict[int, Result],
) -> None:
    data: Any = json.loads(of(results, LAST, "data.json").read_text("utf-8"))
    previous = {indicator["no"]: indicator["previous"] for indicator in data["indicators"]}
    scores = SOURCES[2565]["scores"]
    assert previous == {no: float(scores[str(no)]) for no in previous}
    assert "+๔.๘๐" in reading.plain(of(results, LAST, "site/index.html"))


def test_a_measure_whose_indicator_fell_is_named_the_year_after(results: dict[int, Result]) -> None:
    """Indicator 7 had a measure after 2564, and a lower score in 2565."""
    body = reading.plain(of(results, 2565, "analysis.html"))
    said = "ปีก่อนมี๑มาตรการของตัวชี้วัดที่๗ประสิทธิภาพการสื่อสารแต่คะแนนไม่ได้ดีขึ้นจึงควรทบทวนมาตรการ"
    assert said in body
    assert "ปีก่อนมี๑มาตรการของตัวชี้วัดที่๔" not in body
