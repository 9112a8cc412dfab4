"""What stands in the documents, before any template."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl import texts, thai
from itaxl.agency.settings import unknown_keys
from itaxl.agency.signatories import Signatory
from itaxl.analysis.insights.points import by_indicator
from itaxl.analysis.measure_state import without_evidence
from itaxl.assessment import DimensionResult, Measure, YearResult
from itaxl.instrument import load, publication
from itaxl.report.blocks.chart import Chart
from itaxl.report.blocks.fill_in import FillIn
from itaxl.report.blocks.items import Items
from itaxl.report.blocks.table import Cell, Table
from itaxl.report.views import analysis as analysis_module
from itaxl.report.views import followup as followup_module
from itaxl.report.views.analysis import analysis_view
from itaxl.report.views.division_scores import division_table
from itaxl.report.views.document import View
from itaxl.report.views.finding import Place, weakest_sentences
from itaxl.report.views.followup import followup_view
from itaxl.report.views.material import without_lead
from itaxl.report.views.measure import measure_table
from itaxl.report.views.progress_counts import division_counts
from itaxl.report.views.score import chart, weighted_table
from itaxl.report.views.threshold import split_by_threshold
from tests.report import cases

KNOWN_TOTAL, KNOWN_WEAKEST = "๗๙.๘๓", {4: "๗๓.๘๐", 7: "๗๔.๐๒", 9: "๗๔.๔๘"}


def strings(value: Any) -> Iterator[str]:
    """Every text that stands anywhere in a view."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from strings(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


def whole(view: View) -> str:
    return "\n".join(strings(view)).replace("\u00a0", " ")


def tables(view: View) -> dict[str, Table]:
    sections = (*([view.first] if view.first else []), *view.sections)
    return {block.id: block for section in sections for block in section.blocks if isinstance(block, Table)}


def words(cell: Cell) -> str:
    return " ".join(cell.paragraphs)


# ── texts ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_has_the_same_places_in_both_languages() -> None:
    for key, entry in texts.catalogue("document").items():
        thai_text, english = (entry[lang] for lang in texts.LANGS)
        assert texts.places(thai_text) == texts.places(english), key
        assert bool(thai_text.strip()) == bool(english.strip()), key


def test_no_text_holds_a_figure_of_an_agency() -> None:
    allowed = {"3", "10", "100", "0", "6", "12"}
    for entry in texts.catalogue("document").values():
        assert set(re.findall(r"\d+", thai.arabic_digits(entry["th"]))) <= allowed


def test_thai_texts_are_in_normal_form() -> None:
    for entry in texts.catalogue("document").values():
        assert thai.clean(entry["th"]).split() == entry["th"].split()


@pytest.mark.slow
@pytest.mark.parametrize("lang", texts.LANGS)
@pytest.mark.parametrize("make", [cases.assessment, cases.empty, cases.long])
def test_no_place_is_left_unfilled(make: Any, lang: texts.Lang) -> None:
    for view in (analysis_view, followup_view):
        for published in (cases.PUBLICATION, None):
            document = view(cases.material(make(), lang=lang, published=published))
            assert not re.findall(r"\{\w+\}", whole(document))


def test_own_sentences_replace_standard_ones_and_keep_their_places() -> None:
    own = {
        "memo.background": "ของเราเอง {agency} มีคะแนนรวม {total} อยู่ในระดับ {grade}",
        "memo.finding.9": "{order}. ด้าน {dimension} พบว่า {indicator} เท่ากับ {score} ต้องทำเว็บไซต์",
        "preface.text": "หนึ่ง\n\nสอง ข้อ {analysis_code}",
        "results.details": "",
    }
    view = analysis_view(cases.material(agency=replace(cases.AGENCY, text=own)))
    assert view.memo
    assert view.preface
    background = view.memo.parts[0].blocks[0].paragraphs  # type: ignore[attr-defined]
    assert background[0] == f"ของเราเอง เทศบาลตำบลตัวอย่าง มีคะแนนรวม {KNOWN_TOTAL} อยู่ในระดับ\u00a0C"
    assert background[-1] == "๓. ด้าน OIT พบว่า การเปิดเผยข้อมูล เท่ากับ ๗๔.๔๘ ต้องทำเว็บไซต์"
    assert view.preface.blocks[0].paragraphs == ("หนึ่ง", "สอง ข้อ\u00a0O42")  # type: ignore[attr-defined]
    assert "ตัวชี้วัดที่ต้องปรับปรุงก่อนในแต่ละด้านมีดังนี้" not in [
        line for section in view.sections for line in strings(section)
    ]


