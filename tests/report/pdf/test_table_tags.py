"""Tables of a PDF: whole, however many pages they take, and each cell with the heads above and beside it."""

import io
from typing import Any

import pikepdf
import pytest

from itaxl.report.pdf.render import Document, render
from tests.report.pdf import tags
from tests.report.pdf.tags import elements

LONG = f"""<html lang=th><style>@page {{ size: A6 }}</style><table><caption>ยาว</caption>
<thead><tr><th>รหัส<th>มาตรการ</thead><tbody>{"<tr><th scope=row>ก<td>จัดทำแผน" * 40}</tbody></table>
<table><caption>อีกตาราง</caption><thead><tr><th>รหัส<th>ผล</thead><tr><td>ก<td>ข</table></html>"""

TWO_HEADS = """<thead><tr><th rowspan=2>ส่วนงาน<th colspan=2 scope=colgroup>IIT<th colspan=3 scope=colgroup>EIT
<th rowspan=2>รวม<tr><th scope=col>๑<th scope=col>๒<th scope=col>๓<th scope=col>๔<th scope=col>๕</thead>
<tbody><tr><th scope=row>กองคลัง<td>1<td>2<td>3<td>4<td>5<td>6
<tr><th scope=row>กองช่าง<td>1<td>2<td>3<td>4<td>5<td>6</tbody>"""
ROW_SPANS = """<thead><tr><th>ตัวชี้วัด<th>ส่วนงาน<th>แผน<th>ผล</thead>
<tbody><tr><th scope=row rowspan=3>๑<th scope=row>คลัง<td rowspan=2>ก<td>ข<tr><th scope=row>ช่าง<td>ค
<tr><td>ง<td>จ<td>ฉ</tbody>
<tbody><tr><th scope=rowgroup colspan=4>กลุ่ม<tr><th scope=row>๒<td colspan=2>ช<td>ซ</tbody>"""
EMPTY_HEAD = "<thead><tr><th><th>คะแนน</thead><tbody><tr><th scope=row>ก<td>1<td>2</tbody>"


def opened(html: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render(Document(html, "x")).pdf))


def of_kind(root: Any, kind: str) -> list[Any]:
    return [element for element in elements(root) if str(element.S) == kind]


def tables(pdf: pikepdf.Pdf) -> list[Any]:
    return of_kind(pdf.Root.StructTreeRoot.K[0], "/Table")


@pytest.mark.parametrize("rows", [TWO_HEADS, ROW_SPANS, EMPTY_HEAD])
def test_a_cell_names_the_heads_above_and_beside_it(rows: str) -> None:
    html = f"<html lang=th><table>{rows}</table></html>"
    wanted = tags.of_html(html)
    assert min(map(len, wanted[0])) > 0
    with opened(html) as pdf:
        assert tags.of_pdf(pdf) == wanted


def test_heads_are_named_from_the_left_then_from_above() -> None:
    with opened(f"<html lang=th><table>{TWO_HEADS}</table></html>") as pdf:
        cell = of_kind(tables(pdf)[0], "/TD")[3]
        assert [bytes(name) for name in cell.A.Headers] == [b"0-2-0", b"0-0-3", b"0-1-4"]


@pytest.mark.slow
def test_a_table_over_several_pages_is_one_table_with_one_head() -> None:
    with opened(LONG) as pdf:
        assert len(pdf.pages) > 2
        assert [len(of_kind(table, "/TR")) for table in tables(pdf)] == [41, 2]
        assert [len(of_kind(table, "/THead")) for table in tables(pdf)] == [1, 1]
        assert tags.of_pdf(pdf) == tags.of_html(LONG)


def test_two_tables_under_the_same_head_stay_two() -> None:
    twice = "<table><thead><tr><th>ก<th>ข</thead><tr><th scope=row>๑<td>๒</table>" * 2
    with opened(f"<html lang=th><style>table {{ break-after: page }}</style>{twice}</html>") as pdf:
        assert [len(of_kind(table, "/TR")) for table in tables(pdf)] == [2, 2]


@pytest.mark.slow
def test_a_row_that_breaks_over_pages_is_one_row() -> None:
    text = "<p>จัดทำแผนและรายงานผลการดำเนินงานต่อผู้บริหาร</p>" * 30
    row = f"<tr><th scope=row>ก<td>{text}<td>ข"
    html = f"<html lang=th><style>@page {{ size: A6 }}</style><table><thead><tr><th>๑<th>๒<th>๓</thead>{row}</table>"
    with opened(html) as pdf:
        assert len(pdf.pages) > 2
        (table,) = tables(pdf)
        assert [len(of_kind(table, kind)) for kind in ("/TR", "/TH", "/TD")] == [2, 4, 2]
        assert len(of_kind(of_kind(table, "/TD")[0], "/P")) >= 30
        assert tags.of_pdf(pdf) == tags.of_html(html)
