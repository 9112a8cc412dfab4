"""The agency's own colours reach everything that is coloured: no document is half in ours."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import pypdf
import pytest

from itaxl.agency.palette import READ_WITH, declared
from itaxl.files import shipped
from itaxl.report.pdf.render import Document, render
from itaxl.report.views.analysis import analysis_view
from itaxl.report.views.document import View
from itaxl.report.views.followup import followup_view
from itaxl.report.views.material import Material
from itaxl.report.web.status_page import status_html
from itaxl.report.word.document import Face, docx
from tests.report import cases
from tests.report.pages import DOCUMENTS, html_of

DAY = date(2020, 4, 10)
# Ten that stand nowhere else in the style sheets.
OWN = {name: f"#{number:02x}5b{0xF0 - number:02x}" for number, name in enumerate(READ_WITH, start=1)}
AGENCY = replace(cases.AGENCY, colours=OWN)
# One measure, which is done here and not there: more of them take long to draw, and in the same colours.
MEASURES = cases.assessment().measures[3:4]
OUTCOME = cases.with_previous(cases.assessment(measures=MEASURES, divisions=cases.divisions(6)))
OURS = declared((shipped("html_templates") / "css/colours.css").read_text("utf-8"))
OURS_ALONE = {name: colour for name, colour in OURS.items() if colour != "#444"}  # lines are drawn in it too
IN_ANALYSIS = set(OWN) - {"group"}
# The stripes of what is under way are a pattern, whose colours a PDF does not name in its drawing.
IN_FOLLOWUP = {"accent", "rail", "head", "group", "quiet"}


def as_drawn(colour: str) -> str:
    """In a PDF's drawing: three parts of 1."""
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.6f}".rstrip("0") for at in (1, 3, 5))


@cache
def drawing(document: str) -> str:
    """All that is drawn in the PDF, patterns and pictures inside the pages with it."""
    html = html_of(DOCUMENTS[document], cases.material(OUTCOME, AGENCY))
    reader = pypdf.PdfReader(io.BytesIO(render(Document(html, document, "th", DAY)).pdf))
    pieces = [page.get_contents().get_data() for page in reader.pages]
    objects = (reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1))
    pieces += [object_.get_data() for object_ in objects if isinstance(object_, pypdf.generic.StreamObject)]
    return b"\n".join(pieces).decode("latin-1")


@pytest.mark.slow
@pytest.mark.parametrize("document, used", [("analysis", IN_ANALYSIS), ("followup", IN_FOLLOWUP)])
def test_pdfs_are_drawn_in_them(document: str, used: set[str]) -> None:
    drawn = drawing(document)
    assert {name for name, colour in OWN.items() if as_drawn(colour) in drawn} == used
    assert [name for name, colour in OURS_ALONE.items() if as_drawn(colour) in drawn] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "view, used", [(analysis_view, IN_ANALYSIS), (followup_view, IN_FOLLOWUP | {"middling"})]
)
def test_word_files_are_written_in_them(view: Callable[[Material], View], used: set[str]) -> None:
    file = docx(view(cases.material(OUTCOME, AGENCY)), Face.of(AGENCY, draft=False), DAY)
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        parts = b"".join(package.read(name) for name in package.namelist() if name.endswith(".xml")).decode()
    parts = parts.replace('"#', '"')  # as shapes have them
    assert {name for name, colour in OWN.items() if f'"{colour[1:].upper()}"' in parts} == used
    assert [name for name, colour in OURS_ALONE.items() if f'"{colour[1:].upper()}"' in parts] == []


def test_the_state_of_collection_has_its_headings_in_them() -> None:
    html = status_html((), AGENCY, 2562, "th")
    assert f"h1 {{ color: {OWN['accent']};" in html
    assert OURS["accent"] not in html
