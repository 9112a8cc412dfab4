"""Which documents an error makes drafts."""

import pytest

from itaxl.findings import NOWHERE, Finding, Place, Severity, finding
from itaxl.forms.layout import MEASURES, RESULTS, SCORES
from itaxl.inbox.arrivals import Arrived, understand
from itaxl.inbox.mail.limits import inside
from itaxl.report.drafts import drafts
from tests.filled import CONTEXT, book, reading, who

ARRIVED = tuple(
    understand(reading(book(identity), file), CONTEXT)
    for file, identity in {
        "plan.xlsx": who(),
        "six.xlsx": who(round="followup-6"),
        "twelve.xlsx": who("EIT", round="followup-12"),
        "results.xlsx": who("announced"),
    }.items()
)


@pytest.mark.parametrize(
    "item, touched",
    [
        (finding("C311", Place("six.xlsx", MEASURES, "K6")), ("followup",)),
        (finding("C311", Place("twelve.xlsx", MEASURES, "K6")), ("followup",)),
        (finding("X403", Place("twelve.xlsx")), ("followup",)),
        (finding("C305", Place("plan.xlsx", SCORES, "D6")), ("analysis",)),
        (finding("C309", Place("plan.xlsx", MEASURES, "B6")), ("analysis", "followup")),
        (finding("W205", Place("plan.xlsx")), ("analysis", "followup")),
        (finding("X426", Place("results.xlsx", RESULTS, "C20")), ("analysis",)),
        (finding("X426", Place("results.xlsx")), ("analysis",)),
        (finding("X406", NOWHERE, 4), ("analysis",)),
        (finding("F110", Place("box/2562-IIT-works-followup-12.xlsx")), ("followup",)),
        (finding("F110", Place(inside("mail.eml", "2562-IIT-works-followup-6.xls"))), ("followup",)),
        (finding("F110", Place("2562-IIT-works.xlsx")), ("analysis", "followup")),
        (finding("F110", Place("scan-followup-12.xlsx")), ("analysis", "followup")),
        (finding("D504", NOWHERE, "memo.pdf"), ("analysis",)),
        (finding("D504", NOWHERE, "followup.pdf"), ("followup",)),
        (finding("C324", Place("six.xlsx")), ()),
    ],
)
def test_an_error_makes_drafts_of_what_it_touches(item: Finding, touched: tuple[str, ...]) -> None:
    assert drafts([item], ARRIVED) == touched


def reports(half_year: dict[str, str], later: dict[str, str]) -> tuple[Arrived, ...]:
    """The two follow-ups of one division, with one measure each."""
    base = {"รหัสมาตรการ": "2562-IIT-04-01", "ตัวชี้วัด": "4", "มาตรการ": "ประกาศ", "ร้อยละความก้าวหน้า": "50"}
    files = {}
    for round, changed in (("followup-6", half_year), ("followup-12", later)):
        row = base | {"สถานะ": "อยู่ระหว่างดำเนินการ"} | changed
        table = "\n".join(f"| {' | '.join(cells)} |" for cells in (row, ["---"] * len(row), row.values()))
        files[f"{round}.xlsx"] = book(who(round=round), {MEASURES: table})
    return tuple(understand(reading(workbook, file), CONTEXT) for file, workbook in files.items())


WRONG = {"วันที่ดำเนินการแล้วเสร็จ": "เร็ว ๆ นี้"}


@pytest.mark.parametrize(
    ("half_year", "later", "touched"),
    [
        (WRONG, {}, ()),
        ({"สถานะ": "เรียบร้อย"}, {}, ("followup",)),  # the state of the half year stands beside the later one
        ({"ร้อยละความก้าวหน้า": "0.5"}, {}, ("followup",)),
        (WRONG, WRONG, ("followup",)),
        (WRONG, {"รหัสมาตรการ": "2562-IIT-04-02", "มาตรการ": "อบรม"}, ("followup",)),  # of another measure
        (WRONG, {"สถานะ": "", "ร้อยละความก้าวหน้า": ""}, ("followup",)),  # the half year's report still counts
    ],
)
def test_an_error_of_the_half_year_that_is_shown_no_more_makes_no_draft(
    half_year: dict[str, str], later: dict[str, str], touched: tuple[str, ...]
) -> None:
    arrived = reports(half_year, later)
    items = [item for file in arrived for item in file.findings]
    assert any(item.severity is Severity.ERROR for item in items)
    assert drafts(items, arrived) == touched
    assert drafts(arrived[0].findings, arrived[:1]) == ("followup",)  # before the later round


def test_several_errors_together() -> None:
    results = [finding("C311", Place("six.xlsx")), finding("X407", NOWHERE, 4)]
    assert drafts(results, ARRIVED) == ("analysis", "followup")