def test_own_sentences_with_a_mistyped_key_are_found() -> None:
    own = dict.fromkeys(
        ("memo.backgruond", "memo.finding.9", "memo.route.note.head", "cover.title", "closing"), "x"
    )
    assert unknown_keys(own) == ("memo.backgruond", "closing")


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_known_figure_stands_in_memo_results_and_sections() -> None:
    view = analysis_view(cases.material())
    memo = "\n".join(strings(view.memo))
    results = "\n".join(strings(next(section for section in view.sections if section.id == "results")))
    assert KNOWN_TOTAL in memo
    assert KNOWN_TOTAL in results
    for figure, code in zip(KNOWN_WEAKEST.values(), ("IIT", "EIT", "OIT"), strict=True):
        section = next(section for section in view.sections if section.id == f"measures-of-{code}")
        assert figure in memo
        assert figure in results
        assert figure in "\n".join(strings(section))


def test_every_figure_of_the_analysis_comes_from_the_assessment() -> None:
    outcome = cases.assessment()
    style = cases.material().style
    result = {style.score(indicator.score) for indicator in outcome.indicators} | {KNOWN_TOTAL}
    result |= {
        style.score(figure)
        for dimension in outcome.dimensions
        for figure in (dimension.score, dimension.points)
    }
    result |= {
        style.score(figure) for grade in cases.INSTRUMENT.grades for figure in (grade.lower, grade.upper)
    }
    result |= {"๔.๙๙", "๖.๓๒", "๘.๘๕", "๒๐.๑๗"}  # what is missing of 30, 30, 40 and 100
    result |= {"๗๙.๘๔", "๐.๐๑"}  # the sum of the points as they are shown, and how far it is from the total
    lost = by_indicator(outcome, cases.INSTRUMENT)[:3]
    result |= {style.score(loss.points) for loss in lost} | {"๔๓.๘๘"}  # share of OIT: 8.85 of 20.17
    shown = set(re.findall(r"[๐-๙]+\.[๐-๙]{2}\b", whole(analysis_view(cases.material(outcome)))))
    assert shown <= result


@pytest.mark.slow
@pytest.mark.parametrize(
    "lang, said",
    [
        (
            "th",
            "ประกาศคือ C ซึ่งมีช่วงคะแนน ๖๕.๐๐–๗๔.๙๙ ส่วนคะแนนรวม ๗๙.๘๓ คะแนนอยู่ในช่วงคะแนน ๗๕.๐๐–๘๔.๙๙ ของระดับ B",
        ),
        (
            "en",
            "grade C, whose band is 65.00–74.99, while a total of 79.83 lies in 75.00–84.99, the band of B.",
        ),
    ],
)
def test_a_grade_that_does_not_fit_its_band_is_said_in_one_sentence(lang: texts.Lang, said: str) -> None:
    disputed, agreed = (
        whole(analysis_view(cases.material(cases.assessment(grade_announced=grade), lang=lang)))
        for grade in ("C", "B")
    )
    assert disputed.count(said) == 1
    assert {"th": "ใช้ระดับตามที่ประกาศ", "en": "as it was announced"}[lang] not in agreed


def test_a_grade_that_a_dimension_excludes_is_said_with_the_dimensions() -> None:
    instrument = load(2568)
    scores = dict.fromkeys(range(1, 11), Fraction(95)) | dict.fromkeys((6, 7, 8), Fraction(80))
    outcome = cases.assessment(
        scores, (), instrument, total=Fraction("90.50"), grade_announced="ผ่านดี", grade_computed="ผ่าน"
    )
    said = whole(analysis_view(cases.material(outcome, instrument=instrument)))
    assert "และคะแนนรายด้านเข้าเกณฑ์ของระดับ ผ่าน " in said


@pytest.mark.parametrize("grade", ["B", "C"])
def test_the_appendix_has_the_bands_of_all_grades(grade: str) -> None:
    view = analysis_view(cases.material(cases.assessment(grade_announced=grade)))
    bands = [words(row.cells[1]) for row in tables(view)["grades"].bodies[0]]
    assert bands[:3] == ["๙๕.๐๐–๑๐๐.๐๐", "๘๕.๐๐–๙๔.๙๙", "๗๕.๐๐–๘๔.๙๙"]


@pytest.mark.slow
def test_what_a_grade_means_is_said_in_the_agencys_words_alone() -> None:
    meaning = {grade.meaning.th for grade in cases.INSTRUMENT.grades}
    said = whole(analysis_view(cases.material()))
    assert not [text for text in meaning if text in said]
    own = replace(cases.AGENCY, text={"results.meaning": "ระดับ {grade} หมายถึงต้องปรับปรุง"})
    assert "ระดับ C หมายถึงต้องปรับปรุง" in whole(analysis_view(cases.material(agency=own)))


