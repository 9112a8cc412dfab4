"""A line on each indicator, above the threshold too."""

from dataclasses import replace
from fractions import Fraction

import pytest

from itaxl.report.blocks.table import Table
from itaxl.report.views.analysis import analysis_view
from itaxl.report.views.remark import remark
from itaxl.texts import LANGS, Lang
from tests.report import cases


def line(no: int, before: str | None = None, *, under: bool = False, score: str | None = None) -> str:
    """The English line on an indicator of the known case, with another score, or one of the year before."""
    scores = cases.SCORES | ({no: Fraction(score)} if score else {})
    case = cases.material(cases.assessment(scores), lang="en")
    previous = None if before is None else Fraction(before)
    result = replace(case.assessment.indicator(no), previous=previous)
    return remark(case, result, under=under).replace("\u00a0", " ")


@pytest.mark.parametrize("lang", LANGS)
def test_every_indicator_with_a_score_has_its_line(lang: Lang) -> None:
    view = analysis_view(cases.material(lang=lang))
    tables = [
        block
        for section in view.sections
        for block in section.blocks
        if isinstance(block, Table) and block.id in ("under", "above")
    ]
    lines = [row.cells[0].notes for table in tables for body in table.bodies for row in body]
    assert len(lines) == 10
    assert all(len(notes) == 1 and notes[0] for notes in lines)


def test_its_place_in_its_dimension() -> None:
    assert line(1) == "At or above the threshold, the strength of IIT"
    assert line(3) == "At or above the threshold, to be kept up"
    assert line(4, under=True) == "Under the threshold and the lowest of IIT"
    assert line(2, under=True) == "Under the threshold"
    assert line(6, under=True) == "Under the threshold, though ahead of the others of EIT"
    assert line(4, score="86.19", under=False).startswith("At or above the threshold")


def test_where_all_are_alike_none_is_the_lowest() -> None:
    case = cases.material(cases.assessment(dict.fromkeys(range(1, 11), Fraction(90))), lang="en")
    assert (
        remark(case, case.assessment.indicator(7), under=False) == "At or above the threshold, to be kept up"
    )


@pytest.mark.parametrize(
    ("before", "said"),
    [("80", "up on"), ("95", "down on"), ("89.10", "as in the year before"), ("89.1000001", "as in")],
)
def test_its_change_as_printed(before: str, said: str) -> None:
    assert said in line(1, before)


def test_no_change_where_the_year_before_is_unknown() -> None:
    assert "year before" not in line(1)
