"""Make the agency of samples/years: three years one after the other, by the sources of each, in the agency's own way.

Each year's workbooks come from `itaxl templates` and are filled in; the follow-up is prefilled with that year's plan. A
source that knows them fills in what is published, item by item, and how many gave which answer to the internal survey.
"""

import shutil
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from itaxl.forms.identity import ANNOUNCED, Identity
from itaxl.forms.layout import COUNTS, MEASURES, MISSED, PASSED, RESULTS, SCORES
from itaxl.instrument import load
from samples.sending import send

FOLDER = Path(__file__).parent / "years"
ROUNDS = {2564: "followup-12", 2565: "followup-12", 2566: "followup-6"}
YEARS = tuple(ROUNDS)

Row = dict[str, str]
Filled = dict[str, dict[str, list[Row]]]  # rows by name of the workbook and of the sheet


def make(target: Path) -> None:
    """Write the settings and the inboxes of all years into `target`, which must not hold an inbox yet."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(FOLDER / "itaxl.toml", target)
    for year in YEARS:
        source = read(year)
        name = Identity(year, ANNOUNCED).file_name
        results = [{"รหัส": code, "คะแนน (0–100)": score} for code, score in source["scores"].items()]
        plans = _plans(year, source)
        for file, sheet, rows in (*_counts(year, source), *_items(year, source)):
            plans.setdefault(file, {})[sheet] = rows
        send(target, year, "plan", {name: {RESULTS: results}, **plans}, _moment(source["sent"]))
        send(target, year, ROUNDS[year], _reports(year, source), _moment(source["followed"]))


def read(year: int) -> dict[str, Any]:
    """Return a year's source."""
    return tomllib.loads((FOLDER / "source" / f"{year}.toml").read_text("utf-8"))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(8, 30))  # UTC, as in the file


def _plans(year: int, source: Mapping[str, Any]) -> Filled:
    filled: Filled = {}
    for measure in source["measures"]:
        name = Identity(year, measure["dimension"], measure["division"]).file_name
        filled.setdefault(name, {MEASURES: []})[MEASURES].append(_plan(year, measure))
    return filled


def _counts(year: int, source: Mapping[str, Any]) -> Iterator[tuple[str, str, list[Row]]]:
    """Yield the sheet of counted answers of each division that counted them."""
    levels = [f"ระดับ {level} (คน)" for level in (1, 2, 3, 4)]
    for division, answers in source.get("counts", {}).items():
        rows = []
        for code, counts in answers.items():
            headings = levels if len(counts) == len(levels) else ["ไม่มี (คน)", "มี (คน)"]
            rows.append({"รหัส": code} | dict(zip(headings, map(str, counts), strict=True)))
        yield Identity(year, "IIT", division).file_name, COUNTS, rows


def _items(year: int, source: Mapping[str, Any]) -> Iterator[tuple[str, str, list[Row]]]:
    """Yield what is published, as the division says that keeps the website."""
    if "website" in source:
        rows = []
        for item in load(year).items:
            there = item.code not in source["missed"]
            link = f"https://www.example.go.th/ita/{year}/{item.code.lower()}" if there else ""
            rows.append({"รหัส": item.code, "ผล (มี/ไม่มี)": PASSED if there else MISSED, "ลิงก์หลักฐาน": link})
        yield Identity(year, "OIT", source["website"]).file_name, SCORES, rows


def _plan(year: int, measure: Mapping[str, Any]) -> Row:
    first = year - 543  # the fiscal year after the one assessed
    return {
        "ตัวชี้วัด": str(measure["indicator"]),
        "ประเด็นที่เป็นข้อบกพร่อง/จุดอ่อน": measure["weakness"],
        "แนวทางการนำผลการวิเคราะห์ไปสู่การปฏิบัติ": measure["approach"],
        "มาตรการ": measure["measure"],
        "ผู้รับผิดชอบ": measure["responsible"],
        "วันที่เริ่ม": f"{first}-10-01",
        "วันที่สิ้นสุด": f"{first + 1}-09-30",
        "งบประมาณ (บาท)": measure["budget"],
        "เป้าหมาย/ตัวชี้วัดความสำเร็จ": measure["target"],
    }


def _reports(year: int, source: Mapping[str, Any]) -> Filled:
    filled: Filled = {}
    for measure in source["measures"]:
        for name, row in _rows(year, measure):
            filled.setdefault(name, {MEASURES: []})[MEASURES].append(row)
    return filled


def _rows(year: int, measure: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    for report in measure["reports"]:
        name = Identity(year, measure["dimension"], report["division"], ROUNDS[year]).file_name
        yield (
            name,
            {
                "มาตรการ": measure["measure"],
                "สถานะ": report["status"],
                "ร้อยละความก้าวหน้า": report["percent"],
                "วันที่ดำเนินการแล้วเสร็จ": report["done"].isoformat() if "done" in report else "",
                "ผลการดำเนินงาน": report.get("result", ""),
                "ปัญหา/อุปสรรค": report.get("obstacle", ""),
                "ลิงก์หลักฐาน": report.get("evidence", ""),
            },
        )
