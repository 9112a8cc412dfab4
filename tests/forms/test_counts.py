"""The sheet of counted answers: offered where it is known what answers are worth, made, read back, handed back."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Literal

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.checks.one_workbook import check
from itaxl.forms import build, instrument_sheets, layout
from itaxl.forms.identity import Identity, parse
from itaxl.forms.layout import CODE_ROW, COUNTS, FIRST_ROW, GUIDE, META, SCORES, SheetLayout
from itaxl.instrument import known_years, load
from itaxl.instrument.model import Instrument
from itaxl.merging import counted_answers
from itaxl.sending.marked_copy import marked
from itaxl.spreadsheets.book import Book
from itaxl.submissions.reading import Reading, read
from itaxl.submissions.submission import build as understand
from tests import detailed, sheets
from tests.detailed import DETAILED, YEAR, instrument, reading
from tests.filled import AGENCY, change, text

WHO = Identity(YEAR, "IIT", "finance")
SAVED = datetime(2022, 3, 1, 9, 0)  # noqa: DTZ001 - as the workbooks state it, in UTC
LEVELS = ["ระดับ 1 (คน)", "ระดับ 2 (คน)", "ระดับ 3 (คน)", "ระดับ 4 (คน)"]
YES_NO = {"I4.1", "I4.2", "I4.3", "I5.1", "I5.2", "I5.3", "I6.1", "I6.2", "I6.3", "I26.1", "I26.2"}
FOUR = ("1", "1", "1", "1")


def form() -> SheetLayout:
    sheet_layout = instrument_sheets.counts_layout(instrument(), "IIT")
    assert sheet_layout is not None
    return sheet_layout


def blank(who: Identity = WHO) -> bytes:
    return build.build(instrument(), who, DETAILED)


def sheet(data: bytes) -> Worksheet:
    result = load_workbook(BytesIO(data))[COUNTS]
    assert isinstance(result, Worksheet)
    return result


def scheme(year: int) -> Instrument | None:
    return instrument(year) if year == YEAR else None


def without(workbook: Book, name: str) -> Book:
    return replace(workbook, sheets=tuple(sheet for sheet in workbook.sheets if sheet.name != name))


# Where it is offered


def test_it_is_offered_for_the_internal_survey_of_2564_alone() -> None:
    offered = {
        (year, dimension)
        for year in known_years()
        for dimension in ("IIT", "EIT", "OIT")
        if load(year).scored and instrument_sheets.counts_layout(load(year), dimension)
    }
    assert offered == {(2564, "IIT")}


def test_it_is_not_offered_where_nobody_knows_what_answers_are_worth() -> None:
    assert instrument_sheets.counts_layout(replace(instrument(), levels=()), "IIT") is None


@pytest.mark.parametrize(
    "answers, keys",
    [("levels", ["level1", "level2", "level3", "level4"]), ("yes_no", ["no", "yes"])],
)
def test_a_scheme_of_one_kind_of_answers_has_no_columns_for_the_other(
    answers: Literal["levels", "yes_no"], keys: list[str]
) -> None:
    alike = tuple(replace(question, answers=answers) for question in instrument().questions)
    sheet_layout = instrument_sheets.counts_layout(replace(instrument(), questions=alike), "IIT")
    assert sheet_layout
    assert [column.key for column in sheet_layout.columns if column.type is layout.Type.COUNT] == keys
    assert not sheet_layout.closed


@pytest.mark.slow
def test_only_who_asks_for_questions_gets_it_and_the_schema_with_it() -> None:
    def names(detail: layout.Detail, round: str = "plan") -> tuple[list[str], str]:
        data = build.build(instrument(), replace(WHO, round=round), replace(AGENCY, detail=detail))
        book = load_workbook(BytesIO(data))
        return [name for name in book.sheetnames if name not in (GUIDE, META)], book.properties.identifier

    assert names("indicators") == ([SCORES, "มาตรการ"], "ITAXL-1-2564-IIT-finance-plan-1")
    assert names("items") == ([SCORES, COUNTS, "มาตรการ"], replace(WHO, schema=2).code)
    assert names("items", "followup-6") == ([SCORES, "มาตรการ"], replace(WHO, round="followup-6").code)


@pytest.mark.slow
def test_every_stamp_of_the_workbook_names_one_schema() -> None:
    book = load_workbook(BytesIO(blank()))
    codes = {sheet.cell(CODE_ROW, 1).value for sheet in book.worksheets if sheet.title != META}
    meta = {str(key): str(value) for key, value in book[META].iter_rows(max_col=2, values_only=True)}
    assert codes == {meta["identity"], book.properties.identifier}
    (code,) = codes
    assert parse(str(code)) == replace(WHO, schema=2)
    assert meta["schema"] == "2"


# What it looks like


def test_a_row_for_each_part_and_a_column_for_each_answer() -> None:
    assert [column.heading for column in form().columns] == [
        "รหัส", "ข้อคำถามย่อย", *LEVELS, "ไม่มี (คน)", "มี (คน)", "หมายเหตุ",
    ]  # fmt: skip
    assert len(form().rows) == sum(question.parts for question in instrument().questions) == 51
    assert form().rows[:3] == (
        ("I1.1", "ตามขั้นตอนและระยะเวลา (ข้อย่อย 1 จาก 2)"),
        ("I1.2", "ตามขั้นตอนและระยะเวลา (ข้อย่อย 2 จาก 2)"),
        ("I2", "เท่าเทียมกัน"),
    )


@pytest.mark.slow
def test_only_the_answers_that_a_part_can_have_are_open_and_take_counts() -> None:
    counts = sheet(blank())
    rules = counts.data_validations.dataValidation
    for row, (code, _) in enumerate(form().rows, start=FIRST_ROW):
        opened = {cell.coordinate[0] for cell in counts[row] if not cell.protection.locked}
        assert opened == {*(("G", "H") if code in YES_NO else ("C", "D", "E", "F")), "I"}
        ruled = {
            letter
            for letter in "CDEFGH"
            for rule in rules
            if f"{letter}{row}" in rule.sqref and rule.type == "whole"
        }
        assert ruled == opened - {"I"}


@pytest.mark.slow
def test_each_level_says_which_it_is() -> None:
    prompts = [rule.prompt for rule in sheet(blank()).data_validations.dataValidation if rule.type == "whole"]
    assert [prompt.split(" ระดับ 1 ")[0] for prompt in prompts[:4]] == [
        f"จำนวนคนที่เลือกระดับ {level}" for level in (1, 2, 3, 4)
    ]


# What is filled in is read back


def filled() -> bytes:
    """All of the survey, in different numbers."""
    rows = []
    for number, (code, _) in enumerate(form().rows):
        headings = ["ไม่มี (คน)", "มี (คน)"] if code in YES_NO else LEVELS
        assert [count.heading for count in form().counts(code)] == headings
        rows.append(
            {"รหัส": code} | {heading: str((number + i) % 7 + 1) for i, heading in enumerate(headings)}
        )
    return sheets.fill(blank(), {COUNTS: rows}, SAVED)


def read_back(data: bytes) -> Reading:
    return read(data, "a.xlsx", scheme)


@pytest.mark.slow
def test_what_is_counted_is_read_back() -> None:
    workbook = understand(read_back(filled()), DETAILED, instrument())
    assert check(workbook, detailed.context()) == ()
    assert [(row.code, tuple(row.counts.items())) for row in workbook.counts[:2]] == [
        ("I1.1", (("level1", 1), ("level2", 2), ("level3", 3), ("level4", 4))),
        ("I1.2", (("level1", 2), ("level2", 3), ("level3", 4), ("level4", 5))),
    ]
    assert {row.code: dict(row.counts) for row in workbook.counts}["I4.1"] == {"no": 7, "yes": 1}
    assert [answered.question.code for answered in counted_answers.counted(workbook, instrument())] == [
        f"I{number}" for number in range(1, 31)
    ]
    assert all(answered.score is not None for answered in counted_answers.counted(workbook, instrument()))


def test_an_earlier_workbook_without_the_sheet_is_read_as_it_was() -> None:
    earlier = detailed.sheet("IIT", {"I7": ("4", "50")}, detail="indicators")
    assert earlier.identifier.startswith("ITAXL-1-")
    result = reading(earlier)
    assert [form.name for form in result.forms] == [SCORES, "มาตรการ"]
    assert not [finding.code for finding in result.findings]


def test_the_schema_of_a_workbook_that_never_had_the_sheet_is_not_known() -> None:
    strange = change(detailed.sheet("OIT", {}), META, {})
    code = replace(Identity(YEAR, "OIT", "finance"), schema=2).code
    cells = {name: {(CODE_ROW, 1): text(code)} for name in (GUIDE, SCORES, "มาตรการ")}
    for name, changed in cells.items():
        strange = change(strange, name, changed)
    strange = replace(change(strange, META, {(2, 2): text(code)}), identifier=code)
    (problem,) = reading(strange).findings
    assert (problem.code, problem.value, dict(problem.values)["known"]) == ("W202", "2", 1)


@pytest.mark.slow
@pytest.mark.parametrize("with_titles", [True, False])
def test_a_workbook_that_lost_its_codes_keeps_its_answers(with_titles: bool) -> None:
    data = load_workbook(BytesIO(filled()))
    data.properties.identifier = ""
    for worksheet in data.worksheets:
        worksheet.cell(CODE_ROW, 1).value = None
    del data[META]
    if not with_titles:
        data[COUNTS].cell(1, 1).value = None
    lost = BytesIO()
    data.save(lost)
    reading = read_back(lost.getvalue())
    assert [finding.code for finding in reading.findings] == ["W218"]
    assert COUNTS in [table.name for table in reading.tables]


# What is handed back


def handed_back(workbook: Book) -> bytes:
    result = reading(workbook)
    item = understand(result, DETAILED, instrument())
    return marked(result, check(item, detailed.context()), instrument(), DETAILED).workbook


@pytest.mark.slow
def test_the_marked_copy_has_the_answers_and_opens_what_stands_in_the_wrong_place() -> None:
    copy = handed_back(detailed.survey({"I7": FOUR, "I4.1": ("7", "", "", "", "2", "2")}))
    cells = sheet(copy)
    assert [cells.cell(21, column).value for column in range(3, 7)] == [1, 1, 1, 1]
    assert (cells["C12"].value, cells["C12"].protection.locked) == (7, False)
    notes = [rule.prompt for rule in cells.data_validations.dataValidation if "C12" in rule.sqref]
    assert len(notes) == 1
    assert "ไม่มี (คน), มี (คน)" in notes[0]
    assert load_workbook(BytesIO(copy)).properties.identifier == replace(WHO, schema=2).code


@pytest.mark.slow
def test_the_marked_copy_of_a_sound_one_reads_the_same() -> None:
    whole = understand(read_back(filled()), DETAILED, instrument())
    copy = marked(whole.reading, (), instrument(), DETAILED).workbook
    assert understand(read_back(copy), DETAILED, instrument()).content == whole.content


def test_who_types_scores_may_delete_the_sheet_of_counted_answers() -> None:
    scored = without(detailed.survey({}, {"I7": ("4", "50")}), COUNTS)
    assert reading(scored).findings == ()
    assert {finding.code for finding in detailed.findings(scored)} == {"C301"}
    assert [finding.code for finding in reading(without(detailed.survey({}), COUNTS)).findings] == ["W207"]


def test_who_types_scores_is_still_told_of_a_lost_heading_over_counts() -> None:
    workbook = detailed.survey({"I7": FOUR}, {"I8": ("4", "50")})
    broken = change(workbook, COUNTS, {(5, 3): None})
    assert "W208" in [finding.code for finding in reading(broken).findings]
