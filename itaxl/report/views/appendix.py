"""Appendix: the method, the instrument and its sources, and where each required element is found."""

from itaxl.instrument.model import Grade, ReportItem
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.heading import Heading
from itaxl.report.blocks.prose import Prose
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views import sources
from itaxl.report.views.cells import number_cell, row_head
from itaxl.report.views.headline import band
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


def method(case: Material) -> tuple[Block, ...]:
    """Return the heading and text on how the scores came about."""
    text = Prose((*sources.method(case), *case.say.paragraphs("appendix.method_text")))
    return (Heading(case.say("appendix.method_title")), text)


def grades(case: Material) -> tuple[Block, ...]:
    """Return the table of grades with their bands."""
    return (Heading(case.say("appendix.grades_title")), _grade_table(case))


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
        texts = number_cell(case.style.count(order)), row_head(case.style.text(element[case.lang]))
        rows.append(Row((*texts, place)))
    caption = say("appendix.checklist_table", code=item.code, title=item.title[case.lang])
    table = Table("checklist", caption, columns, (tuple(rows),))
    return (Heading(say("appendix.checklist_title")), table)


def _grade_table(case: Material) -> Table:
    """Return the table of grades: their bands, and what they require of each dimension if that is certain."""
    say = case.say
    conditions = {grade.grade: _condition(case, grade) for grade in case.instrument.grades}
    columns = (
        Column(say("word.grade"), 30),
        Column(say("appendix.band"), 25, "number"),
        *((Column(say("appendix.condition"), 45),) if any(conditions.values()) else ()),
    )
    rows = []
    for grade in case.instrument.grades:
        cells = [row_head(grade.grade), number_cell(band(case, grade))]
        if len(columns) > len(cells):
            cells.append(Cell(conditions[grade.grade]))
        rows.append(Row(tuple(cells)))
    return Table("grades", say("appendix.grades_table"), columns, (tuple(rows),))


def _condition(case: Material, grade: Grade) -> tuple[str, ...]:
    """Return what a grade requires of each dimension besides its band, unless that is in doubt."""
    if grade.every is None or not case.instrument.requires(grade):
        return ()
    return (case.say("appendix.every", every=case.style.amount(grade.every)),)
