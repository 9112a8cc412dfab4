from dataclasses import replace
from functools import cache

import pytest

from itaxl.agency.settings import Agency, Division
from itaxl.assessment import Measure
from itaxl.forms.identity import NEWEST, SCHEMA, Identity
from itaxl.forms.layout import (
    CODE_ROW,
    COUNTS,
    GUIDE,
    MEASURES,
    META,
    RESULTS,
    SCORES,
    TEXT_LIMIT,
    WHO_ROW,
    Detail,
)
from itaxl.inbox.arrivals import Arrived, understand
from itaxl.instrument.model import Instrument
from itaxl.sending.marked_copy import marked
from itaxl.spreadsheets.book import Book, Cell, Sheet
from itaxl.spreadsheets.read import read_book
from itaxl.submissions.reading import read
from itaxl.submissions.recognise import TOP, recognise
from tests import detailed
from tests.building import built
from tests.filled import AGENCY, CONTEXT, INSTRUMENT, cell, change, reading, text, who
from tests.planned import measure

ASKED = (
    measure(
        *("2562-IIT-04-01", "IIT", 4),
        weakness="จุดอ่อน",
        approach="แนวทาง",
        measure="มาตรการ",
        responsible=("finance",),
    ),
)
SHEETS = (GUIDE, SCORES, COUNTS, MEASURES, RESULTS)
WHO = "เทศบาลตำบลตัวอย่าง · กองคลัง · IIT ก · ปีงบประมาณ พ.ศ. 2562"


def lost(
    identity: Identity,
    agency: Agency | None = AGENCY,
    measures: tuple[Measure, ...] = (),
    meta: bool = False,
    instrument: Instrument = INSTRUMENT,
) -> Book:
    """A workbook as it was sent out, without its codes; the hidden sheet too is gone unless `meta`."""
    book = read_book(built(instrument, identity, agency, measures))
    kept = tuple(sheet for sheet in book.sheets if meta or sheet.name != META)
    book = replace(book, sheets=kept, identifier="")
    for name in SHEETS:
        book = change(book, name, {(CODE_ROW, 1): None})
    return change(book, META, {(8, 2): None})


@cache
def plan() -> Book:
    """Such a workbook of finance, which most tests change."""
    return lost(who())


def arrived(book: Book) -> Arrived:
    return understand(reading(book), CONTEXT)


def codes(workbook: Arrived) -> list[str]:
    return [finding.code for finding in workbook.findings]


def unclear(book: Book) -> str:
    """What the one finding says is not certain."""
    workbook = arrived(book)
    assert (workbook.submission, codes(workbook)) == (None, ["W219"])
    return workbook.findings[0].what("en").partition("for certain: ")[2]


def typed(book: Book, sheet: str, row: int, value: str | None) -> Book:
    changed: dict[tuple[int, int], Cell | None] = {(row, 1): None if value is None else text(value)}
    return change(book, sheet, changed)


def without(book: Book, *names: str) -> Book:
    return replace(book, sheets=tuple(sheet for sheet in book.sheets if sheet.name not in names))


@pytest.mark.slow
@pytest.mark.parametrize("identity", [who(), who("EIT", "clerk"), who("OIT", "works")])
def test_a_divisions_workbook_is_known_by_what_its_sheets_say(identity: Identity) -> None:
    workbook = arrived(change(lost(identity), SCORES, {(6, 3): cell("80")}))
    assert workbook.submission is not None
    assert "W218" in codes(workbook)
    stated = workbook.submission.identity
    assert (stated.year, stated.dimension, stated.round) == (2562, identity.dimension, "plan")
    assert workbook.submission.division == identity.division


def test_it_is_said_as_what_it_was_read() -> None:
    (notice,) = arrived(plan()).findings
    assert (notice.code, notice.place.sheet, notice.place.cell) == ("W218", GUIDE, "A2")
    assert "ส่วนงาน กองคลัง, ด้าน IIT, ปี 2562, รอบแผน จึงอ่านตามนั้น" in notice.what("th")
    assert "division กองคลัง, dimension IIT, year 2562, plan round, and" in notice.what("en")


def test_the_notice_names_the_first_cell_that_says_who_answers() -> None:
    """First by rows, in whatever order the file holds the cells; a title above it does not say who."""
    book = typed(without(plan(), GUIDE), SCORES, WHO_ROW + 2, WHO)
    turned = (replace(sheet, cells=dict(reversed(list(sheet.cells.items())))) for sheet in book.sheets)
    (notice,) = arrived(replace(book, sheets=tuple(turned))).findings
    assert (notice.place.sheet, notice.place.cell) == (SCORES, f"A{WHO_ROW}")


