"""The reader on sound workbooks, as many programs write them."""

from datetime import UTC, datetime

import pytest

from itaxl.inbox import kinds
from itaxl.inbox.kinds import Container
from itaxl.spreadsheets.book import Book, Cell, Kind, Sheet
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.read import read_book
from itaxl.spreadsheets.xlsx_values import plain
from tests.spreadsheets.broken import (
    GOOD,
    MAIN,
    OFFICE,
    SHEET,
    WORKBOOK,
    good,
    packed,
    relations,
    types,
    with_rows,
    workbook,
    worksheet,
)

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def cell(inside: str, attributes: str = "") -> Cell | None:
    """The one cell that a `<c>` element gives, if any."""
    cells = read_book(with_rows(f'<row r="1"><c r="A1" {attributes}>{inside}</c></row>')).sheets[0].cells
    return cells.get((1, 1))


def text(value: str) -> Cell:
    return Cell(Kind.TEXT, value)


def number(value: float, number_format: str = "General") -> Cell:
    return Cell(Kind.NUMBER, value, number_format)


GOOD_BOOK = Book(
    (
        Sheet(
            "คะแนน",
            {
                (1, 1): text("รหัส"),
                (1, 2): text("คะแนน"),
                (2, 1): text("1"),
                (2, 2): number(0.7983, "0.00%"),
                (2, 3): Cell(Kind.NUMBER, 79.83, formula=True, formula_text="B2*100"),
            },
            merges=((3, 1, 4, 2),),
        ),
    ),
    "ITAXL-1-2562-IIT-finance-plan-7",
    datetime(2020, 4, 10, 2, 30, tzinfo=UTC),
    "กองคลัง",
)


def test_good_workbook() -> None:
    assert read_book(good()) == GOOD_BOOK


@pytest.mark.parametrize(
    ("attributes", "inside", "expected"),
    [
        ("", "<v>79.83</v>", number(79.83)),
        ("", "<v> 8.5E1 </v>", number(85)),
        ('t="n"', "<v>-0</v>", number(0)),
        ("", "<v>NaN</v>", text("NaN")),
        ("", "<v>inf</v>", text("inf")),
        ("", "<v>1E999</v>", text("1E999")),
        ("", "<v>๘๕</v>", text("๘๕")),
        ("", "<v>1_000</v>", text("1_000")),
        ('s="2"', "<v>43931</v>", number(43931, "d/m/yyyy")),
        ('s="3"', "<v>43931</v>", number(43931, "d/m/yyyy")),
        ('s="99"', "<v>1</v>", number(1)),
        ('s="x"', "<v>1</v>", number(1)),
        ('t="b"', "<v>1</v>", Cell(Kind.BOOL, True)),
        ('t="b"', "<v>false</v>", Cell(Kind.BOOL, False)),
        ('t="b"', "<v>yes</v>", text("yes")),
        ('t="e"', "<v>#REF!</v>", Cell(Kind.ERROR, "#REF!")),
        ('t="e"', "<v>#SPILL!</v>", Cell(Kind.ERROR, "#SPILL!")),
        ('t="d"', "<v>2020-04-10</v>", number(43931, "yyyy-mm-dd")),
        ('t="d" s="2"', "<v>2020-04-10T12:00:00Z</v>", number(43931.5, "d/m/yyyy")),
        ('t="d"', "<v>1900-01-31</v>", number(31, "yyyy-mm-dd")),
        ('t="d"', "<v>10 เม.ย. 63</v>", text("10 เม.ย. 63")),
        ('t="s"', "<v>1</v>", text("คะแนน")),
        ('t="str"', "<v>=1+1</v>", text("=1+1")),
        ('t="inlineStr"', "<is><r><t>๘๕</t></r><r><t> คะแนน</t></r></is>", text("๘๕ คะแนน")),
        ('t="inlineStr"', "<is><t>คำ</t><rPh><t>อ่าน</t></rPh></is>", text("คำ")),
        ('t="inlineStr"', "<v>ลัด</v>", text("ลัด")),
        ('t="novel"', "<v>x</v>", text("x")),
        ("", "", None),
        ('t="s"', "<v></v>", None),
        ('t="inlineStr"', "<is><t></t></is>", None),
    ],
)
def test_values(attributes: str, inside: str, expected: Cell | None) -> None:
    assert cell(inside, attributes) == expected