def test_weighted_table_ends_with_the_total() -> None:
    body, last = weighted_table(cases.material()).bodies
    assert [words(row.cells[3]) for row in body] == ["๒๕.๐๑", "๒๓.๖๘", "๓๑.๑๕"]
    assert [words(cell) for cell in last[0].cells] == ["รวม", "", "๑๐๐", KNOWN_TOTAL]


def test_bars_are_as_long_as_the_printed_scores_and_mark_the_weakest() -> None:
    drawn: Chart = chart(cases.material())
    assert drawn.mark == "85.00%"
    assert [bar.number for bar in drawn.bars if bar.css == "weakest"] == ["๔", "๗", "๙"]
    assert [bar.number for bar in drawn.bars if bar.css == "passed"] == ["๑", "๓", "๕"]
    assert all(bar.width == f"{thai.arabic_digits(bar.value)}%" for bar in drawn.bars)


@pytest.mark.slow
@given(st.lists(st.fractions(0, 100, max_denominator=500) | st.none(), min_size=10, max_size=10))
def test_every_indicator_is_under_or_above_the_threshold_or_unknown(scores: list[Fraction | None]) -> None:
    given_scores = {no: score for no, score in enumerate(scores, start=1) if score is not None}
    case = cases.material(cases.assessment(given_scores, ()))
    under, above, unknown = split_by_threshold(case)
    assert sorted(row.no for row in (*under, *above, *unknown)) == list(range(1, 11))
    shown = [Decimal(thai.arabic_digits(case.style.score(row.score))) for row in (*under, *reversed(above))]
    assert shown == sorted(shown)
    assert all(value < 85 for value in shown[: len(under)])
    assert all(value >= 85 for value in shown[len(under) :])


def test_change_from_last_year_is_shown_with_its_sign() -> None:
    outcome = cases.with_previous(cases.assessment())
    agency = replace(cases.AGENCY, sections=("results", "change"))
    view = analysis_view(cases.material(outcome, agency=agency))
    rows = [row for body in tables(view)["change"].bodies for row in body]
    assert [words(cell) for cell in rows[0].cells] == ["๑. การปฏิบัติหน้าที่", "๘๗.๑๐", "๘๙.๑๐", "+๒.๐๐"]
    assert [words(cell) for cell in rows[-1].cells] == ["รวม", "๗๗.๑๐", KNOWN_TOTAL, "+๒.๗๓"]
    assert "change" not in tables(analysis_view(cases.material(agency=agency)))
    assert "change" not in tables(analysis_view(cases.material(outcome)))


@pytest.mark.parametrize("number", [1, 6, 39])
def test_divisions_are_rows_and_their_lowest_scores_are_marked(number: int) -> None:
    table = division_table(cases.material(replace(cases.assessment(), divisions=cases.divisions(number))))
    assert table
    assert len(table.bodies[0]) == number
    assert all(len(row.cells) == 13 for body in table.bodies for row in body)
    marked = [cell for row in table.bodies[0] for cell in row.cells if "lowest" in cell.css]
    assert len(marked) >= 10 if number > 1 else not marked


def test_divisions_whose_scores_are_printed_alike_are_marked_alike() -> None:
    scores = (Fraction("78.7551"), Fraction("78.7552"), Fraction(90))
    alike = tuple(
        replace(division, indicators={3: score})
        for division, score in zip(cases.divisions(3), scores, strict=True)
    )
    table = division_table(cases.material(replace(cases.assessment(), divisions=alike)))
    assert table
    cells = [row.cells[3] for row in table.bodies[0]]
    assert ["lowest" in cell.css for cell in cells] == [True, True, False]


def test_divisions_without_any_score_are_no_section() -> None:
    assert "divisions" not in [section.id for section in analysis_view(cases.material()).sections]


# ── findings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lead", ["ซึ่งหน่วยงานต้อง", "ซึ่งหน่วยงานจะต้อง", "หน่วยงานต้อง", "ต้อง", ""])
def test_a_recommendation_follows_its_lead_once(lead: str) -> None:
    outcome = cases.assessment()
    typed = tuple(replace(indicator, recommendation=f"{lead}จัดทำคู่มือ") for indicator in outcome.indicators)
    (sentence,) = weakest_sentences(cases.material(replace(outcome, indicators=typed)), "IIT", "memo")
    assert sentence.count("หน่วยงานต้องจัดทำคู่มือ") == 1
    assert without_lead(f"{lead}จัดทำคู่มือ") == "จัดทำคู่มือ"


