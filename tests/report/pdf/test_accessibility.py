"""PDF/A-3a and PDF/UA-1 in one file: each rule that can be seen with a PDF library is looked at here."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from itaxl.report.pdf.render import Attachment, Document, render

HTML = """<html lang=th><title>รายงาน</title><style>
@page { size: A5; @top-left { content: "หัวกระดาษ" } @bottom-right { content: "หน้า " counter(page) } }
a.toc::after { content: leader(".") target-counter(attr(href), page) }
</style><h1>รายงาน</h1>
<p><a class=toc href="#t">ตารางที่ยาวจนต้องขึ้นบรรทัดใหม่ ตารางที่ยาวจนต้องขึ้นบรรทัดใหม่ ตารางที่ยาว</a><span></span></p>
<table id=t><caption>ตาราง</caption><thead><tr><th>ด้าน<th>คะแนน</thead>
<tbody><tr><th scope=row>IIT<td>73.80<tr><th scope=row>EIT<td>74.02</tbody></table></html>"""


@pytest.fixture(scope="module")
def pdf() -> Iterator[pikepdf.Pdf]:
    made = render(Document(HTML, "รายงาน", attachments=(Attachment("data.json", b"{}", "data"),))).pdf
    with pikepdf.open(io.BytesIO(made)) as opened:
        yield opened


def elements(node: Any) -> Iterator[Any]:
    """Every structure element below a node, itself first."""
    if isinstance(node, pikepdf.Dictionary) and node.get("/S") is not None:
        yield node
    kids = node.get("/K") if isinstance(node, pikepdf.Dictionary) else None
    for kid in kids if isinstance(kids, pikepdf.Array) else ():
        yield from elements(kid)


def of_kind(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    return [element for element in elements(pdf.Root.StructTreeRoot.K[0]) if str(element.S) == kind]


def is_reference(kid: Any) -> bool:
    """Whether a kid of an element stands for an annotation."""
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"


def test_claims_both_standards(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as meta:
        assert meta.pdfa_status == "3A"
        assert meta.get("pdfuaid:part") == "1"
        assert meta.get("dc:title") == "รายงาน"


def test_is_tagged_with_language_title_and_bookmarks(pdf: pikepdf.Pdf) -> None:
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "th"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_outline() as outline:
        assert [str(item.title) for item in outline.root] == ["รายงาน"]


LONG = f"""<html lang=th><style>@page {{ size: A6 }}</style><table><caption>ยาว</caption>
<thead><tr><th>รหัส<th>มาตรการ</thead><tbody>{"<tr><th scope=row>ก<td>จัดทำแผน" * 40}</tbody></table>
<table><caption>อีกตาราง</caption><thead><tr><th>รหัส<th>ผล</thead><tr><td>ก<td>ข</table></html>"""


def test_a_table_over_several_pages_is_one_table_with_one_head() -> None:
    made = render(Document(LONG, "x"))
    assert made.pages > 2
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        tables = of_kind(opened, "/Table")
        assert [len(cells(table, "/TR")) for table in tables] == [41, 2]
        assert [len(cells(table, "/THead")) for table in tables] == [1, 1]
        heads = {bytes(cell.ID) for cell in cells(tables[0], "/TH")}
        assert all({bytes(name) for name in cell.A.Headers} <= heads for cell in cells(tables[0], "/TD"))
        assert all(len(cell.A.Headers) == 2 for cell in cells(tables[0], "/TD"))


def cells(table: Any, kind: str) -> list[Any]:
    return [element for element in elements(table) if str(element.S) == kind]


def test_headings_of_a_table_have_a_scope(pdf: pikepdf.Pdf) -> None:
    assert [str(cell.A.Scope) for cell in of_kind(pdf, "/TH")] == ["/Column", "/Column", "/Row", "/Row"]


def test_identifiers_of_headings_are_listed_in_order(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.StructTreeRoot.IDTree.Kids[0].Names
    listed = [bytes(name) for name in list(names)[::2]]
    assert listed == sorted(bytes(cell.ID) for cell in of_kind(pdf, "/TH"))


def test_every_link_annotation_is_directly_in_one_link_with_text(pdf: pikepdf.Pdf) -> None:
    links = of_kind(pdf, "/Link")
    assert len(links) == 1
    kids = list(links[0].K)
    references = [kid for kid in kids if is_reference(kid)]
    annotations = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
    assert len(references) == len(annotations) > 1
    assert any(isinstance(kid, int) for kid in kids)


def test_each_annotation_leads_back_to_the_element_that_names_it(pdf: pikepdf.Pdf) -> None:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            owner = owners[int(annotation.StructParent)]
            named = [kid.Obj.objgen for kid in owner.K if is_reference(kid)]
            assert annotation.objgen in named
            assert int(annotation.F) == 4


def test_running_heads_are_decoration(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        content: list[Any] = list(pikepdf.parse_content_stream(page))
        marks = [
            (str(instruction.operands[0]), instruction.operands[1])
            for instruction in content
            if str(instruction.operator) == "BDC"
        ]
        decorations = [given for tag, given in marks if tag == "/Artifact"]
        assert [str(decoration.Type) for decoration in decorations if "/Type" in decoration] == [
            "/Pagination"
        ] * 2


def test_no_element_is_empty(pdf: pikepdf.Pdf) -> None:
    assert [str(element.S) for element in elements(pdf.Root.StructTreeRoot.K[0]) if not len(element.K)] == []


def test_the_data_is_attached_once_as_the_source(pdf: pikepdf.Pdf) -> None:
    assert list(pdf.attachments) == ["data.json"]
    assert [str(file.AFRelationship) for file in pdf.Root.AF] == ["/Source"]
