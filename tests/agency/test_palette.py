"""The colours of the documents: which are in force, and that text can be read with them."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.agency import palette
from itaxl.agency.palette import READ_WITH, READ_WITH_IN_DARK
from itaxl.files import shipped, starter
from itaxl.texts import LANGS

CSS = shipped("html_templates") / "css"
OURS = palette.declared((CSS / "colours.css").read_text("utf-8"))
NOWHERE = Path("/nowhere")
SIX = st.from_regex("#[0-9a-f]{6}", fullmatch=True)


def own(folder: Path, css: bytes) -> Path:
    file = folder / "html_templates" / "css" / "colours.css"
    file.parent.mkdir(parents=True)
    file.write_bytes(css)
    return folder


def test_the_names_are_those_of_the_style_sheet() -> None:
    assert list(READ_WITH) == list(OURS)
    used = "".join(file.read_text("utf-8") for file in CSS.glob("*.css"))
    assert set(re.findall(r"var\(--([\w-]+)\)", used)) == set(READ_WITH)


def test_what_is_read_with_them_is_what_the_style_sheets_say() -> None:
    common, screen = ((CSS / f"{name}.css").read_text("utf-8") for name in ("common", "screen"))
    site, word = ((CSS / "site.css").read_text("utf-8"), (CSS / "print.css").read_text("utf-8"))
    assert re.search(r"\.heat td\.shade-3, [^{]*{ background: var\(--shade-3\) [^}]*; color: #fff; }", common)
    assert "background: var(--accent); color: #fff;" in site
    assert "body { color: #111;" in common
    assert "tr.group > th { background: var(--group); }" in common
    assert all("color: #333;" in re.search(r"\.note, [^}]*", css)[0] for css in (screen, word))  # type: ignore[index]
    assert "body { background: #f4f5f7; }" in screen


def test_ours_can_be_read() -> None:
    assert list(palette.faint(OURS)) == []


@pytest.mark.slow
@given(st.fixed_dictionaries(dict.fromkeys(READ_WITH, SIX)))
def test_whatever_the_colours_are_they_can_be_read_in_the_dark(colours: dict[str, str]) -> None:
    turned = palette.dark(colours)
    assert list(turned) == list(READ_WITH)
    assert list(palette.faint(turned, READ_WITH_IN_DARK)) == []


def test_in_the_dark_what_was_light_is_dark() -> None:
    turned = palette.dark(OURS)
    for name in ("head", "group", "rail", "shade-1"):
        assert palette.contrast(turned[name], "#000000") < 3 < palette.contrast(OURS[name], "#000000")
    assert palette.contrast(turned["accent"], "#000000") > palette.contrast(OURS["accent"], "#000000")


def test_a_colour_by_name_becomes_ours_in_the_dark() -> None:
    assert palette.dark({**OURS, "accent": "navy"}) == palette.dark(OURS)


def test_what_is_read_in_the_dark_is_what_its_style_sheet_says() -> None:
    dark = (CSS / "dark.css").read_text("utf-8")
    assert f"color: {palette.DARK_INK};" in dark
    assert f"main, .site-nav, .skip {{ background: {palette.DARK_GROUND}; }}" in dark
    assert ".heat td.shade-3, .key.shade-3 .swatch { color: #111; }" in dark


@pytest.mark.parametrize("lang", LANGS)
def test_a_new_agency_sees_every_colour_as_it_is(lang: str) -> None:
    text = starter(lang).decode()
    assert tomllib.loads(text)["colours"] == {}
    offered = text.partition("[colours]\n")[2].partition("\n\n")[0]
    named = tomllib.loads(re.sub(r'^# (?=[\w-]+ = ")', "", offered, flags=re.MULTILINE))
    assert named == {name: palette.plain(value) for name, value in OURS.items()}


@pytest.mark.slow
@given(st.text(max_size=12))
def test_nothing_but_digits_becomes_a_colour(text: str) -> None:
    result = palette.plain(text)
    assert not result or (re.fullmatch("#[0-9a-f]{6}", result) and text.startswith("#"))


@pytest.mark.slow
@given(SIX)
def test_a_colour_stays_what_it_is(colour: str) -> None:
    assert palette.plain(colour) == palette.plain(colour.upper()) == colour


def test_three_digits_stand_for_six() -> None:
    assert palette.plain("#0Af") == "#00aaff"


@pytest.mark.parametrize(
    "one, other, expected",
    [("#000000", "#ffffff", 21), ("#767676", "#ffffff", 4.54), ("#777777", "#ffffff", 4.48)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert palette.contrast(one, other) == pytest.approx(expected, abs=0.005)


@pytest.mark.slow
@given(SIX, SIX)
def test_contrast_goes_both_ways_and_from_1_to_21(one: str, other: str) -> None:
    assert palette.contrast(one, other) == palette.contrast(other, one)
    assert 1 <= palette.contrast(one, other) <= 21.0001
    assert palette.contrast(one, one) == 1


def test_each_colour_that_carries_text_may_be_too_faint() -> None:
    """Middle grey is hard to read with on both sides."""
    results = {colour.name: colour.remedy for colour in palette.faint(dict.fromkeys(READ_WITH, "#7b7b7b"))}
    assert results == {
        "accent": "darker", "head": "lighter", "group": "lighter", "shade-1": "lighter", "shade-2": "lighter",
        "shade-3": "darker", "quiet": "darker",
    }  # fmt: skip


def test_of_a_colour_that_is_no_digits_nothing_is_said() -> None:
    assert list(palette.faint({**OURS, "accent": "yellow"})) == []


def test_settings_win_over_the_agencys_file_and_that_over_ours(tmp_path: Path) -> None:
    css = ":root {\n --accent: #006400; /* --rail: #000; */ --fair:#abc ;--head: hsl(0 0% 90%); --brand: #123456}"
    folder = own(tmp_path, css.encode())
    assert palette.in_force(folder, {"accent": "#5b2a86"}) == {
        **OURS, "accent": "#5b2a86", "fair": "#abc", "head": "hsl(0 0% 90%)", "brand": "#123456",
    }  # fmt: skip


def test_without_any_of_the_agencys_they_are_ours() -> None:
    assert palette.in_force(NOWHERE, {}) == OURS


def test_a_file_in_another_encoding_does_no_harm(tmp_path: Path) -> None:
    folder = own(tmp_path, b"\xef\xbb\xbf:root { --accent: #006400; } /* " + "สี".encode("cp874") + b" */")
    assert palette.in_force(folder, {}) == {**OURS, "accent": "#006400"}


def test_a_style_sheet_that_says_it_all_stays_as_it_is() -> None:
    css = (CSS / "colours.css").read_text("utf-8")
    assert palette.completed(css, OURS) == css


def test_what_a_style_sheet_lacks_comes_after_it() -> None:
    css = ":root { --accent: #111111; --fair: #222222; }"
    made = palette.completed(css, {"accent": "#333333", "fair": "#222222", "rail": "#444444"})
    assert made == f"{css}\n:root {{\n  --accent: #333333;\n  --rail: #444444;\n}}"
    assert palette.declared(made) == {"accent": "#333333", "fair": "#222222", "rail": "#444444"}


def test_what_is_no_css_gets_six_digits() -> None:
    made = palette.six_digits({**OURS, "accent": "#0a0", "rail": "navy", "brand": "teal", "other": "#ABCDEF"})
    assert made["accent"] == "00AA00"
    assert made["rail"] == OURS["rail"][1:].upper()
    assert made["other"] == "ABCDEF"
    assert "brand" not in made
