import json
import re
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from itaxl.errors import UnknownYearError, UnscoredYearError, WrongUseError
from itaxl.instrument import Instrument, items, known_years, load, publication, scheme, scoring
from itaxl.instrument.loading import listed_years
from itaxl.instrument.model import DIMENSIONS
from itaxl.texts import LANGS, Text
from itaxl.thai import clean

YEARS = known_years()
LATIN = {"Q&A", "Social Network", "E-Service"}  # items that the list itself names so


def texts(part: object) -> list[Text]:
    """All texts anywhere in an instrument."""
    if isinstance(part, Text):
        return [part]
    if isinstance(part, tuple):
        return [text for value in part for text in texts(value)]
    if isinstance(part, dict):
        return texts(tuple(part.values()))
    if is_dataclass(part):
        return texts(tuple(getattr(part, field.name) for field in fields(part)))
    return []


def test_the_years_that_come_with_the_program() -> None:
    assert set(range(2562, 2569)) <= set(YEARS) <= set(listed_years())
    assert min(listed_years()) == 2562
    assert {*YEARS, 2569} <= set(listed_years())
    assert list(YEARS) == sorted(YEARS)


@pytest.mark.parametrize("year", YEARS)
def test_dimensions_and_indicators(year: int) -> None:
    instrument = load(year)
    assert instrument.year == year
    assert tuple(dimension.code for dimension in instrument.dimensions) == DIMENSIONS
    assert [indicator.no for indicator in instrument.indicators] == list(range(1, 11))
    assert [len(dimension.indicators) for dimension in instrument.dimensions] == [5, 3, 2]
    assert sum(dimension.weight for dimension in instrument.dimensions) == 100
    assert instrument.indicator(4).name.th == "การใช้ทรัพย์สินของราชการ"
    assert {indicator.dimension for indicator in instrument.dimension("EIT").indicators} == {"EIT"}


@pytest.mark.parametrize("year", YEARS)
def test_the_bands_meet_and_cover_0_to_100(year: int) -> None:
    grades = load(year).grades
    assert grades[0].upper == 100
    assert grades[-1].lower == 0
    for better, worse in pairwise(grades):
        if worse.upper == 100:  # a condition divides the two, not the total alone
            assert better.every is not None
        else:
            assert better.lower - worse.upper == Decimal("0.01")
    assert load(year).pass_mark in {grade.lower for grade in grades}


@pytest.mark.parametrize("year", listed_years())
def test_every_text_is_clean_and_in_both_languages(year: int) -> None:
    results = texts(scheme(year))
    assert len(results) > 30
    for text in results:
        assert text.th == clean(text.th)
        assert re.search("[ก-ฮ]", text.th) or text.th in LATIN
        assert text.en == clean(text.en)
        assert re.search("[a-z]", text.en, re.IGNORECASE)
        assert not re.search("[ก-ฮ]", text.en)


@pytest.mark.parametrize("year", YEARS)
def test_a_recommendation_can_follow_its_opening_words(year: int) -> None:
    for indicator in load(year).indicators:
        assert not indicator.recommendation.th.startswith(("ต้อง", "ควร", "หน่วยงาน"))
        assert indicator.recommendation.en[0].islower()
        assert not indicator.recommendation.en.endswith(".")


@pytest.mark.parametrize("year", YEARS)
def test_each_fact_has_its_source(year: int) -> None:
    facts = {"indicators", "weights", "grades", "pass_mark", "recommendations", "report_items", "legal_basis"}
    assert facts <= load(year).sources.keys()


@pytest.mark.parametrize("year", listed_years())
def test_what_is_said_to_be_unknown_is_left_out(year: int) -> None:
    here = scheme(year)
    unknown = {fact for fact, source in here.sources.items() if source.status == "unknown"}
    given: dict[str, object] = {
        "indicators": here.dimensions,
        "grades": here.grades,
        "pass_mark": here.passing,
        "report_items": here.analysis_item or here.followup_item,
        "questions": here.questions,
        "subindicators": here.items,
        "levels": here.levels,
        "legal_basis": here.legal_basis,
        "calendar": here.calendar,
    }
    assert [fact for fact in given if fact in unknown and given[fact]] == []
    assert [fact for fact in given if fact in here.sources and fact not in unknown and not given[fact]] == []


