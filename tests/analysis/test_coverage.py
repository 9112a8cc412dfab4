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

TITLES = {
    "th": "ตัวชี้วัดที่ต่ำกว่าเกณฑ์และยังไม่มีมาตรการ",
    "en": "Indicators under the threshold that no measure covers yet",
}
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
def test_the_report_names_what_no_measure_covers_with_its_score(lang: Lang) -> None:
    said = passage(SCORES, (4,), lang)
    assert TITLES[lang] in said
    lines = said.partition(TITLES[lang])[2]
    assert {
        "th": "ตัวชี้วัดที่ 2 การใช้งบประมาณ ได้ 84.99 คะแนน\nตัวชี้วัดที่ 5 การแก้ไขปัญหาการทุจริต ได้ 80.00 คะแนน\n",
        "en": "Indicator 2, Freedom from Budget Misallocation: 84.99\n"
        "Indicator 5, Anti-Corruption Improvement: 80.00\n",
    }[lang] in lines
    assert {"th": "จำนวน 2 ตัวชี้วัด", "en": "a measure yet: 2."}[lang] in lines


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_printed_where_there_are_none(lang: Lang) -> None:
    assert TITLES[lang] not in passage(SCORES, (2, 4, 5), lang)
    assert TITLES[lang] not in passage(SCORES, (), lang, threshold=70)
    assert TITLES[lang] not in passage({}, (), lang)


@given(
    st.dictionaries(st.integers(1, 10), st.sampled_from(["70", "84.99", "84.995", "85", "100"])),
    st.sets(st.integers(1, 5)),
)
def test_the_finding_names_the_same_ones(scores: dict[int, str], measures: set[int]) -> None:
    found = whole({"a": announced(scores), "p": division("finance", "IIT", measures=tuple(measures))})
    named = [str(result.no) for result in coverage.uncovered(found.outcome.assessment, AGENCY.threshold)]
    findings = [finding for finding in all_workbooks.check(found) if finding.code == "X428"]
    assert bool(findings) == bool(named)
    for finding in findings:
        assert [name.split()[0] for name in dict(finding.values)["indicators"].en.split(", ")] == named  # type: ignore[attr-defined]
