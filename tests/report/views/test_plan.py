"""A measure that several divisions plan: what they have in common once, the rest beside their names."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from itaxl.assessment import Measure, Plan
from itaxl.report.views.analysis import analysis_view
from itaxl.report.views.followup import followup_view
from itaxl.report.views.measure import measure_table
from itaxl.report.views.plan import details, ends
from itaxl.texts import Lang
from tests import planned
from tests.report import cases
from tests.report.views.test_views import strings, tables, whole, words


def plan(division: str, **values: Any) -> Plan:
    usual: dict[str, Any] = {
        "weakness": "ไม่มีทะเบียน",
        "approach": "จัดทำ",
        "start": cases.START,
        "end": cases.END,
    }
    return planned.plan(division, **(usual | values))


def shared(*plans: Plan, **values: Any) -> Measure:
    """A measure of these plans, with what they have in common."""
    common = {
        key: texts[0] if len(set(texts)) == 1 else None
        for key in ("weakness", "approach", "start", "end", "target")
        for texts in [[plan.values[key] for plan in plans]]
    }
    divisions = tuple(plan.division for plan in plans)
    made = cases.measure("OIT", 9, 1, **(common | {"responsible": divisions, "budget": None} | values))
    return replace(made, plans=plans)


def said(measure: Measure, lang: Lang = "th") -> str:
    """The small print of a measure."""
    case = cases.material(cases.assessment(measures=(measure,)), lang=lang)
    return " · ".join(details(case, measure)).replace("\u00a0", " ")


def test_what_all_plan_alike_is_said_once() -> None:
    measure = shared(plan("clerk", target="ครบ"), plan("finance", target=" ครบ "))
    assert said(measure) == "รหัส 2562-OIT-09-01 · ระยะเวลา ๑ ตุลาคม ๒๕๖๒ – ๓๐ กันยายน ๒๕๖๓ · เป้าหมาย ครบ"


def test_what_differs_stands_beside_its_divisions() -> None:
    measure = shared(
        plan("clerk", weakness="1. ไม่มีประกาศ\n2. ไม่ทราบ", end=date(2020, 3, 31), target="ร้อยละ 80"),
        plan("finance", target="ร้อยละ 90"),
        plan("works", target="ร้อยละ 90"),
    )
    table = measure_table(cases.material(cases.assessment(measures=(measure,))), "OIT")
    assert table
    ((row,),) = table.bodies
    assert row.cells[0].paragraphs == (
        "สำนักปลัดเทศบาล:",
        "๑. ไม่มีประกาศ",
        "๒. ไม่ทราบ",
        "กองคลัง, กองช่าง: ไม่มีทะเบียน",
    )
    assert row.cells[1].paragraphs == ("จัดทำ",)
    small = said(measure)
    assert "สำนักปลัดเทศบาล: ระยะเวลา ๑ ตุลาคม ๒๕๖๒ – ๓๑ มีนาคม ๒๕๖๓; กองคลัง, กองช่าง: ระยะเวลา" in small
    assert "เป้าหมาย สำนักปลัดเทศบาล: ร้อยละ ๘๐; กองคลัง, กองช่าง: ร้อยละ ๙๐" in small


@pytest.mark.parametrize(
    "budgets, whole_budget, text",
    [
        ((15000, 5000, "none"), 20000,
         "งบประมาณรวม ๒๐,๐๐๐ บาท (สำนักปลัดเทศบาล ๑๕,๐๐๐ บาท, กองคลัง ๕,๐๐๐ บาท, กองช่าง ไม่ใช้งบประมาณ)"),
        ((5000, 5000, None), 10000, "งบประมาณรวม ๑๐,๐๐๐ บาท (สำนักปลัดเทศบาล, กองคลัง ส่วนงานละ ๕,๐๐๐ บาท)"),
        ((None, 5000, None), 5000, "งบประมาณ ๕,๐๐๐ บาท"),
        (("none", "none", None), "none", "ไม่ใช้งบประมาณ"),
        ((None, None, None), None, ""),
    ],
)  # fmt: skip
def test_budgets_stand_with_their_sum(budgets: tuple[Any, ...], whole_budget: Any, text: str) -> None:
    amounts = [Fraction(amount) if isinstance(amount, int) else amount for amount in budgets]
    plans = (
        plan(name, budget=item) for name, item in zip(("clerk", "finance", "works"), amounts, strict=True)
    )
    total = Fraction(whole_budget) if isinstance(whole_budget, int) else whole_budget
    parts = said(shared(*plans, budget=total)).split(" · ")
    assert parts[2:] == ([text] if text else [])


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["th", "en"])
def test_each_own_plan_is_in_both_documents(lang: Lang) -> None:
    measure = shared(
        plan("clerk", weakness="จุดอ่อนของปลัด", approach="แนวทางของปลัด", target="เป้าของปลัด"),
        plan("finance", weakness="จุดอ่อนของคลัง", approach="แนวทางของคลัง", target="เป้าของคลัง"),
    )
    case = cases.material(cases.assessment(measures=(measure,)), lang=lang)
    for text in ("จุดอ่อนของปลัด", "แนวทางของปลัด", "เป้าของปลัด", "จุดอ่อนของคลัง", "แนวทางของคลัง", "เป้าของคลัง"):
        assert text in whole(analysis_view(case))
    assert all(text in whole(followup_view(case)) for text in ("เป้าของปลัด", "เป้าของคลัง"))


def test_the_last_days_of_a_late_measure_stand_beside_their_divisions() -> None:
    measure = shared(plan("clerk", end=date(2020, 3, 31)), plan("finance"))
    agency = replace(cases.AGENCY, sections=("late",))
    case = cases.material(cases.assessment(measures=(measure,)), agency)
    lines = [line.replace("\u00a0", " ") for line in ends(case, measure)]
    assert lines == ["สำนักปลัดเทศบาล: ๓๑ มีนาคม ๒๕๖๓", "กองคลัง: ๓๐ กันยายน ๒๕๖๓"]
    assert words(tables(followup_view(case))["late-table"].bodies[0][0].cells[3]).startswith("สำนักปลัดเทศบาล:")


@pytest.mark.parametrize(
    "lang, due", [("th", "ครบกำหนดในวันดังกล่าวแต่ยังไม่เสร็จ ๑ มาตรการ"), ("en", "due on that day and not done: 1")]
)
def test_a_measure_that_ends_on_the_day_judged_is_said_to_be_due(lang: Lang, due: str) -> None:
    measure = cases.measure("OIT", 9, 1, followup=(cases.progress("clerk", cases.UNDER_WAY),))
    view = followup_view(cases.material(cases.assessment(measures=(measure,)), lang=lang))
    text = whole(view)
    assert text.count(due) == 2  # in the memo and in the summary
    (row,) = tables(view)["open"].bodies[0]
    assert words(row.cells[0]) == "OIT ๑" if lang == "th" else "OIT 1"
    assert row.cells[4].notes == (("ครบกำหนด",) if lang == "th" else ("Due",))


def test_the_memo_counts_reports_without_a_status_apart() -> None:
    measure = cases.measure("OIT", 9, 1, followup=(cases.progress("clerk", "", result="ทำแล้ว"),))
    view = followup_view(cases.material(cases.assessment(measures=(measure,))))
    said = "\n".join(strings(view.memo)).replace("\u00a0", " ")
    assert "คือ รายงานโดยไม่ระบุสถานะ ๑ มาตรการ ณ วันที่" in said
    assert "ระบุสถานะของมาตรการที่รายงานไว้" in whole(view)
