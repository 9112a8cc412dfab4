"""The section on principles and instruments: what is said, and what is left out where it is not known."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from itaxl.instrument import load
from itaxl.report.blocks.prose import Prose
from itaxl.report.blocks.table import Table
from itaxl.report.views.analysis import analysis_view
from itaxl.report.views.material import Material
from itaxl.report.views.principles import principles
from itaxl.texts import LANGS, Lang
from tests.report import cases


def texts(case: Material) -> str:
    """The running text of the section."""
    paragraphs = [text for block in principles(case) if isinstance(block, Prose) for text in block.paragraphs]
    return "\n".join(paragraphs).replace("\u00a0", " ")


def of_year(year: int, lang: Lang = "en", **changes: Any) -> Material:
    instrument = load(year)
    outcome = cases.assessment(instrument=instrument, year=year, **changes)
    return cases.material(outcome, instrument=instrument, lang=lang, day=date(2025, 1, 1))


def test_it_stands_before_the_results() -> None:
    order = [section.id for section in analysis_view(cases.material()).sections]
    assert order.index("background") < order.index("principles") < order.index("results")
    chosen = replace(cases.AGENCY, sections=("results",))
    assert "principles" not in [
        section.id for section in analysis_view(cases.material(agency=chosen)).sections
    ]


def test_instruments_with_weight_and_how_each_is_measured() -> None:
    (table,) = [block for block in principles(of_year(2564)) if isinstance(block, Table)]
    rows = [
        [" ".join(cell.paragraphs).replace("\u00a0", " ") for cell in row.cells] for row in table.bodies[0]
    ]
    assert [row[0].split(",")[0] for row in rows] == ["IIT", "EIT", "OIT"]
    assert rows[1][2] == "6–8: Service Quality, Communication Efficiency, Procedure Improvement"
    assert [row[3] for row in rows] == ["30", "30", "40"]
    assert rows[2][1].endswith("lays open, 43 items")


def test_the_number_of_items_is_left_out_where_it_is_unknown() -> None:
    (table,) = [block for block in principles(of_year(2562)) if isinstance(block, Table)]
    assert table.bodies[0][2].cells[1].paragraphs == ("Check of what its website lays open",)


def test_period_bands_and_law_of_the_year() -> None:
    said = texts(of_year(2564))
    assert "(1 October B.E. 2563 – 30 September B.E. 2564)" in said
    assert "AA (95.00–100.00), A (85.00–94.99)" in said
    assert "Results were announced on 26 August 2021 (2564)" in said
    assert "Cabinet resolution of 23 January 2018 (2561)" in said


def test_a_condition_by_dimension_is_said_only_where_it_is_certain() -> None:
    said = texts(of_year(2568, grade_announced="ผ่าน", grade_computed="ผ่าน"))
    assert "ผ่านดี (85.00–100.00, and at least 85 in every dimension)" in said
    assert "ผ่านดีเยี่ยม (95.00–100.00)" in said
    assert "in every dimension" not in texts(of_year(2566, grade_announced="ผ่าน", grade_computed="ผ่าน"))


def test_days_that_are_unknown_are_not_spoken_of() -> None:
    assert "announced on" not in texts(of_year(2562))


@pytest.mark.parametrize("lang", LANGS)
def test_no_word_of_the_program_or_of_where_its_makers_read(lang: Lang) -> None:
    for year in range(2562, 2569):
        said = texts(of_year(year, lang))
        for word in (
            "program",
            "โปรแกรม",
            "itaxl",
            "website of",
            "เว็บไซต์ของโรงเรียน",
            "not found",
            "ไม่พบ",
            "{",
        ):
            assert word not in said


def test_a_scheme_of_the_agencys_own_is_not_called_that_of_the_nacc() -> None:
    agency = replace(cases.AGENCY, instrument_file="own.toml")
    assert "NACC" in texts(cases.material(lang="en"))
    assert "NACC" not in texts(cases.material(agency=agency, lang="en"))


def test_people_who_answered_by_dimension_where_that_is_known() -> None:
    outcome = cases.assessment()
    first, *others = outcome.dimensions
    result = replace(outcome, dimensions=(replace(first, respondents=1234), *others))
    assert "as the divisions report: IIT 1,234." in texts(cases.material(result, lang="en"))
    assert "as the divisions report" not in texts(cases.material(lang="en"))
