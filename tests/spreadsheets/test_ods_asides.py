"""What lies beside the values of an .ods: links, comments, pictures, and what is crossed out."""

import pytest

from itaxl.spreadsheets.book import Aside, Kind, Sheet
from itaxl.spreadsheets.read import read_book
from tests.spreadsheets.broken import packed

ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(
    f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "text", "style", "config")
)
NAMESPACES = f'{NAMES} xmlns:draw="{ODF}:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
STYLES = """<style:style style:name="T1" style:family="text">
    <style:text-properties style:text-line-through-style="solid"/></style:style>
    <style:style style:name="T2" style:family="text">
    <style:text-properties style:text-line-through-style="none"/></style:style>
    <style:style style:name="ce1" style:family="table-cell">
    <style:text-properties style:text-line-through-type="single"/></style:style>"""


def ods(rows: str, settings: str = "", manifest: str = "") -> bytes:
    content = f"""<office:document-content {NAMESPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>
        <office:body><office:spreadsheet><table:table table:name="มาตรการ">{rows}</table:table>
        </office:spreadsheet></office:body></office:document-content>"""
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    if manifest:
        parts["META-INF/manifest.xml"] = f'<manifest xmlns="{ODF}:manifest:1.0">{manifest}</manifest>'
    if settings:
        item = f'<config:config-item config:name="AutoCalculate">{settings}</config:config-item>'
        parts["settings.xml"] = f"<a {NAMESPACES}>{item}</a>"
    return packed(parts)


def sheet(rows: str) -> Sheet:
    return read_book(ods(rows)).sheets[0]


