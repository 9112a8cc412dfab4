"""Emblem and logo: in one form for PDF, page and Word, and harmless whatever the file holds."""

import base64
import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from itaxl.checks.context import Context
from itaxl.instrument import load
from itaxl.report import documents
from itaxl.report.pictures import decoding, usable
from itaxl.report.pictures.decoding import LONGEST_SIDE, Decoded, Problem, decode
from tests.filled import AGENCY

RED = Image.new("RGB", (300, 200), "red")
SQUARE = '<rect width="50" height="50" fill="red"/>'


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def svg(inside: str, root: str = 'viewBox="0 0 100 50"') -> bytes:
    return f'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" {root}>{inside}</svg>'.encode()


def seen(result: Decoded) -> tuple[str | None, str, tuple[int, int]]:
    picture = Image.open(io.BytesIO(result.content))
    return picture.format, picture.mode, picture.size


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_all_programs_show_stays_as_it_is(kind: str) -> None:
    content = encoded(RED, kind)
    assert decode(content) == Decoded(content)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("RGB", "WEBP"), ("RGB", "GIF"), ("RGB", "BMP"), ("RGB", "TIFF"), ("CMYK", "JPEG"), ("CMYK", "TIFF")],
)
def test_other_kinds_become_png_in_the_colours_of_a_screen(mode: str, kind: str) -> None:
    assert seen(decode(encoded(RED.convert(mode), kind))) == ("PNG", "RGB", RED.size)


def test_what_is_transparent_stays_so() -> None:
    assert seen(decode(encoded(Image.new("RGBA", (9, 9), (255, 0, 0, 0)), "WEBP"))) == ("PNG", "RGBA", (9, 9))


@pytest.mark.slow
def test_a_photo_is_turned_upright_and_made_no_larger_than_it_is_printed() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    assert seen(decode(encoded(RED, "JPEG", exif=turned))) == ("PNG", "RGB", (200, 300))
    assert seen(decode(encoded(RED.resize((3000, 1500)), "JPEG"))) == ("PNG", "RGB", (LONGEST_SIDE, 1000))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('viewBox="0 0 100 50"', (LONGEST_SIDE, 1000)),
        ('width="60mm" height="120mm"', (1000, LONGEST_SIDE)),
        ("", (LONGEST_SIDE, LONGEST_SIDE)),
        ('viewBox="0 0 0 0"', (LONGEST_SIDE, LONGEST_SIDE)),
    ],
)
def test_an_svg_is_drawn_in_its_proportions(root: str, size: tuple[int, int]) -> None:
    kind, _, drawn = seen(decode(svg(SQUARE, root)))
    assert (kind, drawn) == ("PNG", size)


def test_nothing_that_an_svg_points_to_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encoded(RED, "PNG"))
    outside = f'<image href="{(tmp_path / "a.png").as_uri()}" width="50" height="50"/>'
    assert decode(svg(outside)).problem == "broken"


def enormous() -> bytes:
    """A small file that says it has 400 million pixels."""
    picture = bytearray(encoded(RED, "PNG"))
    struct.pack_into(">II", picture, 16, 20_000, 20_000)
    struct.pack_into(">I", picture, 29, zlib.crc32(picture[12:29]))
    return bytes(picture)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (lambda: b"no picture", "broken"),
        (lambda: encoded(RED, "WEBP")[:40], "broken"),
        (lambda: svg(""), "broken"),
        (lambda: svg(SQUARE)[:-20], "broken"),
        (lambda: svg('<g id="a"><use href="#a"/><use href="#a"/></g>'), "broken"),
        (enormous, "heavy"),
    ],
)
def test_what_cannot_be_decoded_says_why(content: Callable[[], bytes], problem: Problem) -> None:
    assert decode(content()) == Decoded(problem=problem)


@pytest.mark.slow
@pytest.mark.parametrize(("content", "problem"), [(b"", "empty"), (encoded(RED, "PNG")[:80], "broken")])
def test_what_cannot_be_shown_says_why(content: bytes, problem: Problem, tmp_path: Path) -> None:
    file = tmp_path / "logo.svg"
    file.write_bytes(content)
    assert (usable.problem(file), usable.picture(file), usable.url(file)) == (problem, b"", "")


@pytest.mark.slow
def test_an_svg_that_never_ends_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usable, "SECONDS", 1.0)
    doubled = (f'<use href="#a{level}"/>' * 10 for level in range(11))
    groups = "".join(f'<g id="a{level}">{uses}</g>' for level, uses in enumerate(doubled, start=1))
    first = '<g id="a0"><rect width="9" height="9"/></g>'
    (tmp_path / "logo.svg").write_bytes(svg(f'<defs>{first}{groups}</defs><use href="#a11"/>'))
    assert usable.problem(tmp_path / "logo.svg") == "heavy"


@pytest.mark.slow
def test_a_picture_that_kills_its_process_is_a_broken_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usable, "SOURCE", "tests.worker_functions:misbehave")
    (tmp_path / "logo.png").write_bytes(b"anything at all")
    assert usable.problem(tmp_path / "logo.png") == "broken"


def test_a_folder_and_a_huge_file_are_no_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usable, "FILE_SIZE", 10)
    (tmp_path / "logo.png").write_bytes(encoded(RED, "PNG"))
    assert [usable.problem(tmp_path), usable.problem(tmp_path / "logo.png")] == ["missing", "heavy"]


@pytest.mark.slow
def test_the_finding_says_what_is_wrong_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "logo.webp").write_bytes(b"RIFF....WEBP")
    context = Context(replace(AGENCY, folder=tmp_path, logo="logo.webp"), 2562, load(2562))
    (finding,) = (item for item in documents.findings_about_documents(context) if item.code == "D503")
    assert "is broken, or of a kind that is not read" in finding.what("en")


@pytest.mark.slow
def test_a_page_shows_the_converted_picture(tmp_path: Path) -> None:
    (tmp_path / "logo.webp").write_bytes(encoded(RED, "WEBP"))
    shown = usable.url(tmp_path / "logo.webp").removeprefix("data:image/png;base64,")
    assert base64.b64decode(shown) == decoding.decode(encoded(RED, "WEBP")).content
