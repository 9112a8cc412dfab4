"""Each file of an inbox is a row that says what it is, whose, and what was found."""

from itaxl.gather import gather
from itaxl.inbox.request import Request
from itaxl.sending.received import rows
from itaxl.spreadsheets.read import HERE
from itaxl.texts import Texts
from tests import agencies
from tests.filled import AGENCY, who
from tests.shared import Shared


def test_rows_name_kind_division_and_findings(shared: Shared) -> None:
    inbox = agencies.sound() | {
        "อื่น.txt": b"x",
        "ว่าง.xlsx": b"",
        "old.xlsx": agencies.workbook(
            who("IIT", "clerk"), {}, agencies.SAVED.replace(year=agencies.SAVED.year - 1)
        ),
    }
    folder = shared.folder("received", lambda made: agencies.agency(made, inbox))
    listed = {row.file: row for row in rows(gather(Request(folder), reader=HERE), Texts("status", "en"))}
    clerk = listed["clerk.xlsx"]
    assert (clerk.what, clerk.owner) == ("2562 · IIT · plan round", AGENCY.divisions[0].name)
    assert listed["a.xlsx"].what == "2562 · announced results"
    assert (listed["ว่าง.xlsx"].kind, listed["ว่าง.xlsx"].what) == ("errors", "no workbook that can be read")
    assert [item.code for item in listed["ว่าง.xlsx"].findings] == ["F102"]
    assert listed["old.xlsx"].kind == "superseded"
    assert listed["กองคลัง/แบบ.xlsx"].outer == "กองคลัง/แบบ.xlsx"
