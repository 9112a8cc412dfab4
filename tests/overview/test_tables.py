"""What the tables and the chart of an overview show."""

from fractions import Fraction
from pathlib import Path

from itaxl.agency.settings import Agency
from itaxl.overview import tables
from itaxl.overview.figures import Overview
from itaxl.overview.material import Material
from itaxl.overview.posted import read
from itaxl.overview.view import sections
from tests.overview.made import YEAR, published, put


def material(top: Path, *agencies: dict[str, object]) -> Material:
    rows = []
    for number, data in enumerate(agencies):
        source = put(top, str(number), data)
        rows.append(read(source.label, source.folder / "data.json", YEAR))
    overview = Overview(YEAR, tuple(rows), ("A",), Fraction(85))
    return Material.of(overview, Agency(top, name="จังหวัดตัวอย่าง", digits="arabic"), "th", None)


def scored(now: float, previous: float | None) -> dict[str, object]:
    part = {"no": 1, "name": "การปฏิบัติหน้าที่", "score": now, "previous": previous}
    return published("เทศบาลตำบลสมมติ", now, indicators=[part], measures=[])


def test_change_is_the_difference_of_the_two_means_beside_it(tmp_path: Path) -> None:
    case = material(tmp_path, scored(90, 80), scored(70, None))
    ((row,),) = tables.indicator_table(case).bodies
    assert [cell.paragraphs[0] for cell in row.cells[1:]] == [
        "2",
        "80.00",
        "2",
        "1",
        "80.00",
        "90.00",
        "+10.00",
    ]


def test_last_year_is_in_the_picture_only_where_it_is_of_the_same_agencies(tmp_path: Path) -> None:
    some = tables.indicator_chart(material(tmp_path / "some", scored(90, 80), scored(70, None)))
    every = tables.indicator_chart(material(tmp_path / "every", scored(90, 80), scored(70, 60)))
    assert [bar.before for chart in (some, every) for bar in chart.bars] == ["", "70.00%"]
    assert [("before" in dict(chart.legend)) for chart in (some, every)] == [False, True]


def test_agency_that_needs_help_has_the_reasons_beside_its_name(tmp_path: Path) -> None:
    case = material(tmp_path, published("เทศบาลตำบลสมมติ", 70), scored(90, None))
    table = tables.agencies(case, "t", case.overview.listed("need"), "", reasons=True)
    reasons = [row.cells[1].paragraphs for row in table.bodies[0]]
    assert reasons == [("คะแนนรวมต่ำกว่า 85", "พ้นกำหนด 1\N{NO-BREAK SPACE}มาตรการ"), ("–",)]
    assert round(sum(column.width for column in table.columns)) == 100


def test_overview_without_any_result_says_so_and_nothing_more(tmp_path: Path) -> None:
    case = material(tmp_path, published("เทศบาลตำบลสมมติ", None, indicators=[], measures=[]))
    assert [section.id for section in sections(case)] == ["summary", "measures", "missing"]


def test_grade_in_words_may_be_broken_into_lines(tmp_path: Path) -> None:
    grades = ("AA", "ต้องปรับปรุงโดยด่วน")
    rows = [published(f"เทศบาล {name}", 80, grade={"announced": name}) for name in grades]
    case = material(tmp_path, *rows)
    cells = [row.cells[3] for row in tables.agencies(case, "t", case.overview.rows, "").bodies[0]]
    assert [(cell.paragraphs, cell.css) for cell in cells] == [
        (("AA",), "number"),
        (("ต้องปรับปรุงโดยด่วน",), "across"),
    ]
