"""Make the workbooks of samples/reference out of its source, in the way in which an agency gets them.

The plan round is filled in from what `itaxl templates` makes; the follow-up from what `itaxl templates
--round followup-12` makes of the filled plan.
"""

import shutil
import tomllib
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from itaxl.forms.identity import ANNOUNCED, Identity
from itaxl.forms.layout import DONE, MEASURES, NO_BUDGET, RESULTS
from samples.sending import send

FOLDER = Path(__file__).parent / "reference"
YEAR = 2562
ROUND = "followup-12"
INBOX = f"inbox/{YEAR}"
REGISTER = f"measures-{YEAR}.csv"
SAVED = {"plan": datetime(2019, 12, 2, 8, 30), ROUND: datetime(2020, 4, 3, 8, 30)}  # noqa: DTZ001 - UTC, as in the file
START, END = "2019-10-01", "2020-09-30"

Table = list[dict[str, str]]


def make(target: Path) -> None:
    """Write the settings, the inbox and the register of measures into `target`, which must not hold an inbox yet."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(FOLDER / "itaxl.toml", target)
    measures = _source("measures")["dimensions"]
    announced = {Identity(YEAR, ANNOUNCED).file_name: {RESULTS: _results()}}
    send(target, YEAR, "plan", announced | _plans(measures), SAVED["plan"])
    send(target, YEAR, ROUND, _reports(measures), SAVED[ROUND])


def _source(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / "source" / f"{name}.toml").read_text("utf-8"))


def _results() -> Table:
    source = _source("announced")
    texts = source["recommendations"]
    return [
        {"รหัส": code, "คะแนน (0–100)": score, "ข้อเสนอแนะ": texts.get(code, "")}
        for code, score in source["scores"].items()
    ]


def _plans(dimensions: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Table]]:
    filled: dict[str, dict[str, Table]] = {}
    for dimension in dimensions:
        for measure in dimension["measures"]:
            for sent in measure["sent"]:
                name = Identity(YEAR, dimension["code"], sent["division"]).file_name
                filled.setdefault(name, {MEASURES: []})[MEASURES].append(_plan(dimension, measure, sent))
    return filled


def _plan(
    dimension: Mapping[str, Any], measure: Mapping[str, Any], sent: Mapping[str, Any]
) -> dict[str, str]:
    own = {} if sent.get("plain") else dimension
    return {
        "ตัวชี้วัด": str(dimension["indicator"]),
        "ประเด็นที่เป็นข้อบกพร่อง/จุดอ่อน": own.get("weakness", "").strip(),
        "แนวทางการนำผลการวิเคราะห์ไปสู่การปฏิบัติ": own.get("approach", "").strip(),
        "มาตรการ": measure["measure"],
        "ผู้รับผิดชอบ": sent["responsible"],
        "วันที่เริ่ม": START,
        "วันที่สิ้นสุด": END,
        "งบประมาณ (บาท)": NO_BUDGET,
        "เป้าหมาย/ตัวชี้วัดความสำเร็จ": measure["target"],
    }


def _reports(dimensions: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Table]]:
    filled: dict[str, dict[str, Table]] = {}
    for dimension in dimensions:
        for measure in dimension["measures"]:
            for report in measure["reports"]:
                name = Identity(YEAR, dimension["code"], report["division"], ROUND).file_name
                filled.setdefault(name, {MEASURES: []})[MEASURES].append(_report(measure["measure"], report))
    return filled


def _report(measure: str, report: Mapping[str, Any]) -> dict[str, str]:
    return {
        "มาตรการ": measure,
        "สถานะ": DONE,
        "ร้อยละความก้าวหน้า": "100",
        "วันที่ดำเนินการแล้วเสร็จ": report["done"].isoformat(),
        "ผลการดำเนินงาน": report["result"],
        "ลิงก์หลักฐาน": report["evidence"],
    }
