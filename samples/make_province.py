"""Make the agencies of samples/province: a dozen small ones with published scores under neutral names.

Scores are those of units of samples/units, measures are from the measures bank. The province's folder as it is
committed has what the agencies have posted, their `data.json`; workbooks are made when they are needed.
"""

import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path
from typing import Any

from itaxl.forms import build
from itaxl.forms.identity import ANNOUNCED, Identity
from itaxl.forms.layout import DONE, MEASURES, NO_BUDGET, NOT_DONE, RESULTS, UNDER_WAY
from itaxl.gather import gather
from itaxl.inbox.request import Request
from itaxl.instrument import load, scoring
from itaxl.instrument.bank import bank
from itaxl.instrument.grading import grade
from itaxl.instrument.model import Dimension
from itaxl.report.files.open_data import data_json
from itaxl.spreadsheets.read import HERE
from samples import make_units
from samples.sending import send
from tests import sheets

FOLDER = Path(__file__).parent / "province"
AGENCIES = "agencies"
SETTINGS, OF_AGENCY, POSTED = "province.toml", "itaxl.toml", "data.json"
YEAR = make_units.YEAR
ROUND = "followup-6"
DIVISION = "office"
SENT = {YEAR - 1: date(2019, 12, 2), YEAR: date(2020, 12, 1)}
FOLLOWED = date(2021, 4, 1)
START, END = date(2020, 10, 1), date(2021, 9, 30)
STATUSES = {"done": DONE, "under_way": UNDER_WAY, "not_done": NOT_DONE}
_ANNOUNCED = Identity(YEAR, ANNOUNCED).file_name
HALF = 4000  # bytes of a workbook that broke off on its way

Agency = Mapping[str, Any]
Row = dict[str, str]

AGENCY = """\
# ตัวอย่าง: ชื่อหน่วยงานและมาตรการสมมติ คะแนนตามที่เผยแพร่ของหน่วยงานอื่น
# A sample: name and measures are invented, the scores are published ones of another body.

[agency]
name = "{name}"
kind = "{kind}"
district = "{district}"
province = "ตัวอย่าง"
website = "https://www.{folder}.example.go.th"

[[divisions]]
id = "{division}"
name = "{office}"

[[signatories]]
role = "author"
position = "นักวิเคราะห์นโยบายและแผน"

[[signatories]]
role = "chief"
position = "{chief}"
opinion = "approve"

[report]
date = 2020-12-15
place = "{office}"

[report.{year}.{round}]
date = 2021-04-15
"""


def make(target: Path) -> None:
    """Write the province's settings and all agencies with their inboxes into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(FOLDER / SETTINGS, target)
    for agency in read():
        make_agency(agency, target / AGENCIES / agency["folder"])


def keep_posted(agencies: Path) -> None:
    """Write settings and what each agency has posted below `agencies`, as they are committed."""
    with tempfile.TemporaryDirectory() as scratch:
        for agency in read():
            made, folder = Path(scratch) / agency["folder"], agencies / agency["folder"]
            make_agency(agency, made)
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(made / OF_AGENCY, folder)
            if "unit" in agency:
                post(made, YEAR, folder)


def read() -> Sequence[Agency]:
    """Return the source: an agency each."""
    agencies: list[Agency] = tomllib.loads((FOLDER / "source/agencies.toml").read_text("utf-8"))["agencies"]
    return agencies


def make_agency(agency: Agency, folder: Path) -> None:
    """Write an agency's settings, its inbox, and what it posted last year; one without a unit has sent nothing."""
    inbox = folder / "inbox" / str(YEAR)
    inbox.mkdir(parents=True)
    own = {"division": DIVISION, "year": YEAR, "round": ROUND}
    (folder / OF_AGENCY).write_text(AGENCY.format(**agency, **own), "utf-8")
    if "previous" in agency:
        _post_year_before(agency, folder)
    if "unit" not in agency:
        return
    scores = _published(agency["unit"])
    announced = {_ANNOUNCED: {RESULTS: _results(YEAR, scores)}}
    send(folder, YEAR, "plan", announced | _plans(agency, scores), _moment(SENT[YEAR]))
    if "reported" in agency:
        send(folder, YEAR, ROUND, dict(_reports(agency, scores)), _moment(FOLLOWED))
    if agency.get("broken"):
        (inbox / _ANNOUNCED).write_bytes((inbox / _ANNOUNCED).read_bytes()[:HALF])


def post(agency: Path, year: int, target: Path) -> None:
    """Write what a merge of an agency's year would post as open data."""
    data = gather(Request(agency, year), reader=HERE)
    file = target / "reports" / str(year) / POSTED
    file.parent.mkdir(parents=True, exist_ok=True)
    text = data_json(data.outcome.assessment, data.agency, data.context.instrument)
    file.write_text(text, "utf-8")


