"""Each kind of block of a section."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import assert_never

from itaxl.report.views.blocks import (
    Block,
    Chart,
    Figures,
    FillIn,
    Heading,
    Items,
    Lines,
    Prose,
    Section,
    Table,
    View,
)
from itaxl.report.word.charts import chart
from itaxl.report.word.markup import NOTHING, Xml, bookmark, join, paragraph, run, tab, w
from itaxl.report.word.radar import lines, radar
from itaxl.report.word.styles import Sheet
from itaxl.report.word.tables import figures, table

_PROSE = {"lead": "Lead", "quiet": "Quiet"}


def section(view: View, part: Section, sheet: Sheet, *, first: bool) -> Xml:
    """A section under its heading; a fresh one begins a page, unless it is the first on pages of its kind."""
    fresh = w("pageBreakBefore") if part.fresh and not first else NOTHING
    style = f"Heading{part.level - 1}"
    heading = paragraph(style, bookmark(view, part.id, run(part.title)), properties=fresh)
    return join(heading, *_apart(part.blocks, sheet))


def _apart(blocks: Sequence[Block], sheet: Sheet) -> Iterator[Xml]:
    """A little room between a table and the text after it; headings and captions bring their own."""
    for each, following in zip_longest(blocks, blocks[1:]):
        yield block(each, sheet)
        if isinstance(each, Table | Chart | Figures) and isinstance(
            following, Prose | Items | FillIn | Figures
        ):
            yield paragraph("AfterTable")


def block(each: Block, sheet: Sheet, text_style: str = "BodyText") -> Xml:
    """One block; `text_style` is that of running text without a class."""
    match each:
        case Prose() | Items():
            return _running(each, text_style)
        case FillIn():
            return _fill_in(each)
        case Heading():
            return paragraph(f"Heading{each.level}", run(each.text))
        case Table():
            return table(each, sheet)
        case Chart() | Lines():
            return _drawn(each, sheet)
        case Figures():
            return figures(each, sheet)
        case _:
            assert_never(each)


def _drawn(each: Chart | Lines, sheet: Sheet) -> Xml:
    if isinstance(each, Lines):
        return lines(each, sheet)
    return join(chart(each, sheet), radar(each.radar, sheet) if each.radar else NOTHING)


def _running(each: Prose | Items, text_style: str) -> Xml:
    if isinstance(each, Items):
        style, texts = "ListQuiet" if each.css == "quiet" else "ListBullet", each.items
    else:
        style, texts = _PROSE.get(each.css, text_style), each.paragraphs
    return join(*(paragraph(style, run(text)) for text in texts))


def _fill_in(each: FillIn) -> Xml:
    hint = paragraph("Hint", run(f"({each.label})")) if each.label else NOTHING
    return join(*(paragraph("FillIn", tab()) for _ in range(each.rows)), hint)
