"""PDF/A-3a and PDF/UA-1 in one file: each rule that can be seen with a PDF library is looked at here."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from itaxl.report.pdf.attachments import Attachment
from itaxl.report.pdf.render import Document, render
from tests.report.pdf.tags import elements, is_reference

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


def of_kind(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    return [element for element in elements(pdf.Root.StructTreeRoot.K[0]) if str(element.S) == kind]


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


@pytest.mark.slow
def test_headings_of_a_table_have_a_scope(pdf: pikepdf.Pdf) -> None:
    assert [str(cell.A.Scope) for cell in of_kind(pdf, "/TH")] == ["/Column", "/Column", "/Row", "/Row"]


def test_identifiers_of_headings_are_listed_in_order(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.StructTreeRoot.IDTree.Kids[0].Names
    listed = [bytes(name) for name in list(names)[::2]]
    assert listed == sorted(bytes(cell.ID) for cell in of_kind(pdf, "/TH"))


def annotations(pdf: pikepdf.Pdf) -> list[Any]:
    return [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]


def test_a_link_of_several_boxes_has_one_annotation_directly_in_its_element(pdf: pikepdf.Pdf) -> None:
    (link,) = of_kind(pdf, "/Link")
    (annotation,) = annotations(pdf)
    kids = list(link.K)
    assert [kid.Obj.objgen for kid in kids if is_reference(kid)] == [annotation.objgen]
    assert any(isinstance(kid, int) for kid in kids)
    assert str(annotation.Contents) == "ตารางที่ยาวจนต้องขึ้นบรรทัดใหม่ ตารางที่ยาวจนต้องขึ้นบรรทัดใหม่ ตารางที่ยาว"


BROKEN = f"""<html lang=th><style>@page {{ size: A6 }} p {{ padding-left: 4cm }}</style>
<p>ก่อนหน้า <a href="https://example.go.th/">{"ดำเนินการตามมาตรการ " * 6}</a> ต่อไป</p></html>"""


def test_a_link_over_several_lines_is_one_link_with_one_annotation_of_all_its_lines() -> None:
    with pikepdf.open(io.BytesIO(render(Document(BROKEN, "x")).pdf)) as opened:
        (link,) = of_kind(opened, "/Link")
        (annotation,) = annotations(opened)
        assert len([kid for kid in link.K if isinstance(kid, int)]) > 2
        corners = [float(edge) for edge in annotation.QuadPoints]
        left, bottom, right, top = map(float, annotation.Rect)
        assert len(corners) // 8 == len([kid for kid in link.K if isinstance(kid, int)])
        assert (min(corners[::2]), max(corners[::2])) == (left, right)
        assert (min(corners[1::2]), max(corners[1::2])) == (bottom, top)
        owners = opened.Root.StructTreeRoot.ParentTree.Nums
        assert opened.Root.StructTreeRoot.ParentTree.Nums[len(owners) - 1].objgen == link.objgen


def test_the_dots_before_a_page_number_are_decoration(pdf: pikepdf.Pdf) -> None:
    kinds = [str(decoration.Type) for decoration in decorations(pdf.pages[0])]
    assert kinds.count("/Layout") > 5
    (link,) = of_kind(pdf, "/Link")
    said = [kid for inner in elements(link) for kid in inner.K if isinstance(kid, int)]
    assert len(said) < 10


HIDDEN = """<html lang=th><p>ก <span lang=en>Integrity and <b>Transparency</b></span> ข <i aria-hidden=true>ค</i></p>
<p lang=en>One</p><div role=img aria-label="ภาพ: ๑, ๒"><ul><li>๑<li>๒</ul>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" aria-hidden="true"><circle r="5"/></svg>
</div></html>"""


@pytest.fixture(scope="module")
def hidden() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(render(Document(HIDDEN, "x")).pdf)) as opened:
        yield opened


def test_a_passage_in_another_language_names_it(hidden: pikepdf.Pdf) -> None:
    named = [
        (str(element.S), str(element.Lang))
        for element in elements(hidden.Root.StructTreeRoot.K[0])
        if "/Lang" in element
    ]
    assert named == [("/Span", "en"), ("/P", "en")]


@pytest.mark.parametrize(
    "lang, around, alt, named",
    [
        ("th", "", "Chart of the scores", "en"),
        ("en", "", "แผนภูมิคะแนน", "th"),
        ("th", "", "แผนภูมิคะแนน", ""),
        ("th", "", "คะแนน Integrity", ""),
        ("th", "", "๑๒ ITA", ""),
        ("th", " lang=en", "Chart of the scores", ""),
        ("th", " lang=en", "แผนภูมิคะแนน", "th"),
    ],
)
def test_a_text_for_a_picture_names_its_language_where_that_is_another(
    lang: str, around: str, alt: str, named: str
) -> None:
    html = f'<html lang={lang}><div{around}><p>x<div role=img aria-label="{alt}"><p>1</div></div></html>'
    with pikepdf.open(io.BytesIO(render(Document(html, "x", lang)).pdf)) as pdf:
        (figure,) = of_kind(pdf, "/Figure")
        assert str(figure.get("/Lang", "")) == named


def test_what_the_page_hides_from_readers_is_decoration(hidden: pikepdf.Pdf) -> None:
    assert [str(decoration.Type) for decoration in decorations(hidden.pages[0])].count("/Layout") == 1


def test_a_picture_of_several_pieces_is_one_figure_with_one_text(hidden: pikepdf.Pdf) -> None:
    (figure,) = of_kind(hidden, "/Figure")
    assert str(figure.Alt) == "ภาพ: ๑, ๒"
    assert all(isinstance(kid, int) for kid in figure.K)
    owners = hidden.Root.StructTreeRoot.ParentTree.Nums[1]
    assert {number for number, owner in enumerate(owners) if owner == figure} == set(figure.K)
    assert of_kind(hidden, "/L") == []


def test_a_figure_is_where_its_box_says(hidden: pikepdf.Pdf) -> None:
    (figure,) = of_kind(hidden, "/Figure")
    left, bottom, right, top = map(float, figure.A.BBox)
    height = float(hidden.pages[0].MediaBox[3])
    assert 0 < left < right < float(hidden.pages[0].MediaBox[2])
    assert height / 2 < bottom < top < height


def test_each_annotation_leads_back_to_the_element_that_names_it(pdf: pikepdf.Pdf) -> None:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            owner = owners[int(annotation.StructParent)]
            named = [kid.Obj.objgen for kid in owner.K if is_reference(kid)]
            assert annotation.objgen in named
            assert int(annotation.F) == 4


def decorations(page: Any) -> list[Any]:
    """The marks of decoration that say of which kind it is."""
    content: list[Any] = list(pikepdf.parse_content_stream(page))
    marks = [instruction.operands for instruction in content if str(instruction.operator) == "BDC"]
    return [given for tag, given in marks if str(tag) == "/Artifact" and "/Type" in given]


def test_running_heads_are_decoration(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        kinds = [str(decoration.Type) for decoration in decorations(page)]
        assert kinds.count("/Pagination") == 2


def test_no_element_is_empty(pdf: pikepdf.Pdf) -> None:
    assert [str(element.S) for element in elements(pdf.Root.StructTreeRoot.K[0]) if not len(element.K)] == []


def test_the_data_is_attached_once_as_the_source(pdf: pikepdf.Pdf) -> None:
    assert list(pdf.attachments) == ["data.json"]
    assert [str(file.AFRelationship) for file in pdf.Root.AF] == ["/Source"]
