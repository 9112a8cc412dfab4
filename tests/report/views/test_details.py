"""Results question by question and item by item, beside the year before."""

from dataclasses import replace
from fractions import Fraction

import pytest

from itaxl.assessment import Assessment, ItemResult, Previous, QuestionResult
from itaxl.instrument import load
from itaxl.report.blocks.table import Table
from itaxl.report.views.analysis import analysis_view
from itaxl.report.views.details import details
from tests.report import cases

INSTRUMENT = load(2564)
ITEMS = (ItemResult("O1", passed=True), ItemResult("O2", passed=False), ItemResult("O34", passed=True))
QUESTIONS = (QuestionResult("I1", 1, Fraction("81.5"), 20), QuestionResult("I9", 2, Fraction(60), None))


def tables(outcome: Assessment) -> dict[str, Table]:
    case = cases.material(outcome, instrument=INSTRUMENT, lang="en")
    return {block.id: block for block in details(case) if isinstance(block, Table)}


def rows(table: Table) -> list[list[str]]:
    return [[" ".join(cell.paragraphs) for cell in row.cells] for row in table.bodies[0]]


def with_last_year(outcome: Assessment, **last: object) -> Assessment:
    return replace(outcome, previous=replace(Previous(2563, None, None, {}), **last))  # type: ignore[arg-type]


@pytest.mark.slow
def test_only_what_was_given_one_by_one_is_listed() -> None:
    assert tables(cases.assessment()) == {}
    assert "details" not in [section.id for section in analysis_view(cases.material()).sections]
    given = cases.assessment(items=ITEMS)
    assert list(tables(given)) == ["details-items"]
    view = analysis_view(cases.material(given, instrument=INSTRUMENT))
    assert "details" in [section.id for section in view.sections]


def test_this_year_alone_where_no_other_can_be_compared() -> None:
    results = tables(cases.assessment(items=ITEMS, questions=QUESTIONS))
    assert [column.label for column in results["details-items"].columns] == [
        "Item",
        "What must be published",
        "2562",
    ]
    assert rows(results["details-items"])[1] == ["O2", "Leaders", "missing"]
    assert rows(results["details-questions"])[0][2] == "81.50"
    assert results["details-items"].note == ""


def test_last_year_this_year_and_the_change() -> None:
    outcome = with_last_year(
        cases.assessment(items=ITEMS, questions=QUESTIONS),
        items={"O1": False, "O2": False},
        questions={"I1": Fraction("80.25")},
    )
    results = tables(outcome)
    assert [column.label for column in results["details-items"].columns[2:]] == ["2563", "2562", "Change"]
    assert [row[2:] for row in rows(results["details-items"])] == [
        ["missing", "there", "better"],
        ["missing", "missing", "the same"],
        ["–", "there", "–"],
    ]
    assert [row[2:] for row in rows(results["details-questions"])] == [
        ["80.25", "81.50", "+1.25"],
        ["–", "60.00", "–"],
    ]
    assert results["details-items"].note.startswith("A dash: there is no result of that year")
    assert sum(column.width for column in results["details-items"].columns) == 100