@pytest.mark.parametrize(
    ("attributes", "inside", "expected"),
    [
        ("", "<f>1+1</f><v>2</v>", Cell(Kind.NUMBER, 2.0, formula=True, formula_text="1+1")),
        ('t="str"', "<f>B1</f><v>ดี</v>", Cell(Kind.TEXT, "ดี", formula=True, formula_text="B1")),
        ('t="str"', '<f>""</f><v></v>', Cell(Kind.TEXT, "", formula=True, formula_text='""')),
        ('t="e"', "<f>1/0</f><v>#DIV/0!</v>", Cell(Kind.ERROR, "#DIV/0!", formula=True, formula_text="1/0")),
        ("", "<f>1+1</f>", Cell(Kind.NO_VALUE, None, formula=True, formula_text="1+1")),
        ("", "<f>1+1</f><v></v>", Cell(Kind.NO_VALUE, None, formula=True, formula_text="1+1")),
        ('t="str"', "<f>1+1</f>", Cell(Kind.NO_VALUE, None, formula=True, formula_text="1+1")),
    ],
)
def test_formulas(attributes: str, inside: str, expected: Cell) -> None:
    assert cell(inside, attributes) == expected


def test_shared_formula_is_known_in_each_of_its_cells() -> None:
    first = '<c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>2</v></c>'
    second = '<c r="A2"><f t="shared" si="0"/><v>4</v></c>'
    cells = read_book(with_rows(f"<row>{first}</row><row>{second}</row>")).sheets[0].cells
    assert {place: (cell.value, cell.formula, cell.formula_text) for place, cell in cells.items()} == {
        (1, 1): (2.0, True, "B1*2"),
        (2, 1): (4.0, True, "B1*2"),
    }


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("ก_x000D_\nข", "ก\nข"),
        ("ก\r\nข\rค", "ก\nข\nค"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x0001_ก\x9f", "ก"),
        ("_xD83D__xDE00_", "😀"),
        ("_xD83D_ก", "ก"),
        ("_x0e01_", "ก"),
        ("_xZZZZ_", "_xZZZZ_"),
        ("ก\tข\nค", "ก\tข\nค"),
        ("ก\u200bข\u00a0ค", "ก\u200bข\u00a0ค"),
    ],
)
def test_escapes_and_control_characters(raw: str, seen: str) -> None:
    assert plain(raw) == seen


def test_cells_and_rows_without_references_are_counted() -> None:
    rows = (
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c r='C3'><v>5</v></c><c><v>6</v></c></row>"
    )
    cells = read_book(with_rows(rows)).sheets[0].cells
    assert {place: cell.value for place, cell in cells.items()} == {
        (1, 1): 1,
        (1, 3): 3,
        (3, 3): 5,
        (3, 4): 6,
    }


def test_wrong_dimension_is_not_believed() -> None:
    rows = '<row r="9"><c r="D9"><v>1</v></c></row>'
    assert (9, 4) in read_book(with_rows(rows, '<dimension ref="A1"/>')).sheets[0].cells


def test_hidden_rows_columns_and_sheets() -> None:
    shown = worksheet(
        '<row r="2" hidden="1"/><row r="3" hidden="0"/>', '<cols><col min="2" max="3" hidden="1"/></cols>'
    )
    entries = '<sheet name="a" r:id="rId1" state="veryHidden"/><sheet name="b" r:id="rId1"/>'
    hidden, visible = read_book(good({SHEET: shown, WORKBOOK: workbook(entries)})).sheets
    assert (hidden.hidden, visible.hidden) == (True, False)
    assert (visible.hidden_rows, visible.hidden_columns) == (frozenset({2}), frozenset({2, 3}))


def test_a_row_without_height_and_a_column_without_width_are_hidden() -> None:
    rows = '<row r="2" ht="0" customHeight="1"><c r="A2"><v>1</v></c></row><row r="3" ht="0.0"/><row r="4" ht="0.5"/>'
    shown = worksheet(rows, '<cols><col min="2" max="3" width="0" customWidth="1"/></cols>')
    (sheet,) = read_book(good({SHEET: shown})).sheets
    assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset({2, 3}), frozenset({2, 3}))


def test_strict_namespaces() -> None:
    changed = {
        name: str(content)
        .replace(MAIN, STRICT)
        .replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, content in GOOD.items()
    }
    assert read_book(good(changed)) == GOOD_BOOK


