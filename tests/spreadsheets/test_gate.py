"""The kind of a file is what it holds, whatever it is called."""

import pytest

from itaxl.spreadsheets import gate
from itaxl.spreadsheets.gate import FileKind, UnreadableError
from itaxl.spreadsheets.read import read_book
from tests.spreadsheets.broken import BROKEN, GOOD, compound, good, packed, types, with_rows

MACROS = types("ms-excel.sheet.macroEnabled.main+xml")
KINDS = {
    "a folder in a zip": FileKind.ZIP,
    "picture": FileKind.PICTURE,
    "nothing but zeros": FileKind.OTHER,
    "no bytes": FileKind.EMPTY,
    "password": FileKind.ENCRYPTED,
    "xls": FileKind.XLS,
    "ods": FileKind.ODS,
    "xlsb": FileKind.XLSB,
    "csv in a Thai code page": FileKind.CSV,
    "csv in UTF-16": FileKind.CSV,
    "html": FileKind.HTML,
    "docx": FileKind.DOCX,
    "odt": FileKind.DOCX,
    "pptx": FileKind.PPTX,
    "pdf": FileKind.PDF,
    "lock file of Excel": FileKind.LOCK,
    "lock file of LibreOffice": FileKind.LOCK,
}
MAKERS = {broken.name: broken.make for broken in BROKEN}


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_kind(name: str, kind: FileKind) -> None:
    assert gate.inspect(MAKERS[name]()) is kind


def test_workbook() -> None:
    assert gate.inspect(good()) is FileKind.XLSX


@pytest.mark.parametrize(
    "macros",
    [{"[Content_Types].xml": MACROS}, {"[Content_Types].xml": types() + "<!-- ms-office.vbaProject -->"}],
)
def test_workbook_with_macros(macros: dict[str, str]) -> None:
    assert gate.inspect(good(macros)) is FileKind.XLSM


def test_workbook_without_content_types_is_known_by_its_parts() -> None:
    assert gate.inspect(good({"[Content_Types].xml": None})) is FileKind.XLSX


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<office:body><office:spreadsheet/></office:body>", FileKind.ODS),
        ("<office:body>\n <office:text/></office:body>", FileKind.DOCX),
        ("<office:body><office:presentation/></office:body>", FileKind.PPTX),
        ("<a>office:body office:spreadsheet</a>", FileKind.ZIP),
    ],
)
def test_open_document_of_which_only_the_content_says_what_it_is(body: str, kind: FileKind) -> None:
    assert (
        gate.inspect(packed({"content.xml": f"<office:document-content>{body}</office:document-content>"}))
        is kind
    )


def test_workbook_of_sheetjs_names_the_binary_type_too() -> None:
    default = (
        '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    )
    named = types().replace("<Override", f"{default}<Override", 1)
    assert gate.inspect(good({"[Content_Types].xml": named})) is FileKind.XLSX


def test_workbook_that_embeds_a_word_document_is_a_workbook() -> None:
    embedded = '<Default Extension="docx" ContentType="application/vnd.openxmlformats-officedocument.'
    embedded += 'wordprocessingml.document"/></Types>'
    assert gate.inspect(good({"[Content_Types].xml": types().replace("</Types>", embedded)})) is FileKind.XLSX


def test_text_in_a_compound_file_is_no_stream() -> None:
    """Somebody may write the name of the stream of a password into a cell."""
    text = "EncryptedPackage".encode("utf-16-le") + b"\0\0"
    assert gate.inspect(compound("Workbook") + b"." * 128 + text + bytes(200)) is FileKind.XLS


def test_refusal_names_the_kind_that_was_found() -> None:
    with pytest.raises(UnreadableError) as refused:
        read_book(b"%PDF-1.7\n")
    assert (refused.value.code, refused.value.values) == ("F109", {"kind": "pdf"})


def test_limit_is_told_as_people_read_it() -> None:
    with pytest.raises(UnreadableError) as refused:
        gate.inspect(MAKERS["over 20 MB"]())
    assert refused.value.values == {"which": "size", "limit": "20 MB"}


def test_500_parts_are_not_too_many() -> None:
    parts = {**GOOD, **{f"xl/media/{number}.xml": "" for number in range(500 - len(GOOD))}}
    assert gate.inspect(packed(parts)) is FileKind.XLSX


def test_a_large_but_honest_sheet_passes() -> None:
    rows = "".join(f'<row r="{number}"><c><v>{number * 7919}</v></c></row>' for number in range(1, 5001))
    assert gate.inspect(with_rows(rows)) is FileKind.XLSX
