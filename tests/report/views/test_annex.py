"""Lists of measures are printed as long as they are short enough, else counted; nothing is lost without a word."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from itaxl.assessment import Measure
from itaxl.report import documents
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.prose import Prose
from itaxl.report.blocks.table import Table
from itaxl.report.views import annex
from itaxl.report.views.analysis import analysis_view
from itaxl.report.views.document import View
from itaxl.report.views.followup import followup_view
from tests.report import cases

LOWEST, OTHER = 4, 5  # indicators of IIT


@pytest.fixture
def _five_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annex, "ROWS", 5)


def measures(indicator: int, count: int, **changes: Any) -> tuple[Measure, ...]:
    """So many measures of an indicator of IIT, each of the clerk's, reported as done without evidence."""
    return tuple(
        cases.measure(
            *("IIT", indicator, serial),
            measure=f"เรื่องที่ {indicator}-{serial}",
            end=cases.START,
            **{"followup": (cases.progress("clerk", evidence=""),)} | changes,
        )
        for serial in range(1, count + 1)
    )


def view(kind: str, *listed: Measure) -> View:
    agency = replace(cases.AGENCY, digits="arabic", sections=("improve", "progress", "late", "evidence"))
    case = cases.material(cases.assessment(measures=listed), agency)
    return analysis_view(case) if kind == "analysis" else followup_view(case)


def blocks(whole: View, prefix: str) -> tuple[Block, ...]:
    return next(section.blocks for section in whole.sections if section.id.startswith(prefix))


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Prose):
            yield from block.paragraphs
        if isinstance(block, Table):
            yield from (
                text
                for body in block.bodies
                for row in body
                for cell in row.cells
                for text in cell.paragraphs
            )


def printed(blocks: tuple[Block, ...]) -> set[str]:
    """Return which measures stand in the tables, as indicator-number."""
    words = " ".join(texts(blocks)).replace("\u00a0", " ").split("เรื่องที่ ")[1:]
    return {word.split()[0] for word in words}


@pytest.mark.parametrize(
    ("kind", "section"), [("analysis", "measures-of-IIT"), ("followup", "followup-sections")]
)
@pytest.mark.usefixtures("_five_rows")
class TestListOfADimension:
    def test_is_printed_within_the_bounds(self, kind: str, section: str) -> None:
        results = blocks(view(kind, *measures(LOWEST, 2), *measures(OTHER, 3)), section)
        assert printed(results) == {"4-1", "4-2", "5-1", "5-2", "5-3"}
        assert "measures.csv" not in " ".join(texts(results))

    def test_is_counted_beyond_them_and_those_of_the_lowest_are_printed(
        self, kind: str, section: str
    ) -> None:
        results = blocks(view(kind, *measures(LOWEST, 2), *measures(OTHER, 4)), section)
        assert printed(results) == {"4-1", "4-2"}
        assert "measures.csv" in " ".join(texts(results))
        (counts,) = [block for block in results if isinstance(block, Table) and block.id == "counts-IIT"]
        rows = [[cell.paragraphs[0] for cell in row.cells] for body in counts.bodies for row in body]
        assert rows == [
            ["สำนักปลัดเทศบาล", "0", "0", "0", "2", "4", "6"],
            ["รวม", "0", "0", "0", "2", "4", "6"],
        ]

    def test_is_counted_alone_where_those_of_the_lowest_are_too_many(self, kind: str, section: str) -> None:
        results = blocks(view(kind, *measures(LOWEST, 6)), section)
        assert printed(results) == set()
        assert [block.id for block in results if isinstance(block, Table)] == ["counts-IIT"]

    def test_says_where_there_is_none(self, kind: str, section: str) -> None:
        results = blocks(view(kind, *measures(LOWEST, 6)), section.replace("IIT", "OIT"))
        assert not any(isinstance(block, Table) and "OIT" in block.id for block in results)


def test_reports_and_letters_count_too(monkeypatch: pytest.MonkeyPatch) -> None:
    two = (cases.progress("clerk"), cases.progress("works"))
    monkeypatch.setattr(annex, "ROWS", 3)
    assert not annex.is_beyond(measures(4, 3))
    assert annex.is_beyond(measures(4, 2, responsible=("clerk", "works"), followup=two))
    monkeypatch.setattr(annex, "LETTERS", 600)
    assert not annex.is_beyond(measures(4, 1, weakness="ก" * 300))
    assert annex.is_beyond(measures(4, 1, weakness="ก" * 600))
    assert annex.is_beyond(measures(4, 1, followup=(cases.progress("clerk", result="ก" * 600),)))


@pytest.mark.parametrize("section", ["late", "evidence"])
@pytest.mark.usefixtures("_five_rows")
def test_lists_of_late_and_unproven_measures_are_counted_too(section: str) -> None:
    late = {"followup": (cases.progress("clerk", cases.UNDER_WAY),)} if section == "late" else {}
    few, many = (blocks(view("followup", *measures(4, count, **late)), section) for count in (5, 6))
    assert len(printed(few)) == 5
    assert printed(many) == set()
    assert "6 " in " ".join(texts(many)).replace("\u00a0", " ")


@pytest.mark.usefixtures("_five_rows")
def test_a_finding_says_where_the_whole_list_is() -> None:
    assert list(documents._long_lists(measures(4, 5))) == []
    (finding,) = documents._long_lists(measures(4, 6))
    assert (finding.code, finding.value) == ("D530", "6")
    assert "measures.csv" in finding.fix("th")