def test_all_that_tie_are_named_with_what_must_be_done_about_each() -> None:
    scores = cases.SCORES | {1: cases.SCORES[4]}
    first, *musts = weakest_sentences(cases.material(cases.assessment(scores)), "IIT", "results")
    assert "ตัวชี้วัดที่\u00a0๑ การปฏิบัติหน้าที่ และตัวชี้วัดที่\u00a0๔ การใช้ทรัพย์สินของราชการ" in first
    assert "๗๓.๘๐" in first
    assert [line.split()[0] for line in musts] == ["ตัวชี้วัดที่"] * 2


@pytest.mark.parametrize("place", ["memo", "results", "section"])
def test_a_dimension_with_full_scores_has_nothing_to_mend(place: Place) -> None:
    outcome = cases.assessment()
    full = DimensionResult("OIT", Fraction(100), Fraction(40), Fraction(40), ())
    dimensions = tuple(full if dimension.code == "OIT" else dimension for dimension in outcome.dimensions)
    (said,) = weakest_sentences(cases.material(replace(outcome, dimensions=dimensions)), "OIT", place)
    assert "ทุกตัวชี้วัดได้คะแนนเต็ม" in said
    assert "หน่วยงานต้อง" not in said


def test_a_dimension_without_scores_says_so() -> None:
    outcome = cases.assessment()
    blank = DimensionResult("EIT", None, Fraction(30), None, ())
    dimensions = tuple(blank if dimension.code == "EIT" else dimension for dimension in outcome.dimensions)
    case = cases.material(replace(outcome, dimensions=dimensions))
    assert weakest_sentences(case, "EIT", "section") == (
        case.say("finding.unknown", **case.dimension_places("EIT")),
    )
    assert "ยังไม่มีคะแนน" in weakest_sentences(case, "EIT", "memo")[0]


def test_a_missing_recommendation_leaves_no_sentence_open() -> None:
    outcome = cases.assessment()
    bare = tuple(replace(indicator, recommendation="") for indicator in outcome.indicators)
    (sentence,) = weakest_sentences(cases.material(replace(outcome, indicators=bare)), "OIT", "results")
    assert sentence.endswith("๗๔.๔๘\u00a0คะแนน")


def test_english_documents_use_the_english_standard_recommendation() -> None:
    (sentence,) = weakest_sentences(cases.material(lang="en"), "OIT", "memo")
    assert sentence.startswith(
        "3. OIT: indicator 9, Open Data, has the lowest score of this dimension, 74.48."
    )
    assert "publish its data on its website" in sentence


def test_own_sentences_in_thai_stand_in_thai_documents_alone() -> None:
    own = {"memo.finding": "ด้าน {dimension} ได้ต่ำสุด {score}", "memo.closing": "Respectfully submitted."}
    agency = replace(cases.AGENCY, text=own)
    in_thai, in_english = (cases.material(agency=agency, lang=lang) for lang in texts.LANGS)
    assert weakest_sentences(in_thai, "OIT", "memo") == ("ด้าน OIT ได้ต่ำสุด ๗๔.๔๘",)
    assert weakest_sentences(in_english, "OIT", "memo") == weakest_sentences(
        cases.material(lang="en"), "OIT", "memo"
    )
    assert in_english.say("memo.closing") == "Respectfully submitted."


def test_an_own_legal_basis_stands_in_english_documents_where_no_other_is_known() -> None:
    agency = replace(cases.AGENCY, text={"memo.legal": "ตามระเบียบของปีนั้น"})
    unknown = replace(cases.INSTRUMENT, legal_basis=())
    assert "ระเบียบ" in cases.material(agency=agency, instrument=unknown, lang="en").say("memo.legal")
    assert "ระเบียบ" not in cases.material(agency=agency, lang="en").say("memo.legal", basis="")