def cell(inside: str, attributes: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def link(address: str, words: str = "หลักฐาน") -> str:
    return f'<text:a xlink:href="{address}">{words}</text:a>'


def test_the_address_of_a_link_is_kept_and_its_words_are_read() -> None:
    result = sheet(row(cell(f"<text:p>{link('https://example.go.th/1')}</text:p>")))
    assert (result.cells[1, 1].value, result.asides) == ("หลักฐาน", {(1, 1): Aside("https://example.go.th/1")})


def test_several_links_of_a_cell_stand_one_below_the_other() -> None:
    links = f"<text:p>{link('https://a.go.th', '1')} {link('https://b.go.th', '2')}</text:p>"
    assert sheet(row(cell(links))).asides == {(1, 1): Aside("https://a.go.th\nhttps://b.go.th")}


def test_a_comment_is_kept_also_of_a_blank_cell_and_its_author_is_not() -> None:
    words = "<dc:date>2020-04-10</dc:date><text:p>งบที่ถูกต้อง</text:p><text:p>คือ 25,000</text:p>"
    note = f"<office:annotation>{words}</office:annotation>"
    result = sheet(row(cell(f"{note}<text:p>15000</text:p>"), cell(note, "")))
    comment = Aside(comment="งบที่ถูกต้อง\nคือ 25,000")
    assert result.asides == {(1, 1): comment, (1, 2): comment}
    assert {place: value.value for place, value in result.cells.items()} == {(1, 1): "15000"}


def test_a_picture_is_known_by_its_cells_and_a_chart_is_none() -> None:
    end = 'table:end-cell-address="มาตรการ.F12"'
    picture = f"<draw:frame {end}><draw:image/></draw:frame>"
    chart = "<draw:frame><draw:object/><draw:image/></draw:frame>"
    assert sheet(row(cell("", ""), cell(picture, ""))).pictures == ((1, 2, 12, 6),)
    assert sheet(row(cell(chart, ""))).pictures == ()


def test_a_file_that_was_put_in_is_counted_and_a_chart_is_none() -> None:
    kind = "application/vnd.oasis.opendocument"
    entries = "".join(
        f'<file-entry xmlns:m="{ODF}:manifest:1.0" m:full-path="Object {number}/" m:media-type="{kind}.{what}"/>'
        for number, what in enumerate(("chart", "text", "spreadsheet"), start=1)
    )
    objects = [f'<draw:object xlink:href="./Object {number}"/>' for number in (1, 2, 3)]
    frames = [
        f"<draw:frame>{what}<draw:image/></draw:frame>"
        for what in (*objects, '<draw:object-ole xlink:href="./ole"/>')
    ]
    sheet = read_book(ods(row(*(cell(frame) for frame in frames)), manifest=entries)).sheets[0]
    assert (sheet.objects, sheet.pictures) == (3, ())


def test_a_picture_of_the_page_may_lie_anywhere() -> None:
    shapes = "<table:shapes><draw:frame><draw:image/></draw:frame></table:shapes>"
    ((top, *_, bottom, _),) = sheet(shapes + row(cell("<text:p>ก</text:p>"))).pictures
    assert (top, bottom) == (1, 5000)


def test_the_words_of_a_text_box_are_kept_as_a_comment() -> None:
    box = "<draw:frame><draw:text-box><text:p>ใช้ 25,000</text:p></draw:text-box></draw:frame>"
    result = sheet(row(cell(f"{box}<text:p>15000</text:p>")))
    assert (result.cells[1, 1].value, result.asides) == ("15000", {(1, 1): Aside(comment="ใช้ 25,000")})


@pytest.mark.parametrize(
    ("attributes", "inside", "value", "aside"),
    [
        ("", '<text:span text:style-name="T1">7</text:span>8', "8", Aside(left_out="7")),
        ("", '<text:span text:style-name="T2">7</text:span>8', "78", None),
        ("", '<text:span text:style-name="T1">78</text:span>', "78", Aside(crossed_out=True)),
        ('table:style-name="ce1"', "78", "78", Aside(crossed_out=True)),
        (
            'table:style-name="ce1"',
            '7<text:span text:style-name="T2">8</text:span>',
            "8",
            Aside(left_out="7"),
        ),
    ],
)
def test_what_is_crossed_out_is_no_part_of_the_value(
    attributes: str, inside: str, value: str, aside: Aside | None
) -> None:
    result = sheet(row(cell(f"<text:p>{inside}</text:p>", f'office:value-type="string" {attributes}')))
    assert (result.cells[1, 1].value, result.asides.get((1, 1))) == (value, aside)


def test_a_style_of_the_column_or_the_row_crosses_out_too() -> None:
    number = cell("<text:p>5</text:p>", 'office:value-type="float" office:value="5"')
    style = 'table:default-cell-style-name="ce1"'
    columns = f"<table:table-column/><table:table-column {style}/>"
    assert sheet(columns + row(number, number)).asides == {(1, 2): Aside(crossed_out=True)}
    rows = f"<table:table-row {style}>{number}</table:table-row>"
    result = sheet(rows + row(number))
    assert (result.asides, result.cells[1, 1].kind) == ({(1, 1): Aside(crossed_out=True)}, Kind.NUMBER)


def test_a_style_with_a_name_crosses_out_what_is_made_from_it() -> None:
    named = STYLES.replace('"ce1"', '"Struck"')
    made = '<style:style style:name="ce2" style:family="table-cell" style:parent-style-name="Struck"/>'
    content = f"""<office:document-content {NAMESPACES}><office:automatic-styles>{made}</office:automatic-styles>
        <office:body><office:spreadsheet><table:table table:name="ก">
        {row(cell("<text:p>ก</text:p>", 'office:value-type="string" table:style-name="ce2"'))}
        </table:table></office:spreadsheet></office:body></office:document-content>"""
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    styles = {"styles.xml": f"<a {NAMESPACES}>{named}</a>"}
    assert read_book(packed(parts | styles)).sheets[0].asides == {(1, 1): Aside(crossed_out=True)}
    assert read_book(packed(parts)).sheets[0].asides == {}


def test_repeated_cells_have_the_same_beside_them() -> None:
    words = f"<text:p>{link('https://a.go.th')}</text:p>"
    repeated = cell(words, 'office:value-type="string" table:number-columns-repeated="2"')
    rows = f'<table:table-row table:number-rows-repeated="2">{repeated}</table:table-row>'
    assert set(sheet(rows).asides) == {(1, 1), (1, 2), (2, 1), (2, 2)}


@pytest.mark.parametrize(("settings", "stale"), [("", False), ("true", False), ("false", True)])
def test_formulas_that_are_not_worked_out_by_themselves(settings: str, stale: bool) -> None:
    assert read_book(ods(row(cell("<text:p>ก</text:p>")), settings)).stale is stale


def test_escapes_of_xlsx_are_plain_text() -> None:
    result = sheet(row(cell("<text:p>https://x.go.th/Doc_x0020_Type</text:p>")))
    assert result.cells[1, 1].value == "https://x.go.th/Doc_x0020_Type"