@pytest.mark.parametrize("round", ["followup-6", "followup-12"])
def test_a_follow_up_is_known_by_its_title(round: str) -> None:
    workbook = arrived(lost(who(round=round), measures=ASKED))
    assert workbook.submission is not None
    assert (workbook.submission.identity.round, workbook.submission.division) == (round, "finance")


def test_announced_results() -> None:
    workbook = arrived(lost(who("announced")))
    assert codes(workbook) == ["W218"]
    assert workbook.submission is not None
    assert workbook.submission.identity.announced
    assert "it is of dimension announced results, year 2562, plan round, and" in workbook.findings[0].what(
        "en"
    )


def test_a_sheet_that_the_sender_added_changes_nothing() -> None:
    more = Sheet("บันทึก", {(1, 1): text("โทรถามกองคลัง")})
    assert arrived(replace(plan(), sheets=(*plan().sheets, more))).submission is not None


def test_tables_on_the_guide_alone_do_not_make_it_ours() -> None:
    (scores,) = (sheet for sheet in plan().sheets if sheet.name == SCORES)
    book = replace(plan(), sheets=(replace(scores, name=GUIDE),))
    assert recognise(book, "a.xlsx", {2562: INSTRUMENT}.get) is None


@pytest.mark.slow
@pytest.mark.parametrize("detail, schema", [("items", NEWEST), ("indicators", SCHEMA)])
def test_the_sheet_of_counted_answers_tells_the_schema(detail: Detail, schema: int) -> None:
    scheme = detailed.instrument()
    book = lost(Identity(2564, "IIT", "finance"), replace(AGENCY, detail=detail), instrument=scheme)
    recognised = recognise(book, "a.xlsx", {2564: scheme}.get)
    assert recognised is not None
    assert recognised.identity is not None
    assert (recognised.identity.year, recognised.identity.dimension, recognised.identity.schema) == (
        2564,
        "IIT",
        schema,
    )


@pytest.mark.slow
def test_a_blank_workbook_with_a_name_typed_in() -> None:
    blank = lost(Identity(2562, "IIT"), agency=None)
    workbook = arrived(change(blank, SCORES, {(WHO_ROW, 3): text("กองช่าง")}))
    assert workbook.submission is not None
    assert workbook.submission.division == "works"
    assert sorted(codes(arrived(blank))) == ["W214", "W218"]


def test_one_of_the_codes_is_enough() -> None:
    assert codes(arrived(typed(plan(), SCORES, CODE_ROW, who().code))) == []


def test_without_the_guide_the_sheets_say_enough() -> None:
    assert codes(arrived(without(plan(), GUIDE))) == ["W218"]


@pytest.mark.slow
def test_a_hidden_sheet_that_lost_its_code_was_changed() -> None:
    assert codes(arrived(lost(who(), meta=True))) == ["W242"]


def test_titles_may_be_typed_otherwise() -> None:
    odd = "เทศบาลตำบลตัวอย่าง  ·  กองคลัง · IIT การรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน\u200b · ปีงบประมาณ พ.ศ. ๒๕๖๒"
    book = without(typed(plan(), SCORES, WHO_ROW, odd), GUIDE)
    assert codes(arrived(typed(book, MEASURES, WHO_ROW, None))) == ["W218"]


@pytest.mark.slow
def test_of_another_agency_it_is_left_out() -> None:
    other = replace(AGENCY, name="เทศบาลเมืองอื่น")
    assert codes(arrived(lost(who(), other))) == ["W209"]


def test_of_another_year_it_is_left_out() -> None:
    elsewhere = without(plan(), GUIDE)
    for sheet in (SCORES, MEASURES):
        elsewhere = typed(
            typed(elsewhere, sheet, 1, None),
            sheet,
            WHO_ROW,
            "เทศบาลตำบลตัวอย่าง · กองคลัง · IIT ก · ปีงบประมาณ พ.ศ. 2563",
        )
    elsewhere = typed(elsewhere, MEASURES, 1, "มาตรการด้าน IIT ที่จะดำเนินการในปีงบประมาณ พ.ศ. 2564")
    assert codes(arrived(elsewhere)) == ["W203", "W218"]


