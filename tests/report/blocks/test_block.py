"""A kind of block is a class, with its drawing in Word, and a template of its name: nothing else knows of it."""

import importlib
import pkgutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import pytest

from itaxl.files import shipped
from itaxl.report import blocks
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.prose import Prose
from itaxl.report.web.html import rendered
from itaxl.report.word.document import docx
from itaxl.report.wordml.markup import Xml, paragraph, run
from itaxl.report.wordml.sheet import Sheet
from tests.report import cases
from tests.report.word.making import DAY, FACE, view
from tests.report.word.reading import opened


@dataclass(frozen=True)
class Stamp(Block):
    """Text in a frame, made up for this test."""

    kind: ClassVar[str] = "stamp"
    ends_close: ClassVar[bool] = True
    text: str

    def word(self, sheet: Sheet) -> Xml:
        return paragraph(sheet.text_style, run(f"[{self.text}]"))


@pytest.mark.slow
def test_a_new_kind_of_block_stands_in_the_page_and_in_the_word_file(tmp_path: Path) -> None:
    template = tmp_path / "html_templates/blocks/stamp.html"
    template.parent.mkdir(parents=True)
    template.write_text('{% macro draw(block) %}<p class="stamp">{{ block.text }}</p>{% endmacro %}', "utf-8")
    section = replace(view().sections[0], blocks=(Stamp("ผ่าน & รับรอง"), Prose(("ต่อ",))))
    document = replace(view(), sections=(section,))

    page = rendered(
        "analysis.html", replace(cases.AGENCY, folder=tmp_path), doc=document, draft=False, medium="screen"
    )
    assert '<p class="stamp">ผ่าน &amp; รับรอง</p>' in page

    paragraphs = [
        (para.style.name, para.text) for para in opened(docx(document, FACE, DAY)).paragraphs if para.style
    ]
    place = paragraphs.index(("Body Text", "[ผ่าน & รับรอง]"))
    assert paragraphs[place + 1 : place + 3] == [("After Table", ""), ("Body Text", "ต่อ")]


def kinds() -> list[str]:
    for module in pkgutil.iter_modules(blocks.__path__, f"{blocks.__name__}."):
        importlib.import_module(module.name)
    ours = [kind for kind in Block.__subclasses__() if kind.__module__.startswith(blocks.__name__)]
    return [kind.kind for kind in ours]


def test_every_kind_has_a_template_of_its_name_and_every_template_a_kind() -> None:
    templates = [file.stem for file in (shipped("html_templates") / "blocks").iterdir()]
    assert sorted(kinds()) == sorted(templates)


@pytest.mark.parametrize("library", ["docx", "lxml", "weasyprint", "urllib.request"])
def test_blocks_load_no_library(library: str) -> None:
    load = f"import sys, itaxl.report.blocks.chart, itaxl.report.blocks.lines; sys.exit({library!r} in sys.modules)"
    subprocess.run([sys.executable, "-c", load], check=True)
