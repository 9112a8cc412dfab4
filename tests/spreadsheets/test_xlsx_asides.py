"""What lies beside the cells of an .xlsx: links, comments, pictures, text boxes, and what is crossed out."""

import pytest

from itaxl.spreadsheets.book import Aside, Book, Sheet
from itaxl.spreadsheets.bounds import ASIDES, COMMENT_LENGTH
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.read import read_book
from itaxl.spreadsheets.xlsx_strings import RichText, Run, shared_strings
from tests.spreadsheets.broken import MAIN, OFFICE, PACKAGE, SHEET, WORKBOOK, good, workbook, worksheet

RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
ROWS = (
    '<row r="6"><c r="P6" t="inlineStr"><is><t>คลิกที่นี่</t></is></c></row>'
    '<row r="7"><c r="P7" t="inlineStr"><is><t>หลักฐาน</t></is></c></row>'
)
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
STYLES = f"""<styleSheet xmlns="{MAIN}"><fonts><font><sz val="16"/></font><font><strike/></font>
    <font><strike val="0"/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs>
    <dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>"""


def related(*entries: tuple[str, str, str]) -> str:
    """Relations rId1, rId2, … of a sheet: last word of the type, target, mode."""
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for number, (kind, target, mode) in enumerate(entries, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def book(rows: str, after: str = "", relations: str = "", **parts: str) -> Book:
    """A workbook with one sheet; `parts` by their names below xl/."""
    content = worksheet(rows, after=after).replace("<worksheet ", f'<worksheet xmlns:r="{OFFICE}" ')
    changes: dict[str, str | bytes | None] = {SHEET: content, "xl/styles.xml": STYLES}
    if relations:
        changes[RELATIONS] = relations
    return read_book(good(changes | {f"xl/{name}.xml": part for name, part in parts.items()}))


def sheet(rows: str, after: str = "", relations: str = "", **parts: str) -> Sheet:
    return book(rows, after, relations, **parts).sheets[0]


def linked(*links: str, target: str = "https://example.go.th/1") -> dict[tuple[int, int], Aside]:
    hyperlinks = "".join(f"<hyperlink {link}/>" for link in links)
    result = sheet(ROWS, f"<hyperlinks>{hyperlinks}</hyperlinks>", related(("hyperlink", target, "External")))
    return dict(result.asides)


def test_the_address_of_a_link_is_kept() -> None:
    assert linked('ref="P6" r:id="rId1"') == {(6, 16): Aside("https://example.go.th/1")}


def test_a_fragment_that_excel_keeps_apart_belongs_to_the_address() -> None:
    assert linked('ref="P6" r:id="rId1" location="page=2"') == {
        (6, 16): Aside("https://example.go.th/1#page=2")
    }


def test_a_link_over_a_range_is_one_of_each_cell_with_a_value() -> None:
    link = Aside("https://example.go.th/1")
    assert linked('ref="P6:P9" r:id="rId1"') == {(6, 16): link, (7, 16): link}
    assert linked('ref="A1:XFD1048576" r:id="rId1"') == {(6, 16): link, (7, 16): link}


def test_a_link_inside_the_workbook_is_known_by_its_place() -> None:
    assert linked('ref="P6" location="\'แผ่น 2\'!A1"') == {(6, 16): Aside("#'แผ่น 2'!A1")}


@pytest.mark.parametrize(
    "link", ['ref="P6" r:id="rId9"', 'ref="?" r:id="rId1"', 'r:id="rId1"', 'ref="P60" r:id="rId1"']
)
def test_links_that_lead_nowhere_are_none(link: str) -> None:
    assert linked(link) == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    "links",
    [
        ['ref="P6" r:id="rId1"'] * (ASIDES + 1),
        ['ref="A1:XFD1048576" r:id="rId1"'] * ASIDES,
    ],
)
def test_too_many_links_are_refused(links: list[str]) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 101))
    hyperlinks = "".join(f"<hyperlink {link}/>" for link in links)
    with pytest.raises(UnreadableError) as refused:
        sheet(
            rows,
            f"<hyperlinks>{hyperlinks}</hyperlinks>",
            related(("hyperlink", "https://a.go.th", "External")),
        )
    assert (refused.value.code, refused.value.values["which"]) == ("F113", "links")


