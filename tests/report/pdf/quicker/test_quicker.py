"""What WeasyPrint is spared: it comes to the same without."""

import importlib
import sys
from typing import Any

import pytest

from itaxl.report.pdf import weasyprint
from itaxl.report.pdf.quicker import imports, patterns, places, styles
from itaxl.report.pdf.render import Document, fetcher, render

WIDE, NARROW = "10cm", "2cm"
PAGE = (
    "<style>@page {{ size: {}; margin: 0 }}</style><p><span style='display: inline-block'>one two three, four"
)


def test_a_module_that_is_rarely_called_is_imported_with_its_first_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with imports.imported_later("colorsys"):
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
    inline = importlib.import_module("weasyprint.layout.inline")
    ours = width_of_box(page)
    monkeypatch.setattr(inline, "shrink_to_fit", places.original("weasyprint.layout.preferred:shrink_to_fit"))
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


# Equal and unequal texts, styles and widths; logical and physical margins; borders that collapse; lists, a row, a rule.
MUCH = """<html lang=th><style>
td, th { border: 1pt solid; padding: 2% } .c { border-collapse: collapse }
section { margin-inline: 1cm 2cm; width: 60% }
th { border-width: 5pt } td p { margin-left: 20%; background: #eee }
.row { display: flex } i { letter-spacing: 1pt } ul { list-style: square }
</style><ul><li>ก<li>ข</ul><ol><li>ก<li>ข</ol><p>หนึ่ง <b>สอง</b> หนึ่ง <i>สอง</i> <u>สาม</u> <u>สาม</u>
<section><p>หนึ่ง สอง สาม สี่</section>
<table><tr><th>หนึ่ง<td>สอง<tr><th>หนึ่ง<td>สอง</table>
<table class=c><tr><th rowspan=2>หนึ่ง<td>สอง<td>สอง<tr><td>สอง<td>สอง</table>
<table><tr><td><p>หนึ่ง<td><p>หนึ่ง หนึ่ง สอง สอง สาม สาม</table>
<div class=row><p>หนึ่ง</p><p>สอง</p></div>
<p style="text-align: justify; width: 3cm">one two three one two three one two three"""
NOTED = "<html lang=th><style>span { float: footnote }</style><p>ก<span>ข</span> ค"
ITEM = "<html lang=th><p style='display: list-item'>ง"


@pytest.mark.parametrize("html", [MUCH, NOTED, ITEM])
def test_a_page_is_the_same_to_the_byte_as_without_all_this(
    html: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = render(Document(html, "ก"))
    take_away(monkeypatch)
    assert render(Document(html, "ก")) == ours


def take_away(patch: pytest.MonkeyPatch) -> None:
    """Put back all that WeasyPrint had of its own."""
    css, ffi, inputstream = map(
        importlib.import_module, ("weasyprint.css", "weasyprint.text.ffi", "tinyhtml5.inputstream")
    )
    for name, module in list(sys.modules.items()):
        for attribute, value in [*vars(module).items()] if name.startswith("weasyprint.") else []:
            if "itaxl" in getattr(value, "__module__", "") and hasattr(value, "__wrapped__"):
                patch.setattr(module, attribute, value.__wrapped__)
    patch.setattr(css.ComputedStyle, "__missing__", css.ComputedStyle.__missing__.__wrapped__)
    patch.delattr(ffi.ffi, "new")
    patch.setattr(inputstream, "characters_until_regex", {})
    for part in ("fit_quicker", "styles.leave_out_notes"):
        patch.setattr(f"itaxl.report.pdf.quicker.{part}", lambda *_: None)


def test_equal_lines_are_set_once() -> None:
    texts = boxes("<p>one<p>one<p>one")
    assert len(texts) == 3
    assert [len(places.remembered(text.style, "lines")) for text in texts] == [1, 1, 1]


def test_each_equal_line_has_a_layout_of_its_own() -> None:
    first, second = boxes("<p>one<p>one")
    assert first.pango_layout is not second.pango_layout


def boxes(html: str) -> list[Any]:
    page = weasyprint.load().HTML(string=html, url_fetcher=fetcher()).render().pages[0]
    return [box for box in page._page_box.descendants() if type(box).__name__ == "TextBox"]


def test_no_element_has_styles_of_notes_where_there_are_none() -> None:
    html = weasyprint.load().HTML(string="<p>ก<ul><li>ข", url_fetcher=fetcher())
    whole = html._ua_stylesheets()[0].matcher
    styles.leave_out_notes(html, "<p>ก<ul><li>ข")
    lean = html._ua_stylesheets()[0].matcher
    kinds = [{rule[3] for rule in matcher.other_selectors} for matcher in (whole, lean)]
    assert kinds[0] - kinds[1] == {"marker", *styles._OF_NOTES}
    assert all(
        "marker" in {rule[3] for rule in lean.lower_local_name_selectors[name]} for name in styles.LISTS
    )


def test_a_pattern_is_made_once() -> None:
    kept = patterns.Patterns()
    assert kept["<&", False] is kept["<&", False]
    assert kept["<&", False].match("ab<")
    assert not kept["<&", False].match("&")
    assert kept["<&", True].match("&")


def test_an_array_of_any_length_has_one_type() -> None:
    weasyprint.load()
    ffi = importlib.import_module("weasyprint.text.ffi").ffi
    assert [*ffi.new("unsigned int[3]", [1, 2, 3])] == [1, 2, 3]
    assert "unsigned int[3]" not in ffi._parsed_types
