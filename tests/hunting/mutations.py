"""What may have become of a workbook: its bytes, its XML, single cells, or the shape of its sheets."""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import ascii_uppercase
from xml.sax.saxutils import escape

from hypothesis import strategies as st

from itaxl.forms.layout import GUIDE, MEASURES, META
from itaxl.spreadsheets.book import address, position
from tests import mangling
from tests.hunting import good

_TYPED = (
    *(
        "๘๕.๕",
        "85%",
        "73,80",
        "73,8",
        "1,234",
        "85 คะแนน",
        "-",
        "ไม่มี",
        "N/A",
        "=1+1",
        "+1",
        "@x",
        "#REF!",
        "TRUE",
    ),
    *(
        "10/04/2563",
        "๑๐ เม.ย. ๖๓",
        "10/4/20",
        "เม.ย. 2563",
        "ตลอดปี",
        "2020-04-10",
        "99999999999",
        "-5",
        "1e5",
        "nan",
    ),
    *(
        "รวม",
        "เฉลี่ย",
        "หมายเหตุ",
        "ลงชื่อ",
        "รหัส",
        "คะแนน (0–100)",
        "มาตรการ",
        "4",
        "๔",
        "I9",
        "TOTAL",
        "10",
        "กองช่าง",
    ),
    *(
        "น้ํา",
        "เเผน",
        "\u200b",
        "\u00a0",
        " ",
        "ก" * 2500,
        "บรรทัด\nสอง",
        "_x0041_",
        "กองสวน",
        "ITAXL-1-2562-IIT-works-plan-6",
    ),
    *("ITAXL-", "(1)", "1.", "......", "ดำเนินการแล้ว", "ไม่ใช้งบประมาณ", "0.855", "🙂", "\u202e", "เ" * 300),
)
LAST_ROW = 12  # a little below what is filled in
_FORMULAS = ("A1", "SUM(C6:C10)", "RAND()", "NOW()", 'INDIRECT("A1")', '"="&A1', "[1]x!A1", "1/0")
_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"[^>]*>.*?</c>', re.DOTALL)
_REFERENCE = re.compile(r'(<c r=")([A-Z]+)([0-9]+)(")')
_ROW = re.compile(r'(<row [^>]*?r=")([0-9]+)(")')
_NAMES = re.compile(r'(<sheet [^>]*?name=")([^"]*)(")')
_SHEETS = re.compile(r"(<sheets>)(.*?)(</sheets>)", re.DOTALL)


@dataclass(frozen=True)
class Prey:
    """A changed workbook. `touched`: what was typed, by sheet and cell; None where that cannot be told.

    `shape`: what the workbook says is as it was, whatever its sheets look like.
    """

    data: bytes
    touched: Mapping[tuple[str, str], str] | None = None
    shape: bool = False