# ── memo ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_memo_has_its_four_headings_its_fields_and_its_routing() -> None:
    memo = analysis_view(cases.material()).memo
    assert memo
    assert [part.title for part in memo.parts] == [
        "เรื่องเดิม",
        "ข้อเท็จจริง",
        "ข้อกฎหมายและระเบียบ",
        "ข้อเสนอเพื่อพิจารณา",
    ]
    assert [[field.label for field in line] for line in memo.fields] == [
        ["ส่วนราชการ"],
        ["ที่", "วันที่"],
        ["เรื่อง"],
    ]
    assert memo.fields[0][0].value == "สำนักปลัดเทศบาล เทศบาลตำบลตัวอย่าง"
    assert memo.fields[1][0].value == "ตย ๕๕๐๐๑/ -"
    assert memo.salutation == ("เรียน", "นายกเทศมนตรีตำบลตัวอย่าง")
    author, head, clerk, chief = memo.signings
    assert author.lead == ()
    assert head.lead == ("เรียน ปลัดเทศบาล", "เพื่อโปรดพิจารณา")
    assert clerk.lead[0] == "เรียน นายกเทศมนตรีตำบลตัวอย่าง"
    assert [choice.label for choice in clerk.choices] == ["สมควร", "ไม่สมควรเพราะ"]
    assert chief.lead == ("ความเห็นของนายกเทศมนตรีตำบลตัวอย่าง",)
    assert [(choice.label, choice.line) for choice in chief.choices] == [
        ("อนุมัติ", False),
        ("ไม่อนุมัติ เนื่องจาก", True),
    ]


@pytest.mark.slow
def test_the_memo_names_the_items_where_they_are_known_and_leaves_them_out_where_not() -> None:
    xml = "\n".join(strings(analysis_view(cases.material()).memo))
    assert "O42" in xml
    assert "O43" in xml
    assert "๑๐.๒" in xml
    unknown = "\n".join(strings(analysis_view(cases.material(published=None)).memo))
    assert not re.search(r"ข้อ\s*O|ข้อ\s\s|\(\s*\)", unknown)


@pytest.mark.parametrize("lang", texts.LANGS)
@pytest.mark.parametrize("make", [analysis_view, followup_view])
def test_items_are_named_where_their_indicator_is_not_known(make: Any, lang: texts.Lang) -> None:
    """As in 2569, of which O25 and O26 are known."""
    said = "\n".join(strings(make(cases.material(published=publication(2568), lang=lang)).memo))
    assert "O26" in said
    assert ("O25" in said) is (make is analysis_view)
    assert not re.search(r"ข้อ\s\s|\(\s*\)|ตัวชี้วัดที่\s\s|ย่อย|indicator\s*,|sub-indicator|\{", said)


@pytest.mark.parametrize("year, said", [(2565, []), (2566, []), (2567, [85]), (2568, [85])])
def test_the_appendix_states_conditions_of_the_grades_that_are_certain(year: int, said: list[int]) -> None:
    """That the best grade asks for 95 of each dimension was read in one university's program alone."""
    instrument = load(year)
    outcome = cases.assessment(instrument=instrument, grade_announced=None, grade_computed=None)
    view = analysis_view(cases.material(outcome, instrument=instrument, lang="en"))
    conditions = [words(cell) for row in tables(view)["grades"].bodies[0] for cell in row.cells[2:]]
    assert [text for text in conditions if text] == [f"at least {every} in every dimension" for every in said]


@pytest.mark.slow
def test_the_legal_basis_is_listed_or_left_to_be_filled_in() -> None:
    memo = analysis_view(cases.material()).memo
    assert memo
    legal = "\n".join(strings(memo.parts[2]))
    assert "เมื่อวันที่ ๒๓ มกราคม ๒๕๖๑" in legal.replace("\u00a0", " ")
    bare = replace(cases.INSTRUMENT, legal_basis=())
    open_memo = analysis_view(cases.material(instrument=bare)).memo
    assert open_memo
    assert isinstance(open_memo.parts[2].blocks[-1], FillIn)


@pytest.mark.slow
def test_signatories_stand_in_order_and_blanks_stay_blank() -> None:
    mixed = (Signatory("chief", "", opinion="approve"), Signatory("author", "นักวิเคราะห์"))
    memo = analysis_view(cases.material(agency=replace(cases.AGENCY, signatories=mixed), day=None)).memo
    assert memo
    assert [signing.position for signing in memo.signings] == ["นักวิเคราะห์", ""]
    assert memo.signings[1].name == ""
    assert memo.fields[1][1].value == ""
    nobody = analysis_view(cases.material(agency=replace(cases.AGENCY, signatories=()))).memo
    assert nobody
    assert len(nobody.signings) == 2


@pytest.mark.parametrize(
    "roles, rows",
    [
        (("author",), [1]),
        (("author", "chief"), [2]),
        (("author", "clerk", "chief"), [1, 2]),
        (("author", "head", "clerk", "chief"), [2, 2]),
        (("author", "head", "head", "clerk", "chief"), [1, 2, 2]),
        (("head", "clerk", "chief"), [2, 1]),
    ],
)
def test_signings_stand_in_pairs_an_author_of_an_odd_number_alone(
    roles: tuple[str, ...], rows: list[int]
) -> None:
    opinions = {"author": "none", "head": "note", "clerk": "support", "chief": "approve"}
    given = tuple(Signatory(role, role, opinion=opinions[role]) for role in roles)
    memo = analysis_view(cases.material(agency=replace(cases.AGENCY, signatories=given))).memo
    assert memo
    assert [len(row) for row in memo.rows] == rows
    assert [signing for row in memo.rows for signing in row] == list(memo.signings)