def test_report_items_are_those_of_the_year_of_publication() -> None:
    first = publication(2562)
    assert first is not None
    assert first.year == 2563
    assert first.analysis_item is not None
    assert first.followup_item is not None
    assert (first.analysis_item.code, first.followup_item.code) == ("O42", "O43")
    assert (first.report_indicator, first.report_subindicator) == (10, "10.2")
    assert len(first.analysis_item.elements) == 6
    assert publication(listed_years()[-1]) is None


@pytest.mark.parametrize(
    ("year", "codes", "covers"),
    [
        (2563, ("O42", "O43"), (0, 0)),
        (2564, ("O42", "O43"), (0, 0)),
        (2565, ("O42", "O43"), (0, 0)),
        (2566, ("O42", "O43"), (0, 0)),
        (2568, ("O27", "O28"), (0, -1)),
        (2569, ("O25", "O26"), (0, -1)),
    ],
)
def test_report_items_and_the_years_that_they_cover(
    year: int, codes: tuple[str, str], covers: tuple[int, int]
) -> None:
    here = publication(year - 1)
    assert here is not None
    assert here.analysis_item is not None
    assert here.followup_item is not None
    assert (here.analysis_item.code, here.followup_item.code) == codes
    assert (here.analysis_item.covers, here.followup_item.covers) == covers


def without_source(fact: str) -> set[int]:
    """Years of which a fact is said to be unknown."""
    return {year for year in YEARS if load(year).sources[fact].status == "unknown"}


@pytest.mark.parametrize("year", sorted(without_source("report_items")))
def test_years_whose_report_items_are_unknown(year: int) -> None:
    here = publication(year - 1)
    if here is not None:
        assert (here.analysis_item, here.followup_item) == (None, None)


def test_what_nobody_has_found_of_past_years() -> None:
    assert without_source("report_items") == {2562, 2567}
    assert without_source("questions") >= {2562, 2563, 2565, 2567, 2568}
    assert without_source("subindicators") == {2562, 2563, 2567}


def test_nothing_of_2569_can_be_scored() -> None:
    with pytest.raises(UnscoredYearError) as caught:
        load(2569)
    assert caught.value.key == "year.unscored"
    here = scheme(2569)
    assert not here.scored
    assert [item.code for item in here.items] == [f"O{number}" for number in range(1, 27)]
    assert here.partial
    with pytest.raises(ValueError, match="2569"):
        assert here.pass_mark


def grouped(year: int) -> list[tuple[str, str, str]]:
    """Sub-indicators of a year: code, first and last item."""
    return [(group.code, group.items[0].code, group.items[-1].code) for group in load(year).subindicators]


def test_open_data_items_of_2566_and_their_groups() -> None:
    here = load(2566)
    assert [item.code for item in here.items] == [f"O{number}" for number in range(1, 44)]
    assert grouped(2566) == [
        ("9.1", "O1", "O10"), ("9.2", "O11", "O18"), ("9.3", "O19", "O22"), ("9.4", "O23", "O26"),
        ("9.5", "O27", "O30"), ("10.1", "O31", "O38"), ("10.2", "O39", "O43"),
    ]  # fmt: skip
    assert here.groups(9)[2].name.th == "การจัดซื้อจัดจ้าง"
    older = {item.code: item.name for item in load(2564).items}
    same = [item.code for item in here.items if older[item.code] == item.name]
    assert same == [*(f"O{number}" for number in range(1, 10)), "O42", "O43"]


def test_a_published_score_of_2566_fits_its_groups() -> None:
    assert items.reachable(Decimal("87.50"), 10, load(2566))


def test_open_data_items_of_2565_are_those_of_2564_but_for_one() -> None:
    assert grouped(2565) == grouped(2564)
    older = {item.code: item.name for item in load(2564).items}
    other = [item for item in load(2565).items if older[item.code] != item.name]
    assert [(item.code, item.name.th) for item in other] == [("O34", "นโยบายไม่รับของขวัญ (No Gift Policy)")]


