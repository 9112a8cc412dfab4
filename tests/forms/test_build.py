import dataclasses
import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from itaxl.agency.settings import Agency, Division
from itaxl.files import shipped
from itaxl.forms import build, identity, instrument_sheets, layout, limits, styles
from itaxl.forms.identity import ANNOUNCED, Identity
from itaxl.forms.layout import FIRST_ROW, HEADING_ROW, MEASURES_LAYOUT, Part
from itaxl.instrument import known_years, load
from itaxl.instrument.bank import Suggestions, bank
from itaxl.spreadsheets.book import column_letters
from itaxl.submissions.reading import read
from itaxl.texts import catalogue
from tests.office import convert, saved_as
from tests.planned import changed, measure, progress
from tests.shared import Shared

ERROR_LIMIT = 225  # of Excel, for the text of a refused value
YEARS = known_years()
INSTRUMENT = load(2562)
AGENCY = Agency(
    folder=Path(),
    name="เทศบาลตำบลตัวอย่าง",
    email="plan@example.go.th",
    divisions=(
        Division("office", "สำนักปลัดเทศบาล"),
        Division("finance", "กองคลัง", dimensions=("IIT", "OIT")),
        Division("works", "กองช่าง"),
    ),
)
MEASURE = measure(
    code="2562-IIT-04-01",
    dimension="IIT",
    indicator=4,
    weakness="๑. ยังไม่มีประกาศ\n๒. ยังไม่มีข้อปฏิบัติในการยืมทรัพย์สิน",
    approach="=SUM(A1:A9)",
    measure="มาตรการป้องกันผลประโยชน์ทับซ้อน",
    responsible=("office", "finance"),
    start=date(2019, 10, 1),
    end=date(2020, 9, 30),
    budget="none",
    target="#REF!",
    followup=(
        progress(
            *("finance", "followup-6"), status="อยู่ระหว่างดำเนินการ", percent=Fraction(50), result="ร่างประกาศแล้ว"
        ),
        progress(
            *("office", "followup-6"),
            status="ดำเนินการแล้ว",
            percent=Fraction(100),
            done=date(2020, 3, 2),
            result="ประกาศแล้ว",
        ),
    ),
)
PLAN = Identity(2562, "IIT", "finance")
FOLLOWUP = Identity(2562, "IIT", "finance", "followup-12")
RESULTS = Identity(2562, ANNOUNCED)


@cache
def made(who: Identity, agency: bool = True) -> bytes:
    """A workbook of each kind; a follow-up has one measure."""
    measures = () if who.round == "plan" else (MEASURE,)
    return build.build(INSTRUMENT, who, AGENCY if agency else None, measures)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def row_of(sheet: Worksheet, row: int) -> dict[str, Any]:
    return {
        column.key: sheet.cell(row, MEASURES_LAYOUT.number(column.key)) for column in MEASURES_LAYOUT.columns
    }


def rule_at(sheet: Worksheet, cell: str) -> DataValidation:
    rules: list[DataValidation] = sheet.data_validations.dataValidation
    (rule,) = [rule for rule in rules if cell in rule.sqref]
    return rule


def unlocked(sheet: Worksheet) -> set[str]:
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}


every_kind = pytest.mark.parametrize(
    "who, agency",
    [
        (PLAN, True),
        (FOLLOWUP, True),
        (RESULTS, True),
        (Identity(2562, "OIT"), False),
        (Identity(2562, ANNOUNCED), False),
    ],
    ids=["plan", "followup", "announced", "blank", "blank announced"],
)


@pytest.mark.slow
@every_kind
def test_every_sheet_says_whose_it_is(who: Identity, agency: bool) -> None:
    workbook = opened(made(who, agency))
    names = [form.name for form in instrument_sheets.sheets(INSTRUMENT, who.dimension)]
    assert workbook.sheetnames == [layout.GUIDE, *names, layout.META]
    assert workbook.properties.identifier == who.code
    for sheet in workbook.worksheets[:-1]:
        assert sheet.cell(layout.TITLE_ROW, 1).value
        assert "2562" in str(sheet.cell(layout.WHO_ROW, 1).value) or not agency
        assert identity.parse(str(sheet.cell(layout.CODE_ROW, 1).value)) == who
        assert sheet.cell(layout.CODE_ROW, 1).protection.locked


