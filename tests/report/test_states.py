"""Each sentence of analysis and memo fits the state of the year, in both languages."""

from functools import cache

import pytest

from itaxl.report.views.analysis import analysis_view
from itaxl.texts import LANGS, Lang
from tests.report import phrases, states
from tests.report.views.test_views import whole

pytestmark = pytest.mark.slow


@cache
def text_of(name: str, lang: Lang) -> str:
    return whole(analysis_view(states.material(name, lang)))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", [*states.STATES, *states.LATER])
def test_memo_and_analysis_hold_no_phrase_that_does_not_fit(name: str, lang: Lang) -> None:
    assessment = states.STATES[name] if name in states.STATES else states.LATER[name][1]
    assert not [*phrases.held(text_of(name, lang), lang, assessment)]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("year", [2566, 2567, 2568])
def test_no_condition_is_stated_whose_source_is_in_doubt(year: int, lang: Lang) -> None:
    """95 of each dimension was read in one university's program, 85 with certainty from 2567 on."""
    for name in (name for name, (of, _) in states.LATER.items() if of == year):
        text = text_of(name, lang)
        assert {"th": "ไม่น้อยกว่า ๙๕", "en": "asks for 95"}[lang] not in text
        assert {"th": "ไม่ต่ำกว่า ๙๕", "en": "at least 95"}[lang] not in text
        assert ({"th": "ไม่ต่ำกว่า ๘๕", "en": "at least 85"}[lang] in text) is (year > 2566)


def test_a_phrase_is_found_however_its_blanks_and_digits_are_written() -> None:
    assert [*phrases.held("มี ๐\u00a0มาตรการ", "th", states.KNOWN)]
    assert not [*phrases.held("มี ๑๐\u00a0มาตรการ", "th", states.KNOWN)]
    assert [*phrases.held("This program's own words", "en", states.KNOWN)]
    assert not [*phrases.held("นำมาตรการในรายงานฉบับนี้ไปปฏิบัติ", "th", states.KNOWN)]
    assert [*phrases.held("นำมาตรการในรายงานฉบับนี้ไปปฏิบัติ", "th", states.STATES["no measures"])]


def test_every_phrase_that_fits_some_years_occurs_in_one() -> None:
    """A phrase that nothing says any more guards nothing."""
    said = {lang: [text_of(name, lang) for name in states.STATES] for lang in LANGS}
    everything = [phrases.Phrase(phrase.th, phrase.en) for phrase in phrases.FITTING]
    for phrase in everything:
        for lang in LANGS:
            assert any([*phrases.held(text, lang, states.KNOWN, (phrase,))] for text in said[lang]), phrase
