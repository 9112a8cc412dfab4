"""What the documents' fonts draw, and what is printed for the rest."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from itaxl.agency import fonts
from itaxl.files import shipped
from itaxl.report.views.wording import Style


def test_all_that_is_taken_as_common_is_drawn() -> None:
    common = {code for code in range(0x20, 0x3000) if fonts.COMMON.fullmatch(chr(code))}
    assert common - fonts.coverage() == set()


def test_every_face_draws_the_same_signs() -> None:
    folder = shipped("html_templates") / "fonts"
    for family in ("Sarabun", "Ticks"):
        faces = [set(TTFont(path).getBestCmap()) for path in sorted(folder.glob(f"Itaxl{family}-*.ttf"))]
        assert all(face == faces[0] for face in faces)


@pytest.mark.parametrize(
    ("typed", "printed"), [("ดี 😀😀", "ดี [U+1F600][U+1F600]"), ("➢ ดี", "➢ ดี"), ("ดี\nมาก", "ดี\nมาก")]
)
def test_a_sign_without_a_glyph_is_printed_by_its_number(typed: str, printed: str) -> None:
    assert fonts.drawable(typed) == printed
    assert Style("th", thai_digits=False).text(typed) == printed


@pytest.mark.parametrize("damage", [(b"maxp", b"maxq"), (b"\x00\x01\x00\x00", b"none")])
def test_a_damaged_font_draws_nothing_and_is_named(damage: tuple[bytes, bytes], tmp_path: Path) -> None:
    """However it is damaged: a table that is gone raises another error than what is no font at all."""
    whole = (shipped("html_templates") / "fonts" / "ItaxlSarabun-Regular.ttf").read_bytes()
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "whole.ttf").write_bytes(whole)
    (tmp_path / "fonts" / "damaged.ttf").write_bytes(whole.replace(*damage, 1))
    assert fonts.unreadable(tmp_path) == (tmp_path / "fonts" / "damaged.ttf",)
    assert fonts.drawn(tmp_path) >= {ord("ก"), ord("a")}


def test_the_agencys_own_fonts_draw_too(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "broken.ttf").write_bytes(b"no font")
    assert fonts.coverage(tmp_path) == fonts.coverage()
