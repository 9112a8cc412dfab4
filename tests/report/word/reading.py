"""What the tests read out of Word files, and out of the pages that must say the same."""

import io
import re
import zipfile
from html.parser import HTMLParser
from typing import Any

import docx
from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIGNS = re.compile("[\\s\u200b☐☑✓■□▨▾┆│━┅┈]+")  # white space, and signs that HTML draws by style sheets
ENDS = ("p", "br", "tab")  # what parts words that are drawn apart
VOID = ("meta", "col", "img", "br", "link")
PAGE = re.compile(r"\((?:หน้า|Page)\u00a0\)")  # around the number of a page, which HTML draws by style sheets
UNSAID = ("draft-mark", "emblem-place")  # of a draft: marks on the page


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def part(data: bytes, name: str) -> str:
    """A part of the file as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode("utf-8")


def squeezed(text: str) -> str:
    return SIGNS.sub("", text)


def text_of(data: bytes) -> str:
    """All text of the body in order, without page numbers and what only Word draws."""
    return squeezed(PAGE.sub("", "".join(_texts(opened(data).element.body))))


def lines_of(data: bytes) -> str:
    """All text of the body, each paragraph a line, without page numbers and what only Word draws."""
    return PAGE.sub("", "".join(_texts(opened(data).element.body)))


def _texts(body: Any) -> list[str]:
    texts: list[str] = []
    fields: list[str] = []
    in_contents = at_number = False
    for element in body.iter(*(f"{W}{name}" for name in ("pStyle", "fldChar", "instrText", "t", *ENDS))):
        if element.tag in (f"{W}{name}" for name in ENDS):
            texts.append("\n")
        if element.tag == f"{W}pStyle":
            in_contents, at_number = element.get(f"{W}val").startswith("TOC"), False
        elif element.tag == f"{W}tab":
            at_number = in_contents
        elif element.tag == f"{W}instrText":
            fields[-1] = element.text.split()[0]
        elif element.tag == f"{W}t":
            texts += [] if at_number or "PAGEREF" in fields else [element.text or ""]
        elif element.get(f"{W}fldCharType") == "begin":
            fields.append("")
        elif element.get(f"{W}fldCharType") == "end":
            fields.pop()
    return texts


class _Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.open: list[bool] = []  # whether each open element is read
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            unsaid = tag in ("title", "style", "svg") or dict(attrs).get("class") in UNSAID
            self.open.append((not self.open or self.open[-1]) and not unsaid)

    def handle_endtag(self, _: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1]:
            self.texts.append(data)


def text_of_page(html: str) -> str:
    """All text of a page in order."""
    return squeezed("".join(_Page(html).texts))


def headers(data: bytes) -> list[str]:
    """The XML of each running head."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if re.fullmatch(r"word/header\d+\.xml", name)]
        return [package.read(name).decode("utf-8") for name in names]