def of_bytes(draw: st.DataObject) -> Prey:
    method = draw.draw(st.sampled_from((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))
    content = mangling.of_bytes(draw, good.packed({}, method))
    if draw.draw(st.integers(0, 9)) == 0:
        content = content[: draw.draw(st.integers(0, len(content)))]
    return Prey(content)


def of_xml(draw: st.DataObject) -> Prey:
    part = draw.draw(st.sampled_from(sorted(good.parts())))
    return Prey(good.packed({part: mangling.of_xml(draw, good.parts()[part])}))


def of_cells(draw: st.DataObject) -> Prey:
    """A few cells with something else in them, and sometimes the same cell twice."""
    sheet = draw.draw(st.sampled_from(sorted(good.SHEET_PARTS)))
    xml = good.parts()[good.SHEET_PARTS[sheet]]
    touched: dict[tuple[str, str], str] = {}
    for _ in range(draw.draw(st.integers(1, 3))):
        near = [match for match in _CELL.finditer(xml) if int(match[1].lstrip(ascii_uppercase)) <= LAST_ROW]
        result = draw.draw(st.sampled_from(near))
        cell, typed = _cell(draw, result[1])
        touched[sheet, result[1]] = typed
        again = draw.draw(st.integers(0, 9)) == 0
        xml = xml[: result.start()] + (result[0] if again else "") + cell + xml[result.end() :]
    return Prey(good.packed({good.SHEET_PARTS[sheet]: xml}), touched)


def _cell(draw: st.DataObject, where: str) -> tuple[str, str]:
    """A cell of any kind as XML, and the text in it where it is one."""
    style = draw.draw(st.integers(0, 60))
    text = draw.draw(st.sampled_from(_TYPED) | st.text(max_size=20))
    number = draw.draw(st.sampled_from((0, 1, 4, 85.5, 0.855, -1, 1e10, 23000, 43931, 242000)))
    formula = f"<f>{escape(draw.draw(st.sampled_from(_FORMULAS)))}</f>"
    kinds = (
        *[("inlineStr", f"<is><t>{_xml(text)}</t></is>")] * 4,
        *[("n", f"<v>{number}</v>")] * 3,
        ("b", "<v>1</v>"),
        ("e", "<v>#DIV/0!</v>"),
        ("str", f"{formula}<v>{_xml(text)}</v>"),
        ("n", f"{formula}<v>{number}</v>"),
        ("n", formula),
        ("d", "<v>2020-04-10</v>"),
    )
    kind, inside = draw.draw(st.sampled_from(kinds))
    return f'<c r="{where}" s="{style}" t="{kind}">{inside}</c>', text if kind == "inlineStr" else ""


def _xml(text: str) -> str:
    """What XML can hold of a text."""
    held = (char for char in text if char in "\t\n\r" or (char >= " " and not "\ud800" <= char <= "\udfff"))
    return escape("".join(char for char in held if char not in "\ufffe\uffff"))


def of_shape(draw: st.DataObject) -> Prey:
    """Sheets renamed and put in another order, rows and columns inserted and hidden, notes and totals added."""
    changed = {name: good.parts()[part] for name, part in good.SHEET_PARTS.items()}
    for _ in range(draw.draw(st.integers(1, 4))):
        sheet = draw.draw(st.sampled_from(sorted(changed)))
        step = draw.draw(st.sampled_from(STEPS))
        changed[sheet] = step(draw, changed[sheet], sheet)
    book = good.parts()[good.WORKBOOK_PART]
    if draw.draw(st.booleans()):
        sheets = len(_NAMES.findall(book))
        any_name = st.text("กขคabc ำ่1", min_size=1, max_size=9)
        names = iter(draw.draw(st.lists(any_name, min_size=sheets, max_size=sheets)))
        keep = draw.draw(st.integers(0, 3))
        book = _NAMES.sub(lambda match: _renamed(match, next(names), keep), book)
    if draw.draw(st.booleans()):
        book = _SHEETS.sub(lambda match: match[1] + _reordered(draw, match[2]) + match[3], book)
    files = {good.SHEET_PARTS[name]: xml for name, xml in changed.items()}
    return Prey(good.packed(files | {good.WORKBOOK_PART: book}), shape=True)


def _renamed(match: re.Match[str], name: str, keep: int) -> str:
    return (
        match[0] if match[2] in (GUIDE, META) or keep == 0 else match[1] + escape(match[2] + name) + match[3]
    )


def _reordered(draw: st.DataObject, sheets: str) -> str:
    elements = re.findall(r"<sheet .*?</sheet>", sheets, re.DOTALL)
    return "".join(draw.draw(st.permutations(elements)))


def _shifted(xml: str, row: int = 10**6, rows: int = 0, column: int = 10**6, columns: int = 0) -> str:
    """Cells from a row and from a column on moved."""

    def moved(match: re.Match[str]) -> str:
        place = position(match[2] + match[3])
        assert place
        down, right = place[0] + rows * (place[0] >= row), place[1] + columns * (place[1] >= column)
        return match[1] + address(down, right) + match[4]

    xml = _ROW.sub(lambda match: f"{match[1]}{int(match[2]) + rows * (int(match[2]) >= row)}{match[3]}", xml)
    return _REFERENCE.sub(moved, xml)


def _rows_inserted(draw: st.DataObject, xml: str, _: str) -> str:
    return _shifted(xml, row=draw.draw(st.integers(1, 9)), rows=draw.draw(st.integers(1, 3)))


def _columns_inserted(draw: st.DataObject, xml: str, _: str) -> str:
    return _shifted(xml, column=draw.draw(st.integers(1, 8)), columns=draw.draw(st.integers(1, 3)))


def _rows_hidden(draw: st.DataObject, xml: str, _: str) -> str:
    hidden = draw.draw(st.integers(1, 12))
    return xml.replace(f' r="{hidden}"><c', f' r="{hidden}" hidden="1"><c')


def _added(draw: st.DataObject, xml: str, sheet: str) -> str:
    """Texts and numbers far right of the table and below it, with nothing in the table's columns but totals."""
    text = _xml(draw.draw(st.sampled_from(("ผู้ประสานงาน", "โทร. 1234", "รวม", "ตรวจแล้ว"))))
    beside = (
        f'<row r="{draw.draw(st.integers(1, 70))}"><c r="AB7" t="inlineStr"><is><t>{text}</t></is></c></row>'
    )
    below = '<row r="90"><c r="B90" t="inlineStr"><is><t>รวม</t></is></c><c r="D90"><v>399.2</v></c></row>'
    return xml.replace(
        "</sheetData>", (beside if sheet == MEASURES or draw.draw(st.booleans()) else below) + "</sheetData>"
    )


def _formatted(draw: st.DataObject, xml: str, _: str) -> str:
    """Rows that hold formats and formulas that show nothing, and no value."""
    row = '<row r="{0}"><c r="A{0}" s="3"/><c r="E{0}" t="str"><f>IF(1,"","")</f><v></v></c></row>'
    return xml.replace(
        "</sheetData>",
        "".join(row.format(200 + n) for n in range(draw.draw(st.integers(1, 99)))) + "</sheetData>",
    )


def _without_stamp(_: st.DataObject, xml: str, __: str) -> str:
    return re.sub(r"ITAXL-[^<&]*(?=</t>)", "", xml)


STEPS: tuple[Callable[[st.DataObject, str, str], str], ...] = (
    _rows_inserted,
    _columns_inserted,
    _rows_hidden,
    _added,
    _formatted,
    _without_stamp,
)
KINDS: dict[str, Callable[[st.DataObject], Prey]] = {
    "bytes": of_bytes,
    "xml": of_xml,
    "cells": of_cells,
    "shape": of_shape,
}
