"""Checks of what lies beside the values of a workbook: comments, links, and what is crossed out."""

from collections import defaultdict
from collections.abc import Iterator

from itaxl.checks.context import Check, Context
from itaxl.findings import Finding, Place, finding
from itaxl.forms.layout import Type
from itaxl.submissions import links
from itaxl.submissions.submission import Field, Submission

CROSSED_OUT, ROW_CROSSED_OUT = "C368", "C369"
CUT_AT = 255  # characters at which some programs cut the texts of an .xls


def comments(submission: Submission, context: Context) -> Iterator[Finding]:
    """Pass on comments, which no document prints."""
    for (sheet, cell), aside in submission.reading.asides.items():
        if aside.comment:
            yield finding("C366", Place(submission.file, sheet, cell), aside.comment)


def crossed_out(submission: Submission, context: Context) -> Iterator[Finding]:
    """Ask about values that are crossed out, once about a row in which all of them are; name what was left out."""
    rows: dict[tuple[str, int], list[Field]] = defaultdict(list)
    for field in submission.fields:
        aside = submission.reading.aside(field.place)
        if aside.left_out:
            yield finding("C370", field.place, field.mended.shown, left=aside.left_out)
        if field.column not in ("code", "name") and not field.mended.blank:
            rows[field.sheet, field.row].append(field)
    for fields in rows.values():
        dead = [field for field in fields if field.mended.problem == CROSSED_OUT]
        if dead and len(dead) == len(fields):
            yield finding(ROW_CROSSED_OUT, dead[0].place, dead[0].mended.shown, row=dead[0].row)
        else:
            yield from (finding(CROSSED_OUT, field.place, field.mended.shown) for field in dead)


def links_behind_words(submission: Submission, context: Context) -> Iterator[Finding]:
    """Name addresses that lie behind the words of cells that are not for links, which print the words alone."""
    cells = {record.place: record.raw for record in submission.reading.records}
    for field in submission.fields:
        if field.type is Type.LINK or field.column in ("code", "name"):
            continue
        link = links.on_the_web(links.behind(cells[field.place], submission.reading.aside(field.place)))
        if link and not links.says(field.mended.shown, link):
            yield finding("C371", field.place, field.mended.shown, link=link)


def cut_texts(submission: Submission, context: Context) -> Iterator[Finding]:
    """Ask about texts of the length at which some programs cut those of an .xls."""
    if not submission.reading.partial:
        return
    for record in submission.reading.records:
        if isinstance(record.raw.value, str) and len(record.raw.value) == CUT_AT:
            yield finding("C372", record.place, record.raw.value[-40:], count=CUT_AT)


CHECKS: tuple[Check, ...] = (comments, crossed_out, links_behind_words, cut_texts)