@every_kind
def test_headings_stand_in_the_heading_row_in_the_order_of_the_layout(who: Identity, agency: bool) -> None:
    workbook = opened(made(who, agency))
    for form in instrument_sheets.sheets(INSTRUMENT, who.dimension):
        headings = [cell.value for cell in workbook[form.name][HEADING_ROW]]
        assert headings == [column.heading for column in form.columns]
        codes = [workbook[form.name].cell(row, 1).value for row in range(FIRST_ROW, form.last_row + 1)]
        assert codes[: len(form.rows)] == [code for code, _ in form.rows]


@every_kind
def test_every_sheet_is_protected_without_password_and_prints_on_a4_landscape(
    who: Identity, agency: bool
) -> None:
    workbook = opened(made(who, agency))
    assert workbook.worksheets[-1].sheet_state == "hidden"
    for sheet in workbook.worksheets[:-1]:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert not sheet.protection.formatColumns
        assert not sheet.protection.formatRows
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", styles.A4)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)
        assert sheet.oddFooter is not None
        assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == (who.code, "หน้า &P จาก &N")
        assert sheet.print_area
    for form in instrument_sheets.sheets(INSTRUMENT, who.dimension):
        assert workbook[form.name].print_title_rows == f"${HEADING_ROW}:${HEADING_ROW}"
        assert workbook[form.name].freeze_panes


@every_kind
def test_no_comments_tables_or_formulas(who: Identity, agency: bool) -> None:
    for sheet in opened(made(who, agency)).worksheets:
        assert not sheet.tables
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not any(cell.comment for cell in cells)
        assert {cell.data_type for cell in cells} <= {"s", "n", "d"}


@pytest.mark.slow
@every_kind
def test_prompts_and_errors_are_short_enough_for_excel(who: Identity, agency: bool) -> None:
    rules = [
        rule
        for sheet in opened(made(who, agency)).worksheets
        for rule in sheet.data_validations.dataValidation
    ]
    assert rules
    for rule in rules:
        assert 0 < len(rule.promptTitle) <= limits.TITLE_LIMIT
        assert 0 < len(rule.prompt) <= limits.PROMPT_LIMIT
        assert "{" not in rule.prompt
        assert len(rule.errorTitle) <= limits.TITLE_LIMIT
        assert len(rule.error or "") <= ERROR_LIMIT
        assert rule.type != "list" or len(rule.formula1) <= 257


@every_kind
def test_every_unlocked_cell_has_a_prompt(who: Identity, agency: bool) -> None:
    for sheet in opened(made(who, agency)).worksheets:
        with_rule = {
            f"{column_letters(column)}{row}"
            for rule in sheet.data_validations.dataValidation
            for area in rule.sqref.ranges
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        }
        merged = {cell for area in sheet.merged_cells.ranges for cell in list(cells_of(area))[1:]}
        assert unlocked(sheet) - merged == with_rule - locked_recommendations(sheet)


def cells_of(area: Any) -> Iterator[str]:
    for row, column in area.cells:
        yield f"{column_letters(column)}{row}"


def locked_recommendations(sheet: Worksheet) -> set[str]:
    """The dimensions', the total's and the grade's, which nobody writes."""
    return {f"D{row}" for row in range(16, 21)} if sheet.title == layout.RESULTS else set()


@every_kind
def test_our_own_reader_knows_it_and_finds_no_fault(who: Identity, agency: bool) -> None:
    reading = read(made(who, agency), who.file_name, {2562: INSTRUMENT}.get)
    assert reading.identity == who
    assert reading.findings == ()
    assert {record.field for record in reading.records if who.round == "plan"} <= {"code", "name"}


