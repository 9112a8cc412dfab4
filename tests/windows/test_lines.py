"""Pango breaks a Thai paragraph into the same lines with the libraries of Windows as with those of this system."""

import subprocess
from pathlib import Path

import pytest

from itaxl.files import shipped
from tests.windows import machine
from tests.windows.machine import SOURCES, Machine, windows_path

pytestmark = pytest.mark.windows

PARAGRAPH = (
    "การ|ดำเนิน|งาน|ด้วย|คุณธรรม|และ|ความ|โปร่งใส|ของ|หน่วยงาน|ภาครัฐ| |มี|การ|จัดทำ|ประกาศ|นโยบาย|ไม่|รับ|ของขวัญ| |ให้|บุคลากร|"
    "ทุก|ระดับ|ทราบ|และ|ถือ|ปฏิบัติ|โดย|เคร่งครัด| |ตลอดจน|เผยแพร่|ข้อมูล|ให้|ประชาชน|ทราบ|ผ่าน|เว็บไซต์|ของ|เทศบาล"
).replace("|", "\u200b")
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
HERE = ("libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0")
THERE = ("gobject-2.0-0.dll", "pango-1.0-0.dll", "pangoft2-1.0-0.dll")


@pytest.fixture(scope="module")
def paragraph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("lines") / "paragraph.txt"
    file.write_text(PARAGRAPH, "utf-8")
    for name, path in (("here.conf", str), ("there.conf", windows_path)):
        text = FONTS.format(
            fonts=path(shipped("html_templates") / "fonts"), cache=path(file.parent / name[:-5])
        )
        file.with_name(name).write_text(text, "utf-8")
    return file


def lines_here(paragraph: Path, width: int) -> list[str]:
    program = paragraph.with_name("lines")
    if not program.exists():
        subprocess.run(["gcc", "-O1", "-o", program, SOURCES / "lines.c", "-ldl"], check=True)
    command = [str(program), "", str(paragraph), str(width), *HERE, str(paragraph.with_name("here.conf"))]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def lines_there(windows: Machine, paragraph: Path, width: int) -> list[str]:
    program = paragraph.with_name("lines.exe")
    if not program.exists():
        machine.compiled(SOURCES / "lines.c", program)
    folders = [windows.packages / name / "bin" for name in ("gstreamer_libs", "gstreamer_ext_runtime")]
    fonts = windows_path(paragraph.with_name("there.conf"))
    given = (";".join(map(windows_path, folders)), windows_path(paragraph), str(width), *THERE, fonts)
    done = windows.run(program, *given)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("width", [100, 200, 333])
def test_lines_end_at_the_same_words(windows: Machine, paragraph: Path, width: int) -> None:
    here = lines_here(paragraph, width)
    assert lines_there(windows, paragraph, width) == here
    assert len(here) > 2
    assert "".join(here) == PARAGRAPH.replace("\u200b", "")
