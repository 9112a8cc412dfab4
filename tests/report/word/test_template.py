"""The Word file that all others begin as has what they ask for."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from itaxl.files import shipped
from itaxl.report.word.template import PAGES, Template
from tests.report.word.making import FACE, made
from tests.report.word.reading import opened, part
from tests.report.word.test_document import complaints

FILE = (shipped("word_templates") / "report.docx").read_bytes()


@pytest.mark.slow
def test_it_is_sound(tmp_path: Path) -> None:
    assert complaints(FILE, tmp_path) == []


def test_it_has_a_section_for_each_kind_of_page() -> None:
    template = Template(FACE.colours)
    widths = {pages: round(template.width(pages) / 567, 1) for pages in PAGES}
    assert widths == dict.fromkeys(PAGES, 16.0) | {"across": 24.7}


@pytest.mark.slow
@pytest.mark.parametrize("document", ["analysis", "followup", "memo"])
@pytest.mark.parametrize("case", ["known", "long"])
def test_every_style_that_a_document_asks_for_is_in_it(document: str, case: str) -> None:
    with zipfile.ZipFile(io.BytesIO(made(document, case))) as package:
        names = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
    texts = "".join(part(made(document, case), name) for name in names)
    used = set(re.findall(r'<w:(?:p|r|tbl)Style w:val="(\w+)"', texts))
    assert used
    assert used <= {style.style_id for style in opened(FILE).styles}
