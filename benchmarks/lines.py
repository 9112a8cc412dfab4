"""Measure the lines of the PDFs of samples/reference: how full they are, and how long the layout takes.

    python -m benchmarks.lines [ROUNDS]

Counted are lines after which the text goes on in the next one. The room that a line leaves is a share of its width.
"""

import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from itaxl.gather import gather
from itaxl.inbox.request import Request
from itaxl.instrument import publication
from itaxl.report.outputs import ANALYSIS, FOLLOWUP, MEMO
from itaxl.report.pdf import weasyprint
from itaxl.report.pdf.line_ends import ends_of_words
from itaxl.report.pdf.render import Document, _lay_out
from itaxl.report.pdf.word_breaks import visible
from itaxl.report.views import material
from itaxl.report.web import html
from samples import make_reference

EIGHTH = 1 / 8
EDGE = 6  # letters by which the end of a line is found again
THAI = re.compile("[ก-ฮะ-ฺเ-ๅ็-๎]+")


@dataclass(frozen=True)
class Line:
    """Line of a paragraph: the room that it leaves, whether it is in a cell, whether it ends inside a word."""

    room: float
    in_cell: bool
    in_word: bool


def main(rounds: int = 3) -> None:
    with tempfile.TemporaryDirectory() as folder:
        agency = shutil.copytree(make_reference.FOLDER, Path(folder) / "agency")
        documents = dict(pages(agency, make_reference.YEAR))
    engine = weasyprint.load()
    report: dict[str, list[Line]] = {"running text": [], "memos": [], "cells": []}
    times = []
    for number in range(rounds):
        start = time.process_time()
        laid_out = {name: _lay_out(engine, Document(page, name))[0] for name, page in documents.items()}
        times.append(time.process_time() - start)
        if not number:
            for name, document in laid_out.items():
                for line in lines(document):
                    report["cells" if line.in_cell else "running text"].append(line)
                    if name == MEMO.name and not line.in_cell:
                        report["memos"].append(line)
    print(f"{len(documents)} documents, laid out in {statistics.median(times):.1f} s (median of {rounds})")
    for name, own_lines in report.items():
        rooms = [line.room for line in own_lines]
        over = sum(room > EIGHTH for room in rooms) / len(rooms)
        inside = sum(line.in_word for line in own_lines)
        print(
            f"{name:13}{len(own_lines):5} lines, empty {statistics.mean(rooms):6.2%},"
            f" more than an eighth {over:6.2%}, ends inside words {inside}"
        )


def pages(folder: Path, year: int) -> Iterator[tuple[str, str]]:
    """Yield the pages of an agency's documents by name."""
    year_data = gather(Request(folder, year))
    agency = year_data.context.agency
    case = material.build_material(
        year_data.outcome.assessment, agency, year_data.context.instrument, publication(year),
        lang="th", date=agency.report_date,
    )  # fmt: skip
    for document in (ANALYSIS, FOLLOWUP, MEMO):
        yield (
            document.name,
            html.page(document.template, document.view(case), agency, draft=False, medium="print"),
        )


def lines(laid_out: Any) -> Iterator[Line]:
    """Yield the lines of a document that go on in the next one of their paragraph."""
    for page in laid_out.pages:
        yield from lines_in(page._page_box, in_cell=False)


def lines_in(box: Any, *, in_cell: bool) -> Iterator[Line]:
    children = getattr(box, "children", ())
    inner = [child for child in children if type(child).__name__ == "LineBox" and texts(child)]
    for line, following in pairwise(inner):
        if not any(part.element_tag == "br" for part in line.descendants()):
            indent = box.style["text_indent"].value if line is inner[0] else 0
            yield Line(1 - (width(line) + indent) / box.width, in_cell, ends_inside_word(line, following))
    for child in children:
        if type(child).__name__ != "MarginBox":
            yield from lines_in(child, in_cell=in_cell or child.element_tag in ("td", "th"))


def width(line: Any) -> float:
    boxes = texts(line)
    return float(max(box.position_x + box.width for box in boxes) - min(box.position_x for box in boxes))


def ends_inside_word(line: Any, following: Any) -> bool:
    """Return whether Thai letters before and after a line's end are of one word, by the words around them."""
    before, after = (visible("".join(box.text for box in texts(part))) for part in (line, following))
    source = visible("".join(texts(line)[-1].element.itertext()))
    if f"{before[-EDGE:]} {after[:EDGE]}" in " ".join(source.split()):
        return False  # the space at the end of a line is not in its box
    for word in THAI.finditer(before + after):
        if word.start() < len(before) < word.end():
            return len(before) - word.start() not in ends_of_words(word[0])
    return False


def texts(line: Any) -> list[Any]:
    return [box for box in line.descendants() if type(box).__name__ == "TextBox" and box.text]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
