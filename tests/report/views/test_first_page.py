"""The first page of the analysis tells the head of the agency what to know and to decide."""

from dataclasses import replace
from fractions import Fraction

import pytest

from itaxl.assessment import Assessment, Measure, Plan, Value
from itaxl.report.blocks.figures import Figures
from itaxl.report.blocks.table import Table
from itaxl.report.views.analysis import analysis_view
from itaxl.report.views.document import Section
from itaxl.texts import LANGS, Lang
from tests.report import cases
from tests.report.views.test_views import strings, words


def first(outcome: Assessment | None = None, lang: Lang = "th") -> Section:
    page = analysis_view(cases.material(outcome, lang=lang)).first
    assert page
    return page


def text(outcome: Assessment | None = None, lang: Lang = "th") -> str:
    return "\n".join(strings(first(outcome, lang))).replace("\u00a0", " ")


def rows(outcome: Assessment | None = None) -> list[list[str]]:
    (table,) = [block for block in first(outcome).blocks if isinstance(block, Table)]
    return [[words(cell) for cell in row.cells] for row in table.bodies[0]]


def test_result_and_grade_stand_beside_last_years() -> None:
    (figures,) = [
        block for block in first(cases.with_previous(cases.assessment())).blocks if isinstance(block, Figures)
    ]
    assert [figure.value for figure in figures.figures] == ["๗๙.๘๓", "C", "+๒.๗๓"]
    assert [figure.remark for figure in figures.figures][1:] == ["ปีก่อนระดับ\u00a0B", "ปีก่อนได้ ๗๗.๑๐"]


def test_the_lowest_of_each_dimension_is_a_line_with_its_measures_and_who_answers_for_them() -> None:
    property_, channels, site = rows()
    assert property_[:3] == ["IIT", "๔ การใช้ทรัพย์สินของราชการ", "๗๓.๘๐"]
    assert property_[3].startswith("๑. มาตรการป้องกันความขัดแย้ง")
    assert property_[4] == "สำนักปลัดเทศบาล, กองคลัง"
    assert [channels[4], site[3]] == ["ทุกส่วนงาน (๖ ส่วนงาน)", "มาตรการเผยแพร่ข้อมูลต่อสาธารณะ"]


def test_only_measures_of_the_lowest_indicator_stand_in_its_line() -> None:
    other = cases.measure("IIT", 2, 1, measure="มาตรการของตัวชี้วัดอื่น")
    assert rows(cases.assessment(measures=(other,)))[0][3:] == ["ยังไม่มีมาตรการ", ""]


@pytest.mark.slow
def test_many_long_measures_and_many_divisions_are_told_in_short() -> None:
    divisions = ("clerk", "finance", "works", "education", "welfare")
    sentence = "จัดทำข้อตกลง และประกาศให้บุคลากรทราบ " * 20
    many = tuple(
        cases.measure("EIT", 7, serial, measure=sentence, responsible=divisions) for serial in range(1, 13)
    )
    _, channels, _ = rows(cases.assessment(measures=many))
    assert len(channels[3]) < 150
    assert channels[3].endswith("… และอีก ๑๑\u00a0มาตรการ")
    assert channels[4] == "สำนักปลัดเทศบาล และอีก ๔ ส่วนงาน"


@pytest.mark.slow
def test_a_text_without_blanks_is_cut_before_a_letter_not_before_its_mark() -> None:
    for length in range(108, 116):
        unbroken = cases.measure("OIT", 9, 1, measure="ก" * length + "ี่" * 3 + "ก" * 60)
        shown = rows(cases.assessment(measures=(unbroken,)))[2][3]
        assert shown.endswith(" …")
        assert len(shown) <= 112
        assert shown[-3] in "ก่"


def measure(serial: int, budget: Value = None, *plans: Value) -> Measure:
    whole = cases.measure("OIT", 9, serial, budget=budget)
    own = (Plan({"budget": plan, "end": cases.END}, f"unit-{no}") for no, plan in enumerate(plans))
    return replace(whole, plans=tuple(own))


