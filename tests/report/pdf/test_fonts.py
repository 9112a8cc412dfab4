"""The fonts are what their script makes, and Thai set in them comes out of a PDF as it went in."""

import io
from collections.abc import Callable

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from itaxl.files import shipped
from itaxl.report.pdf.render import Document, render
from itaxl.report.pdf.text_layer import plain
from tests.report.pdfs import PAGE, READERS, fonts_of, tool

pytestmark = pytest.mark.slow

FONTS = shipped("html_templates") / "fonts"
CONSONANTS = [chr(code) for code in range(0x0E01, 0x0E2F) if chr(code) not in "ฤฦ"]
TONES = ["", "่", "้", "๊", "๋"]
VOWELS = ["", "ั", "ิ", "ี", "ึ", "ื", "ุ", "ู", "า", "ำ"]
OTHER_MARKS = ["็", "์", "ิ์", "ุ์", "ฺ", "ํ", "๎"]
FACES = {
    "Itaxl-Sarabun": "",
    "Itaxl-Sarabun-Bold": "font-weight: bold",
    "Itaxl-Sarabun-Italic": "font-style: italic",
    "Itaxl-Sarabun-Bold-Italic": "font-weight: bold; font-style: italic",
}


def syllables() -> list[str]:
    """Every consonant with every vowel, tone and mark, in the order in which people type them."""
    marks = [vowel + tone if vowel not in ("า", "ำ") else tone + vowel for vowel in VOWELS for tone in TONES]
    return [consonant + mark for consonant in CONSONANTS for mark in (*marks, *OTHER_MARKS)]


@pytest.fixture(scope="module")
def every_syllable() -> bytes:
    text = " ".join(syllables())
    paragraphs = "".join(f"<p style='{style}'>{text}</p>" for style in FACES.values())
    rendered = render(Document(PAGE + paragraphs, "พยัญชนะกับสระและวรรณยุกต์"))
    assert (rendered.warnings, rendered.differences) == ((), ())
    return rendered.pdf


@pytest.mark.parametrize("reader", READERS)
def test_every_consonant_with_every_mark_is_extracted_as_it_was(
    every_syllable: bytes, reader: Callable[[bytes], str]
) -> None:
    assert plain(reader(every_syllable)) == plain("".join(syllables())) * len(FACES)


def test_the_four_faces_are_used(every_syllable: bytes) -> None:
    assert fonts_of(every_syllable) == set(FACES)


@pytest.mark.parametrize("face", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_sarabun_is_what_its_script_makes(face: str) -> None:
    assert (FONTS / f"ItaxlSarabun-{face}.ttf").read_bytes() == tool("make_fonts").sarabun(face)


@pytest.mark.skipif(
    not tool("make_fonts").DEJAVU.is_dir(), reason="the source, DejaVu Sans, is not installed"
)
@pytest.mark.parametrize("face", ["Regular", "Bold"])
def test_ticks_are_what_their_script_makes(face: str) -> None:
    """As they are drawn: each release of Debian builds DejaVu anew, with other bytes around the same signs."""
    assert drawn((FONTS / f"ItaxlTicks-{face}.ttf").read_bytes()) == drawn(tool("make_fonts").ticks(face))


def drawn(font: bytes) -> dict[str, object]:
    """Each character with its advance and outline, and the name of the family."""
    opened = TTFont(io.BytesIO(font))
    glyphs, result = opened.getGlyphSet(), {}
    for code, name in opened.getBestCmap().items():
        pen = RecordingPen()
        glyphs[name].draw(pen)
        result[chr(code)] = (glyphs[name].width, pen.value)
    return {"family": opened["name"].getDebugName(1), "em": opened["head"].unitsPerEm, **result}


def test_every_tick_is_there() -> None:
    rendered = render(Document(f"{PAGE}<p>{tool('make_fonts').TICKS} •√→≥฿ <b>☑ ☐</b>", ""))
    assert (rendered.warnings, rendered.differences) == ((), ())


def test_every_sign_of_the_blocks_comes_out_of_a_pdf_as_it_went_in() -> None:
    signs = sorted(
        chr(code) for code in TTFont(FONTS / "ItaxlTicks-Regular.ttf").getBestCmap() if code > 0xFF
    )
    assert len(signs) > 500
    rendered = render(Document(f"{PAGE}<p>{' '.join(signs)} <b>{' '.join(signs)}</b>", ""))
    assert (rendered.warnings, rendered.differences) == ((), ())


@pytest.mark.parametrize(
    "family", ["DejaVu Sans", "Loma", "Liberation Serif", "serif", "monospace", "no such font"]
)
def test_no_font_of_the_machine_is_used(family: str) -> None:
    rendered = render(Document(f"<html lang=th><p style='font-family: {family}'>ดำเนินงาน abc ☑", ""))
    assert fonts_of(rendered.pdf) == {"Itaxl-Sarabun", "Itaxl-Ticks"}


def test_the_licences_are_beside_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text("utf-8")
    assert "Bitstream Vera" in (FONTS / "LICENSE-DejaVu.txt").read_text("utf-8")
