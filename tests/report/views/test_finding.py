"""Sentences about the weakest indicators say what a low score means; tables keep the official name."""

import pytest

from itaxl.instrument import load
from itaxl.report.views.finding import weakest_sentences
from itaxl.report.views.principles import principles
from itaxl.report.views.threshold import split_by_threshold, under_table
from itaxl.texts import LANGS, Lang
from tests.report.cases import assessment, material


def test_a_name_of_something_bad_is_turned_round_in_a_sentence() -> None:
    (said,) = weakest_sentences(material(assessment(), lang="en"), "IIT", "section")
    assert "Freedom from Asset Misappropriation, has the lowest score" in said


def test_a_name_beside_a_score_says_what_a_high_one_means() -> None:
    case = material(assessment(), lang="en")
    assert "Freedom from Asset Misappropriation" in str(under_table(case, split_by_threshold(case)[0]))
    assert case.indicator(4) == "Freedom from Asset Misappropriation"


def test_the_official_names_stand_in_the_table_of_instruments_with_a_note_on_the_scale() -> None:
    said = str(principles(material(assessment(), lang="en")))
    assert "1–5: Bribery Fraud, Budget Misallocation" in said
    assert "a high score is good, also where the name is of something bad" in said


@pytest.mark.parametrize("lang", LANGS)
def test_other_names_are_said_as_they_are(lang: Lang) -> None:
    indicators = load(2562).indicators
    turned = [indicator.no for indicator in indicators if indicator.good[lang] != indicator.name[lang]]
    assert turned == ([1, 2, 3, 4] if lang == "en" else [])
