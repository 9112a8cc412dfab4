"""Means that an agency types: `[means.2562.national]`."""

from fractions import Fraction
from pathlib import Path

import pytest

from itaxl.agency import settings
from itaxl.agency.means import Mean
from itaxl.errors import WrongUseError

NAMED = '[agency]\nname = "เทศบาลตำบลตัวอย่าง"\n'


def read(tmp_path: Path, toml: str) -> settings.Agency:
    (tmp_path / "itaxl.toml").write_text(NAMED + toml, "utf-8")
    return settings.load(tmp_path)


def test_means_by_year_the_country_before_the_province(tmp_path: Path) -> None:
    agency = read(
        tmp_path,
        '[means.2562.province]\nsource = "รายงานของจังหวัด"\nIIT = 81\ni10 = 70.25\n'
        '[means.2562.national]\nsource = "ประกาศ"\ntotal = 66.73\n[means.2563.national]\nsource = "ก"\n',
    )
    assert agency.means == {
        2562: (
            Mean("national", "ประกาศ", {"total": Fraction("66.73")}),
            Mean("province", "รายงานของจังหวัด", {"IIT": Fraction(81), "10": Fraction("70.25")}),
        ),
        2563: (Mean("national", "ก", {}),),
    }


def test_none_unless_there_are(tmp_path: Path) -> None:
    assert read(tmp_path, "").means == {}


@pytest.mark.parametrize(
    ("toml", "key", "named"),
    [
        ("[means.2562.national]\ntotal = 66.73", "settings.required", "means.2562.national.source"),
        ('[means.2562.national]\nsource = "ก"\ntotal = 101', "settings.range", "means.2562.national.total"),
        ('[means.2562.national]\nsource = "ก"\ni11 = 50', "settings.unknown", "means.2562.national.i11"),
        ('[means.2562.national]\nsource = "ก"\ntotal = "ดี"', "settings.type", "means.2562.national.total"),
        ('[means.2562.world]\nsource = "ก"', "settings.unknown", "means.2562.world"),
        ('[means.62.national]\nsource = "ก"', "settings.year", "means.62"),
        ("means = 3", "settings.unknown", "agency.means"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, toml: str, key: str, named: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        read(tmp_path, toml)
    assert (caught.value.key, caught.value.values["key"]) == (key, named)
