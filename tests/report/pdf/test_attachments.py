"""Files inside a PDF: others are put in their place, and nobody can tell."""

import io
from datetime import date

import pydyf
import pypdf
import pytest

from itaxl.report.pdf import attachments
from itaxl.report.pdf.attachments import Attachment, filled
from tests.tiny_pdf import pdf

DAY = date(2020, 4, 10)
ONE = (Attachment("data.json", b"{}", "ข้อมูล"), Attachment("a.csv", b"1,2"))
OTHER = (Attachment("data.json", b'{"total": 79.83}' * 9_000, "ข้อมูล"), Attachment("a.csv", b""))


@pytest.mark.parametrize("before", [(), ONE])
def test_other_contents_in_their_place_give_the_bytes_of_a_pdf_made_with_them(
    before: tuple[Attachment, ...],
) -> None:
    after = OTHER[: len(before)]
    assert filled(pdf("หน้า", before, DAY), after, DAY) == pdf("หน้า", after, DAY)


def test_readers_find_each_file_with_its_date_and_description() -> None:
    reader = pypdf.PdfReader(io.BytesIO(filled(pdf("หน้า", OTHER, None), ONE, DAY)), strict=True)
    assert {name: contents[0] for name, contents in reader.attachments.items()} == {
        file.name: file.data for file in ONE
    }
    tree = reader.root_object["/Names"]["/EmbeddedFiles"]["/Names"]
    assert tree[0::2] == ["a.csv", "data.json"]
    described = tree[3].get_object()
    assert (described["/Desc"], described["/AFRelationship"]) == ("ข้อมูล", "/Source")
    assert described["/EF"]["/F"].get_object()["/Params"]["/ModDate"] == "D:20200410000000Z"


def test_the_identifier_follows_from_pages_and_files() -> None:
    made = [pdf("หน้า", ONE, DAY), pdf("หน้า", OTHER, DAY), pdf("อื่น", ONE, DAY)]
    identifiers = [pypdf.PdfReader(io.BytesIO(data)).trailer["/ID"][0] for data in made]
    assert len(set(identifiers)) == len(made)


@pytest.mark.parametrize("data", [b"", b"<html>", b"startxref\n0\n%%EOF\n", pdf("หน้า", (), DAY)[:-60]])
def test_what_was_not_made_here_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of whatever is wrong
        filled(data, ONE, DAY)


def test_a_pdf_without_files_has_no_list_of_them() -> None:
    bare = pydyf.PDF()
    attachments.declare(bare, ())
    assert not {"Names", "AF"} & bare.catalog.keys()
