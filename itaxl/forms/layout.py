"""Columns of the workbooks, declared once: from here come the blank workbook, the reader and the checks.

Headings and their order are those of the contract; a change needs a new schema (see `versions`). Which sheets an
instrument has, and their rows, is said in `instrument_sheets`.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

TITLE_ROW, WHO_ROW, CODE_ROW, HEADING_ROW, FIRST_ROW = 1, 2, 3, 5, 6
WHO_INPUT = (2, 3)  # in a blank workbook: the sender's name, on the first sheet that is to be filled in
MEASURE_ROWS = 60
GUIDE, SCORES, MEASURES, RESULTS, META = "คำชี้แจง", "คะแนน", "มาตรการ", "ผลคะแนน", "_meta"
COUNTS = "คำตอบ"
MENDING = "สิ่งที่ต้องแก้"  # first sheet of a marked copy, of no meaning to the reader
STATUSES = ("ดำเนินการแล้ว", "อยู่ระหว่างดำเนินการ", "ยังไม่ดำเนินการ")
DONE, UNDER_WAY, NOT_DONE = STATUSES
NO_BUDGET = "ไม่ใช้งบประมาณ"
PASSED, MISSED = ANSWERS = ("มี", "ไม่มี")
# Columns of counts, in the order in which `instrument.answers` has what they are worth.
NO_YES = ("no", "yes")
TOTAL, GRADE = "TOTAL", "GRADE"
MEASURES_KEY, RESULTS_KEY = "measures", "results"
TEXT_LIMIT = 2000  # characters in a cell of running text
Detail = Literal["indicators", "items"]
DETAILS: tuple[Detail, ...] = ("indicators", "items")


class Type(StrEnum):
    """Type of what a column holds."""

    CODE = "code"
    TEXT = "text"
    LINES = "lines"  # running text of several lines
    SCORE = "score"  # 0–100; the row GRADE of the announced sheet holds the grade as text
    COUNT = "count"  # a whole number from 0
    PERCENT = "percent"  # 0–100
    DATE = "date"
    BUDGET = "budget"  # baht, or NO_BUDGET
    STATUS = "status"
    RESULT = "result"  # PASSED or MISSED
    INDICATOR = "indicator"
    DIVISIONS = "divisions"  # names, aliases or ids, one a line or by commas
    LINK = "link"


_TEXTS = frozenset({Type.CODE, Type.TEXT, Type.LINES, Type.STATUS, Type.RESULT, Type.LINK})


class Part(StrEnum):
    """Part of the year in which a column is filled in, and by whom."""

    FIXED = "fixed"  # ours, locked
    PLAN = "plan"  # the division in the plan round; locked and prefilled in a follow-up
    FOLLOWUP = "followup"  # the division in a follow-up
    ALWAYS = "always"


class Join(StrEnum):
    """Way to join a column of the plan where several divisions plan one measure."""

    OWN = "own"  # each division keeps its own; two that differ of one division are a finding
    UNITED = "united"  # all that any of them names
    KEY = "key"  # tells which measure it is, so that it is not compared


@dataclass(frozen=True)
class Column:
    """Column, with what is needed to make all that is made from it.

    `width` in characters of Excel, in a follow-up `followup_width` where that is another; the prompt that a cell shows
    is `column.<sheet key>.<key>` of the texts. `wide`: it has room for running text in the office's workbook;
    `published`: the open data of measures has it.
    """

    key: str
    heading: str
    type: Type
    part: Part
    width: float
    followup_width: float | None = None
    join: Join = Join.OWN
    wide: bool = False
    published: bool = True

    @property
    def blank(self) -> str | None:
        """Value of an empty cell."""
        return "" if self.type in _TEXTS else None


@dataclass(frozen=True)
class Group:
    """Fixed rows that belong together, by their codes: the items of a sub-indicator, an indicator's questions."""

    code: str
    name: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class SheetLayout:
    """Sheet: `key` names it in catalogues; `rows` are the codes of fixed rows, none for a free table.

    `closed` are single cells that are not filled in, by row's code and column's key, though others of the column are.
    """

    key: str
    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, str], ...] = ()  # (code, name as printed)
    groups: tuple[Group, ...] = ()
    closed: frozenset[tuple[str, str]] = frozenset()

    @property
    def family(self) -> str:
        """Kind of sheet, the same for all that differ in their rows alone: `scores`, `questions`, `items`."""
        return self.key.partition(".")[0]

    @property
    def last_row(self) -> int:
        return FIRST_ROW + (len(self.rows) or MEASURE_ROWS) - 1

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    def of(self, *parts: Part) -> tuple[Column, ...]:
        """Return the columns of some parts, in their order."""
        return tuple(column for column in self.columns if column.part in parts)

    def counts(self, code: str) -> tuple[Column, ...]:
        """Return the columns of counts that are filled in in the row of a code."""
        return tuple(
            column
            for column in self.columns
            if column.type is Type.COUNT and (code, column.key) not in self.closed
        )

    def number(self, key: str) -> int:
        """Column number from 1 of a key."""
        return [column.key for column in self.columns].index(key) + 1

    def row(self, code: str) -> int | None:
        """Row number from 1 of a fixed row's code; None where the sheet has no such row."""
        codes = [code for code, _ in self.rows]
        return FIRST_ROW + codes.index(code) if code in codes else None


