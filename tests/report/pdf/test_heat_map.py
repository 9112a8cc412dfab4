"""Heat maps in grey: what is under the pass mark has a corner, which no printer takes for a shade."""

import pypdfium2
import pytest

from itaxl.files import shipped
from itaxl.report.pdf.render import Document, render

CSS = "".join(
    (shipped("html_templates") / "css" / f"{name}.css").read_text("utf-8") for name in ("colours", "common")
)
CELL = 400  # pixels across


def grey(shade: str) -> tuple[int, int]:
    """How bright a cell is near its upper left corner, and in its middle."""
    page = f"""<html lang=th><style>{CSS} @page {{ size: 200px; margin: 0 }} td {{ border: 0; height: 200px }}</style>
    <table class=heat style="font-size: 40px"><tr><td class="number {shade}"></table>"""
    document = pypdfium2.PdfDocument(render(Document(page, "x")).pdf)
    picture = document[0].render(scale=CELL / document[0].get_width(), grayscale=True).to_pil().convert("L")
    document.close()
    corner, middle = picture.getpixel((6, 6)), picture.getpixel((CELL // 2, CELL // 2))
    assert isinstance(corner, int)
    assert isinstance(middle, int)
    return corner, middle


@pytest.mark.slow
@pytest.mark.parametrize("shade", ["shade-1", "shade-2", "shade-3"])
def test_a_score_under_the_pass_mark_has_a_corner(shade: str) -> None:
    corner, middle = grey(shade)
    assert abs(corner - middle) > 100


def test_a_score_that_passes_has_none() -> None:
    assert grey("") == (255, 255)
