"""Insights in the documents: in the document's digits and language, and only where there is something to say."""

from dataclasses import replace

from itaxl.assessment import ItemResult
from itaxl.instrument import load
from itaxl.report.blocks.heading import Heading
from itaxl.report.blocks.items import Items
from itaxl.report.pdf.text_layer import plain
from itaxl.report.views.insight import blocks, sentences
from itaxl.report.views.material import Material
from itaxl.report.views.picture import gain_table
from tests.report.cases import assessment, divisions, empty, material, with_previous


def test_each_part_has_its_heading_and_its_list() -> None:
    case = material(with_previous(assessment(divisions=divisions(6), grade_announced="B")))
    result = list(blocks(case))
    assert [type(block) for block in result] == [Heading, Items] * 4


def test_figures_are_in_the_digits_of_the_document() -> None:
    (first, *_) = sentences(material(), "points")
    assert plain(first).startswith("คะแนนที่ยังขาดไปทั้งหมด๒๐.๑๗คะแนน")


def test_the_follow_up_says_what_became_of_the_measures() -> None:
    assert any("มาตรการ" in sentence for sentence in sentences(material(), "followup"))


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert list(blocks(material(empty()))) == []


def with_items(missed: set[str], year: int = 2564) -> Material:
    """The known case with every open data item of a year published but those named."""
    instrument = load(year)
    items = tuple(ItemResult(item.code, item.code not in missed) for item in instrument.items)
    return replace(material(assessment(items=items)), instrument=instrument)


def test_items_missed_stand_with_their_gains_and_bars_the_greatest_first() -> None:
    table = gain_table(with_items({"O1", "O42", "O25"}))
    assert table is not None
    (rows,) = table.bodies
    assert [[cell.paragraphs[0] for cell in row.cells][::2] for row in rows] == [
        ["O42", "๕.๐๐"],
        ["O25", "๑.๐๐"],
        ["O1", "๐.๔๔"],
    ]
    assert table.pictured is not None
    assert [bar[0].width for bar in table.pictured.bars] == ["100.00%", "20.00%", "8.89%"]


def test_no_table_where_nothing_is_missed_or_its_worth_is_unknown() -> None:
    assert gain_table(with_items(set())) is None
    assert gain_table(with_items({"O1"}, 2568)) is None
    assert any("O1" in sentence for sentence in sentences(with_items({"O1"}, 2568), "points"))
