"""Insights in the documents: in the document's digits and language, and only where there is something to say."""

from itaxl.report.insight_view import blocks, sentences
from itaxl.report.text_layer import plain
from itaxl.report.views import Heading, Items
from tests.report.cases import assessment, divisions, empty, material, with_previous


def test_each_part_has_its_heading_and_its_list() -> None:
    case = material(with_previous(assessment(divisions=divisions(6), grade_announced="B")))
    found = list(blocks(case))
    assert [type(each) for each in found] == [Heading, Items] * 4


def test_figures_are_in_the_digits_of_the_document() -> None:
    (first, *_) = sentences(material(), "points")
    assert plain(first).startswith("คะแนนที่ยังขาดไปทั้งหมด๒๐.๑๗คะแนน")


def test_the_follow_up_says_what_became_of_the_measures() -> None:
    assert any("มาตรการ" in each for each in sentences(material(), "followup"))


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert list(blocks(material(empty()))) == []
