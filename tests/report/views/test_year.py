import re
from dataclasses import replace
from fractions import Fraction

import pytest

from itaxl.assessment import Assessment, YearResult
from itaxl.instrument import known_years, load, publication
from itaxl.report.blocks.items import Items
from itaxl.report.blocks.lines import Lines
from itaxl.report.blocks.table import Table
from itaxl.report.views.analysis import analysis_view
from itaxl.report.views.material import Material
from itaxl.report.views.year import years_blocks
from itaxl.texts import Lang
from tests.report import cases


def earlier(year: int, lower: int, grade: str = "B", **changes: object) -> YearResult:
    """A year whose scores are all so many points under those of the known case."""
    scores = {no: score - lower for no, score in cases.SCORES.items()}
    return replace(YearResult(year, Fraction("79.83") - lower, grade, scores), **changes)  # type: ignore[arg-type]


def case(*before: YearResult, year: int = 2566, lang: Lang = "en") -> Material:
    outcome: Assessment = cases.assessment(
        instrument=load(year), year=year, earlier=before, grade_announced="ต้องปรับปรุง"
    )
    return cases.material(outcome, instrument=load(year), published=publication(year), lang=lang)


THREE = case(earlier(2564, 4), earlier(2565, 2))


def parts(here: Material) -> tuple[Table, list[str], Lines]:
    """The table, the notes, the picture."""
    blocks = years_blocks(here)
    (table,) = [block for block in blocks if isinstance(block, Table)]
    (lines,) = [block for block in blocks if isinstance(block, Lines)]
    return table, [note for block in blocks if isinstance(block, Items) for note in block.items], lines


def cells(table: Table) -> dict[str, list[str]]:
    """Texts of the years by the head of their row."""
    rows = [row for body in table.bodies for row in body]
    years = sum(column.label.isdigit() for column in table.columns)
    return {
        row.cells[0].paragraphs[0]: [cell.paragraphs[0] for cell in row.cells[1 : years + 1]] for row in rows
    }


def test_a_column_for_each_year_this_one_last() -> None:
    table, _, _ = parts(THREE)
    assert [column.label for column in table.columns] == ["Indicator", "2564", "2565", "2566", "Change"]
    assert sum(column.width for column in table.columns) == pytest.approx(100)
    results = cells(table)
    assert results["Total"] == ["75.83", "77.83", "79.83"]
    assert results["Grade"] == ["B", "B", "ต้องปรับปรุง"]
    assert results["4. Freedom from Asset Misappropriation"] == ["69.80", "71.80", "73.80"]
    assert len(results) == 13


def test_the_change_since_the_year_before_stands_beside_the_scores_alone() -> None:
    table, _, _ = parts(THREE)
    changes = {row.cells[0].paragraphs[0]: row.cells[-1].paragraphs for body in table.bodies for row in body}
    assert changes["Total"] == changes["4. Freedom from Asset Misappropriation"] == ("+2.00",)
    assert changes["Grade"] == ()


def test_years_that_do_not_follow_on_each_other_have_no_change() -> None:
    table, _, _ = parts(case(earlier(2564, 4)))
    assert [column.label for column in table.columns] == ["Indicator", "2564", "2566"]


def test_where_the_scheme_changed_is_marked_and_said() -> None:
    table, notes, _ = parts(THREE)
    assert cells(table)["Scheme of grades against the year before"] == ["–", "as before", "changed"]
    assert [column.css for column in table.columns[1:]] == ["number", "number", "number changed", "number"]
    assert {row.cells[3].css for body in table.bodies for row in body} == {"number changed"}
    years_of_notes = [re.findall("25[0-9]{2}", note) for note in notes]
    assert years_of_notes == [["2565", "2564"], ["2566", "2565"], ["2566", "2565"]]


def test_the_mark_in_thai() -> None:
    table, notes, _ = parts(case(earlier(2565, 2), lang="th"))
    assert "เปลี่ยนเกณฑ์" in cells(table)["เกณฑ์ระดับเทียบกับปีก่อนหน้า"]
    assert notes[0].startswith("เปลี่ยนเกณฑ์: ")


def test_years_of_one_scheme_have_no_mark() -> None:
    table, notes, _ = parts(case(earlier(2563, 2), year=2564))
    assert (notes, table.note) == ([], "")
    assert [column.css for column in table.columns] == ["", "number", "number", "number"]


def test_every_figure_of_the_picture_stands_in_the_table() -> None:
    table, _, lines = parts(THREE)
    results = cells(table)
    assert len(lines.lines) == 11
    for line in lines.lines:
        assert list(line.figures) == results[line.label]
        pairs = zip(lines.years, line.figures, strict=True)
        assert line.says == f"{line.label}: " + ", ".join(f"{year} {figure}" for year, figure in pairs)


def test_points_of_the_picture_stand_higher_for_a_higher_score() -> None:
    _, _, lines = parts(THREE)
    heights = [float(y) for _, y in lines.lines[0].dots]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 3
    width, height = (float(number) for number in lines.box.split()[2:])
    assert all(0 < float(x) < width and 0 < float(y) < height for line in lines.lines for x, y in line.dots)


def test_a_line_is_broken_where_a_year_has_no_score() -> None:
    gap = earlier(2564, 2)
    gap = replace(gap, indicators={no: score for no, score in gap.indicators.items() if no != 3})
    table, _, lines = parts(case(earlier(2562, 4), earlier(2563, 3), gap, earlier(2565, 1)))
    third = lines.lines[3]
    assert cells(table)[third.label][2] == "–"
    assert [len(stroke.split()) for stroke in third.strokes] == [2, 2]
    assert [len(stroke.split()) for stroke in lines.lines[4].strokes] == [5]


def test_a_year_that_measured_something_else_is_not_compared() -> None:
    """Nothing is known of 2561 but what its own file says, which here names other indicators."""
    other = earlier(2561, 1, named={4: ("IIT", "อื่น"), 5: ("IIT", "การแก้ไขปัญหาการทุจริต")})
    table, notes, lines = parts(case(other, year=2562))
    results = cells(table)
    assert results["Total"] == ["–", "79.83"]
    assert results["4. Freedom from Asset Misappropriation"] == ["–", "73.80"]
    assert results["5. Anti-Corruption Improvement"] == ["85.25", "86.25"]
    assert "not compared" in table.note
    assert "may not follow the same rules" in notes[0]
    assert [line.label for line in lines.lines] == ["5. Anti-Corruption Improvement"]


def test_without_anything_to_compare_there_is_no_picture() -> None:
    blocks = years_blocks(case(earlier(2561, 1), year=2562))
    assert not any(isinstance(block, Lines) for block in blocks)


def test_many_years_stand_closer() -> None:
    *before, last = known_years()
    years = [earlier(year, last - year) for year in before]
    table, _, lines = parts(case(*years, year=last))
    assert table.css.split() == ["figures", "years", "dense"]
    assert lines.css == "many"


@pytest.mark.slow
def test_the_analysis_has_the_section_where_an_earlier_year_is_known() -> None:
    assert "years" in [section.id for section in analysis_view(THREE).sections]
    assert "years" not in [section.id for section in analysis_view(cases.material()).sections]


def test_the_section_can_be_left_out() -> None:
    agency = replace(cases.AGENCY, sections=("results", "indicators"))
    sections = analysis_view(replace(THREE, agency=agency)).sections
    assert [section.id for section in sections] == ["results", "indicators"]
