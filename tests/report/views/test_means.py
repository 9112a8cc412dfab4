"""Means of the country and the province beside the agency's scores."""

from dataclasses import replace
from fractions import Fraction

from itaxl.agency.means import Mean
from itaxl.report.views.analysis import analysis_view
from itaxl.report.views.material import Material
from itaxl.report.views.means import means_table
from tests.report import cases

COUNTRY = Mean("national", "ประกาศผลการประเมิน ปี 2562", {"total": Fraction("66.73"), "OIT": Fraction(60)})
PROVINCE = Mean("province", "รายงานของจังหวัด", {"total": Fraction("70.5"), "7": Fraction("71.25")})


def with_means(*means: Mean, year: int = 2562) -> Material:
    return cases.material(agency=replace(cases.AGENCY, means={year: means}), lang="en")


def test_figures_of_which_a_mean_is_known_stand_beside_the_agencys() -> None:
    table = means_table(with_means(COUNTRY, PROVINCE))
    assert table
    assert [column.label for column in table.columns] == [
        "Score of",
        "Agency",
        "National mean",
        "Provincial mean",
    ]
    rows = [[" ".join(cell.paragraphs) for cell in row.cells] for row in table.bodies[0]]
    assert rows == [
        ["Total", "79.83", "66.73", "70.50"],
        ["OIT, Open Data Integrity and Transparency Assessment", "77.87", "60.00", "–"],
        ["7. Communication Efficiency", "74.02", "–", "71.25"],
    ]
    assert table.note == "National mean: ประกาศผลการประเมิน ปี 2562 · Provincial mean: รายงานของจังหวัด"


def test_no_table_without_means_of_this_year() -> None:
    assert means_table(cases.material()) is None
    assert means_table(with_means(COUNTRY, year=2561)) is None
    assert means_table(with_means(Mean("national", "ที่มา", {}))) is None


def test_the_table_stands_among_the_results() -> None:
    view = analysis_view(with_means(COUNTRY))
    (results,) = [section for section in view.sections if section.id == "results"]
    assert "means" in [getattr(block, "id", "") for block in results.blocks]