def test_hidden_sheet_holds_keys_and_values() -> None:
    rows = opened(made(PLAN))[layout.META].iter_rows(min_col=1, max_col=2, values_only=True)
    meta = {key: value for key, value in rows if "." not in str(key)}
    assert meta == {
        "schema": "1",
        "year": "2562",
        "dimension": "IIT",
        "division": "finance",
        "division_name": "กองคลัง",
        "agency": "เทศบาลตำบลตัวอย่าง",
        "round": "plan",
        "identity": PLAN.code,
    }


def test_in_the_plan_round_the_plan_of_sixty_rows_is_open_and_the_followup_locked() -> None:
    sheet = opened(made(PLAN))[layout.MEASURES]
    for row in range(FIRST_ROW, FIRST_ROW + 60):
        for column in MEASURES_LAYOUT.columns:
            cell = sheet.cell(row, MEASURES_LAYOUT.number(column.key))
            assert cell.value is None
            assert cell.protection.locked == (column.part is not Part.PLAN)
    assert sheet.max_row == FIRST_ROW + 59
    assert sheet["K6"].fill.fgColor.rgb == styles.LOCKED
    assert sheet["C6"].fill.fgColor.rgb == styles.INPUT


def test_in_a_followup_the_plan_is_filled_in_and_locked_and_the_report_open() -> None:
    workbook = opened(made(FOLLOWUP))
    cells = row_of(workbook[layout.MEASURES], FIRST_ROW)
    assert unlocked(workbook[layout.MEASURES]) == {f"{letter}{FIRST_ROW}" for letter in "KLMNOP"}
    assert not unlocked(workbook[layout.SCORES])
    assert cells["code"].value == "2562-IIT-04-01"
    assert cells["indicator"].value == "4"
    assert cells["weakness"].value == MEASURE.weakness
    assert cells["responsible"].value == "สำนักปลัดเทศบาล\nกองคลัง"
    assert cells["start"].value == datetime.combine(date(2019, 10, 1), time())
    assert cells["budget"].value == layout.NO_BUDGET


@pytest.mark.slow
def test_a_followup_begins_with_what_the_division_itself_reported_before() -> None:
    cells = row_of(opened(made(FOLLOWUP))[layout.MEASURES], FIRST_ROW)
    assert cells["status"].value == "อยู่ระหว่างดำเนินการ"
    assert cells["percent"].value == 50
    assert cells["result"].value == "ร่างประกาศแล้ว"
    other = build.build(INSTRUMENT, Identity(2562, "IIT", "office", "followup-12"), AGENCY, [MEASURE])
    assert row_of(opened(other)[layout.MEASURES], FIRST_ROW)["result"].value == "ประกาศแล้ว"
    first = build.build(INSTRUMENT, Identity(2562, "IIT", "finance", "followup-6"), AGENCY, [MEASURE])
    assert row_of(opened(first)[layout.MEASURES], FIRST_ROW)["status"].value is None


@pytest.mark.slow
@pytest.mark.parametrize("budget, shown", [(None, None), (Fraction(15000), 15000), (Fraction(1, 4), 0.25)])
def test_a_budget_is_a_number_a_word_or_nothing(budget: Fraction | None, shown: float | None) -> None:
    measure = MEASURE.changed(budget=budget)
    sheet = opened(build.build(INSTRUMENT, FOLLOWUP, AGENCY, [measure]))[layout.MEASURES]
    assert row_of(sheet, FIRST_ROW)["budget"].value == shown


def test_text_that_looks_like_a_formula_or_an_error_stays_text() -> None:
    cells = row_of(opened(made(FOLLOWUP))[layout.MEASURES], FIRST_ROW)
    for key, text in (("approach", "=SUM(A1:A9)"), ("target", "#REF!")):
        assert (cells[key].value, cells[key].data_type) == (text, "s")
    assert cells["approach"].quotePrefix


