"""Letters lost in copying and signs that no font draws, each named with its cell."""

import re
from pathlib import Path

import pytest

import itaxl
from itaxl.checks.one_workbook import check
from itaxl.forms.layout import MEASURES
from itaxl.thai import sara_am
from tests.filled import CONTEXT, book, submission, who


def cells_with(typed: str, code: str) -> list[tuple[str, str]]:
    table = f"| ตัวชี้วัด | มาตรการ |\n|---|---|\n| 4 | {typed} |"
    findings = check(submission(book(who("IIT"), {MEASURES: table})), CONTEXT)
    return [(finding.place.cell, finding.what("en")) for finding in findings if finding.code == code]


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("ประกาศของส านักปลัด", "ประกาศของ[ส า]นักปลัด"),
        ("ด าเนินการประกาศ", "[ด า]เนินการประกา"),
        ("น ้าประปา", "[น ้า]ประปา"),
        ("รู้จักน้ าใจ", "รู้จัก[น้ า]ใจ"),
        ("ของสํ านักปลัด", "ของ[สํ า]นักปลัด"),
        ("ของส ำนักปลัด", "ของ[ส ำ]นักปลัด"),
        ("ของส  านักปลัด", "ของ[ส  า]นักปลัด"),
        ("ของท<br>ำให้ดี", "ของ[ท ำ]ให้ดี"),
        ("ิจัดอบรม", "[ิ]จัดอบรม"),
        ("ของสาำนักปลัด", "ของส[าำ]นักปลัด"),
        ("ของสิำนักปลัด", "ของส[ิำ]นักปลัด"),
        ("แจ้งเ ทศบาล", "แจ้ง[เ] ทศบาล"),
        ("ให้ดาเนินการแล้ว", "ให้[ดาเนิน]การแล้ว"),
        ("ผู้กากับดูแล", "ผู้[กากับ]ดูแล"),
        ("ของสานักปลัด", "ของ[สานัก]ปลัด"),
        ("แผนประจาปี", "แผนประ[จา]ปี"),
        ("เท่าที่จาเป็น", "เท่าที่[จาเป็น]"),
        ("เวลาทำ งานของ", "เวลา[ทำ ]งานของ"),
    ],
)
def test_a_word_with_a_hole_is_asked_about_with_the_place_marked(typed: str, marked: str) -> None:
    [(cell, says)] = cells_with(typed, "C350")
    assert cell == "E6"
    assert marked in says


@pytest.mark.parametrize(
    "typed",
    [
        *("สำนักปลัด", "กา ดำ", "ประกาศ ณ วันที่ ๑", "มา อาคาร", "สำาหรับประชาชน", "ทุกปี ฯลฯ", "ต่าง ๆ"),
        *("วิชาระดับสูง", "ดำ เนินการ"),
    ],
)
def test_whole_words_are_not(typed: str) -> None:
    assert cells_with(typed, "C350") == []


@pytest.mark.parametrize(
    ("typed", "signs"),
    [
        ("ประกาศ 😀", "😀 (U+1F600)"),
        ("ລາວ", "ລ (U+0EA5), າ (U+0EB2), ວ (U+0EA7)"),
        ("中文", "中 (U+4E2D), 文 (U+6587)"),
        ("ﷺ", "ﷺ (U+FDFA)"),
    ],
)
def test_signs_without_a_glyph_are_named_by_number(typed: str, signs: str) -> None:
    [(cell, says)] = cells_with(typed, "C351")
    assert cell == "E6"
    assert signs in says


@pytest.mark.parametrize(
    "typed",
    [
        *("➢ ประกาศ", "❖ ① № ℃", "✔️ ❤️", "Certi\ufb01cate", "ที\uf70aดิน", "≥ ๘๐ %", "➔ ◦ ❑ ➜", "⁃ ※ · ‣ – —"),
        *(
            "✓✔☑✕✖√",
            "●○■□▪▫◾◽⬤⚫⚪",
            "▶►▸▷◀◄◁▲△▼▽",
            "→⇒⇨➡➙➞➠←↑↓",
            "★☆✪✱✳❍❏❐❒",
            "☞☛✍✏♦♣⊙∴",
            "✅ ❌ ⭐ 🔹 🔴 👉 ⬛ ⓵",
        ),
    ],
)
def test_common_signs_are_drawn(typed: str) -> None:
    assert cells_with(typed, "C351") == []


@pytest.mark.slow
def test_no_word_of_the_dictionary_and_no_text_of_ours_looks_damaged() -> None:
    root = Path(itaxl.__file__).parent
    ours = [*root.parent.glob("html_templates/thai/*.txt"), *root.rglob("*.toml")]
    lines = {line for path in ours for line in path.read_text("utf-8").splitlines()}
    shown = [line for line in lines if re.search(sara_am.DAMAGED, line) and "ดาเนินการ เป็น" not in line]
    assert len(lines) > 60_000
    rare = ["ประจาก", "ประจาค"]  # which nobody writes today; ประจากอง lacks its ring
    assert sorted(line for line in shown if "as ดำเนินการ" not in line) == rare