COMMENTS = f"""<comments xmlns="{MAIN}"><authors><author>ก</author></authors><commentList>
    <comment ref="I6" authorId="0"><text><r><rPr><b/></rPr><t>กองคลัง:
</t></r><r><t>งบที่ถูกต้องคือ 25,000</t></r></text></comment></commentList></comments>"""


def test_a_comment_is_kept_with_its_cell_even_if_that_is_blank() -> None:
    result = sheet(ROWS, relations=related(("comments", "../comments1.xml", "Internal")), comments1=COMMENTS)
    assert result.asides == {(6, 9): Aside(comment="กองคลัง:\nงบที่ถูกต้องคือ 25,000")}


def test_a_thread_of_comments_stands_instead_of_the_advice_to_use_a_newer_excel() -> None:
    thread = f"""<ThreadedComments xmlns="{THREADS}"><threadedComment ref="I6"><text>ใช้ 25,000</text>
        </threadedComment><threadedComment ref="I6"><text>ตกลง</text></threadedComment></ThreadedComments>"""
    result = sheet(
        ROWS,
        relations=related(
            ("threadedComment", "../thread.xml", "Internal"), ("comments", "../comments1.xml", "Internal")
        ),
        comments1=COMMENTS,
        thread=thread,
    )
    assert result.asides == {(6, 9): Aside(comment="ใช้ 25,000\nตกลง")}


def test_a_long_comment_is_bounded() -> None:
    long = COMMENTS.replace("25,000", "ก" * 20_000)
    result = sheet(ROWS, relations=related(("comments", "../comments1.xml", "Internal")), comments1=long)
    assert len(result.asides[6, 9].comment) == COMMENT_LENGTH


def drawing(content: str, kind: str = "twoCellAnchor") -> str:
    return f"""<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main"><xdr:{kind}>
        <xdr:from><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row></xdr:from>
        <xdr:to><xdr:col>4</xdr:col><xdr:row>9</xdr:row></xdr:to>{content}</xdr:{kind}></xdr:wsDr>"""


def drawn(content: str) -> Sheet:
    return sheet(
        ROWS,
        relations=related(("drawing", "../drawings/d.xml", "Internal")),
        **{"drawings/d": drawing(content)},
    )


def test_a_picture_is_known_by_the_cells_under_it() -> None:
    assert drawn("<xdr:pic><xdr:nvPicPr/></xdr:pic>").pictures == ((6, 4, 10, 5),)


def test_the_words_of_a_text_box_are_kept_as_a_comment() -> None:
    sheet = drawn("<xdr:sp><a:p><a:r><a:t>ใช้ </a:t></a:r><a:r><a:t>25,000</a:t></a:r></a:p></xdr:sp>")
    assert (sheet.asides, sheet.pictures) == ({(6, 4): Aside(comment="ใช้ 25,000")}, ())


def test_files_that_are_put_into_a_sheet_are_counted() -> None:
    objects = related(("oleObject", "../o1.bin", "Internal"), ("package", "../o2.docx", "Internal"))
    assert sheet(ROWS, relations=objects).objects == 2


def test_a_chart_is_neither() -> None:
    sheet = drawn("<xdr:graphicFrame/>")
    assert (sheet.asides, sheet.pictures) == ({}, ())


