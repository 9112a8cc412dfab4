"""A good workbook as text, and from it every broken or hostile one, each with the code that is due."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from unittest.mock import patch

from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.ecma376_agile import ECMA376Agile

Parts = Mapping[str, str | bytes]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
_STRINGS = "openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
MEGABYTE = 1 << 20


def types(main: str = "openxmlformats-officedocument.spreadsheetml.sheet.main+xml") -> str:
    return f"""<Types xmlns="{PACKAGE}/content-types">
        <Default Extension="xml" ContentType="application/xml"/>
        <Override PartName="/xl/workbook.xml" ContentType="application/vnd.{main}"/>
        <Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.{_STRINGS}"/></Types>"""


def worksheet(rows: str, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    return f'<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def workbook(sheets: str, settings: str = "", namespace: str = MAIN) -> str:
    return (
        f"""<workbook xmlns="{namespace}" xmlns:r="{OFFICE}">{settings}<sheets>{sheets}</sheets></workbook>"""
    )


def relations(*entries: tuple[str, str]) -> str:
    """Relationships rId1, rId2, … from last words of the type and targets."""
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(entries, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def sheets(count: int, relation: str = "rId1") -> str:
    return "".join(
        f'<sheet name="แผ่น{number}" sheetId="{number}" r:id="{relation}"/>' for number in range(1, count + 1)
    )


GOOD: dict[str, str | bytes] = {
    "[Content_Types].xml": types(),
    "_rels/.rels": relations(("officeDocument", "xl/workbook.xml"), ("core-properties", "docProps/core.xml")),
    "docProps/core.xml": f"""<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
        <dc:identifier>ITAXL-1-2562-IIT-finance-plan-7</dc:identifier><dc:title>คะแนน</dc:title>
        <cp:lastModifiedBy>กองคลัง</cp:lastModifiedBy>
        <dcterms:modified>2020-04-10T09:30:00+07:00</dcterms:modified></cp:coreProperties>""",
    WORKBOOK: workbook('<sheet name="คะแนน" sheetId="1" r:id="rId1"/>'),
    "xl/_rels/workbook.xml.rels": relations(
        ("worksheet", "worksheets/sheet1.xml"),
        ("styles", "styles.xml"),
        ("sharedStrings", "sharedStrings.xml"),
    ),
    "xl/styles.xml": f"""<styleSheet xmlns="{MAIN}">
        <numFmts count="1"><numFmt numFmtId="164" formatCode="d/m/yyyy"/></numFmts>
        <fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>
        <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="71"/></cellXfs>
        <cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
        <dxfs><dxf><numFmt numFmtId="164" formatCode="0.0"/></dxf></dxfs></styleSheet>""",
    "xl/sharedStrings.xml": f"""<sst xmlns="{MAIN}"><si><t>รหัส</t></si>
        <si><r><t>คะ</t></r><r><rPr><b/></rPr><t>แนน</t></r><rPh sb="0" eb="1"><t>อ่าน</t></rPh></si></sst>""",
    SHEET: worksheet(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>1</t></is></c><c r="B2" s="1"><v>0.7983</v></c>'
        '<c r="C2"><f>B2*100</f><v>79.83</v></c></row>',
        after='<mergeCells count="1"><mergeCell ref="A3:B4"/></mergeCells>',
    ),
}


def good(changes: Mapping[str, str | bytes | None] | None = None) -> bytes:
    """The good workbook with some parts changed, added, or (None) left out."""
    parts = {**GOOD, **(changes or {})}
    return packed({name: content for name, content in parts.items() if content is not None})


def packed(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, method)
    return target.getvalue()


def with_rows(rows: str, before: str = "", after: str = "") -> bytes:
    return good({SHEET: worksheet(rows, before, after)})


def with_part(name: str, content: str | bytes = b"") -> bytes:
    return good({name: content})


def with_renamed_part(name: str) -> bytes:
    """A part whose name no writer would accept: it is put over another of the same length."""
    return with_part("x" * len(name)).replace(b"x" * len(name), name.encode())


def with_twin(first: str, second: str) -> bytes:
    """Two parts whose names are the same to a reader."""
    data = good({first: "<a/>", "y" * len(second): "<b/>"})
    return data.replace(b"y" * len(second), second.encode())


def encrypted_part() -> bytes:
    """The first part's flag says that it is encrypted."""
    data = bytearray(good())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def lying_about_size() -> bytes:
    """40 MB in a part of which the directory says 1,000 bytes."""
    data = bytearray(good({SHEET: b" " * (40 * MEGABYTE)}))
    entry = data.rindex(SHEET.encode()) - 46
    data[entry + 24 : entry + 28] = struct.pack("<I", 1000)
    return bytes(data)


def wrong_checksum() -> bytes:
    data = bytearray(packed(GOOD, zipfile.ZIP_STORED))
    data[data.index(b"0.7983")] = ord("9")
    return bytes(data)


def compound(*streams: str) -> bytes:
    """The head and directory of an OLE2 file with these streams."""
    entries = b""
    for name in ("Root Entry", *streams):
        raw = name.encode("utf-16-le") + b"\0\0"
        entries += raw.ljust(64, b"\0") + struct.pack("<H", len(raw)) + b"\0" * 62
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries.ljust(1024, b"\0")


def locked(workbook: bytes, password: str, spins: int = 1000) -> bytes:
    """The workbook with a password, as Excel from 2010 on locks it; it must have 4 KB or more to be locked rightly.

    `spins`: how often the password is hashed, which the file says; Excel's own files, 100,000 times.
    """
    assert len(workbook) > 4096
    target = io.BytesIO()
    encrypt = partial(ECMA376Agile.encrypt, spin_count=spins)
    with patch.object(ECMA376Agile, "encrypt", encrypt):
        OOXMLFile(io.BytesIO(workbook)).encrypt(password, target)
    return target.getvalue()


def other_office(main: str) -> bytes:
    return packed({"[Content_Types].xml": types(main), "_rels/.rels": relations()})


def open_document(kind: str) -> bytes:
    return packed({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<a/>"})


def doctype(inside: str, use: str) -> bytes:
    return good({SHEET: f"<!DOCTYPE a [{inside}]>" + worksheet(f'<row><c t="str"><v>{use}</v></c></row>')})


def billion_laughs() -> bytes:
    levels = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    return doctype('<!ENTITY l0 "ฮา">' + "".join(levels), "&l9;")


def excel_lock(user: bytes = b"Somchai") -> bytes:
    wide = user.decode().encode("utf-16-le")
    narrow = bytes([len(user)]) + user.ljust(54, b" ")
    return narrow + bytes([len(user), 0]) + wide + b" \0" * ((108 - len(wide)) // 2)


@dataclass(frozen=True)
class Broken:
    name: str
    code: str
    make: Callable[[], bytes]
    which: str = ""  # limit, for F111 and F113


def shared_formula(length: int, cells: int) -> str:
    """Rows whose cells all have the formula of the first one, which is so long."""
    first = f'<row><c><f t="shared" si="0" ref="A1:CV{cells // 100}">{"1+" * (length // 2)}1</f><v>1</v></c>'
    return (
        first
        + '<c><f t="shared" si="0"/><v>1</v></c>' * 99
        + "</row>"
        + ("<row>" + '<c><f t="shared" si="0"/><v>1</v></c>' * 100 + "</row>") * (cells // 100 - 1)
    )


def one_text(length: int, cells: int) -> bytes:
    """A workbook with one long shared text in many cells."""
    strings = f'<sst xmlns="{MAIN}"><si><t>{"ก" * length}</t></si></sst>'
    rows = ("<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>") * (cells // 100)
    return good({"xl/sharedStrings.xml": strings, SHEET: worksheet(rows)})


def _cells(rows: int, columns: int) -> str:
    row = "<row>" + "<c><v>1</v></c>" * columns + "</row>"
    return row * rows


_TEXT = "ลำดับ,คะแนน\n1,79.83\n"
_STYLES = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/></cellXfs></styleSheet>'
_MERGES = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 1002))

BROKEN = (
    Broken("a folder in a zip", "F101", lambda: packed({"inbox/a.xlsx": good(), "inbox/b.txt": "b"})),
    Broken("empty zip", "F101", lambda: packed({})),
    Broken("picture", "F101", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100)),
    Broken("nothing but zeros", "F101", lambda: bytes(5000)),
    Broken("unknown compound file", "F101", lambda: compound("Sound")),
    Broken("no bytes", "F102", lambda: b""),
    Broken("password", "F103", lambda: locked(packed(GOOD, zipfile.ZIP_STORED), "ลับ")),
    Broken("encrypted part", "F157", encrypted_part),
    Broken("xls of Excel 4", "F104", lambda: b"\x09\x04\x06\x00" + bytes(50)),
    Broken(
        "XML of 2003",
        "F104",
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    ),
    Broken(
        "ods that is not packed",
        "F105",
        lambda: b'<?xml version="1.0"?><document mimetype="application/vnd.oasis.opendocument.spreadsheet"/>',
    ),
    Broken("xlsb", "F106", lambda: other_office("ms-excel.sheet.binary.macroEnabled.main")),
    Broken("xlsb by its part", "F106", lambda: packed({"xl/workbook.bin": b"\x83\x01\0"})),
    Broken("csv", "F107", _TEXT.encode),
    Broken("csv with a mark", "F107", lambda: _TEXT.encode("utf-8-sig")),
    Broken("csv in a Thai code page", "F107", lambda: _TEXT.encode("cp874")),
    Broken("csv in UTF-16", "F107", lambda: _TEXT.encode("utf-16")),
    Broken("html", "F108", lambda: b"<HTML><body><table><tr><td>1</table>"),
    Broken("html that is only a table", "F108", lambda: b"\r\n<table border=1><tr><td>1</table>"),
    Broken("html in UTF-16", "F108", lambda: "<!DOCTYPE html><p>คะแนน".encode("utf-16")),
    Broken("web page in one file", "F108", lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n"),
    Broken(
        "docx",
        "F109",
        lambda: other_office("openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    ),
    Broken(
        "pptx",
        "F109",
        lambda: other_office("openxmlformats-officedocument.presentationml.presentation.main+xml"),
    ),
    Broken("odt", "F109", lambda: open_document("text")),
    Broken("pdf", "F109", lambda: b"%PDF-1.7\n"),
    Broken("rtf", "F109", lambda: b"{\\rtf1 }"),
    Broken("doc", "F109", lambda: compound("WordDocument")),
    Broken("password, but nothing inside", "F110", lambda: compound("EncryptionInfo", "EncryptedPackage")),
    Broken("xls", "F110", lambda: compound("Workbook")),
    Broken("xls of Excel 5", "F110", lambda: compound("Book")),
    Broken("ods", "F110", lambda: open_document("spreadsheet")),
    Broken("cut in the middle", "F110", lambda: good()[: len(good()) // 2]),
    Broken("first bytes of a zip", "F110", lambda: b"PK\x03\x04"),
    Broken("no workbook part", "F110", lambda: good({WORKBOOK: None})),
    Broken("no sheet named", "F110", lambda: good({WORKBOOK: workbook("")})),
    Broken("the only sheet is absent", "F110", lambda: good({SHEET: None})),
    Broken("sheet cut off", "F110", lambda: good({SHEET: worksheet("<row><c><v>1")[:200]})),
    Broken("no xml", "F110", lambda: good({SHEET: b"\x00\x01\x02"})),
    Broken("wrong checksum", "F110", wrong_checksum),
    Broken("size in the directory is a lie", "F110", lying_about_size),
    Broken("packed in another way", "F110", lambda: packed(GOOD, zipfile.ZIP_BZIP2)),
    Broken("shared text that is none", "F110", lambda: with_rows('<row><c t="s"><v>7</v></c></row>')),
    Broken("shared text number in Thai", "F110", lambda: with_rows('<row><c t="s"><v>๑</v></c></row>')),
    Broken("shared texts absent", "F110", lambda: good({"xl/sharedStrings.xml": None})),
    Broken("odd reference", "F110", lambda: with_rows('<row><c r="$A$1"><v>1</v></c></row>')),
    Broken("row zero", "F110", lambda: with_rows('<row><c r="A0"><v>1</v></c></row>')),
    Broken("row number that is none", "F110", lambda: with_rows('<row r="-1"><c><v>1</v></c></row>')),
    Broken(
        "codec of Python's",
        "F110",
        lambda: good({SHEET: '<?xml version="1.0" encoding="unicode_escape"?>' + worksheet("")}),
    ),
    Broken("over 20 MB", "F111", lambda: good() + bytes(20 * MEGABYTE), "size"),
    Broken("501 parts", "F111", lambda: packed({f"{number}.xml": "" for number in range(501)}), "entries"),
    Broken("part over 32 MB", "F111", lambda: with_part("xl/media/a.bmp", bytes(33 * MEGABYTE)), "part"),
    Broken(
        "64 MB in all",
        "F111",
        lambda: good({f"xl/media/{n}.bmp": bytes(3 * MEGABYTE) for n in range(22)}),
        "total",
    ),
    Broken("packed 1,000 times", "F111", lambda: good({SHEET: worksheet(" " * (5 * MEGABYTE))}), "ratio"),
    Broken("nested deep", "F111", lambda: with_rows("<a>" * 100_000 + "</a>" * 100_000), "depth"),
    Broken(
        "nothing but tags",
        "F111",
        lambda: good({SHEET: worksheet("<c/>" * 900_000), WORKBOOK: workbook(sheets(6))}),
        "markup",
    ),
    Broken("one endless tag", "F111", lambda: with_rows(f'<row><c r="{"A" * 300_000}"/></row>'), "token"),
    Broken(
        "one large sheet 64 times",
        "F111",
        lambda: good({SHEET: worksheet((" " * 100_000 + "<a/>") * 20), WORKBOOK: workbook(sheets(64))}),
        "total",
    ),
    Broken(
        "65,491 styles",
        "F111",
        lambda: with_part("xl/styles.xml", _STYLES.replace("<xf/>", "<xf/>" * 65_491)),
        "styles",
    ),
    Broken("billion laughs", "F112", billion_laughs),
    Broken("file from outside", "F112", lambda: doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;")),
    Broken("DTD that does nothing", "F112", lambda: doctype("", "")),
    Broken("absolute name", "F112", lambda: with_renamed_part("/xl/a.xml")),
    Broken("name of a drive", "F112", lambda: with_renamed_part("C:\\xl\\a.xml")),
    Broken("name that climbs", "F112", lambda: with_renamed_part("xl\\..\\..\\a.xml")),
    Broken("name with a line feed", "F112", lambda: with_renamed_part("xl/a\nb.xml")),
    Broken("name twice", "F112", lambda: with_twin("xl/a.xml", "xl/a.xml")),
    Broken("name twice, once in capitals", "F112", lambda: with_twin("xl/a.xml", "XL/A.xml")),
    Broken("name twice, once with a backslash", "F112", lambda: with_twin("xl/a.xml", "xl\\a.xml")),
    Broken("zip inside", "F112", lambda: with_part("xl/media/a.png", good())),
    Broken("cell XFD1048576", "F113", lambda: with_rows('<row><c r="XFD1048576"><v>1</v></c></row>'), "rows"),
    Broken("row 5,001", "F113", lambda: with_rows('<row r="5001"><c><v>1</v></c></row>'), "rows"),
    Broken("column 101", "F113", lambda: with_rows('<row r="1"><c r="CW1"><v>1</v></c></row>'), "columns"),
    Broken("200,001 cells", "F113", lambda: with_rows(_cells(2001, 100)), "cells"),
    Broken("65 sheets", "F113", lambda: good({WORKBOOK: workbook(sheets(65))}), "sheets"),
    Broken(
        "1,001 merges", "F113", lambda: with_rows("", after=f"<mergeCells>{_MERGES}</mergeCells>"), "merges"
    ),
    Broken(
        "endless text", "F113", lambda: with_rows(f'<row><c t="str"><v>{"ก" * 32_768}</v></c></row>'), "text"
    ),
    Broken(
        "one formula in 13,500 cells", "F113", lambda: with_rows(shared_formula(32_000, 13_500)), "characters"
    ),
    Broken("one text in 13,500 cells", "F113", lambda: one_text(32_767, 13_500), "characters"),
    Broken("lock file of Excel", "F114", excel_lock),
    Broken(
        "lock file of LibreOffice",
        "F114",
        lambda: b",somchai,pc,10.04.2020 09:30,file:///home/somchai/.config/libreoffice/4;",
    ),
)