@pytest.mark.slow
def test_control_characters_do_not_stop_the_making() -> None:
    measure = MEASURE.changed(target="ก\x01ข")
    sheet = opened(build.build(INSTRUMENT, FOLLOWUP, AGENCY, [measure]))[layout.MEASURES]
    assert row_of(sheet, FIRST_ROW)["target"].value == "กข"


def test_limits_of_the_measures_sheet() -> None:
    sheet = opened(made(PLAN))[layout.MEASURES]
    indicator = rule_at(sheet, "B65")
    assert (indicator.type, indicator.formula1, indicator.errorStyle) == ("list", '"1,2,3,4,5"', "stop")
    assert sheet["B6"].number_format == "@"
    budget = rule_at(sheet, "I6")
    assert (budget.formula1, budget.showErrorMessage) == (f'"{layout.NO_BUDGET}"', False)
    divisions = rule_at(sheet, "F6")
    assert (divisions.formula1, divisions.showErrorMessage) == ("_meta!$B$9:$B$11", False)
    assert (rule_at(sheet, "C6").type, rule_at(sheet, "C6").formula1) == (
        "textLength",
        str(layout.TEXT_LIMIT),
    )


def offered(workbook: openpyxl.Workbook, cell: str) -> list[str]:
    """What a cell of the measures offers to choose from, out of the hidden sheet."""
    rule = rule_at(workbook[layout.MEASURES], cell)
    assert (rule.type, rule.showErrorMessage) == ("list", False)  # anything else may be typed
    name, _, area = str(rule.formula1).partition("!")
    return [str(row[0].value) for row in workbook[name][area.replace("$", "")]]


def test_approaches_and_measures_of_the_bank_are_offered() -> None:
    workbook = opened(made(PLAN))
    expected = bank(INSTRUMENT)
    approaches, measures = offered(workbook, "D65"), offered(workbook, "E6")
    assert approaches == [text for no in range(1, 6) for text in expected[no].approaches]
    assert len(set(measures)) == len(measures)
    assert {text for no in range(1, 6) for text in expected[no].measures} <= set(measures)
    assert set(INSTRUMENT.common_measures) <= set(measures)
    assert offered(workbook, "F6") == ["สำนักปลัดเทศบาล", "กองคลัง", "กองช่าง"]


@pytest.mark.slow
def test_what_the_agency_adds_is_offered_and_shown_in_the_guide() -> None:
    own = dataclasses.replace(AGENCY, bank={4: Suggestions(("วิธีของเรา",), ("มาตรการของเรา",))})
    workbook = opened(build.build(INSTRUMENT, PLAN, own))
    assert "วิธีของเรา" in offered(workbook, "D6")
    assert "มาตรการของเรา" in offered(workbook, "E6")
    shown = {str(cell.value) for row in workbook[layout.GUIDE].iter_rows() for cell in row}
    assert any(text.endswith("\n• มาตรการของเรา") for text in shown)
    assert "มาตรการของเรา" not in offered(opened(build.build(INSTRUMENT, Identity(2562, "EIT"), own)), "E6")


def test_a_followup_and_the_announced_results_offer_no_measures() -> None:
    for who in (FOLLOWUP, RESULTS):
        keys = {str(row[0]) for row in opened(made(who))[layout.META].iter_rows(values_only=True)}
        assert not {key for key in keys if key.startswith(("approach.", "measure."))}


def test_dates_lie_in_the_fiscal_year_after_the_one_assessed_in_either_era() -> None:
    rule = rule_at(opened(made(PLAN))[layout.MEASURES], "G65")
    assert rule.formula1 == (
        "OR(AND(G6>=DATE(2019,10,1),G6<=DATE(2020,9,30)),AND(G6>=DATE(2562,10,1),G6<=DATE(2563,9,30)))"
    )
    assert rule.errorStyle == "warning"


