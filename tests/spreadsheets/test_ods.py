"""The reader of .ods on hand-made files: each kind of value, repetitions, bounds, and what must not be read."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itaxl.spreadsheets.book import Book, Cell, Kind, Sheet
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.read import read_book
from tests.spreadsheets.broken import packed

ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(
    [f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "text", "style", "meta", "manifest")]
    + [f'xmlns:draw="{ODF}:drawing:1.0"', 'xmlns:dc="http://purl.org/dc/elements/1.1/"']
    + ['xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"']
)
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
TOKENS = (
    *(
        "<table:table-row>",
        "</table:table-row>",
        "<table:table-cell>",
        "</table:table-cell>",
        "<text:p>",
        "</text:p>",
    ),
    *(
        "<table:table>",
        "</table:table>",
        "<office:annotation>",
        "</office:annotation>",
        "<text:s/>",
        "/>",
        "<!--",
    ),
    *(
        'office:value="1e999"',
        'table:number-rows-repeated="99999999"',
        'office:value-type="date"',
        '"',
        "&x;",
        "\0",
    ),
)


def sheet(rows: str, attributes: str = 'table:name="คะแนน"') -> str:
    return f"<table:table {attributes}>{rows}</table:table>"


def content(tables: str, styles: str = "") -> str:
    return (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )


def ods(inside: str, meta: str = "") -> bytes:
    return packed({"mimetype": MIMETYPE, "content.xml": inside, "meta.xml": meta})


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def cell(inside: str = "", attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


def read(rows: str) -> Sheet:
    return read_book(ods(content(sheet(rows)))).sheets[0]


def text(value: str) -> str:
    return cell(f"<text:p>{value}</text:p>", 'office:value-type="string"')


def refusal(data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as refused:
        read_book(data)
    return refused.value


def outcome(data: bytes) -> str:
    try:
        return "read" if read_book(data).sheets else "nothing"
    except UnreadableError as error:
        return error.code


def values(sheet: Sheet) -> dict[tuple[int, int], object]:
    return {place: cell.value for place, cell in sheet.cells.items()}


@pytest.mark.parametrize(
    ("attributes", "inside", "expected"),
    [
        (
            'office:value-type="float" office:value="79.83"',
            "<text:p>79,83</text:p>",
            Cell(Kind.NUMBER, 79.83),
        ),
        ('office:value-type="percentage" office:value="0.738"', "", Cell(Kind.NUMBER, 0.738, "0.00%")),
        ('office:value-type="currency" office:value="15000"', "", Cell(Kind.NUMBER, 15000)),
        ('office:value-type="float" office:value="1e999"', "<text:p>มาก</text:p>", Cell(Kind.TEXT, "มาก")),
        (
            'office:value-type="date" office:date-value="2020-04-10"',
            "",
            Cell(Kind.NUMBER, 43931, "yyyy-mm-dd"),
        ),
        (
            'office:value-type="date" office:date-value="2020-04-10T12:00:00"',
            "",
            Cell(Kind.NUMBER, 43931.5, "yyyy-mm-dd"),
        ),
        (
            'office:value-type="date" office:date-value="x"',
            "<text:p>10 เม.ย.</text:p>",
            Cell(Kind.TEXT, "10 เม.ย."),
        ),
        (
            'office:value-type="time" office:time-value="PT10H30M00S"',
            "",
            Cell(Kind.NUMBER, 0.4375, "h:mm:ss"),
        ),
        ('office:value-type="boolean" office:boolean-value="true"', "", Cell(Kind.BOOL, True)),
        ('office:value-type="string"', "<text:p>คะแนน</text:p>", Cell(Kind.TEXT, "คะแนน")),
        ('office:value-type="string" office:string-value="ซ่อน"', "", Cell(Kind.TEXT, "ซ่อน")),
        ("", "<text:p>ไม่บอกชนิด</text:p>", Cell(Kind.TEXT, "ไม่บอกชนิด")),
        ("", "", None),
        ('office:value-type="string"', "<text:p/>", None),
    ],
)
def test_values(attributes: str, inside: str, expected: Cell | None) -> None:
    assert read(row(cell(inside, attributes))).cells.get((1, 1)) == expected


@pytest.mark.parametrize(
    ("attributes", "inside", "expected"),
    [
        (
            'office:value-type="float" office:value="2"',
            "",
            Cell(Kind.NUMBER, 2, formula=True, formula_text="1+1"),
        ),
        ("", "", Cell(Kind.NO_VALUE, None, formula=True, formula_text="1+1")),
        ('office:value-type="string"', "", Cell(Kind.TEXT, "", formula=True, formula_text="1+1")),
        (
            'office:value-type="string" office:string-value="" calcext:value-type="error"',
            "<text:p>#DIV/0!</text:p>",
            Cell(Kind.ERROR, "#DIV/0!", formula=True, formula_text="1+1"),
        ),
        ("", "<text:p>#N/A</text:p>", Cell(Kind.ERROR, "#N/A", formula=True, formula_text="1+1")),
        ("", "<text:p>Err:502</text:p>", Cell(Kind.ERROR, "Err:502", formula=True, formula_text="1+1")),
        (
            'office:value-type="string"',
            "<text:p>#1 ของตาราง</text:p>",
            Cell(Kind.TEXT, "#1 ของตาราง", formula=True, formula_text="1+1"),
        ),
    ],
)
@pytest.mark.parametrize("prefix", ["of:=", "oooc:=", "="])
def test_formulas(prefix: str, attributes: str, inside: str, expected: Cell) -> None:
    sheet = read(row(cell(inside, f'table:formula="{prefix}1+1" {attributes}')))
    assert sheet.cells == {(1, 1): expected}


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("<text:p>บรรทัด 1</text:p><text:p>บรรทัด 2</text:p>", "บรรทัด 1\nบรรทัด 2"),
        ('<text:p>ก<text:s text:c="3"/>ข<text:tab/>ค<text:line-break/>ง</text:p>', "ก   ข\tค\nง"),
        ("<text:p>ก<text:span>ข<text:a>ค</text:a></text:span></text:p>", "กขค"),
        ("<text:p>ก\n  ข</text:p>", "ก   ข"),
        (
            "<office:annotation><dc:date>x</dc:date><text:p>ความเห็น</text:p></office:annotation><text:p>ก</text:p>",
            "ก",
        ),
        (
            "<draw:frame><draw:text-box><text:p>กล่อง</text:p></draw:text-box></draw:frame><text:p>ก</text:p>",
            "ก",
        ),
    ],
)
def test_text_as_a_person_sees_it(written: str, seen: str) -> None:
    assert values(read(row(cell(written, 'office:value-type="string"')))) == {(1, 1): seen}


def test_repeated_cells_and_rows() -> None:
    repeated = cell("<text:p>ก</text:p>", 'office:value-type="string" table:number-columns-repeated="2"')
    rows = row(cell("", 'table:number-columns-repeated="3"') + repeated, 'table:number-rows-repeated="2"')
    assert set(read(rows + row(text("ข"))).cells) == {(1, 4), (1, 5), (2, 4), (2, 5), (3, 1)}


def test_blank_rows_and_cells_to_the_end_of_the_sheet_cost_nothing() -> None:
    far = cell("", 'table:number-columns-repeated="16384"')
    rows = row(text("ก") + far) + row(far, 'table:number-rows-repeated="1048575"')
    assert values(read(rows)) == {(1, 1): "ก"}


def test_formulas_that_show_nothing_may_reach_beyond_the_bounds() -> None:
    blank = cell(
        "", 'table:formula="of:=A1" office:value-type="string" table:number-columns-repeated="16384"'
    )
    assert len(read(row(blank, 'table:number-rows-repeated="3"')).cells) == 300
    far = row(cell(), 'table:number-rows-repeated="4999"') + row(blank, 'table:number-rows-repeated="9999"')
    assert {place[0] for place in read(far).cells} == {5000}


@pytest.mark.parametrize(
    ("rows", "which", "place"),
    [
        (row(text("ก"), 'table:number-rows-repeated="1048576"'), "rows", "A5001"),
        (row(cell(), 'table:number-rows-repeated="5000"') + row(text("ก")), "rows", "A5001"),
        (row(cell("<text:p>ก</text:p>", 'table:number-columns-repeated="16384"')), "columns", "XFD1"),
        (row(cell("", 'table:number-columns-repeated="100"') + text("ก")), "columns", "CW1"),
        (row(text("ก") * 100, 'table:number-rows-repeated="2001"'), "cells", ""),
        (row(text("ก" * 32_768)), "text", "A1"),
        (row(cell("<text:p>ก</text:p>", 'table:number-rows-spanned="2"') * 50) * 21, "merges", ""),
    ],
)
def test_beyond_the_bounds(rows: str, which: str, place: str) -> None:
    error = refusal(ods(content(sheet(rows))))
    assert (error.code, error.values["which"], error.values["cell"]) == ("F113", which, place)


def test_too_many_sheets() -> None:
    assert refusal(ods(content(sheet("") * 65))).values["which"] == "sheets"


def test_a_sheets_name_is_cut_off_where_no_program_writes_one() -> None:
    named = sheet(row(text("ก")), f'table:name="{"ก" * 5000}"')
    assert read_book(ods(content(named))).sheets[0].name == "ก" * 255


def test_merges_are_cut_off_and_covered_cells_keep_their_places() -> None:
    spanning = 'table:number-columns-spanned="2" table:number-rows-spanned="1048576"'
    rows = row(cell("<text:p>ก</text:p>", spanning) + "<table:covered-table-cell/>" + text("ข"))
    sheet = read(rows)
    assert (sheet.merges, values(sheet)) == (((1, 1, 5000, 2),), {(1, 1): "ก", (1, 3): "ข"})


def test_hidden_rows_columns_and_sheets() -> None:
    hidden = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    rows = (
        columns
        + row("")
        + row("", 'table:visibility="filter" table:number-rows-repeated="2"')
        + row("", 'table:visibility="collapse"')
    )
    shown = sheet(rows, 'table:name="a" table:style-name="ta1"')
    book = read_book(ods(content(shown + sheet("", 'table:name="b" table:style-name="ta2"'), hidden)))
    assert [sheet.hidden for sheet in book.sheets] == [False, True]
    assert (book.sheets[0].hidden_rows, book.sheets[0].hidden_columns) == (
        frozenset({2, 3, 4}),
        frozenset({2, 3}),
    )


def test_a_row_without_height_and_a_column_without_width_are_hidden() -> None:
    styles = (
        '<style:style style:name="ro1"><style:table-row-properties style:row-height="0cm"/></style:style>'
        '<style:style style:name="ro2"><style:table-row-properties style:row-height="0.05cm"/></style:style>'
        '<style:style style:name="co1"><style:table-column-properties style:column-width="0in"/></style:style>'
    )
    rows = row("", 'table:style-name="ro1"') + row("", 'table:style-name="ro2"')
    columns = '<table:table-column/><table:table-column table:style-name="co1"/>'
    (result,) = read_book(ods(content(sheet(columns + rows, 'table:name="a"'), styles))).sheets
    assert (result.hidden, result.hidden_rows, result.hidden_columns) == (
        False,
        frozenset({1}),
        frozenset({2}),
    )


def test_a_file_of_which_only_the_content_says_what_it_is() -> None:
    inside = content(sheet(row(text("ก"))))
    assert read_book(packed({"content.xml": inside})) == read_book(ods(inside))


def test_a_table_within_a_cell_and_what_a_link_brought_are_no_sheets() -> None:
    inner = sheet(row(text("ใน")), 'table:name="ใน"')
    links = f"<table:dde-links><table:dde-link>{sheet(row(text('ก')))}</table:dde-link></table:dde-links>"
    book = read_book(ods(content(sheet(row(cell(inner) + text("นอก"))) + links)))
    assert [(sheet.name, values(sheet)) for sheet in book.sheets] == [("คะแนน", {(1, 2): "นอก"})]


def meta(*inside: str) -> str:
    return (
        f"<office:document-meta {NAMES}><office:meta>{''.join(inside)}</office:meta></office:document-meta>"
    )


def test_properties_as_libreoffice_writes_them() -> None:
    """Its time has no zone: it is that of the clock on the wall, in Thailand."""
    properties = meta(
        "<dc:date>2020-04-10T09:30:00.123456789</dc:date><dc:creator>กองคลัง</dc:creator>",
        '<meta:user-defined meta:name="AppVersion">3.1</meta:user-defined>',
        '<meta:user-defined meta:name="OOXMLCorePropertyIdentifier">ITAXL-1</meta:user-defined>',
    )
    book = read_book(ods(content(sheet("")), meta=properties))
    assert book.modified == datetime(2020, 4, 10, 2, 30, 0, 123456, tzinfo=UTC)
    assert (book.identifier, book.modified_by) == ("ITAXL-1", "กองคลัง")


@pytest.mark.parametrize("part", ["not xml", "", meta("<dc:date>10 เม.ย. 2563</dc:date>")])
def test_broken_properties_are_as_good_as_none(part: str) -> None:
    assert read_book(ods(content(sheet("")), meta=part)) == Book((Sheet("คะแนน", {}),))


@pytest.mark.parametrize(
    ("part", "macros"),
    [("Basic/Standard/Module1.xml", True), ("Scripts/a.py", True), ("Basic/script-lc.xml", False)],
)
def test_macros_are_noted_and_an_empty_list_of_them_is_not(part: str, macros: bool) -> None:
    assert (
        read_book(packed({"mimetype": MIMETYPE, "content.xml": content(sheet("")), part: "<a/>"})).macros
        is macros
    )


NUMBERS = f'xmlns:number="{ODF}:datastyle:1.0"'
PERCENT = f"""<number:percentage-style {NUMBERS} style:name="N2"/>
    <number:number-style {NUMBERS} style:name="N1"/>
    <style:style style:name="share" style:family="table-cell" style:data-style-name="N2"/>
    <style:style style:name="above" style:family="table-cell" style:parent-style-name="share"/>
    <style:style style:name="plain" style:family="table-cell" style:parent-style-name="share"
        style:data-style-name="N1"/>"""
FLOAT = 'office:value-type="float" office:value="0.75"'


@pytest.mark.parametrize(
    ("rows", "number_format"),
    [
        (row(cell("", f'{FLOAT} table:style-name="share"')), "0.00%"),
        (row(cell("", f'{FLOAT} table:style-name="above"')), "0.00%"),
        (row(cell("", f'{FLOAT} table:style-name="plain"')), "General"),
        (row(cell("", FLOAT)), "General"),
        (row(cell("", FLOAT), 'table:default-cell-style-name="share"'), "0.00%"),
        ('<table:table-column table:default-cell-style-name="share"/>' + row(cell("", FLOAT)), "0.00%"),
        (
            '<table:table-column/><table:table-column table:default-cell-style-name="share"/>'
            + row(cell("", FLOAT)),
            "General",
        ),
    ],
    ids=["own", "of the style below", "own number format", "none", "row", "column", "another column"],
)
def test_a_percentage_by_its_style_alone(rows: str, number_format: str) -> None:
    (number,) = read_book(ods(content(sheet(rows), PERCENT))).sheets[0].cells.values()
    assert number == Cell(Kind.NUMBER, 0.75, number_format)


def test_a_percentage_by_a_style_with_a_name() -> None:
    inside = content(sheet(row(cell("", f'{FLOAT} table:style-name="share"'))))
    styles = f"<office:document-styles {NAMES}>{PERCENT}</office:document-styles>"
    for part, number_format in ((styles, "0.00%"), ("", "General"), ("<broken", "General")):
        data = packed({"mimetype": MIMETYPE, "content.xml": inside, "styles.xml": part})
        assert read_book(data).sheets[0].cells == {(1, 1): Cell(Kind.NUMBER, 0.75, number_format)}


def test_without_the_part_that_names_its_kind() -> None:
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
    manifest = f"<manifest:manifest {NAMES}>{entry}</manifest:manifest>"
    inside = content(sheet(row(text("รหัส"))))
    assert read_book(packed({"content.xml": inside, "META-INF/manifest.xml": manifest})) == read_book(
        ods(inside)
    )


def test_password() -> None:
    entry = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    manifest = f"<manifest:manifest {NAMES}>{entry}</manifest:manifest>"
    locked = packed({"mimetype": MIMETYPE, "content.xml": "\x93", "META-INF/manifest.xml": manifest})
    assert (refusal(locked).code, refusal(locked).values) == ("F157", {"kind": "OpenDocument"})


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({}, "F110"),
        ({"content.xml": "<a/>"}, "F110"),
        ({"content.xml": content("")}, "F110"),
        ({"content.xml": content(sheet(row(text("ก"), 'table:number-rows-repeated="๒"')))}, "F110"),
        ({"content.xml": content(sheet(row(text("ก"), 'table:number-rows-repeated="-1"')))}, "F110"),
        ({"content.xml": f"<!DOCTYPE a>{content(sheet(''))}"}, "F112"),
        ({"content.xml": content(sheet("")), "styles.xml": "<!DOCTYPE a><a/>"}, "F112"),
        ({"content.xml": content("<table:a>" * 200 + "</table:a>" * 200)}, "F111"),
        ({"content.xml": content(sheet("")), "Pictures/a.png": packed({"a": "b"})}, "F112"),
    ],
)
def test_what_is_refused(parts: dict[str, str | bytes], code: str) -> None:
    assert refusal(packed({"mimetype": MIMETYPE, **parts})).code == code


@pytest.mark.slow
@settings(max_examples=3 * settings().max_examples, deadline=None)
@given(st.data())
def test_changed_xml_is_read_or_refused(data: st.DataObject) -> None:
    written = content(
        sheet(row(text("ก") + cell("", 'table:formula="of:=1" office:value-type="float"')) + row(text("ข")))
    )
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(written)))
        end = start + data.draw(st.integers(0, 30))
        written = written[:start] + data.draw(st.sampled_from(TOKENS)) + written[end:]
    assert outcome(ods(written)) in {"read", "F110", "F112", "F113"}
