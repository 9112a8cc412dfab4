"""Make the agency of samples/units: 39 divisions with published figures, each with the three standard workbooks.

The scores are those of `source/unit-scores-2563.csv`. Names are neutral; respondents and measures are invented.
"""

import csv
import functools
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from itaxl import thai
from itaxl.forms import build
from itaxl.forms.identity import Identity
from itaxl.forms.layout import MEASURES, NO_BUDGET, SCORES
from itaxl.instrument import load
from itaxl.instrument.model import DIMENSIONS, Dimension
from tests import sheets

YEAR = 2563
SOURCE = Path(__file__).parent / "units/source/unit-scores-2563.csv"
SAVED = datetime(2020, 12, 1, 8, 30)  # noqa: DTZ001 - UTC, as in the file
RESPONDENTS = "20"

SETTINGS = """\
# ตัวอย่าง: หน่วยงาน 39 แห่ง ชื่อสมมติ คะแนนตามที่เผยแพร่ จำนวนผู้ตอบและมาตรการสมมติ
# A sample: 39 units under neutral names with published scores; respondents and measures are invented.

[agency]
name = "สถาบันตัวอย่าง"
kind = "สถาบัน"
website = "https://www.example.ac.th"

[report]
date = 2021-01-15
number = "สต ๐๑/๑๒"
place = "สำนักงานสถาบันตัวอย่าง"

[[signatories]]
role = "author"
position = "เจ้าหน้าที่วิเคราะห์นโยบายและแผน"

[[signatories]]
role = "chief"
position = "ผู้อำนวยการสถาบันตัวอย่าง"
opinion = "approve"
"""


def make(target: Path) -> None:
    """Write settings and inbox into `target`."""
    inbox = target / "inbox" / str(YEAR)
    inbox.mkdir(parents=True, exist_ok=True)
    units = published()
    divisions = (f'\n[[divisions]]\nid = "{id(unit)}"\nname = "{name(unit)}"\n' for unit in units)
    (target / "itaxl.toml").write_text(SETTINGS + "".join(divisions), "utf-8")
    for unit in units:
        for dimension in DIMENSIONS:
            (inbox / f"{name(unit)} {dimension}.xlsx").write_bytes(workbook(unit, dimension))


def published() -> list[dict[str, str]]:
    """Return the units with their published figures, by the headings of the source."""
    with SOURCE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def id(unit: Mapping[str, str]) -> str:
    return f"unit-{int(unit['unit']):02d}"


def name(unit: Mapping[str, str]) -> str:
    return f"หน่วยงาน {thai.thai_digits(unit['unit'])}"


def workbook(unit: Mapping[str, str], dimension: str) -> bytes:
    """Return one unit's workbook: a standard one, with the unit's name typed in."""
    tables = {SCORES: list(_scores(unit, dimension)), MEASURES: [_measure(unit, dimension)]}
    return sheets.fill(_standard(dimension), tables, SAVED, who=name(unit))


@functools.cache
def _standard(dimension: str) -> bytes:
    return build.build(load(YEAR), Identity(YEAR, dimension))


def _scores(unit: Mapping[str, str], dimension: str) -> Iterator[dict[str, str]]:
    for indicator in _dimension(dimension).indicators:
        row = {"รหัส": indicator.code, "คะแนน (0–100)": unit[f"i{indicator.no}"]}
        yield row if dimension == "OIT" else row | {"จำนวนผู้ตอบ": RESPONDENTS}


def _measure(unit: Mapping[str, str], dimension: str) -> dict[str, str]:
    """Return a measure for the unit's own weakest indicator of the dimension; units that share it share the measure."""
    weakest = min(_dimension(dimension).indicators, key=lambda indicator: float(unit[f"i{indicator.no}"]))
    return {
        "ตัวชี้วัด": weakest.code,
        "ประเด็นที่เป็นข้อบกพร่อง/จุดอ่อน": f"คะแนนตัวชี้วัดที่ {weakest.no} ต่ำกว่าตัวชี้วัดอื่น (ข้อความสมมติ)",
        "แนวทางการนำผลการวิเคราะห์ไปสู่การปฏิบัติ": "ทบทวนวิธีปฏิบัติร่วมกับผู้เกี่ยวข้อง (ข้อความสมมติ)",
        "มาตรการ": f"มาตรการยกระดับ{weakest.name.th} (มาตรการสมมติ)",
        "วันที่เริ่ม": "2020-10-01",
        "วันที่สิ้นสุด": "2021-09-30",
        "งบประมาณ (บาท)": NO_BUDGET,
    }


def _dimension(code: str) -> Dimension:
    return load(YEAR).dimension(code)