@pytest.mark.slow
def test_a_division_that_is_not_known() -> None:
    agency = replace(AGENCY, divisions=(*AGENCY.divisions, Division("legal", "กองนิติการ")))
    workbook = arrived(lost(who(division="legal"), agency))
    assert sorted(codes(workbook)) == ["W206", "W218"]


# What is not certain


def bare() -> Book:
    """Tables without a word about whose they are."""
    book = without(plan(), GUIDE)
    for name in (SCORES, MEASURES):
        book = typed(typed(book, name, 1, None), name, WHO_ROW, None)
    return book


def test_tables_alone_do_not_say_whose_they_are() -> None:
    assert unclear(bare()) == "year, dimension, round, agency, division"


@pytest.mark.parametrize(
    "row, facts", [(TOP, "round"), (TOP + 1, "year, dimension, round, agency, division")]
)
def test_titles_are_looked_for_in_the_first_twelve_rows(row: int, facts: str) -> None:
    beside = change(bare(), SCORES, {(row, 20): text(WHO)})
    assert (TOP, unclear(beside)) == (12, facts)


def test_measures_are_of_the_year_before_the_one_in_which_they_are_carried_out() -> None:
    titled = typed(bare(), MEASURES, 1, "มาตรการด้าน IIT ที่จะดำเนินการในปีงบประมาณ พ.ศ. 2563")
    assert unclear(titled) == "agency, division"
    mixed = typed(titled, SCORES, WHO_ROW, WHO.replace("2562", "2561"))
    assert unclear(mixed) == "year 2561 / 2562"


def test_a_text_too_long_for_a_cell_of_ours_is_no_title() -> None:
    endless = typed(bare(), SCORES, WHO_ROW, "ก" * TEXT_LIMIT + WHO)
    assert unclear(endless) == "year, dimension, round, agency, division"


def test_the_dimension_follows_from_the_codes_once_the_year_is_known() -> None:
    titled = typed(bare(), MEASURES, WHO_ROW, "ผลที่สำนักงาน ป.ป.ช. ประกาศ · ปีงบประมาณ พ.ศ. 2562")
    assert unclear(titled) == "dimension IIT / announced results, round"


def test_a_sheet_of_another_division_among_the_others() -> None:
    mixed = typed(plan(), MEASURES, WHO_ROW, "เทศบาลตำบลตัวอย่าง · กองช่าง · IIT ก · ปีงบประมาณ พ.ศ. 2562")
    assert unclear(mixed) == "division กองคลัง / กองช่าง"


def test_codes_of_another_dimension_under_the_title() -> None:
    mixed = change(plan(), SCORES, {(6, 1): text("6")})
    assert unclear(mixed) == "dimension EIT / IIT"


@pytest.mark.parametrize("place", [(6, 3), (4, 1)])
def test_a_code_of_another_dimension_counts_only_in_the_column_of_codes(place: tuple[int, int]) -> None:
    """Six respondents, or a six above the headings, are no indicator 6."""
    assert arrived(change(plan(), SCORES, {place: text("6")})).submission is not None


def test_two_years() -> None:
    mixed = typed(plan(), SCORES, 1, "คะแนน ITA ด้าน IIT ปีงบประมาณ พ.ศ. 2563")
    assert unclear(mixed) == "year 2562 / 2563"
    results = typed(
        lost(who("announced")), RESULTS, 1, "ผลคะแนน ITA ปีงบประมาณ พ.ศ. 2563 ที่สำนักงาน ป.ป.ช. ประกาศ"
    )
    assert unclear(results) == "year 2562 / 2563"


def test_two_rounds() -> None:
    title = "ผลการดำเนินการตามมาตรการด้าน IIT รอบ 6 เดือน ปีงบประมาณ พ.ศ. 2563"
    assert unclear(typed(plan(), SCORES, 1, title)) == "follow-up after 6 months / plan round"


# What goes back


@pytest.mark.slow
def test_the_copy_that_goes_back_has_its_code_again() -> None:
    workbook = arrived(plan())
    assert workbook.submission is not None
    result = replace(workbook.reading, identity=replace(workbook.submission.identity, division="finance"))
    copy = marked(result, workbook.findings, INSTRUMENT, AGENCY)
    again = read(copy.workbook, "a.xlsx", lambda _: INSTRUMENT)
    assert (again.identity, again.findings) == (who(), ())
