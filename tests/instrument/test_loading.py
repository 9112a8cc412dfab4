import json
import re
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from itaxl.errors import UnknownYearError, WrongUseError
from itaxl.instrument import Instrument, known_years, load, publication, scoring
from itaxl.instrument.model import DIMENSIONS
from itaxl.texts import Text
from itaxl.thai import clean

YEARS = known_years()
LATIN = {"Q&A", "Social Network", "E-Service"}  # items that the list itself names so


def texts(part: object) -> list[Text]:
    """All texts anywhere in an instrument."""
    if isinstance(part, Text):
        return [part]
    if isinstance(part, tuple):
        return [text for each in part for text in texts(each)]
    if isinstance(part, dict):
        return texts(tuple(part.values()))
    if is_dataclass(part):
        return texts(tuple(getattr(part, field.name) for field in fields(part)))
    return []


def test_the_years_that_come_with_the_program() -> None:
    assert YEARS == (2562, 2563, 2564)


@pytest.mark.parametrize("year", YEARS)
def test_dimensions_and_indicators(year: int) -> None:
    instrument = load(year)
    assert instrument.year == year
    assert tuple(each.code for each in instrument.dimensions) == DIMENSIONS
    assert [each.no for each in instrument.indicators] == list(range(1, 11))
    assert [len(each.indicators) for each in instrument.dimensions] == [5, 3, 2]
    assert sum(each.weight for each in instrument.dimensions) == 100
    assert instrument.indicator(4).name.th == "การใช้ทรัพย์สินของราชการ"
    assert {each.dimension for each in instrument.dimension("EIT").indicators} == {"EIT"}


@pytest.mark.parametrize("year", YEARS)
def test_the_bands_meet_and_cover_0_to_100(year: int) -> None:
    grades = load(year).grades
    assert grades[0].upper == 100
    assert grades[-1].lower == 0
    for better, worse in pairwise(grades):
        assert better.lower - worse.upper == Decimal("0.01")
    assert load(year).pass_mark in {grade.lower for grade in grades}


@pytest.mark.parametrize("year", YEARS)
def test_every_text_is_clean_and_in_both_languages(year: int) -> None:
    found = texts(load(year))
    assert len(found) > 40
    for text in found:
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


def test_report_items_are_those_of_the_year_of_publication() -> None:
    first = publication(2562)
    assert first is not None
    assert first.year == 2563
    assert first.analysis_item is not None
    assert first.followup_item is not None
    assert (first.analysis_item.code, first.followup_item.code) == ("O42", "O43")
    assert (first.report_indicator, first.report_subindicator) == (10, "10.2")
    assert len(first.analysis_item.elements) == 6
    assert publication(YEARS[-1]) is None


def test_what_is_unknown_of_2562_is_left_out_and_said() -> None:
    instrument = load(2562)
    assert instrument.analysis_item is None
    assert instrument.followup_item is None
    assert instrument.report_indicator is None
    assert instrument.sources["report_items"].status == "unknown"


def test_a_year_without_an_instrument() -> None:
    with pytest.raises(UnknownYearError) as caught:
        load(2561)
    assert caught.value.values == {"year": 2561, "known": "2562, 2563, 2564"}


