"""An inbox on disk, gathered: what the clock decides, and what it does not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from itaxl.findings import SEPARATOR
from itaxl.forms.layout import SCORES
from itaxl.gather import gather, opened_again
from itaxl.inbox.request import Request
from itaxl.spreadsheets.read import HERE
from tests import agencies
from tests.agencies import SAVED, SCORED
from tests.filled import who
from tests.inbox.files import packed

AHEAD = datetime(2030, 1, 1)  # noqa: DTZ001 - UTC, as in the file


@pytest.mark.slow
@pytest.mark.parametrize(("now", "code"), [(2020, "X403"), (2031, "X404")])
def test_a_time_of_saving_counts_from_the_day_on_which_it_may_be_true(
    now: int, code: str, tmp_path: Path
) -> None:
    other = SCORED.replace("| 81 |", "| 91 |")
    inbox = {
        "a.xlsx": agencies.workbook(who(), {SCORES: SCORED}, SAVED),
        "b.xlsx": agencies.workbook(who(), {SCORES: other}, AHEAD),
    }
    request = Request(agencies.agency(tmp_path, inbox), now=datetime(now, 6, 1, tzinfo=UTC))
    codes = {finding.code for finding in gather(request, reader=HERE).findings}
    assert codes & {"X403", "X404"} == {code}
    assert ("X435" in codes) == (code == "X403")


@pytest.mark.slow
def test_times_that_are_past_decide_the_same_on_any_day(tmp_path: Path) -> None:
    inbox = {
        "a.xlsx": agencies.workbook(who(), {SCORES: SCORED}, SAVED),
        "b.xlsx": agencies.workbook(
            who(), {SCORES: SCORED.replace("| 81 |", "| 91 |")}, SAVED.replace(day=2)
        ),
    }
    folder = agencies.agency(tmp_path, inbox)
    days = (None, datetime(2020, 4, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC))
    first, *others = (gather(Request(folder, now=day), reader=HERE).findings for day in days)
    assert all(result == first for result in others)


@pytest.mark.slow
def test_a_workbook_is_opened_again_by_the_name_that_findings_give_it(tmp_path: Path) -> None:
    archive = packed({"แบบ.xlsx": agencies.workbook(who("IIT", "finance"), {})})
    folder = agencies.agency(tmp_path, {"ใบ.zip": archive, "broken.xlsx": b"PK"})
    request = Request(folder, 2562)
    name = next(file.file for file in gather(request, reader=HERE).arrived if SEPARATOR in file.file)
    book = opened_again(request, name, HERE)
    assert book
    assert book.sheet("คะแนน")
    for other in ("ใบ.zip", f"{name}x", "broken.xlsx", "../itaxl.toml"):
        assert opened_again(request, other, HERE) is None
