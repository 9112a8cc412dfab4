"""Indicators under the threshold without a measure: the finding and the report name the same ones."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.analysis import coverage
from itaxl.checks import all_workbooks
from itaxl.report.views.analysis import analysis_view
from itaxl.report.views.material import build_material
from itaxl.texts import LANGS, Lang
from tests.cases import announced, division, whole
from tests.filled import AGENCY, INSTRUMENT
from tests.report.views.test_views import strings

SAID = {"th": "ยังไม่มีส่วนงานใดเสนอมาตรการ", "en": "no division has proposed a measure yet"}
SCORES = dict.fromkeys(range(1, 11), "90") | {2: "84.99", 3: "84.995", 4: "70", 5: "80", 7: "70", 9: "70"}


def passage(
    scores: dict[int, str], measures: tuple[int, ...], lang: Lang = "th", threshold: float = 85
) -> str:
    """The section on indicators of a report on these scores, as text."""
    inbox = {"a": announced(scores), "p": division("finance", "IIT", measures=measures)}
    assessment = whole(inbox).outcome.assessment
    agency = replace(AGENCY, threshold=threshold, digits="arabic")
    case = build_material(assessment, agency, INSTRUMENT, None, lang=lang, date=None)
    section = next(section for section in analysis_view(case).sections if section.id == "indicators")
    return "\n".join(strings(section)).replace("\u00a0", " ")


@pytest.mark.parametrize("lang", LANGS)
def test_the_report_numbers_what_no_measure_covers(lang: Lang) -> None:
    assert {
        "th": "มี 2 ตัวชี้วัดที่ยังไม่มีส่วนงานใดเสนอมาตรการ ได้แก่ ตัวชี้วัดที่ 2 และ 5",
        "en": "For 2 of these no division has proposed a measure yet: 2 and 5.",
    }[lang] in passage(SCORES, (4,), lang)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_printed_where_there_are_none(lang: Lang) -> None:
    assert SAID[lang] not in passage(SCORES, (2, 4, 5), lang)
    assert SAID[lang] not in passage(SCORES, (), lang, threshold=70)
    assert SAID[lang] not in passage({}, (), lang)


@pytest.mark.slow
@given(
    st.dictionaries(st.integers(1, 10), st.sampled_from(["70", "84.99", "84.995", "85", "100"])),
    st.sets(st.integers(1, 5)),
)
def test_the_finding_names_the_same_ones(scores: dict[int, str], measures: set[int]) -> None:
    results = whole({"a": announced(scores), "p": division("finance", "IIT", measures=tuple(measures))})
    named = [str(result.no) for result in coverage.uncovered(results.outcome.assessment, AGENCY.threshold)]
    findings = [finding for finding in all_workbooks.check(results) if finding.code == "X428"]
    assert bool(findings) == bool(named)
    for finding in findings:
        assert [name.split()[0] for name in dict(finding.values)["indicators"].en.split(", ")] == named  # type: ignore[attr-defined]
