"""What WeasyPrint is spared: it comes to the same without."""

import importlib
import sys
from typing import Any

import pytest

from itaxl.report.pdf import quicker, weasyprint
from itaxl.report.pdf.render import fetcher

WIDE, NARROW = "10cm", "2cm"
PAGE = (
    "<style>@page {{ size: {}; margin: 0 }}</style><p><span style='display: inline-block'>one two three, four"
)


def test_a_module_that_is_rarely_called_is_imported_with_its_first_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with quicker.imported_later("colorsys"):
        later = importlib.import_module("colorsys")
    assert "colorsys" not in sys.modules
    assert later.rgb_to_hsv(0, 0, 1) == (2 / 3, 1, 1)
    assert importlib.import_module("colorsys") is not later


def test_what_is_imported_later_can_be_called_by_weasyprint() -> None:
    weasyprint.load()
    fonts = importlib.import_module("weasyprint.pdf.fonts")
    assert fonts.subset.Options(retain_gids=True).retain_gids
    with pytest.raises(TypeError):
        fonts.instantiateVariableFont()


@pytest.mark.parametrize("page", [WIDE, NARROW])
def test_a_box_gets_the_width_that_weasyprint_itself_gives_it(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    inline, preferred = (
        importlib.import_module(f"weasyprint.layout.{name}") for name in ("inline", "preferred")
    )
    ours = width_of_box(page)
    monkeypatch.setattr(inline, "shrink_to_fit", preferred.shrink_to_fit)
    assert ours == width_of_box(page)


def test_a_box_with_room_for_all_is_not_measured_word_by_word(monkeypatch: pytest.MonkeyPatch) -> None:
    weasyprint.load()
    preferred = importlib.import_module("weasyprint.layout.preferred")
    monkeypatch.setattr(preferred, "min_content_width", None)
    assert width_of_box(WIDE) > 0
    with pytest.raises(TypeError):
        width_of_box(NARROW)


def width_of_box(page: str) -> Any:
    """Return the width of the one box of a page."""
    html = weasyprint.load().HTML(string=PAGE.format(page), url_fetcher=fetcher())
    boxes = html.render().pages[0]._page_box.descendants()
    return next(box.width for box in boxes if type(box).__name__ == "InlineBlockBox")
