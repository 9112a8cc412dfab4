"""Agency folders on disk, with real workbooks in their inboxes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from itaxl.agency.settings import Agency
from itaxl.assessment import Measure
from itaxl.forms.identity import Identity
from itaxl.forms.layout import MEASURES, RESULTS, SCORES
from tests import sheets
from tests.building import built
from tests.filled import AGENCY, INSTRUMENT, who

SAVED = datetime(2020, 3, 1, 9, 0)  # noqa: DTZ001 - as the workbooks state it, in UTC
SETTINGS = f"""
[agency]
name = "{AGENCY.name}"

""" + "".join(
    f'[[divisions]]\nid = "{division.id}"\nname = "{division.name}"\ndimensions = ["IIT"]\n'
    for division in AGENCY.divisions[:2]
)
ANNOUNCED = {
    RESULTS: "| รหัส | คะแนน (0–100) |\n|---|---|\n"
    + "\n".join(f"| {no} | {80 + no} |" for no in range(1, 11))
}
SCORED = """
| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) |
|---|---|---|
| 1 | 20 | 81 |
| 2 | 20 | 82 |
| 3 | 20 | 83 |
| 4 | 20 | 84 |
| 5 | 20 | 85 |
"""
PLANNED = "| ตัวชี้วัด | มาตรการ |\n|---|---|\n| 1 | ประกาศนโยบาย |"


def agency(folder: Path, inbox: Mapping[str, bytes], settings: str = SETTINGS, year: int = 2562) -> Path:
    """A folder with `itaxl.toml` and an inbox of these files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "itaxl.toml").write_text(settings, "utf-8")
    for name, data in inbox.items():
        file = folder / "inbox" / str(year) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


def workbook(
    identity: Identity,
    tables: Mapping[str, str],
    saved: datetime = SAVED,
    agency: Agency = AGENCY,
    measures: Sequence[Measure] = (),
) -> bytes:
    """A workbook of the agency, filled in; a follow-up is made for `measures`."""
    return sheets.fill(built(INSTRUMENT, identity, agency, measures), tables, saved)


def sound() -> dict[str, bytes]:
    """Two divisions and the announced results: warnings perhaps, no error but the measures of EIT and OIT."""
    return {
        "a.xlsx": workbook(who("announced"), ANNOUNCED),
        "กองคลัง/แบบ.xlsx": workbook(who("IIT", "finance"), {SCORES: SCORED, MEASURES: PLANNED}),
        "clerk.xlsx": workbook(who("IIT", "clerk"), {SCORES: SCORED, MEASURES: PLANNED}),
    }
