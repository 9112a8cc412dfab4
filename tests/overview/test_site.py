"""Pages of the overview's site: one order in several pages."""

from fractions import Fraction
from pathlib import Path

import pytest

from itaxl.agency.settings import Agency
from itaxl.overview import site
from itaxl.overview.figures import Overview
from itaxl.overview.material import Material
from itaxl.overview.posted import Posted
from itaxl.texts import LANGS
from tests.overview.made import YEAR


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The pages of five agencies, two on a page."""
    rows = tuple(
        Posted(
            f"a{number}",
            agency=f"เทศบาล{number}",
            district=f"อำเภอ{number // 2}",
            total=Fraction(80 + number),
        )
        for number in range(5)
    )
    overview = Overview(YEAR, rows, ("A", "B"), Fraction(85))
    province = Agency(Path("/nowhere"), name="จังหวัดตัวอย่าง", digits="arabic")
    cases = {lang: Material.of(overview, province, lang, None) for lang in LANGS}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site, "ROWS", 2)
        return {name: text.decode() for name, text in site.files(cases, [], Path("/nowhere/reports"))}


def test_each_page_says_which_it_is(pages: dict[str, str]) -> None:
    titles = {text.partition("<title>")[2].partition("</title>")[0] for text in pages.values()}
    assert len(titles) == len(pages)  # a style sheet has none
    assert "page 2 of 3" in pages["site/en/agencies-name-2.html"]


@pytest.mark.parametrize(
    ("order", "places"),
    [
        ("name", ["เทศบาล0", "เทศบาล1", "เทศบาล2"]),
        ("total", ["84.00", "83.00", "82.00"]),
        ("district", ["อำเภอ0", "อำเภอ0", "อำเภอ1"]),
    ],
)
def test_pages_of_an_order_say_from_where_to_where_they_go(
    order: str, places: list[str], pages: dict[str, str]
) -> None:
    _, _, table = pages[f"site/agencies-{order}.html"].partition('id="pages-table"')
    shown = [table.index(f"<p>{place}</p>") for place in places]
    assert shown == sorted(shown)