def test_prefixed_elements() -> None:
    rows = "<x:row><x:c><x:v>1</x:v></x:c></x:row>"
    prefixed = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    assert read_book(good({SHEET: prefixed})).sheets[0].cells == {(1, 1): number(1)}


def test_elements_of_other_vocabularies_are_passed_over() -> None:
    drawing = '<d:row xmlns:d="urn:drawing">7</d:row><d:c xmlns:d="urn:drawing"><d:v>7</d:v></d:c>'
    rows = f"<row><c><v>1</v></c>{drawing}<c><v>2</v></c></row>"
    assert list(read_book(with_rows(rows)).sheets[0].cells) == [(1, 1), (1, 2)]


def test_parts_with_backslashes_capitals_and_absolute_targets() -> None:
    target = relations(("worksheet", "/XL/worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"))
    data = good({"xl/_rels/workbook.xml.rels": target})
    renamed = data.replace(b"xl/worksheets/sheet1.xml", b"xl\\worksheets\\Sheet1.xml")
    assert (1, 1) in read_book(renamed).sheets[0].cells


def test_missing_parts_that_nothing_needs() -> None:
    absent = ("xl/styles.xml", "xl/sharedStrings.xml", "docProps/core.xml", "_rels/.rels")
    book = read_book(good({**dict.fromkeys(absent), SHEET: worksheet("<row><c s='1'><v>1</v></c></row>")}))
    assert book == Book((Sheet("คะแนน", {(1, 1): number(1)}),))


def test_absent_sheet_is_named_and_a_chart_is_none() -> None:
    entries = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, 5))
    targets = relations(
        ("worksheet", "worksheets/sheet1.xml"),
        ("worksheet", "worksheets/sheet2.xml"),
        ("chartsheet", "chart.xml"),
    )
    rows = worksheet("<row><c><v>1</v></c></row>")
    book = read_book(good({WORKBOOK: workbook(entries), "xl/_rels/workbook.xml.rels": targets, SHEET: rows}))
    assert ([sheet.name for sheet in book.sheets], book.unreadable) == (["1"], ("2", "4"))


@pytest.mark.parametrize("written", ["not xml", "<a>", ""])
def test_broken_properties_are_as_good_as_none(written: str) -> None:
    book = read_book(good({"docProps/core.xml": written}))
    assert (book.identifier, book.modified, book.sheets) == ("", None, GOOD_BOOK.sheets)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2020-04-10T02:30:00Z", datetime(2020, 4, 10, 2, 30, tzinfo=UTC)),
        ("2020-04-10T02:30:00", datetime(2020, 4, 10, 2, 30, tzinfo=UTC)),
        ("2020-04-10", datetime(2020, 4, 10, tzinfo=UTC)),
        ("2563-04-10T02:30:00Z", datetime(2020, 4, 10, 2, 30, tzinfo=UTC)),
        ("2563-02-29T02:30:00Z", datetime(2020, 2, 29, 2, 30, tzinfo=UTC)),
        ("2564-02-29T02:30:00Z", None),
        ("2999-01-01T00:00:00Z", datetime(2999, 1, 1, tzinfo=UTC)),
        ("10 เม.ย. 2563", None),
        ("0001-01-01T00:00:00+07:00", None),
    ],
)
def test_time_of_saving(written: str, moment: datetime | None) -> None:
    core = str(GOOD["docProps/core.xml"]).replace("2020-04-10T09:30:00+07:00", written)
    assert read_book(good({"docProps/core.xml": core})).modified == moment


def test_days_counted_from_1904() -> None:
    settings = workbook('<sheet name="a" sheetId="1" r:id="rId1"/>', '<workbookPr date1904="1"/>')
    iso = worksheet('<row><c t="d"><v>1904-01-02</v></c></row>')
    book = read_book(good({WORKBOOK: settings, SHEET: iso}))
    assert (book.date_1904, book.sheets[0].cells) == (True, {(1, 1): number(1, "yyyy-mm-dd")})


def test_a_sheets_name_is_cut_off_where_no_program_writes_one() -> None:
    entry = f'<sheet name="{"ก" * 5000}" sheetId="1" r:id="rId1"/>'
    assert read_book(good({WORKBOOK: workbook(entry)})).sheets[0].name == "ก" * 255