def test_open_data_items_of_2568_are_known_but_not_to_be_scored_by() -> None:
    here = load(2568)
    assert [item.code for item in here.items] == [f"O{number}" for number in range(1, 29)]
    assert here.subindicators == here.groups(9) == here.groups(10) == ()
    assert here.report_indicator is None


def test_who_states_items_has_none_of_the_base(tmp_path: Path) -> None:
    group = (
        '[[subindicators]]\ncode = "9.1"\nindicator = 9\nname.th = "ก"\nitems = [{ code = "O1", th = "ก" }]'
    )
    assert [item.code for item in load(2590, own(tmp_path, f"base = 2568\nyear = 2590\n{group}")).items] == [
        "O1"
    ]
    alone = '[[items]]\ncode = "O42"\nth = "ข"'
    here = load(2590, own(tmp_path, f"base = 2566\nyear = 2590\n{alone}"))
    assert [item.code for item in here.items] == ["O42"]
    assert here.analysis_item is not None
    assert here.followup_item is None  # O43 is not in that list


def test_days_of_one_year_are_not_taken_over_by_another(tmp_path: Path) -> None:
    assert [year for year in listed_years() if scheme(year).calendar] == [2563, 2564, 2565, 2566, 2567]
    assert load(2590, own(tmp_path, "base = 2567\nyear = 2590")).calendar == ()


def test_what_the_law_is_after_2564_is_said_to_be_unread() -> None:
    assert {load(year).sources["legal_basis"].status for year in (2562, 2563, 2564)} == {"source"}
    later = [scheme(year) for year in listed_years() if year > 2564]
    assert {here.sources["legal_basis"].status for here in later} == {"assumed"}
    assert all("แผนแม่บทภายใต้ยุทธศาสตร์ชาติ" in here.legal_basis[0].th for here in later)
    assert [here.year for here in later if "2563-2565" in str(here.legal_basis)] == [2565]
    assert [here.year for here in later if "25 มิถุนายน 2567" in str(here.legal_basis)] == [2567, 2568, 2569]


def test_an_item_has_the_same_english_name_in_every_year() -> None:
    names: dict[str, set[str]] = {}
    for year in listed_years():
        for item in scheme(year).items:
            names.setdefault(item.name.th, set()).add(item.name.en)
    assert [thai for thai, english in names.items() if len(english) > 1] == []


def test_the_new_grades_of_2566_on() -> None:
    names = ["ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน", "ต้องปรับปรุง", "ต้องปรับปรุงโดยด่วน"]
    for year in (year for year in YEARS if year >= 2566):
        here = load(year)
        assert [grade.grade for grade in here.grades] == names
        assert [grade.lower for grade in here.grades] == [95, 85, 85, 70, 0]
        assert [grade.every for grade in here.grades] == [95, 85, None, None, None]
        assert here.conditions_certain == (year != 2566)
    assert {load(year).sources["weights"].status for year in (2564, 2568)} == {"source"}
    assert {load(year).sources["weights"].status for year in (2562, 2565, 2566, 2567)} == {"assumed"}


def test_what_is_unknown_of_2562_is_left_out_and_said() -> None:
    instrument = load(2562)
    assert instrument.analysis_item is None
    assert instrument.followup_item is None
    assert instrument.report_indicator is None
    assert instrument.sources["report_items"].status == "unknown"


def test_a_year_without_an_instrument() -> None:
    with pytest.raises(UnknownYearError) as caught:
        load(2561)
    assert caught.value.values == {"year": 2561, "known": ", ".join(map(str, YEARS))}


