import tomllib
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl import thai
from itaxl.agency.settings import load as load_agency
from itaxl.errors import WrongUseError
from itaxl.instrument import bank as module
from itaxl.instrument import known_years, load
from itaxl.instrument.bank import OWN, Suggestions, bank, read
from itaxl.texts import Text

HERE = load(2562)
FILE = Path(module.__file__).with_suffix(".toml")
# In the tables of the report that samples/reference follows, by the weakest indicator of each dimension.
OF_THE_REPORT = {
    4: (
        "มาตรการป้องกันความขัดแย้งทางผลประโยชน์หรือผลประโยชน์ทับซ้อน และการให้หรือรับสินบน",
        "มาตรการป้องกันและเว้นการปฏิบัติหน้าที่ตามคู่มือประชาชน",
    ),
    7: ("มาตรการในการจัดการเรื่องร้องเรียนการทุจริต", "มาตรการเผยแพร่ข้อมูลต่อสาธารณะ"),
    9: ("มาตรการเผยแพร่ข้อมูลต่อสาธารณะ",),
}
texts = st.lists(st.sampled_from(("ก", "ข", "ก ", "ค", "")), max_size=6).map(tuple)
suggestions = st.builds(Suggestions, texts, texts)


def own(folder: Path, text: str) -> Path:
    (folder / OWN).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("year", known_years())
def test_every_indicator_of_every_year_has_several_to_choose_from(year: int) -> None:
    expected = bank(load(year))
    assert set(expected) == set(range(1, 11))
    assert all(
        len(suggestions.approaches) >= 4 and len(suggestions.measures) >= 4
        for suggestions in expected.values()
    )


def test_the_measures_of_the_report_and_those_in_common_use_are_in() -> None:
    expected = bank(HERE)
    for no, measures in OF_THE_REPORT.items():
        assert set(measures) <= set(expected[no].measures)
    assert set(HERE.common_measures) <= {
        text for suggestions in expected.values() for text in suggestions.measures
    }


def test_texts_are_in_one_normal_form_and_one_line() -> None:
    text = FILE.read_text("utf-8")
    assert "\u0e4d\u0e32" not in text
    assert "เเ" not in text
    assert unicodedata.normalize("NFC", text) == text
    for entry in tomllib.loads(text)["indicators"]:
        for words in (*entry["approaches"], *entry["measures"]):
            assert words == thai.clean(words)
            assert len(words) <= 120, words


def test_the_agencys_own_come_after_ours_and_last_years_after_them(tmp_path: Path) -> None:
    folder = own(tmp_path, '[[indicators]]\nno = 4\nmeasures = ["ของเรา"]\napproaches = ["วิธี"]')
    expected = bank(HERE, read(folder), [(4, "ของปี\nก่อน"), (4, "ของเรา"), (7, "อื่น")])
    assert expected[4].measures == (*bank(HERE)[4].measures, "ของเรา", "ของปี ก่อน")
    assert expected[4].approaches[-1] == "วิธี"
    assert expected[7].measures[-1] == "อื่น"
    assert expected[1] == bank(HERE)[1]


def test_an_indicator_of_another_name_gets_none_of_ours() -> None:
    """In another scheme the number may be another indicator's."""
    surveys, outside, published = HERE.dimensions
    other = replace(surveys.indicators[3], name=Text("ตัวชี้วัดอื่น", "Another"))
    indicators = (*surveys.indicators[:3], other, *surveys.indicators[4:])
    school = replace(HERE, dimensions=(replace(surveys, indicators=indicators), outside, published))
    assert bank(school)[4] == Suggestions()
    assert bank(school)[5] == bank(HERE)[5]


def test_no_file_is_no_addition(tmp_path: Path) -> None:
    assert read(tmp_path) == {}


@pytest.mark.parametrize(
    "text",
    [
        "[[indicators]]",
        "[[indicators]]\nno = '4'",
        "[[indicators]]\nno = true",
        "[[indicators]]\nno = 4\nmeasures = 'ก'",
        "[[indicators]]\nno = 4\nmeasures = [1]",
        "[[indicators]]\nno = 4\nmeasure = ['ก']",
        "indicators = 4",
        "indicators = [4]",
        "other = 4",
        "[[indicators",
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        read(own(tmp_path, text))
    assert OWN in str(caught.value.values["path"])


def test_it_is_read_with_the_settings(tmp_path: Path) -> None:
    (tmp_path / "itaxl.toml").write_text('[agency]\nname = "ก"', "utf-8")
    own(tmp_path, '[[indicators]]\nno = 4\nmeasures = ["ของเรา"]')
    assert load_agency(tmp_path).bank == {4: Suggestions(measures=("ของเรา",))}


@pytest.mark.slow
@given(suggestions, suggestions)
def test_nothing_is_lost_or_twice(one: Suggestions, other: Suggestions) -> None:
    both = one + other
    keys = [thai.key(text) for text in both.measures]
    assert len(set(keys)) == len(keys)
    assert set(keys) == {thai.key(text) for text in one.measures + other.measures if text}
    assert both + other == both