MACROS = types("ms-excel.sheet.macroEnabled.main+xml")


@pytest.mark.parametrize(
    ("parts", "macros"),
    [
        ({"[Content_Types].xml": MACROS, "xl/vbaProject.bin": b"\xd0\xcf"}, True),
        ({"xl/vbaProject.bin": b"\xd0\xcf"}, True),
        ({"xl/macrosheets/sheet1.xml": "<a/>"}, True),
        ({"[Content_Types].xml": MACROS}, False),
        ({"[Content_Types].xml": types() + "<!-- ms-office.vbaProject -->"}, False),
    ],
    ids=["xlsm", "xlsx with macros", "macros of Excel 4", "xlsm without any", "xlsx of excelize"],
)
def test_macros_are_noted_where_there_are_any(parts: dict[str, str | bytes], macros: bool) -> None:
    assert read_book(good(parts)).macros is macros


def wide(codec: str, mark: bytes, declared: str = "UTF-16") -> dict[str, str | bytes | None]:
    """All parts of the good workbook in an encoding of two bytes."""
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    return {name: mark + (head + str(part)).encode(codec) for name, part in GOOD.items()}


WIDE = [
    ("utf-16-be", b"\xfe\xff"),
    ("utf-16-be", b""),
    ("utf-16-le", b"\xff\xfe"),
    ("utf-16-le", b""),
]


@pytest.mark.parametrize(("codec", "mark"), WIDE)
def test_parts_in_utf_16(codec: str, mark: bytes) -> None:
    assert read_book(good(wide(codec, mark))) == GOOD_BOOK
    assert read_book(good(wide(codec, mark, "utf-8"))) == GOOD_BOOK


@pytest.mark.parametrize(("codec", "mark"), WIDE)
@pytest.mark.parametrize("before", ["<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'])
def test_parts_in_utf_16_are_refused_where_others_would_be(codec: str, mark: bytes, before: str) -> None:
    head = '<?xml version="1.0" encoding="UTF-16"?>'
    hostile = mark + (head + before + worksheet("<row><c><v>1</v></c></row>")).encode(codec)
    with pytest.raises(UnreadableError) as refused:
        read_book(good({SHEET: hostile}))
    assert refused.value.code == "F112"


def test_half_a_letter_of_utf_16_is_a_broken_part() -> None:
    with pytest.raises(UnreadableError) as refused:
        read_book(good({SHEET: b"\xfe\xff" + worksheet("").encode("utf-16-be") + b"\0"}))
    assert refused.value.code == "F110"


@pytest.mark.parametrize("blank", ["", "\n"])
def test_blank_styles_and_texts_that_nothing_needs(blank: str) -> None:
    rows = worksheet('<row r="1"><c r="A1" s="1"><v>0.5</v></c></row>')
    book = read_book(good({"xl/styles.xml": blank, "xl/sharedStrings.xml": blank, SHEET: rows}))
    assert book.sheets[0].cells == {(1, 1): number(0.5)}


@pytest.mark.parametrize("declared", ["utf8", "windows-874", "TIS-620"])
def test_encodings_that_the_parser_does_not_know_by_these_names(declared: str) -> None:
    codec = "utf-8" if declared == "utf8" else "cp874"
    sheet = worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>กองคลัง</t></is></c></row>')
    content = f'<?xml version="1.0" encoding="{declared}"?>{sheet}'.encode(codec)
    assert read_book(good({SHEET: content})).sheets[0].cells[1, 1] == text("กองคลัง")


def test_blanks_before_a_part_are_no_fault() -> None:
    assert read_book(good({SHEET: b"\r\n<?xml version='1.0'?>" + str(GOOD[SHEET]).encode()})) == read_book(
        good()
    )


@pytest.mark.parametrize("folder", ["2562-IIT-finance/", "./", "/"])
def test_a_workbook_that_was_unpacked_and_packed_again_with_its_folder(folder: str) -> None:
    parts = {f"{folder}{name}": content for name, content in GOOD.items()}
    assert read_book(packed(parts)) == read_book(good())
    assert kinds.container(packed(parts)) is None


def test_two_unpacked_workbooks_in_one_archive_are_no_workbook() -> None:
    parts = {f"{folder}/{name}": content for folder in "ab" for name, content in GOOD.items()}
    assert kinds.container(packed(parts)) is Container.ARCHIVE
