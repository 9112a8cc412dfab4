"""Tables cell by cell, as the view has them; what repeats, what is kept together, what is merged, what is drawn."""

import re
from dataclasses import replace
from typing import Any

import pytest
from docx.table import Table as WordTable

from itaxl.report.blocks.chart import Chart
from itaxl.report.blocks.table import Bars, Cell, Column, Part, Row, Table
from tests.report.word.making import FACE, of_blocks, view
from tests.report.word.reading import W, opened

BOXES = {"ticked": "☑", "empty": "☐"}
PAGE = " (หน้า\u00a0\u00a0)"  # of the place that a cell leads to; Word puts the number in
COLUMNS = (Column("ก", 50), Column("ข", 30, "number", "กลุ่ม"), Column("ค", 20, "number", "กลุ่ม"))


def simple(*rows: Row, **changes: Any) -> Table:
    return Table("t", "ชื่อตาราง", COLUMNS, (rows,), **changes)


def cells(*texts: str) -> Row:
    return Row(tuple(Cell((text,)) for text in texts))


def word_table(block: Any, number: int = 0, **changes: Any) -> WordTable:
    return opened(of_blocks(block, **changes)).tables[number]


def grid(table: WordTable) -> list[list[str]]:
    """The text of each place; merged cells say the same at each of theirs."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def expected(block: Table) -> list[list[str]]:
    """The same of a view: every cell at each place that it covers."""
    width = len(block.columns)
    rows: list[list[str]] = []
    covered: dict[tuple[int, int], str] = {}
    heads = [
        Row(tuple(Cell((cell.label,), rows=cell.deep, columns=cell.span) for cell in row))
        for row in block.heads
    ]
    for number, row in enumerate([*heads, *(row for body in block.bodies for row in body)]):
        waiting = list(row.cells)
        for column in range(width):
            if (number, column) in covered:
                continue
            cell = waiting.pop(0)
            marks = [BOXES[cell.mark]] if cell.mark else []
            under = "▾" if "shade-" in cell.css else ""
            text = (
                under + "\n".join([*marks, *cell.paragraphs, *cell.notes]) + PAGE * ("with-page" in cell.css)
            )
            places = [
                (number + down, column + right) for down in range(cell.rows) for right in range(cell.columns)
            ]
            covered |= dict.fromkeys(places, text)
        assert not waiting
        rows.append([covered[number, column] for column in range(width)])
    return rows


@pytest.mark.slow
@pytest.mark.parametrize("case", ["known", "long"])
@pytest.mark.parametrize("document", ["analysis", "followup"])
def test_every_table_of_the_documents_cell_by_cell(document: str, case: str) -> None:
    blocks = [block for section in view(document, case).sections for block in section.blocks]
    tables = [replace(block, pictured=None) for block in blocks if isinstance(block, Table)]
    assert len(tables) > 1
    made = opened(of_blocks(*tables)).tables
    assert {table.id: grid(word) for table, word in zip(tables, made, strict=True)} == {
        table.id: expected(table) for table in tables
    }


def test_a_table_has_its_caption_above_and_its_note_below() -> None:
    document = opened(of_blocks(simple(cells("1", "2", "3"), note="หมายเหตุ")))
    captions = [
        (paragraph.style.name, paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style is not None
    ]
    assert captions[-3:-1] == [("Caption", "ชื่อตาราง"), ("Table Note", "หมายเหตุ")]
    table: Any = document.tables[0]
    assert table.style.name == "ITA Table"
    assert table._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val") == "ชื่อตาราง"


@pytest.mark.parametrize("wide, width", [(False, 16), (True, 24.7)])
def test_columns_have_their_share_of_the_page(wide: bool, width: float) -> None:
    table = word_table(simple(cells("1", "2", "3")), wide=wide)
    widths = [(column.width or 0) / 360_000 for column in table.columns]
    assert widths == pytest.approx([width * column.width / 100 for column in COLUMNS], abs=0.01)


def row_properties(table: WordTable, name: str) -> list[bool]:
    return [row._tr.trPr is not None and row._tr.trPr.find(f"{W}{name}") is not None for row in table.rows]


def kept(table: WordTable) -> list[bool]:
    """Whether each row is to stay on the page of the next one."""
    return [row.cells[-1].paragraphs[0]._p.pPr.find(f"{W}keepNext") is not None for row in table.rows]


def test_heads_repeat_and_no_row_breaks() -> None:
    table = word_table(
        simple(cells("1", "2", "3"), replace(cells("4", "5", "6"), css="fresh"), css="stacked")
    )
    assert row_properties(table, "tblHeader") == [True, True, False, False]
    assert row_properties(table, "cantSplit") == [True, True, True, True]


def test_what_belongs_together_stays_on_one_page() -> None:
    rows = (cells("1", "2", "3"), replace(cells("4", "5", "6"), css="keep"), cells("7", "8", "9"))
    style_keeps = [True, True]  # heads, by their style
    assert kept(word_table(simple(*rows)))[2:] == [True, True, False]
    assert kept(word_table(simple(*rows, css="stacked")))[2:] == [False, True, False]
    assert kept(word_table(simple(*rows * 30)))[-1] is False
    assert kept(word_table(simple(*rows)))[:2] == style_keeps


def test_a_missing_cell_is_an_empty_one() -> None:
    assert grid(word_table(simple(cells("1"))))[2] == ["1", "", ""]


def test_an_address_stays_text_and_a_place_of_the_document_is_linked() -> None:
    anchor = view().sections[0].id
    rows = Row(
        (
            Cell(("ไป",), link=f"#{anchor}"),
            Cell(("https://x.example",), link="https://x.example"),
            Cell(("=1",)),
        )
    )
    xml = word_table(simple(rows))._tbl.xml
    assert xml.count("<w:hyperlink") == 1
    assert f'w:anchor="{anchor}"' in xml
    assert "r:id" not in xml


def test_the_lowest_is_underlined_and_text_on_dark_is_white() -> None:
    row = Row((Cell(("ต่ำ",), css="number lowest shade-3"), Cell(("กลาง",), css="shade-1"), Cell(("สูง",))))
    first, second, third = (cell._tc.xml for cell in word_table(simple(row)).rows[2].cells)
    assert 'w:val="Lowest"' in first
    assert 'w:color w:val="FFFFFF"' in first
    assert f'w:fill="{FACE.colours["shade-3"]}"' in first
    assert f'w:fill="{FACE.colours["shade-1"]}"' in second
    assert "FFFFFF" not in second
    assert "w:shd" not in third


def test_a_score_under_the_pass_mark_has_a_sign_beside_its_shade() -> None:
    row = Row((Cell(("10",), css="number shade-3"), Cell(("80",), css="number shade-1"), Cell(("90",))))
    data = of_blocks(simple(row, legend=(("shade-0", "ผ่าน"), ("shade-1", "ต่ำกว่า"))))
    document = opened(data)
    assert [cell.text for cell in document.tables[0].rows[2].cells] == ["▾10", "▾80", "90"]
    assert [p.text.split() for p in document.paragraphs if "ผ่าน" in p.text] == [["ผ่าน", "▾", "ต่ำกว่า"]]


def test_cards_say_in_each_cell_what_its_column_is() -> None:
    (body,) = simple(cells("1", "2", "3"), css="figures counts").labelled
    assert [cell.label for cell in body[0].cells] == ["ก", "กลุ่ม ข", "กลุ่ม ค"]
    (plain,) = simple(cells("1", "2", "3")).labelled
    assert [cell.label for cell in plain[0].cells] == ["", "", ""]


def test_a_table_with_merged_cells_is_no_cards() -> None:
    merged = Row((Cell(("1",), columns=2), Cell(("3",))))
    assert not simple(merged, css="figures counts").cards


# ── Bars ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


VML = "{urn:schemas-microsoft-com:vml}"


def track(row: Any, place: int = 1) -> tuple[int, list[tuple[int, str]]]:
    """Width of the picture in a cell of a row, and of each part of its bar the end and the fill."""
    pictures = row._tr.findall(f"{W}tc")[place].iter(f"{VML}group")
    for picture in pictures:
        areas = [shape for shape in picture.iter(f"{VML}shape") if shape.get("path").endswith("xe")]
        ends = [max(map(int, re.findall(r"(\d+),\d+", area.get("path")))) for area in areas]
        fills = [area.get("fillcolor", "").lstrip("#") for area in areas]
        return int(picture.get("coordsize").partition(",")[0]), list(zip(ends, fills, strict=True))
    return 0, []


def the_chart() -> Chart:
    blocks = (block for section in view().sections for block in section.blocks)
    return next(block for block in blocks if isinstance(block, Chart))


def test_bars_are_as_long_as_their_values() -> None:
    chart = the_chart()
    table = word_table(chart)
    rows = list(table.rows)[1:]
    assert len(rows) == len(chart.bars)
    for row, bar in zip(rows, chart.bars, strict=True):
        whole, pieces = track(row)
        rail = FACE.colours["rail"]
        assert [end for end, fill in pieces if fill == rail] == [whole]
        drawn = max(end for end, fill in pieces if fill != rail)
        assert 100 * drawn / whole == pytest.approx(float(bar.width.rstrip("%")), abs=0.05)
        first, *_, value, before = row.cells
        assert first.text.startswith(f"{bar.number}. {bar.label}")
        assert (value.text, before.text) == (bar.value, bar.before_value)


def test_a_chart_without_the_year_before_has_one_column_less() -> None:
    chart = the_chart()
    bare = replace(
        chart, before="", bars=tuple(replace(bar, before="", before_value="") for bar in chart.bars)
    )
    assert len(word_table(chart).rows[0]._tr.findall(f"{W}tc")) == 4
    assert len(word_table(bare).rows[0]._tr.findall(f"{W}tc")) == 3


@pytest.mark.slow
def test_very_many_bars_fit_into_words_63_columns() -> None:
    chart = the_chart()
    many = tuple(replace(chart.bars[0], width=f"{number / 3:.2f}%", before="") for number in range(1, 300))
    table = word_table(replace(chart, bars=many))
    assert len(table.columns) <= 63
    whole, last = track(list(table.rows)[-1])
    drawn = max(end for end, fill in last if fill != FACE.colours["rail"])
    assert 100 * drawn / whole == pytest.approx(299 / 3, abs=0.05)


def test_stacked_bars_stand_in_their_column() -> None:
    parts = (Part("done", "60%"), Part("under_way", "25%"), Part("not_done", "15%"))
    legend = (("done", "เสร็จ"), ("under_way", "ทำอยู่"), ("not_done", "ยังไม่ทำ"))
    bars = Bars("สัดส่วน", 40, (parts, ()), legend)
    block = Table("t", "ชื่อ", COLUMNS[:1] * 2, ((cells("ก", "1"), cells("ข", "2")),), pictured=bars)
    document = opened(of_blocks(block))
    table = document.tables[0]
    assert list(dict.fromkeys(cell.text for cell in table.rows[0].cells)) == ["ก", "สัดส่วน"]
    whole, pieces = track(table.rows[1])
    assert [100 * end / whole for end, _ in pieces] == pytest.approx([60, 85, 100], abs=0.1)
    assert [fill for _, fill in pieces] == [FACE.colours["accent"], "FFFFFF", ""]
    assert track(table.rows[2]) == (0, [])
    assert [paragraph.text.split() for paragraph in document.paragraphs if "เสร็จ" in paragraph.text] == [
        ["เสร็จ", "ทำอยู่", "ยังไม่ทำ"]
    ]