# ── measures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_equal_neighbours_are_one_cell_and_measures_are_numbered() -> None:
    table = measure_table(cases.material(), "IIT")
    assert table
    ((first, second),) = table.bodies
    assert [cell.rows for cell in first.cells] == [2, 2, 1, 2, 1, 1, 1]
    assert len(second.cells) == 4
    assert words(first.cells[3]) == "๑. สำนักปลัดเทศบาล ๒. กองคลัง"
    assert words(second.cells[0]).startswith("๒. มาตรการป้องกันและเว้นการปฏิบัติหน้าที่")
    assert [cell.mark for cell in first.cells[4:]] == ["ticked", "empty", "empty"]
    assert "รหัส 2562-IIT-04-01" in first.cells[2].notes[0]


texts_of_measures = st.sampled_from(["ก", "ข", "ค " * 200])
some_measures = st.lists(
    st.builds(
        lambda no, weakness, approach, text, who: (no, weakness, approach, text, who),
        st.sampled_from([6, 7]),
        texts_of_measures,
        texts_of_measures,
        texts_of_measures,
        st.sampled_from([("clerk",), ("clerk", "finance"), ()]),
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.slow
@given(some_measures)
def test_spanned_cells_fill_the_table_exactly(
    drawn: list[tuple[int, str, str, str, tuple[str, ...]]],
) -> None:
    measures = tuple(
        cases.measure("EIT", no, serial, weakness=weakness, approach=approach, measure=text, responsible=who)
        for serial, (no, weakness, approach, text, who) in enumerate(
            sorted(drawn, key=lambda pair: pair[0]), start=1
        )
    )
    table = measure_table(cases.material(cases.assessment(measures=measures)), "EIT")
    assert table
    area = sum(cell.rows * cell.columns for body in table.bodies for row in body for cell in row.cells)
    assert area == 7 * sum(len(body) for body in table.bodies)
    codes = re.findall(r"2562-EIT-\d\d-\d\d", "\n".join(strings(table)))
    assert codes == [measure.code for measure in measures]


def test_a_measure_says_only_what_is_known_of_it() -> None:
    bare = cases.measure("OIT", 9, 1, start=None, end=None, budget=None)
    table = measure_table(cases.material(cases.assessment(measures=(bare,))), "OIT")
    assert table
    assert table.bodies[0][0].cells[2].notes == ("รหัส 2562-OIT-09-01",)
    full = bare.changed(start=cases.START, end=cases.END, budget=Fraction("1250.5"), target="ร้อยละ 90")
    table = measure_table(cases.material(cases.assessment(measures=(full,))), "OIT")
    assert table
    assert [note.replace("\u00a0", " ") for note in table.bodies[0][0].cells[2].notes] == [
        "รหัส 2562-OIT-09-01",
        "ระยะเวลา ๑ ตุลาคม ๒๕๖๒ – ๓๐ กันยายน ๒๕๖๓",
        "งบประมาณ ๑,๒๕๐.๕๐ บาท",
        "เป้าหมาย ร้อยละ ๙๐",
    ]


# ── follow-up ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_counts_by_dimension_and_by_division() -> None:
    view = followup_view(cases.material())
    rows = [row for body in tables(view)["by-dimension"].bodies for row in body]
    counted = [[words(cell) for cell in row.cells[1:]] for row in rows]
    assert counted == [
        ["๒", "๒", "๐", "๐", "๐", "๐", "–"],
        ["๒", "๑", "๑", "๐", "๐", "๑", "๕,๐๐๐"],
        ["๑", "๑", "๐", "๐", "๐", "๐", "–"],
        ["๕", "๔", "๑", "๐", "๐", "๑", "๕,๐๐๐"],
    ]
    by_division = division_counts(cases.material())
    assert by_division
    named = {words(row.cells[0]): [words(cell) for cell in row.cells[1:]] for row in by_division.bodies[0]}
    assert named["กองช่าง"] == ["๓", "๒", "๑", "๐", "๐"]
    assert named["กองสาธารณสุขและสิ่งแวดล้อม"] == ["๓", "๒", "๐", "๐", "๑"]


def test_each_division_that_answers_for_a_measure_has_a_row() -> None:
    body = tables(followup_view(cases.material()))["progress-EIT"].bodies[1]
    head, *rows = body
    assert "มาตรการเผยแพร่ข้อมูลต่อสาธารณะ" in words(head.cells[0])
    assert "ผล อยู่ระหว่างดำเนินการ (แล้วเสร็จ ๔ จาก ๖ ส่วนงาน)" in head.cells[0].notes[1].replace("\u00a0", " ")
    assert [words(row.cells[1]) for row in rows] == [
        *("ดำเนินการแล้ว", "ดำเนินการแล้ว", "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้ว", "ดำเนินการแล้ว", "ยังไม่รายงาน")
    ]
    evidence = rows[0].cells[4]
    assert (evidence.paragraphs, evidence.css) == (
        ("https://www.example.go.th/ita/2563/clerk.pdf",),
        "address",
    )


def test_evidence_that_is_no_address_is_no_link() -> None:
    report = cases.progress("clerk", evidence="javascript:alert(1)")
    measure = cases.measure("OIT", 9, 1, followup=(report,))
    table = tables(followup_view(cases.material(cases.assessment(measures=(measure,)))))["progress-OIT"]
    assert table.bodies[0][1].cells[4].link == ""


def test_late_measures_and_missing_evidence_are_named() -> None:
    agency = replace(cases.AGENCY, sections=("late", "evidence"))
    view = followup_view(cases.material(agency=agency))
    assert [words(row.cells[0]) for row in tables(view)["late-table"].bodies[0]] == ["2562-EIT-07-02"]
    assert [words(row.cells[0]) for row in tables(view)["evidence-table"].bodies[0]] == ["2562-IIT-04-02"]
    assert [report.division for _, report in without_evidence(cases.material().assessment)] == ["finance"]


@pytest.mark.parametrize(
    "lang, done, besides", [("th", "คิดเป็นร้อยละ ๘๐", "ยังไม่มีหลักฐาน"), ("en", "80 per cent", "without evidence")]
)
def test_the_summary_tells_each_count_once(lang: texts.Lang, done: str, besides: str) -> None:
    view = followup_view(cases.material(lang=lang))
    assert view.first
    lead, said = view.first.blocks[0], view.first.blocks[3]
    assert done in "".join(strings(lead)).replace("\u00a0", " ")
    assert isinstance(said, Items)
    assert len(said.items) == 1
    assert besides in said.items[0]


def test_when_all_is_done_nothing_is_open() -> None:
    done = cases.measure("OIT", 9, 1, followup=(cases.progress("clerk"),))
    view = followup_view(cases.material(cases.assessment(measures=(done,))))
    next_steps = next(section for section in view.sections if section.id == "next")
    assert "รักษาผลที่ได้ไว้" in "\n".join(strings(next_steps))
    assert not {"open", "late-table"} & tables(view).keys()
    assert view.memo
    assert "เร่งดำเนินการ" not in "\n".join(strings(view.memo))
    assert "ซึ่งแล้วเสร็จทุกมาตรการ" in "\n".join(strings(view.memo))


def _unreported(measure: Measure) -> Measure:
    return replace(measure, followup=())


def test_before_any_report_the_followup_says_so() -> None:
    measures = tuple(_unreported(measure) for measure in cases.assessment().measures)
    outcome = cases.assessment(measures=measures, followup_round=None, as_of=date(2020, 1, 1))
    followup = whole(followup_view(cases.material(outcome)))
    assert "ยังไม่มีส่วนงานใดรายงานผล" in followup
    assert "รายงานรอบ" not in followup
    assert "ยังไม่มีส่วนงานรายงานผล" in whole(analysis_view(cases.material(outcome)))


def test_without_measures_the_followup_is_short_and_whole() -> None:
    view = followup_view(cases.material(cases.empty()))
    assert [section.id for section in view.sections] == ["appendix"]
    assert view.first
    assert "ยังไม่มีมาตรการ" in "\n".join(strings(view.first))
    assert view.memo


# ── the whole ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_contents_name_every_section_and_every_anchor_is_there() -> None:
    for make in (analysis_view, followup_view):
        view = make(cases.material(cases.long(), replace(cases.AGENCY, text={"preface.text": "คำนำ"})))
        assert view.contents
        anchors = [entry.anchor for entry in view.contents.entries]
        front = [section.id for section in (view.first, view.preface) if section]
        assert anchors == [*front, "report", *(section.id for section in view.sections)]
        links = [
            cell.link[1:] for table in tables(view).values() for cell in _cells(table) if cell.link[:1] == "#"
        ]
        assert set(links) <= set(anchors)


def _cells(table: Table) -> Iterator[Cell]:
    for body in table.bodies:
        for row in body:
            yield from row.cells


def test_there_is_no_preface_where_nobody_has_written_one() -> None:
    view = analysis_view(cases.material())
    assert view.preface is None
    assert view.contents
    assert "preface" not in [entry.anchor for entry in view.contents.entries]


@pytest.mark.slow
@pytest.mark.parametrize("lang", texts.LANGS)
def test_each_recommendation_stands_once_in_the_report_and_once_in_the_memo(lang: texts.Lang) -> None:
    tie = cases.SCORES | {1: cases.SCORES[4]}
    high = {no: score + 15 for no, score in cases.SCORES.items() if no < 9} | {
        9: Fraction(90),
        10: Fraction(95),
    }
    for scores in (cases.SCORES, tie, high):
        case = cases.material(cases.assessment(scores), lang=lang)
        view = analysis_view(case)
        report = "\n".join(strings(view.sections))
        weakest = {no for result in case.assessment.dimensions for no in result.weakest}
        under = {result.no for result in split_by_threshold(case)[0]}
        assert {no: report.count(case.recommendation(no)) for no in range(1, 11)} == {
            no: int(no in weakest | under) for no in range(1, 11)
        }
        memo = "\n".join(strings(view.memo))
        assert {no: memo.count(case.recommendation(no)) for no in weakest} == dict.fromkeys(weakest, 1)


@pytest.mark.parametrize(
    "names", [("results", "indicators"), ("indicators", "improve"), ("results", "improve")]
)
def test_what_must_be_done_is_said_once_whatever_is_left_out(names: tuple[str, ...]) -> None:
    agency = replace(cases.AGENCY, sections=names)
    case = cases.material(agency=agency)
    assert whole(analysis_view(case)).count(case.recommendation(4)) == 1


def test_what_stands_elsewhere_already_is_shown_only_where_it_is_named() -> None:
    def parts(*names: str) -> tuple[set[str], bool]:
        view = analysis_view(cases.material(agency=replace(cases.AGENCY, sections=names)))
        charts = [block for section in view.sections for block in section.blocks if isinstance(block, Chart)]
        return set(tables(view)) & {"lost", "change"}, bool(charts[0].radar)

    assert parts() == (set(), False)
    assert parts("results", "appendix", "lost", "radar") == ({"lost"}, True)


@pytest.mark.slow
def test_last_years_scores_stand_in_the_chart_or_in_the_table_of_years() -> None:
    outcome = cases.with_previous(cases.assessment())
    assert outcome.previous
    earlier = YearResult(2561, outcome.previous.total, "B", outcome.previous.indicators)
    for whole_outcome, in_chart in ((outcome, True), (replace(outcome, earlier=(earlier,)), False)):
        view = analysis_view(cases.material(whole_outcome))
        (drawn,) = [
            block for section in view.sections for block in section.blocks if isinstance(block, Chart)
        ]
        assert bool(drawn.before) is in_chart
        assert "ปี ๒๕๖๑" in strings(drawn)
        assert ("years-table" in tables(view)) is not in_chart


def test_the_checklist_points_to_sections() -> None:
    table = tables(analysis_view(cases.material()))["checklist"]
    assert [cell.link for row in table.bodies[0] for cell in row.cells if cell.link] == [
        *("#indicators", "#indicators", "#improve", "#improve", "#improve", "#improve")
    ]


@pytest.mark.parametrize("module, make", [(analysis_module, analysis_view), (followup_module, followup_view)])
def test_chosen_sections_are_the_only_ones(module: Any, make: Any) -> None:
    chosen = replace(cases.AGENCY, sections=("memo", "results", "summary"))
    view = make(cases.material(agency=chosen))
    assert view.memo
    assert view.cover is view.contents is view.preface is None
    assert len(view.sections) == 1
    assert {"memo", "cover", "preface", "contents"} <= set(module.SECTIONS)


def test_arabic_digits_reach_every_figure() -> None:
    view = analysis_view(cases.material(agency=replace(cases.AGENCY, digits="arabic")))
    assert not re.search("[๐-๙]", whole(view))
    assert "79.83" in whole(view)


def test_an_agency_that_types_its_prefixes_gets_them_once() -> None:
    typed = replace(cases.AGENCY, district="อำเภอเมือง", province="จังหวัดตัวอย่าง")
    view = analysis_view(cases.material(agency=typed))
    assert view.cover
    assert view.cover.agency[1] == "อำเภอเมือง จังหวัดตัวอย่าง"