def own(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "own.toml"
    file.write_text(text, "utf-8")
    return file


def test_an_own_file_over_a_year_that_is_known(tmp_path: Path) -> None:
    reason = json.dumps("ตามประกาศของหน่วยงาน", ensure_ascii=False)
    source = f'[sources.pass_mark]\nstatus = "source"\nth = {reason}\nen = "The agency\'s announcement"'
    instrument = load(2590, own(tmp_path, f'base = 2564\nyear = 2590\npass_mark = "80"\n{source}'))
    assert instrument.year == 2590
    assert instrument.pass_mark == 80
    assert instrument.dimensions == load(2564).dimensions
    assert instrument.sources["pass_mark"].status == "source"
    assert instrument.sources["weights"] == load(2564).sources["weights"]


def test_an_own_file_may_change_a_year_that_is_known(tmp_path: Path) -> None:
    instrument = load(2564, own(tmp_path, 'base = 2564\nyear = 2564\npass_mark = "75"'))
    assert instrument.year == 2564
    assert instrument.pass_mark == 75


def test_other_years_than_that_of_an_own_file_are_the_standard_ones(tmp_path: Path) -> None:
    file = own(tmp_path, "base = 2564\nyear = 2590")
    assert load(2562, file) is load(2562)
    assert known_years(file) == (*YEARS, 2590)
    with pytest.raises(UnknownYearError) as caught:
        load(2591, file)
    assert str(caught.value.values["known"]).endswith(f"{YEARS[-1]}, 2590")


def test_an_own_file_for_each_year(tmp_path: Path) -> None:
    for year in (2565, 2590):
        (tmp_path / f"own-{year}.toml").write_text(f'base = 2564\nyear = {year}\npass_mark = "75"', "utf-8")
    file = tmp_path / "own-{year}.toml"
    assert [load(year, file).pass_mark for year in (2564, 2565, 2590)] == [85, 75, 75]
    assert known_years(file) == (*YEARS, 2590)


def test_an_own_file_without_english(tmp_path: Path) -> None:
    file = own(tmp_path, 'year = 2590\n[[items]]\ncode = "O1"\nth = "โครงสร้าง"')
    assert scheme(2590, file).items[0].name == Text("โครงสร้าง", "โครงสร้าง")


REPORT = '[report.analysis]\ncode = "O1"\ntitle.th = "รายงาน"\nduty.th = "ต้องเผยแพร่"'


def test_report_items_of_an_own_file_come_first(tmp_path: Path) -> None:
    here = publication(2568, own(tmp_path, f"year = 2569\n{REPORT}"))
    assert here is not None
    assert here.analysis_item is not None
    assert here.analysis_item.code == "O1"
    assert publication(2567, tmp_path / "own.toml") is scheme(2568)


def test_report_items_of_an_own_file_that_states_none(tmp_path: Path) -> None:
    assert publication(2568, own(tmp_path, "year = 2569")) is scheme(2569)
    here = publication(2589, own(tmp_path, "year = 2590"))
    assert here is not None
    assert here.analysis_item is None


def test_an_own_file_with_other_dimensions_cannot_be_scored(tmp_path: Path) -> None:
    text = """base = 2568
year = 2590
[[dimensions]]
code = "MOIT"
weight = "100"
name.th = "หลักฐาน"
[[dimensions.indicators]]
no = 1
name.th = "หลักฐาน"
recommendation.th = "ส่งหลักฐาน"
"""
    with pytest.raises(UnscoredYearError) as caught:
        load(2590, own(tmp_path, text))
    assert caught.value.key == "year.dimensions"
    assert scheme(2590, tmp_path / "own.toml").scored
    assert known_years(tmp_path / "own.toml") == YEARS


@pytest.mark.parametrize(
    "text",
    [
        "base = 2564",
        "base = 1\nyear = 2590",
        'base = 2564\nyear = 2590\npass_mark = "high"',
        "base = 2564\nyear = 2590\ndimensions = 3",
        'base = 2564\nyear = 2590\n[sources.weights]\nstatus = "sure"\nth = "ก"\nen = "a"',
        'base = 2564\nyear = 2590\n[[questions]]\ncode = "I1"\nindicator = 1\nparts = 1\nanswers = "stars"',
        'base = 2564\nyear = 2590\n[[subindicators]]\ncode = "9.1"\nindicator = 9',
    ],
)
def test_an_own_file_that_cannot_be_used(tmp_path: Path, text: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        load(2590, own(tmp_path, text))
    assert caught.value.key == "instrument.wrong"


def test_the_command_that_shows_all_problems_can_be_pasted(tmp_path: Path) -> None:
    file = tmp_path / "ของ เรา.toml"
    file.write_text("base = 1", "utf-8")
    with pytest.raises(WrongUseError) as caught:
        load(2590, file)
    assert all(f'itaxl instruments check "{file}"' in caught.value.what(lang) for lang in LANGS)


def test_an_own_file_that_is_no_toml(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError) as caught:
        load(2590, own(tmp_path, "year = "))
    assert caught.value.key == "settings.syntax"


def test_an_own_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError) as caught:
        load(2590, tmp_path / "own.toml")
    assert caught.value.key == "file.missing"


def test_an_own_file_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError) as caught:
        load(2590, tmp_path)
    assert caught.value.key == "file.unreadable"


