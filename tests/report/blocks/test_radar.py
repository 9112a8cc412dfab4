"""The radar and the lines of the years in Word: vector shapes at the places of the view, with a text that says all."""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from itaxl.report.blocks.chart import Chart
from itaxl.report.blocks.lines import Lines
from itaxl.report.outputs import ANALYSIS
from itaxl.report.views.analysis import analysis_view
from itaxl.report.views.document import View
from itaxl.report.word.document import docx
from itaxl.report.wordml.shapes import FINE, Canvas, Pen
from itaxl.texts import LANGS, Lang
from tests.report import cases
from tests.report.pages import html_of
from tests.report.views import test_year as test_year_view
from tests.report.word.making import DAY, FACE, made, of_blocks, outcome
from tests.report.word.reading import part, text_of, text_of_page
from tests.report.word.test_document import complaints

VML = "{urn:schemas-microsoft-com:vml}"


def groups(data: bytes) -> list[ElementTree.Element]:
    """The pictures that have dots; bars have none."""
    drawn = ElementTree.fromstring(part(data, "word/document.xml")).iter(f"{VML}group")
    return [group for group in drawn if group.find(f"{VML}oval") is not None]


def with_radar(lang: Lang = "th") -> View:
    """The known case with the radar, which documents leave out unless they are told."""
    agency = replace(cases.AGENCY, sections=("results", "radar"))
    return analysis_view(cases.material(outcome("known"), agency, lang=lang))


def chart() -> Chart:
    blocks = [
        block
        for section in with_radar().sections
        for block in section.blocks
        if isinstance(block, Chart) and block.radar
    ]
    return blocks[0]


def points(path: str) -> list[tuple[int, int]]:
    numbers = [int(digits) for digits in re.findall(r"-?\d+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@pytest.mark.slow
def test_the_radar_is_drawn_where_the_view_has_it_and_names_every_score() -> None:
    radar = chart().radar
    assert radar
    (group,) = groups(of_blocks(chart()))
    assert group.get("alt") == radar.says
    left, top, across, down = (round(float(number) * FINE) for number in radar.box.split())
    assert group.get("coordsize") == f"{across},{down}"
    now = [shape for shape in group.iter(f"{VML}shape") if shape.get("fillcolor")]
    assert len(now) == 1
    wanted = [tuple(float(number) for number in item.split(",")) for item in radar.now.split()]
    drawn = [((x + left) / FINE, (y + top) / FINE) for x, y in points(str(now[0].get("path")))]
    assert drawn == wanted
    ovals = list(group.iter(f"{VML}oval"))
    assert len(ovals) == len(radar.rings) + len(radar.dots)
    weakest = sum(oval.get("fillcolor") == "#FFFFFF" for oval in ovals)
    assert weakest == sum(css == "weakest" for *_, css in radar.dots) == 3


def test_where_there_is_no_radar_nothing_is_drawn() -> None:
    assert groups(of_blocks(replace(chart(), radar=None))) == []


@pytest.mark.slow
def test_nothing_in_a_label_is_markup(tmp_path: Path) -> None:
    radar = chart().radar
    assert radar
    hostile = '"><w:drawing/>\x00 & "'
    spokes = tuple(replace(spoke, label=hostile) for spoke in radar.left)
    data = of_blocks(replace(chart(), radar=replace(radar, says=hostile, left=spokes)))
    assert complaints(data, tmp_path) == []
    assert groups(data)[0].get("alt") == hostile.replace("\x00", "")


@pytest.mark.slow
def test_the_years_are_drawn_with_the_words_of_the_page(tmp_path: Path) -> None:
    case = test_year_view.THREE
    whole = analysis_view(case)
    (lines,) = [block for section in whole.sections for block in section.blocks if isinstance(block, Lines)]
    data = docx(whole, FACE, DAY)
    assert complaints(data, tmp_path) == []
    assert text_of(data) == text_of_page(html_of(ANALYSIS, case))
    drawn = [group for group in groups(data) if group.get("alt") in {line.says for line in lines.lines}]
    assert len(drawn) == len(lines.lines) > 1
    dots = [len(list(drawing.iter(f"{VML}oval"))) for drawing in drawn]
    assert dots == [len(line.dots) for line in lines.lines]


@pytest.mark.slow
def test_the_pictures_stand_in_both_languages() -> None:
    assert [len(groups(docx(with_radar(lang), FACE, DAY))) for lang in LANGS] == [1, 1]
    assert groups(made("analysis", "known")) == []


def test_a_picture_keeps_its_proportions() -> None:
    drawn = Canvas("-10 -20 100 50", 200).picture(
        "ก & ข", Canvas("-10 -20 100 50", 200).line("-10,-20 90,30", Pen("111111", 1))
    )
    assert 'style="width:200pt;height:100.00pt"' in drawn
    assert 'path="m0,0l10000,5000e"' in drawn
    assert 'alt="ก &amp; ข"' in drawn
