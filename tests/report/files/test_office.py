import hashlib
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.findings import LONGEST, Finding, Place, finding, in_order
from itaxl.forms.layout import MEASURES, RESULTS, SCORES
from itaxl.merging.merge import Merged, merge
from itaxl.report.files import office, recorded
from itaxl.spreadsheets.book import column_letters
from itaxl.texts import LANGS, catalogue
from tests.cases import announced, outcome
from tests.cases import everything as everything_of
from tests.filled import AGENCY, INSTRUMENT, book, merged, submission, who

DAY = date(2020, 4, 10)
MOMENT = datetime(2020, 3, 1, 2, 30, tzinfo=UTC)
SCORED = """
| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) | หมายเหตุ |
|---|---|---|---|
| 1 | 20 | 73.80 | '=1+1 แล้ว |
| 2 |  | 80 |  |
"""
MEASURED = """
| ตัวชี้วัด | มาตรการ | ผู้รับผิดชอบ | วันที่เริ่ม | งบประมาณ (บาท) |
|---|---|---|---|---|
| 4 | '=HYPERLINK("http://x") | works | 2019-10-01 | 1500.5 |
| 5 | +อบรม |  |  | ไม่ใช้งบประมาณ |
"""
ANNOUNCED = "| รหัส | คะแนน (0–100) | ข้อเสนอแนะ |\n|---|---|---|\n| 4 | 73.80 | @ทบทวน |\n| GRADE | B |  |"
FINDINGS = in_order(
    (
        finding("X404", Place("a.xlsx"), other="b.xlsx"),
        finding("C305", Place("ก/ข.xlsx", SCORES, "D6"), "=100.5"),
        finding("X406", value=4, dimension="IIT", indicator=INSTRUMENT.indicator(4).name),
        finding("C301", Place("a.xlsx", SCORES, "D7"), item="2"),
    )
)


def everything() -> Merged:
    plan = submission(book(who(), {SCORES: SCORED, MEASURES: MEASURED}), "งาน/a.xlsx")
    plan = replace(plan, reading=replace(plan.reading, sender="finance@example.go.th", sent=MOMENT))
    announced = submission(book(who("announced"), {RESULTS: ANNOUNCED}), "b.xlsx")
    return merge([plan, announced], AGENCY, INSTRUMENT, {})


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    headings, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, headings), line, strict=True)) for line in lines]


def test_all_that_was_merged_with_its_place() -> None:
    workbook = opened(office.merged_xlsx(everything(), "en", DAY))
    scores, results, measures = workbook.worksheets
    assert workbook.sheetnames == ["Scores", "Announced results", "Measures"]
    first, second = rows(scores)
    assert (first["Code"], first["Respondents"], first["Score"], first["Remark"]) == (
        "1",
        20,
        73.8,
        "=1+1 แล้ว",
    )
    assert (first["File"], first["Sheet"], first["Row"]) == ("งาน/a.xlsx", SCORES, 6)
    assert (second["Respondents"], second["Remark"]) == (None, None)
    assert [(row["Code"], row["Score"], row["Grade"]) for row in rows(results)][3:4] == [("4", 73.8, None)]
    assert rows(results)[-1]["Grade"] == "B"
    one, two = rows(measures)
    assert (one["Code"], one["Responsible"], one["Budget (baht)"]) == (
        "2562-IIT-04-01",
        "finance\nworks",
        1500.5,
    )
    assert (one["Start"].date(), two["Start"]) == (date(2019, 10, 1), None)
    assert two["Budget (baht)"] == "ไม่ใช้งบประมาณ"


def test_the_figures_of_the_documents_with_where_each_is_from() -> None:
    result = outcome(
        everything_of(dict.fromkeys(range(1, 11), "88")) | {"a": announced({4: "80"}, TOTAL="87.09")}
    )
    made = office.figures(result.assessment, INSTRUMENT, "en")
    sheet = opened(office.merged_xlsx(merged({}), "en", DAY, made)).worksheets[0]
    assert sheet.title == "Figures in the documents"
    by_code = {line["Code"]: tuple(line.values())[2:] for line in rows(sheet)}
    assert by_code["4"] == (80, "announced")
    assert by_code["5"] == (88, "from the divisions")
    assert by_code["IIT"] == (86.4, "computed")
    assert by_code["TOTAL"] == (87.09, "announced")
    assert by_code["GRADE"] == ("A", "computed")


def test_the_time_of_a_mail_is_that_of_thailand() -> None:
    (line, _) = rows(opened(office.merged_xlsx(everything(), "en", DAY)).worksheets[0])
    assert "finance@example.go.th" in line.values()
    assert (MOMENT + timedelta(hours=7)).replace(tzinfo=None) in line.values()


