"""Documents say where their figures are from where these differ, and blame rounding only where it is to blame."""

from dataclasses import replace

import pytest

from itaxl.report.views.analysis import analysis_view, memo_view
from itaxl.report.views.material import Material, build_material
from itaxl.report.views.score import weighted_table
from itaxl.spreadsheets.book import Book
from itaxl.texts import LANGS, Lang
from tests.cases import ANNOUNCED, announced, everything, outcome
from tests.filled import AGENCY, INSTRUMENT
from tests.report.views.test_views import strings, whole, words

EVEN = dict.fromkeys(range(1, 11), "88")
TOTAL_ALONE = everything(EVEN) | {"a": announced({}, TOTAL="87.09", GRADE="A")}


def material(inbox: dict[str, Book], lang: Lang = "th") -> Material:
    return build_material(outcome(inbox).assessment, AGENCY, INSTRUMENT, None, lang=lang, date=None)


def text(inbox: dict[str, Book], lang: Lang = "th") -> str:
    return whole(analysis_view(material(inbox, lang)))


def headlines(inbox: dict[str, Book], lang: Lang = "th") -> tuple[str, str]:
    """The first sentence of the memo and of the results."""
    memo = memo_view(material(inbox, lang)).memo
    assert memo
    results = next(
        section for section in analysis_view(material(inbox, lang)).sections if section.id == "results"
    )
    background = next(iter(memo.parts[0].blocks))
    first = next(iter(results.blocks))
    return next(strings(background.paragraphs)), next(strings(first.paragraphs))  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", LANGS)
def test_with_only_the_total_announced_the_indicators_are_called_the_divisions(lang: Lang) -> None:
    said = text(TOTAL_ALONE, lang)
    assert {
        "th": "คะแนนรวม และระดับ เป็นไปตามที่สำนักงาน ป.ป.ช. ประกาศ "
        "คะแนนของตัวชี้วัดที่ ๑–๑๐ รวบรวมจากแบบของส่วนงาน ไม่ใช่คะแนนที่ประกาศ "
        "คะแนนของด้าน IIT, EIT, OIT คำนวณจากตัวเลขที่มี ไม่ใช่ตัวเลขที่ประกาศ",
        "en": "As the Office of the NACC announced: the total and the grade. Gathered from the divisions' workbooks, "
        "not announced: scores of indicators 1–10. Computed from the other figures, not announced: scores of IIT, EIT, "
        "OIT.",
    }[lang] in said
    assert {
        "th": "คะแนนและระดับในรายงานนี้เป็นไปตาม",
        "en": "Scores and grade in this report are those",
    }[lang] not in said


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_a_difference_between_sources_is_named_and_not_called_rounding(lang: Lang) -> None:
    table = weighted_table(material(TOTAL_ALONE, lang))
    assert {"th": ("๘๘.๐๐", "๐.๙๑"), "en": ("88.00", "0.91")}[lang] == tuple(
        figure for figure in ("๘๘.๐๐", "๐.๙๑", "88.00", "0.91") if figure in table.note
    )
    assert {"th": "ไม่ใช่เพราะการปัดเศษ", "en": "This is not rounding"}[lang] in table.note
    assert [words(row.cells[-1]) for body in table.bodies for row in body] == {
        "th": ["คำนวณ"] * 3 + ["ตามประกาศ"],
        "en": ["computed"] * 3 + ["as announced"],
    }[lang]


@pytest.mark.parametrize("lang", LANGS)
def test_the_memo_too_says_whose_the_scores_are_that_it_names(lang: Lang) -> None:
    memo = memo_view(material(TOTAL_ALONE, lang)).memo
    assert {"th": "๑–๑๐ รวบรวมจากแบบของส่วนงาน", "en": "not announced: scores of indicators 1–10"}[
        lang
    ] in "\n".join(strings(memo))
    memo = memo_view(material({"a": announced(TOTAL="79.83", GRADE="B")}, lang)).memo
    assert {"th": "รวบรวมจากแบบ", "en": "not announced"}[lang] not in "\n".join(strings(memo))


def test_rounding_is_named_only_where_it_makes_the_difference() -> None:
    assert "การปัดเศษ" in weighted_table(material({"a": announced()})).note
    assert weighted_table(material({"a": announced(EVEN, TOTAL="88")})).note == ""
    far = weighted_table(material({"a": announced(EVEN, TOTAL="88.50")}))
    assert "การปัดเศษไม่ทำให้ต่างกันเท่านี้" in far.note


@pytest.mark.slow
def test_no_table_shows_points_lost_beside_a_total_that_they_do_not_give() -> None:
    def tables(inbox: dict[str, Book]) -> list[str]:
        case = material(inbox)
        view = analysis_view(replace(case, agency=replace(case.agency, sections=("results", "lost"))))
        return [getattr(block, "id", "") for section in view.sections for block in section.blocks]

    assert "lost" not in tables(TOTAL_ALONE)
    assert "lost" in tables({"a": announced(EVEN, TOTAL="88", GRADE="A")})
    assert "คะแนนที่ยังขาดไปทั้งหมด" not in text(TOTAL_ALONE)


def test_where_all_was_announced_nothing_is_said_of_other_sources() -> None:
    parts = {"IIT": "88", "EIT": "88", "OIT": "88"}
    said = text({"a": announced(EVEN, TOTAL="88", GRADE="A", **parts)})
    assert "คะแนนและระดับในรายงานนี้เป็นไปตามที่สำนักงาน ป.ป.ช. ประกาศ" in said
    assert "ไม่ใช่" not in said.partition("ภาคผนวก")[2].partition("เครื่องมือ")[0]


@pytest.mark.parametrize(
    "inbox, said, not_said",
    [
        ({"a": announced(TOTAL="79.83", GRADE="B")}, ("ประกาศ",), ("คำนวณ",)),
        ({"a": announced()}, ("คะแนนรวม ๗๙.๘๓ คะแนน ซึ่งคำนวณ", "ระดับ B ตามเกณฑ์"), ("ตามที่สำนักงาน",)),
        ({"a": announced(TOTAL="79.83")}, ("๗๙.๘๓ คะแนน ตามที่สำนักงาน", "ไม่ใช่ระดับที่ประกาศ"), ()),
        ({"a": announced({}, GRADE="B")}, ("ยังไม่มีคะแนนรวม", "ระดับ B ตามที่สำนักงาน"), ()),
        (everything(ANNOUNCED), ("ส่วนงานภายใน",), ("ประกาศ",)),
        ({}, ("ยังไม่มีคะแนนรวม",), ("ระดับ –",)),
    ],
)
def test_memo_and_results_say_announced_of_what_was_announced_alone(
    inbox: dict[str, Book], said: tuple[str, ...], not_said: tuple[str, ...]
) -> None:
    for sentence in headlines(inbox):
        plain = sentence.replace("\u00a0", " ")
        assert all(words in plain for words in said)
        assert not any(words in plain for words in not_said)