def _post_year_before(agency: Agency, folder: Path) -> None:
    """Write last year's open data out of announced results alone."""
    year = YEAR - 1
    scores = dict(enumerate(map(scoring.as_fraction, agency["previous"]), start=1))
    with tempfile.TemporaryDirectory() as scratch:
        earlier = Path(scratch)
        shutil.copy(folder / OF_AGENCY, earlier)
        inbox = earlier / "inbox" / str(year)
        inbox.mkdir(parents=True)
        name = Identity(year, ANNOUNCED).file_name
        workbook = build.build(load(year), Identity(year, ANNOUNCED))
        moment = _moment(SENT[year])
        filled = sheets.fill(workbook, {RESULTS: _results(year, scores)}, moment, who=agency["name"])
        (inbox / name).write_bytes(filled)
        post(earlier, year, folder)


def _published(number: int) -> dict[int, Fraction]:
    """Return the ten published scores of a unit."""
    unit = next(unit for unit in make_units.published() if int(unit["unit"]) == number)
    return {indicator.no: Fraction(unit[f"i{indicator.no}"]) for indicator in load(YEAR).indicators}


def _results(year: int, scores: Mapping[int, Fraction]) -> list[Row]:
    """Return the rows of announced results: indicators, dimensions, total and grade."""
    instrument = load(year)
    total = scoring.total(scores, instrument)
    assert total is not None
    parts = {part.code: scoring.dimension_score(scores, part) or Fraction() for part in instrument.dimensions}
    given = grade(total, instrument, parts)
    assert given
    figures = {str(no): score for no, score in scores.items()} | parts | {"TOTAL": total}
    printed = {code: str(scoring.rounded(figure)) for code, figure in figures.items()}
    return [{"รหัส": code, "คะแนน (0–100)": text} for code, text in (printed | {"GRADE": given.grade}).items()]


def _plans(agency: Agency, scores: Mapping[int, Fraction]) -> dict[str, dict[str, list[Row]]]:
    """Return a measure for each weakest indicator of each dimension, by the workbook's name."""
    return {
        Identity(YEAR, part.code, DIVISION).file_name: {
            MEASURES: [_plan(agency, part.code, no) for no in _weakest(part, scores)]
        }
        for part in load(YEAR).dimensions
    }


def _weakest(part: Dimension, scores: Mapping[int, Fraction]) -> tuple[int, ...]:
    return scoring.weakest({own.no: scores[own.no] for own in part.indicators})


def _plan(agency: Agency, dimension: str, no: int) -> Row:
    return {
        "ตัวชี้วัด": str(no),
        "ประเด็นที่เป็นข้อบกพร่อง/จุดอ่อน": f"คะแนนตัวชี้วัดที่ {no} ต่ำกว่าตัวชี้วัดอื่นในด้านเดียวกัน (ข้อความสมมติ)",
        "แนวทางการนำผลการวิเคราะห์ไปสู่การปฏิบัติ": bank(load(YEAR))[no].approaches[0],
        "มาตรการ": _measure(no),
        "วันที่เริ่ม": START.isoformat(),
        "วันที่สิ้นสุด": agency.get("until", {}).get(dimension, END).isoformat(),
        "งบประมาณ (บาท)": NO_BUDGET,
    }


def _measure(no: int) -> str:
    return bank(load(YEAR))[no].measures[0]


def _reports(agency: Agency, scores: Mapping[int, Fraction]) -> Iterator[tuple[str, dict[str, list[Row]]]]:
    """Yield what the division reports of its measures, by the workbook's name."""
    for part in load(YEAR).dimensions:
        report = agency["reported"][part.code]
        rows = [_report(agency, no, report) for no in _weakest(part, scores)]
        yield Identity(YEAR, part.code, DIVISION, ROUND).file_name, {MEASURES: rows}


def _report(agency: Agency, no: int, report: Mapping[str, Any]) -> Row:
    row = {"มาตรการ": _measure(no), "สถานะ": STATUSES[report["status"]]}
    if "done" in report:
        link = f"https://www.{agency['folder']}.example.go.th/ita/{YEAR}/{no}"
        result = "ดำเนินการครบตามมาตรการและเผยแพร่แล้ว (ข้อความสมมติ)"
        row |= {"วันที่ดำเนินการแล้วเสร็จ": report["done"].isoformat(), "ผลการดำเนินงาน": result, "ลิงก์หลักฐาน": link}
    return row


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(8, 30))  # UTC, as in the file
