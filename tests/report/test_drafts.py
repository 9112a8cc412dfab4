"""Which documents an error makes drafts."""

import pytest

from itaxl.findings import NOWHERE, Finding, Place, finding
from itaxl.forms.layout import MEASURES, RESULTS, SCORES
from itaxl.inbox.arrivals import understand
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


def test_several_errors_together() -> None:
    found = [finding("C311", Place("six.xlsx")), finding("X407", NOWHERE, 4)]
    assert drafts(found, ARRIVED) == ("analysis", "followup")