def test_a_picture_in_a_cell_is_told_from_an_error() -> None:
    rows = '<row r="6"><c r="P6" t="e" vm="1"><v>#VALUE!</v></c><c r="Q6" t="e"><v>#VALUE!</v></c></row>'
    assert sheet(rows, **{"richData/richValueRel": "<richValueRels/>"}).asides == {
        (6, 16): Aside(picture=True)
    }
    assert sheet(rows).asides == {}
    image = '<row r="6"><c r="P6" t="e"><f>_xlfn.IMAGE("https://a.go.th/1.png")</f><v>#VALUE!</v></c></row>'
    assert sheet(image).asides == {(6, 16): Aside(picture=True)}


def rich(*runs: tuple[str, str]) -> str:
    """Text of runs, each with the inside of its font; a blank one: that of the cell."""
    return "".join(f"<r>{font and f'<rPr>{font}</rPr>'}<t>{text}</t></r>" for font, text in runs)


STRUCK, LIVE = "<strike/>", "<b/>"


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize(
    ("style", "runs", "value", "aside"),
    [
        ("", [(STRUCK, "7"), (LIVE, "8")], "8", Aside(left_out="7")),
        ("", [(STRUCK, "เก่า"), ("", "ใหม่")], "ใหม่", Aside(left_out="เก่า")),
        ("", [('<strike val="false"/>', "7"), (LIVE, "8")], "78", None),
        ("", [(STRUCK, "7"), (STRUCK, "8")], "78", Aside(crossed_out=True)),
        ("", [(STRUCK, "78"), (LIVE, " ")], "78 ", Aside(crossed_out=True)),
        ("1", [("", "7"), (LIVE, "8")], "8", Aside(left_out="7")),
        ("2", [("", "7"), (LIVE, "8")], "78", None),
    ],
)
def test_runs_that_are_crossed_out_are_no_part_of_the_value(
    shared: bool, style: str, runs: list[tuple[str, str]], value: str, aside: Aside | None
) -> None:
    strings = f'<sst xmlns="{MAIN}"><si><t>x</t></si><si>{rich(*runs)}</si></sst>'
    look = f' s="{style}"' if style else ""
    inside = "<v>1</v>" if shared else f"<is>{rich(*runs)}</is>"
    cell = f'<c r="A1"{look} t="{"s" if shared else "inlineStr"}">{inside}</c>'
    result = sheet(f'<row r="1">{cell}</row>', sharedStrings=strings)
    assert (result.cells[1, 1].value, result.asides.get((1, 1))) == (value, aside)


@pytest.mark.parametrize(
    "cell",
    [
        's="1"><v>5</v>',
        's="1" t="str"><v>ก</v>',
        's="1"><f>1+4</f><v>5</v>',
        's="1" t="inlineStr"><is><t>ก</t></is>',
    ],
)
def test_a_cell_whose_font_is_crossed_out_is_known(cell: str) -> None:
    rows = f'<row r="1"><c r="A1" {cell}</c><c r="B1" {cell.replace("1", "0", 1)}</c><c r="C1" s="1"/></row>'
    assert sheet(rows).asides == {(1, 1): Aside(crossed_out=True)}


def test_runs_without_text_cost_nothing() -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si>{rich((STRUCK, "7"), (LIVE, "8"))}{rich((LIVE, "")) * 1000}</si></sst>'
    )
    assert shared_strings(strings.encode()).runs == {0: RichText((Run("7", True), Run("8", False)))}


@pytest.mark.parametrize(
    ("calculation", "stale"),
    [
        ("", False),
        ("<calcPr calcId='1'/>", False),
        ("<calcPr fullCalcOnLoad='1'/>", False),
        ("<calcPr calcMode='auto'/>", False),
        ("<calcPr calcMode='manual'/>", True),
        ("<calcPr calcCompleted='0'/>", True),
    ],
)
def test_formulas_that_are_not_worked_out_by_themselves(calculation: str, stale: bool) -> None:
    main = workbook('<sheet name="คะแนน" sheetId="1" r:id="rId1"/>').replace(
        "</sheets>", f"</sheets>{calculation}"
    )
    assert read_book(good({WORKBOOK: main})).stale is stale