def test_limits_of_the_followup() -> None:
    sheet = opened(made(FOLLOWUP))[layout.MEASURES]
    assert rule_at(sheet, "K6").formula1 == '"ดำเนินการแล้ว,อยู่ระหว่างดำเนินการ,ยังไม่ดำเนินการ"'
    percent = rule_at(sheet, "L6")
    assert (percent.type, percent.formula1, percent.formula2) == ("decimal", "0", "100")


def test_limits_of_the_scores() -> None:
    sheet = opened(made(PLAN))[layout.SCORES]
    respondents, score = rule_at(sheet, "C6"), rule_at(sheet, "D10")
    assert (respondents.type, respondents.operator, respondents.formula1) == (
        "whole",
        "greaterThanOrEqual",
        "0",
    )
    assert (score.type, score.formula1, score.formula2) == ("decimal", "0", "100")
    assert unlocked(sheet) == {f"{letter}{row}" for letter in "CDE" for row in range(6, 11)}


@pytest.mark.slow
def test_the_announced_grade_is_chosen_and_only_indicators_take_a_recommendation() -> None:
    sheet = opened(made(RESULTS))[layout.RESULTS]
    assert sheet["A20"].value == layout.GRADE
    assert rule_at(sheet, "C20").formula1 == '"AA,A,B,C,D,E,F"'
    assert rule_at(sheet, "C19").type == "decimal"
    assert unlocked(sheet) == {f"C{row}" for row in range(6, 21)} | {f"D{row}" for row in range(6, 16)}


@pytest.mark.slow
def test_the_grades_to_choose_from_are_those_of_the_year() -> None:
    sheet = opened(build.build(load(2568), Identity(2568, ANNOUNCED), AGENCY))[layout.RESULTS]
    assert rule_at(sheet, "C20").formula1 == '"ผ่านดีเยี่ยม,ผ่านดี,ผ่าน,ต้องปรับปรุง,ต้องปรับปรุงโดยด่วน"'


@pytest.mark.slow
def test_a_blank_workbook_asks_once_for_a_name() -> None:
    workbook = opened(made(Identity(2562, "IIT"), agency=False))
    row, column = layout.WHO_INPUT
    cell = workbook[layout.SCORES].cell(row, column)
    assert cell.value is None
    assert not cell.protection.locked
    assert workbook[layout.MEASURES].cell(row, column).protection.locked
    assert workbook[layout.MEASURES].cell(row, column).value is None
    assert opened(made(PLAN))[layout.SCORES].cell(row, column).protection.locked


@pytest.mark.slow
def test_colours_warn_of_low_scores_and_contradictions() -> None:
    scores = opened(made(PLAN))[layout.SCORES]
    assert "AND(ISNUMBER($D6),$D6<85)" in formulas(scores)
    followup = formulas(opened(made(FOLLOWUP))[layout.MEASURES])
    assert '$K6="ยังไม่ดำเนินการ"' in followup
    assert 'AND($L6=100,$K6<>"",$K6<>"ดำเนินการแล้ว")' in followup
    assert 'AND($P6="",$K6="ดำเนินการแล้ว")' in followup


def formulas(sheet: Worksheet) -> set[str]:
    return {rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules}


def test_the_guide_explains_every_column_that_is_filled_in() -> None:
    workbook = opened(made(PLAN))
    said = {str(cell.value) for row in workbook[layout.GUIDE].iter_rows() for cell in row}
    assert any("plan@example.go.th" in text for text in said)
    for name in (layout.SCORES, layout.MEASURES):
        for rule in workbook[name].data_validations.dataValidation:
            assert rule.prompt in said


def test_the_outbox_of_the_plan_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "build", lambda *_: b"")
    names = [name for name, _ in build.outbox(AGENCY, INSTRUMENT, "plan")]
    assert names == [
        "2562-IIT-office.xlsx",
        "2562-EIT-office.xlsx",
        "2562-OIT-office.xlsx",
        "2562-IIT-finance.xlsx",
        "2562-OIT-finance.xlsx",
        "2562-IIT-works.xlsx",
        "2562-EIT-works.xlsx",
        "2562-OIT-works.xlsx",
        "2562-announced.xlsx",
    ]