def own(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "own.toml"
    file.write_text(text, "utf-8")
    return file


def test_an_own_file_over_a_year_that_is_known(tmp_path: Path) -> None:
    reason = json.dumps("ตามประกาศของหน่วยงาน", ensure_ascii=False)
    source = f'[sources.pass_mark]\nstatus = "source"\nth = {reason}\nen = "The agency\'s announcement"'
    instrument = load(2570, own(tmp_path, f'base = 2564\nyear = 2570\npass_mark = "80"\n{source}'))
    assert instrument.year == 2570
    assert instrument.pass_mark == 80
    assert instrument.dimensions == load(2564).dimensions
    assert instrument.sources["pass_mark"].status == "source"
    assert instrument.sources["weights"] == load(2564).sources["weights"]


def test_an_own_file_may_change_a_year_that_is_known(tmp_path: Path) -> None:
    instrument = load(2564, own(tmp_path, 'base = 2564\npass_mark = "80"'))
    assert instrument.year == 2564
    assert instrument.pass_mark == 80


def test_an_own_file_of_another_year(tmp_path: Path) -> None:
    with pytest.raises(UnknownYearError):
        load(2562, own(tmp_path, "base = 2564\nyear = 2570"))


@pytest.mark.parametrize(
    "text",
    [
        "year = 2570",
        "year = ",
        "base = 1\nyear = 2570",
        'base = 2564\nyear = 2570\npass_mark = "high"',
        "base = 2564\nyear = 2570\ndimensions = 3",
        'base = 2564\nyear = 2570\n[sources.weights]\nstatus = "sure"\nth = "ก"\nen = "a"',
        'base = 2564\nyear = 2570\n[[questions]]\ncode = "I1"\nindicator = 1\nparts = 1\nanswers = "stars"',
        'base = 2564\nyear = 2570\n[[subindicators]]\ncode = "9.1"\nindicator = 9',
    ],
)
def test_an_own_file_that_cannot_be_used(tmp_path: Path, text: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        load(2570, own(tmp_path, text))
    assert caught.value.key == "settings.syntax"


def test_an_own_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError) as caught:
        load(2570, tmp_path / "own.toml")
    assert caught.value.key == "file.missing"


def test_an_own_file_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError) as caught:
        load(2570, tmp_path)
    assert caught.value.key == "file.unreadable"


def test_an_instrument_is_read_once() -> None:
    assert load(2562) is load(2562)
    assert isinstance(load(2562), Instrument)


def test_open_data_items_of_2564() -> None:
    groups = load(2564).subindicators
    assert [(each.code, each.indicator, len(each.items)) for each in groups] == [
        ("9.1", 9, 9),
        ("9.2", 9, 8),
        ("9.3", 9, 7),
        ("9.4", 9, 4),
        ("9.5", 9, 5),
        ("10.1", 10, 8),
        ("10.2", 10, 2),
    ]
    codes = [item.code for each in groups for item in each.items]
    assert codes == [f"O{number}" for number in range(1, 44)]


def test_the_reports_are_items_of_their_sub_indicator() -> None:
    instrument = load(2564)
    group = next(each for each in instrument.subindicators if each.code == instrument.report_subindicator)
    assert group.indicator == instrument.report_indicator
    assert group.name == instrument.report_subject
    assert instrument.analysis_item is not None
    assert instrument.followup_item is not None
    reports = (instrument.analysis_item, instrument.followup_item)
    assert [(each.code, each.name) for each in group.items] == [(each.code, each.title) for each in reports]


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
    groups = [each for each in load(2564).subindicators if each.indicator == indicator]
    shares = [100 - Fraction(100 * missed.get(each.code, 0), len(each.items)) for each in groups]
    mean = scoring.mean(shares)
    assert mean is not None
    assert scoring.rounded(mean) == Decimal(score)


def test_questions_of_the_internal_survey_of_2564() -> None:
    questions = load(2564).questions
    assert [each.code for each in questions] == [f"I{number}" for number in range(1, 31)]
    assert [each.indicator for each in questions] == [no for no in range(1, 6) for _ in range(6)]
    assert sum(each.parts for each in questions) == 51
    assert {each.code for each in questions if each.answers == "yes_no"} == {"I4", "I5", "I6", "I26"}
    assert all(set(each.reversed) <= set(range(1, each.parts + 1)) for each in questions)
    assert next(each for each in questions if each.code == "I11").reversed == (2,)


@pytest.mark.parametrize("year", [2562, 2563])
def test_items_and_questions_of_earlier_years_are_unknown(year: int) -> None:
    instrument = load(year)
    assert instrument.questions == ()
    assert instrument.subindicators == ()
    assert instrument.sources["questions"].status == "unknown"
    assert instrument.sources["subindicators"].status == "unknown"
