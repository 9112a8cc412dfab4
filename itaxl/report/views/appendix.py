"""Appendix: the method, the instrument and its sources, and where each required element is found."""

from itaxl.instrument.model import Grade, ReportItem, Source
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.heading import Heading
from itaxl.report.blocks.items import Items
from itaxl.report.blocks.prose import Prose
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views import sources
from itaxl.report.views.material import Material

# Anchors of the sections that hold what a checklist asks for, by words in its Thai text; the first match counts.
ANALYSIS_PLACES = (
    ("กำกับติดตาม", "improve"),
    ("ผู้รับผิดชอบ", "improve"),
    ("แนวทาง", "improve"),
    ("ขั้นตอน", "improve"),
    ("จุดอ่อน", "indicators"),
    ("ข้อบกพร่อง", "indicators"),
    ("พัฒนา", "indicators"),
    ("คะแนน", "results"),
)
FOLLOWUP_PLACES = (
    ("หลักฐาน", "followup-sections"),
    ("ผลการดำเนินการ", "followup-sections"),
    ("การดำเนินการตามมาตรการ", "followup-sections"),
    ("ติดตาม", "summary"),
    ("มาตรการ", "followup-sections"),
)
# Keys and statuses of the sources that are cited: they concern what the reader sees, and their origin is known.
SOURCES = ("indicators", "weights", "grades", "pass_mark", "legal_basis")
CITED = ("source", "derived", "assumed")
CONDITIONS = "grade_conditions"  # cited even if unknown: two grades may share a band and differ by conditions


def method(case: Material) -> tuple[Block, ...]:
    """Return the heading and text on how the scores came about."""
    text = Prose((*sources.method(case), *case.say.paragraphs("appendix.method_text")))
    return (Heading(case.say("appendix.method_title")), text)


def instrument(case: Material) -> tuple[Block, ...]:
    """Return the tables of dimensions, indicators, weights and grades, and the list of their sources."""
    sources = tuple(
        case.say(f"appendix.source.{key}", text=source.text[case.lang])
        for key, source in case.instrument.sources.items()
        if _is_cited(key, source, case)
    )
    tables = (_indicator_table(case), _grade_table(case))
    blocks: tuple[Block, ...] = (Heading(case.say("appendix.instrument_title")), *tables)
    return (
        (*blocks, Heading(case.say("appendix.sources_title")), Items(sources, "quiet")) if sources else blocks
    )


def _is_cited(key: str, source: Source, case: Material) -> bool:
    if key == CONDITIONS:
        return not _disputed(case)
    return key in SOURCES and source.status in CITED


def checklist(
    case: Material, item: ReportItem | None, places: tuple[tuple[str, str], ...], titles: dict[str, str]
) -> tuple[Block, ...]:
    """Return a table of the required elements, each with the section that holds it; empty if none is required.

    `places` are pairs of a Thai word and an anchor; `titles` are the titles of the document's sections, by anchor.
    """
    if item is None or not item.elements:
        return ()
    say = case.say
    columns = (
        Column(say("word.no"), 8, "number"),
        Column(say("appendix.checklist_element"), 48),
        Column(say("appendix.checklist_place"), 44),
    )
    rows = []
    for order, element in enumerate(item.elements, start=1):
        anchor = next((anchor for word, anchor in places if word in element.th and anchor in titles), "")
        place = (
            Cell((titles[anchor],), link=f"#{anchor}", css="with-page")
            if anchor
            else Cell((say("appendix.checklist_open"),))
        )
        number = Cell((case.style.count(order),), css="number")
        rows.append(Row((number, Cell((case.style.text(element[case.lang]),), head="row"), place)))
    caption = say("appendix.checklist_table", code=item.code, title=item.title[case.lang])
    table = Table("checklist", caption, columns, (tuple(rows),))
    return (Heading(say("appendix.checklist_title")), table)


def _indicator_table(case: Material) -> Table:
    say, style = case.say, case.style
    columns = (
        Column(say("word.dimension"), 46),
        Column(say("word.weight"), 18, "number"),
        Column(say("word.indicator"), 36),
    )
    bodies = []
    for dimension in case.instrument.dimensions:
        count = len(dimension.indicators)
        name = say("word.dimension_full", **case.dimension_places(dimension.code))
        dimension_cell = Cell((name,), head="rowgroup", rows=count)
        weight_cell = Cell((style.amount(dimension.weight),), css="number", rows=count)
        indicator_cells = [
            Cell((say("word.numbered", n=style.count(indicator.no), text=case.indicator(indicator.no)),))
            for indicator in dimension.indicators
        ]
        bodies.append(
            (
                Row((dimension_cell, weight_cell, indicator_cells[0])),
                *(Row((cell,)) for cell in indicator_cells[1:]),
            )
        )
    return Table("instrument", say("appendix.instrument_table"), columns, tuple(bodies))


def _grade_table(case: Material) -> Table:
    """Return the table of grades, without bands and conditions if the announced grade is disputed."""
    say, disputed = case.say, _disputed(case)
    band = () if disputed else (Column(say("appendix.band"), 22, "number"),)
    columns = (Column(say("word.grade"), 14), *band, Column(say("word.meaning"), 86 if disputed else 64))
    rows = []
    for grade in case.instrument.grades:
        lower, upper = case.style.score(grade.lower), case.style.score(grade.upper)
        value = Cell((say("appendix.band_value", lower=lower, upper=upper),), css="number")
        condition = () if disputed else _condition(case, grade)
        meaning = Cell((case.style.text(grade.meaning[case.lang]),), notes=condition)
        rows.append(Row((Cell((grade.grade,), head="row"), *((value,) if band else ()), meaning)))
    return Table("grades", say("appendix.grades_table"), columns, (tuple(rows),))


def _condition(case: Material, grade: Grade) -> tuple[str, ...]:
    """Return what a grade requires of each dimension besides its band."""
    if grade.every is None:
        return ()
    key = "appendix.every" if case.instrument.conditions_certain else "appendix.every_unknown"
    return (case.say(key, every=case.style.amount(grade.every)),)


def _disputed(case: Material) -> bool:
    """Return whether the announced grade is not the grade of the announced total.

    The report then prints what was announced and does not dispute it.
    """
    assessment = case.assessment
    return bool(
        assessment.grade_announced
        and assessment.grade_computed
        and assessment.grade_announced != assessment.grade_computed
    )