@pytest.mark.slow
def test_the_outbox_of_a_followup_holds_only_those_with_measures() -> None:
    other = changed(MEASURE, code="2562-EIT-07-01", dimension="EIT", indicator=7, responsible=("finance",))
    made_ones = dict(build.outbox(AGENCY, INSTRUMENT, "followup-6", [MEASURE, other]))
    assert list(made_ones) == [
        "2562-IIT-office-followup-6.xlsx",
        "2562-IIT-finance-followup-6.xlsx",
        "2562-EIT-finance-followup-6.xlsx",
    ]
    sheet = opened(made_ones["2562-EIT-finance-followup-6.xlsx"])[layout.MEASURES]
    assert [sheet.cell(row, 1).value for row in range(FIRST_ROW, sheet.max_row + 1)] == ["2562-EIT-07-01"]


@pytest.mark.slow
@pytest.mark.parametrize("year", YEARS)
def test_committed_blank_workbooks_are_what_the_code_makes(year: int) -> None:
    folder = shipped("workbook_templates") / str(year)
    made_ones = dict(build.blank(load(year)))
    assert sorted(path.name for path in folder.iterdir()) == sorted(made_ones)
    for name, data in made_ones.items():
        assert (folder / name).read_bytes() == data


def test_every_text_is_there_in_both_languages_and_fits() -> None:
    for key, texts in catalogue("workbook").items():
        assert set(texts) == {"th", "en"}
        assert all(texts.values()), key
        assert "\u0e4d\u0e32" not in texts["th"]


def for_office() -> Mapping[str, bytes]:
    return {"plan": made(PLAN), "followup": made(FOLLOWUP)}


@pytest.fixture(scope="module")
def resaved(shared: Shared) -> Mapping[str, bytes]:
    """A plan and a follow-up as LibreOffice saves them."""
    return saved_as("xlsx", shared)


@pytest.mark.office
def test_identity_and_values_survive_libreoffice(resaved: Mapping[str, bytes]) -> None:
    before, after = opened(made(FOLLOWUP)), opened(resaved["followup"])
    assert after.sheetnames == before.sheetnames
    assert after.properties.identifier == FOLLOWUP.code
    assert after[layout.META].sheet_state == "hidden"
    for sheet in before.worksheets:
        values = [[cell.value for cell in row] for row in sheet.iter_rows()]
        kept = after[sheet.title].iter_rows(max_row=sheet.max_row, max_col=sheet.max_column)
        assert [[cell.value for cell in row] for row in kept] == values
        assert unlocked(after[sheet.title]) == unlocked(sheet)
        assert after[sheet.title].protection.sheet


@pytest.mark.office
def test_libreoffice_keeps_the_lists_to_choose_from(resaved: Mapping[str, bytes]) -> None:
    sheet = opened(resaved["plan"])[layout.MEASURES]
    assert rule_at(sheet, "B65").formula1 == '"1,2,3,4,5"'
    assert "วัน/เดือน/ปี" in (rule_at(sheet, "G6").prompt or "")


@pytest.mark.office
def test_libreoffice_shows_dates_in_the_buddhist_era_however_the_year_was_typed(tmp_path: Path) -> None:
    workbook = opened(made(PLAN))
    sheet = workbook[layout.MEASURES]
    for cell, typed in (("G6", date(2019, 10, 1)), ("H6", date(2563, 9, 30))):
        number_format = sheet[cell].number_format
        sheet[cell] = typed
        sheet[cell].number_format = number_format
    for other in (layout.GUIDE, layout.SCORES):
        workbook[other].sheet_state = "hidden"
    workbook.active = sheet
    workbook.save(tmp_path / "dates.xlsx")
    page = convert(tmp_path / "dates.xlsx", "pdf", tmp_path)
    text = pdf_text(page)
    assert "2562" in text
    assert "2563" in text
    assert "2019" not in text
    assert "3106" not in text


def pdf_text(path: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(path).pages)