@pytest.mark.parametrize(
    "measures, said",
    [
        ((measure(1, "none"), measure(2, "none")), "ไม่ใช้งบประมาณ ๒ มาตรการ"),
        (
            (measure(1, Fraction(5000)), measure(2, Fraction(2500)), measure(3, "none"), measure(4)),
            "งบประมาณรวม ๗,๕๐๐ บาท (๒ มาตรการ) · ไม่ใช้งบประมาณ ๑ มาตรการ · ยังไม่ระบุงบประมาณ ๑ มาตรการ",
        ),
        (
            (measure(1, Fraction(5000), Fraction(5000), None), measure(2, "none", "none", None)),
            "งบประมาณรวม ๕,๐๐๐ บาท (๑ มาตรการ) · ยังไม่ระบุงบประมาณ ๒ มาตรการ",
        ),
    ],
)
def test_what_is_not_told_is_not_what_needs_no_budget(measures: tuple[Measure, ...], said: str) -> None:
    lines = text(cases.assessment(measures=measures)).splitlines()
    assert said in lines


def test_without_measures_nothing_is_said_of_costs_and_measures_are_asked_for() -> None:
    said = text(cases.assessment(measures=()))
    assert "งบประมาณที่ต้องใช้" not in said
    assert "ให้ส่วนงานที่เกี่ยวข้องเสนอมาตรการของตัวชี้วัดที่ ๔, ๗ และ ๙" in said
    assert "ให้ดำเนินการตามมาตรการ" not in said


@pytest.mark.parametrize(
    "outcome, lang, said",
    [
        (cases.assessment(), "th", "ระดับที่ประกาศไม่ตรงกับช่วงคะแนน"),
        (cases.assessment(), "en", "does not fit the band"),
        (cases.assessment(), "th", "๔ ตัวชี้วัด ได้แก่ ตัวชี้วัดที่ ๒, ๖, ๘ และ ๑๐"),
        (cases.assessment(measures=()), "en", "(7 in all)"),
        (cases.assessment({no: score for no, score in cases.SCORES.items() if no != 3}), "th", "ตัวชี้วัดที่ ๓"),
        (cases.assessment(grade_announced=None), "th", "ยังไม่ใช่ผลที่สำนักงาน ป.ป.ช. ประกาศ"),
        (
            cases.assessment(measures=(cases.measure("OIT", 9, 1, end=None),)),
            "th",
            "วันสิ้นสุดของมาตรการ ๑ มาตรการ",
        ),
    ],
)
def test_what_is_open_is_named(outcome: Assessment, lang: Lang, said: str) -> None:
    assert said in text(outcome, lang).rpartition({"th": "ค้างอยู่", "en": "Still open"}[lang])[2]


@pytest.mark.parametrize("lang", LANGS)
def test_where_nothing_is_open_that_is_said(lang: Lang) -> None:
    scores = dict.fromkeys(range(1, 11), Fraction(90)) | {4: Fraction(86), 7: Fraction(86), 9: Fraction(86)}
    settled = cases.assessment(scores, total=Fraction("88.33"), grade_announced="A", grade_computed="A")
    assert text(settled, lang).strip().endswith({"th": "\nไม่มี", "en": "\nNothing."}[lang])


def test_the_page_can_be_left_out() -> None:
    agency = replace(cases.AGENCY, sections=("results",))
    view = analysis_view(cases.material(agency=agency))
    assert view.first is None
    results = next(section for section in view.sections if section.id == "results")
    assert any(isinstance(block, Figures) for block in results.blocks)


def test_the_results_do_not_repeat_the_key_figures_of_the_first_page() -> None:
    view = analysis_view(cases.material())
    assert not [block for section in view.sections for block in section.blocks if isinstance(block, Figures)]