_CODE = Column("code", "รหัส", Type.CODE, Part.FIXED, 11, 17)
_SCORE = Column("score", "คะแนน (0–100)", Type.SCORE, Part.ALWAYS, 20)
_REMARK = Column("remark", "หมายเหตุ", Type.LINES, Part.ALWAYS, 44, wide=True, published=False)

SURVEY_COLUMNS = (
    _CODE,
    Column("name", "ตัวชี้วัด/ข้อคำถาม", Type.TEXT, Part.FIXED, 66),
    Column("respondents", "จำนวนผู้ตอบ", Type.COUNT, Part.ALWAYS, 16),
    _SCORE,
    _REMARK,
)
OPEN_DATA_COLUMNS = (_CODE, Column("name", "ตัวชี้วัด", Type.TEXT, Part.FIXED, 66), _SCORE, _REMARK)
ITEM_COLUMNS = (
    _CODE,
    Column("name", "ข้อมูลที่ต้องเผยแพร่", Type.TEXT, Part.FIXED, 70),
    Column("result", "ผล (มี/ไม่มี)", Type.RESULT, Part.ALWAYS, 14, 28),
    Column("evidence", "ลิงก์หลักฐาน", Type.LINK, Part.ALWAYS, 44, 20),
    replace(_REMARK, width=36),
)

MEASURES_LAYOUT = SheetLayout(
    MEASURES_KEY,
    MEASURES,
    (
        Column("code", "รหัสมาตรการ", Type.CODE, Part.FIXED, 17),
        Column("indicator", "ตัวชี้วัด", Type.INDICATOR, Part.PLAN, 11, 9, join=Join.KEY),
        Column("weakness", "ประเด็นที่เป็นข้อบกพร่อง/จุดอ่อน", Type.LINES, Part.PLAN, 34, 20, wide=True),
        Column("approach", "แนวทางการนำผลการวิเคราะห์ไปสู่การปฏิบัติ", Type.LINES, Part.PLAN, 40, 24, wide=True),
        Column("measure", "มาตรการ", Type.LINES, Part.PLAN, 34, 24, join=Join.KEY, wide=True),
        Column("responsible", "ผู้รับผิดชอบ", Type.DIVISIONS, Part.PLAN, 24, 15, join=Join.UNITED),
        Column("start", "วันที่เริ่ม", Type.DATE, Part.PLAN, 15, 14),
        Column("end", "วันที่สิ้นสุด", Type.DATE, Part.PLAN, 15, 14),
        Column("budget", "งบประมาณ (บาท)", Type.BUDGET, Part.PLAN, 18, 14),
        Column("target", "เป้าหมาย/ตัวชี้วัดความสำเร็จ", Type.LINES, Part.PLAN, 28, 17),
        Column("status", "สถานะ", Type.STATUS, Part.FOLLOWUP, 20, 17),
        Column("percent", "ร้อยละความก้าวหน้า", Type.PERCENT, Part.FOLLOWUP, 13, 11),
        Column("done", "วันที่ดำเนินการแล้วเสร็จ", Type.DATE, Part.FOLLOWUP, 16, 14),
        Column("result", "ผลการดำเนินงาน", Type.LINES, Part.FOLLOWUP, 34, 28, wide=True),
        Column("obstacle", "ปัญหา/อุปสรรค", Type.LINES, Part.FOLLOWUP, 28, 20, wide=True),
        Column("evidence", "ลิงก์หลักฐาน", Type.LINK, Part.FOLLOWUP, 28, 20),
    ),
)


def own_columns() -> tuple[Column, ...]:
    """Return the columns of the plan in which each division has its own answer."""
    return tuple(column for column in MEASURES_LAYOUT.of(Part.PLAN) if column.join is Join.OWN)


COUNT_ASIDE = (_REMARK,)  # what stands beside the counted answers of a part

RESULT_COLUMNS = (
    _CODE,
    Column("name", "รายการ", Type.TEXT, Part.FIXED, 66),
    _SCORE,
    Column("recommendation", "ข้อเสนอแนะ", Type.LINES, Part.ALWAYS, 70, wide=True),
)


def count_columns(*kinds: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the columns of the sheet of counted answers, by the keys of each kind of answer."""
    words = {"no": "ไม่มี", "yes": "มี"}
    answers = tuple(
        Column(
            key, f"{words.get(key) or 'ระดับ ' + key.removeprefix('level')} (คน)", Type.COUNT, Part.ALWAYS, 12
        )
        for keys in kinds
        for key in keys
    )
    return (_CODE, Column("name", "ข้อคำถามย่อย", Type.TEXT, Part.FIXED, 66), *answers, *COUNT_ASIDE)


def headed() -> tuple[SheetLayout, ...]:
    """Return the kinds of sheets, by their headings alone, which are the same in all years."""
    return (
        MEASURES_LAYOUT,
        SheetLayout("survey", SCORES, SURVEY_COLUMNS),
        SheetLayout("open data", SCORES, OPEN_DATA_COLUMNS),
        SheetLayout("items", SCORES, ITEM_COLUMNS),
        SheetLayout(RESULTS_KEY, RESULTS, RESULT_COLUMNS),
    )