def test_text_that_begins_like_a_formula_is_text() -> None:
    workbook = opened(office.merged_xlsx(everything(), "th", DAY))
    cells = [cell for sheet in workbook.worksheets for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    texts = {cell.value for cell in cells}
    assert {'=HYPERLINK("http://x")', "+อบรม", "@ทบทวน", "=1+1 แล้ว"} <= texts


def test_frames_of_nothing_are_sheets_with_headings() -> None:
    workbook = opened(office.merged_xlsx(merged({}), "th", DAY))
    assert [sheet.max_row for sheet in workbook.worksheets] == [1, 1, 1]
    assert workbook.worksheets[0]["A1"].value == "ด้าน"


def test_a_row_for_each_finding_with_the_errors_first() -> None:
    sheet = opened(office.findings_xlsx(FINDINGS, "en", DAY)).worksheets[0]
    results = rows(sheet)
    assert [row["Code"] for row in results] == ["C305", "X406", "C301", "X404"]
    assert [row["Severity"] for row in results] == ["error", "error", "warning", "note"]
    assert (results[0]["File"], results[0]["Sheet"], results[0]["Cell"], results[0]["Value"]) == (
        "ก/ข.xlsx", SCORES, "D6", "=100.5",
    )  # fmt: skip
    assert results[0]["What is wrong"] == "=100.5 lies outside 0–100"
    assert len({sheet.cell(number, 1).fill.fgColor.rgb for number in (2, 4, 5)}) == 3
    assert sheet.auto_filter.ref == "A1:H5"
    assert sheet["F2"].data_type == "s"


def test_findings_of_nothing() -> None:
    assert rows(opened(office.findings_xlsx((), "th", DAY)).worksheets[0]) == []
    assert json.loads(recorded.written(())) == []


def test_what_no_cell_can_hold_is_left_out() -> None:
    odd = finding("C304", Place("a\x01.xlsx"), "b\x0b\ufffe" + "ก" * 40_000)
    (line,) = rows(opened(office.findings_xlsx((odd,), "en", DAY)).worksheets[0])
    assert line["File"] == "a.xlsx"
    kept = odd.value.replace("\x0b", "").replace("\ufffe", "")
    assert line["Value"] == kept
    assert len(kept) <= LONGEST


def test_the_findings_have_the_shape_of_the_contract() -> None:
    result = json.loads(recorded.written(FINDINGS))
    for entry in result:
        assert list(entry) == ["code", "severity", "file", "sheet", "cell", "value", "th", "en"]
        assert list(entry["th"]) == list(entry["en"]) == ["what", "fix"]
        assert entry["severity"] in ("error", "warning", "note")
        assert all(isinstance(value, str) for value in entry.values() if not isinstance(value, dict))
    assert result[1]["value"] == "4"
    assert "การใช้ทรัพย์สินของราชการ" in result[1]["th"]["what"]
    assert "Asset Misappropriation" in result[1]["en"]["what"]


def test_the_manifest_lists_inputs_and_outputs() -> None:
    outputs = {"data.json": b"{}", "analysis.pdf": b"%PDF"}
    result = json.loads(office.manifest_json([("ก.xlsx", "ab12")], outputs, 2562, "code,key\n"))
    assert result["year"] == 2562
    assert result["inputs"] == [{"file": "ก.xlsx", "sha256": "ab12"}]
    assert [output["file"] for output in result["outputs"]] == ["analysis.pdf", "data.json"]
    assert result["outputs"][1]["sha256"] == hashlib.sha256(b"{}").hexdigest()
    assert result["register"]["sha256"] == hashlib.sha256(b"code,key\n").hexdigest()
    assert result["libraries"]["weasyprint"]


@pytest.mark.slow
def test_equal_input_gives_equal_bytes() -> None:
    assert office.merged_xlsx(everything(), "th", DAY) == office.merged_xlsx(everything(), "th", DAY)
    assert office.findings_xlsx(FINDINGS, "th", DAY) == office.findings_xlsx(FINDINGS, "th", DAY)
    properties = opened(office.merged_xlsx(everything(), "th", DAY)).properties
    assert properties.modified == properties.created == datetime(2020, 4, 10)  # noqa: DTZ001


@pytest.mark.parametrize("frame", ["scores", "results", "measures"])
def test_every_column_has_a_heading(frame: str) -> None:
    columns = getattr(everything(), frame).columns
    assert {f"column.{column}" for column in columns} <= set(catalogue("office"))


def test_numbers_are_numbers() -> None:
    assert isinstance(office._plain(Fraction(1, 3)), float)


@pytest.mark.parametrize("lang", LANGS)
def test_every_finding_is_whole_in_both_languages(lang: Any) -> None:
    example: Finding
    for example in FINDINGS:
        assert "{" not in example.what(lang) + example.fix(lang)


@pytest.mark.parametrize("long", ["รายละเอียดของสิ่งที่พบในแบบของส่วนงาน " * 12, "ก\nข\nค\nง\nจ\nฉ"])
def test_rows_are_as_high_as_their_longest_text(long: str) -> None:
    short, tall = finding("X404", Place("a.xlsx"), other="b"), finding("X404", Place("b.xlsx"), other=long)
    sheet = opened(office.findings_xlsx([short, tall], "th", DAY)).worksheets[0]
    first, second = (sheet.row_dimensions[row].height for row in (2, 3))
    assert first
    assert second
    assert second >= first + 5 * 18


def test_rows_of_merged_data_have_a_height_within_what_excel_shows() -> None:
    workbook = opened(office.merged_xlsx(everything(), "th", DAY))
    for sheet in workbook.worksheets:
        heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
        assert all(height and 20 < height <= 409 for height in heights)


def test_columns_of_codes_are_narrow_and_text_stands_off_the_number_beside_it() -> None:
    sheet = opened(office.findings_xlsx(FINDINGS, "th", DAY)).worksheets[0]
    letters = {cell.value: column_letters(number) for number, cell in enumerate(sheet[1], start=1)}
    widths = {heading: sheet.column_dimensions[letter].width for heading, letter in letters.items()}
    texts = catalogue("office")
    code, cell, what = (widths[texts[f"findings.{name}"]["th"]] for name in ("code", "cell", "what"))
    assert max(code, cell) <= 10
    assert what == 44
    assert sheet["B2"].alignment.indent == 1