def test_an_instrument_is_read_once() -> None:
    assert load(2562) is load(2562)
    assert isinstance(load(2562), Instrument)


def test_open_data_items_of_2564() -> None:
    groups = load(2564).subindicators
    assert [(group.code, group.indicator, len(group.items)) for group in groups] == [
        ("9.1", 9, 9),
        ("9.2", 9, 8),
        ("9.3", 9, 7),
        ("9.4", 9, 4),
        ("9.5", 9, 5),
        ("10.1", 10, 8),
        ("10.2", 10, 2),
    ]
    codes = [item.code for group in groups for item in group.items]
    assert codes == [f"O{number}" for number in range(1, 44)]


def test_the_reports_are_items_of_their_sub_indicator() -> None:
    instrument = load(2564)
    group = next(
        subindicator
        for subindicator in instrument.subindicators
        if subindicator.code == instrument.report_subindicator
    )
    assert group.indicator == instrument.report_indicator
    assert group.name == instrument.report_subject
    assert instrument.analysis_item is not None
    assert instrument.followup_item is not None
    reports = (instrument.analysis_item, instrument.followup_item)
    assert [(item.code, item.name) for item in group.items] == [
        (report.code, report.title) for report in reports
    ]


@pytest.mark.parametrize(
    ("indicator", "score", "missed"),
    [
        (9, "97.78", {"9.1": 1}),
        (9, "97.50", {"9.2": 1}),
        (9, "97.14", {"9.3": 1}),
        (9, "96.00", {"9.5": 1}),
        (9, "94.64", {"9.2": 1, "9.3": 1}),
        (9, "93.78", {"9.1": 1, "9.5": 1}),
        (9, "93.50", {"9.2": 1, "9.5": 1}),
        (9, "92.50", {"9.2": 1, "9.4": 1}),
        (10, "93.75", {"10.1": 1}),
        (10, "87.50", {"10.1": 2}),
    ],
)
def test_the_groups_of_2564_explain_its_published_scores(
    indicator: int, score: str, missed: dict[str, int]
) -> None:
    groups = [
        subindicator for subindicator in load(2564).subindicators if subindicator.indicator == indicator
    ]
    shares = [100 - Fraction(100 * missed.get(group.code, 0), len(group.items)) for group in groups]
    mean = scoring.mean(shares)
    assert mean is not None
    assert scoring.rounded(mean) == Decimal(score)


def test_questions_of_the_internal_survey_of_2564() -> None:
    questions = load(2564).questions
    assert [question.code for question in questions] == [f"I{number}" for number in range(1, 31)]
    assert [question.indicator for question in questions] == [no for no in range(1, 6) for _ in range(6)]
    assert sum(question.parts for question in questions) == 51
    assert {question.code for question in questions if question.answers == "yes_no"} == {
        "I4",
        "I5",
        "I6",
        "I26",
    }
    assert all(set(question.reversed) <= set(range(1, question.parts + 1)) for question in questions)
    assert next(question for question in questions if question.code == "I11").reversed == (2,)


@pytest.mark.parametrize("year", sorted(without_source("questions") & without_source("subindicators")))
def test_items_and_questions_of_other_years_are_unknown(year: int) -> None:
    instrument = load(year)
    assert instrument.questions == ()
    assert instrument.subindicators == ()
