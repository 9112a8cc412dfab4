"""Principles and instruments of the assessment: dimensions, weights, how each is measured, bands, period, sources."""

from collections.abc import Iterator, Sequence

from itaxl import thai
from itaxl.instrument.model import Dimension, Grade
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.prose import Prose
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views.cells import labelled, number_cell, row_head
from itaxl.report.views.headline import band
from itaxl.report.views.material import Material


def principles(case: Material, *, with_bands: bool = True) -> tuple[Block, ...]:
    """Return a text, the table of instruments, and the sentences on grades, days, people asked and sources.

    Without `with_bands` the grades are left to the appendix.
    """
    say, style, year = case.say, case.style, case.instrument.year
    places = {
        "start": style.date(thai.fiscal_year_start(year)),
        "end": style.date(thai.fiscal_year_end(year)),
        "dimensions": style.count(len(case.instrument.dimensions)),
        "indicators": style.count(len(case.instrument.indicators)),
    }
    return (
        Prose(say.paragraphs("principles.text", **places)),
        _table(case),
        Prose((" ".join(_rules(case, with_bands=with_bands)),)),
        *(Prose((sentences,), "quiet") for sentences in (" ".join(_sources(case)),) if sentences),
    )


def _table(case: Material) -> Table:
    say = case.say
    columns = (
        Column(say("principles.instrument"), 28),
        Column(say("principles.measured"), 22),
        Column(say("word.indicator"), 38),
        Column(say("word.weight"), 12, "number"),
    )
    rows = tuple(_row(case, dimension, columns) for dimension in case.instrument.dimensions)
    renamed = any(
        indicator.good[case.lang] != indicator.name[case.lang] for indicator in case.instrument.indicators
    )
    note = say("principles.scale_renamed" if renamed else "principles.scale")
    return Table("principles-table", say("principles.table"), columns, (rows,), note, "figures running")


def _row(case: Material, dimension: Dimension, columns: Sequence[Column]) -> Row:
    """Return the row of a dimension; its indicators have their official names."""
    say, style = case.say, case.style
    items = case.instrument.items
    counted = dimension.code == "OIT" and items and not case.instrument.partial
    measured = say(
        f"principles.by_{dimension.code}{'_items' if counted else ''}", count=style.count(len(items))
    )
    name = say("word.dimension_full", **case.dimension_places(dimension.code))
    weight = number_cell(style.amount(dimension.weight))
    cells = (row_head(name), Cell((measured,)), Cell((_indicators(case, dimension),)), weight)
    return labelled(cells, columns)


def _indicators(case: Material, dimension: Dimension) -> str:
    """Return the numbers of a dimension's indicators, then their official names in the same order."""
    numbers = [indicator.no for indicator in dimension.indicators]
    first, last = numbers[0], numbers[-1]
    listed = case.numbers(numbers)
    if last - first == len(numbers) - 1 > 0:
        listed = f"{case.style.count(first)}–{case.style.count(last)}"
    names = ", ".join(case.style.text(indicator.name[case.lang]) for indicator in dimension.indicators)
    return case.say("principles.indicators", numbers=listed, names=names)


def _rules(case: Material, *, with_bands: bool) -> Iterator[str]:
    """Yield the pass mark with the grades' bands, then the days and the number of people asked, where known."""
    say, style = case.say, case.style
    bands = (_band(case, grade) for grade in case.instrument.grades)
    yield (
        say("principles.grades", bands=", ".join(bands)) if with_bands else say("principles.grades_appended")
    )
    yield from (style.text(sentence[case.lang]) for sentence in case.instrument.calendar)
    answered = [
        say("principles.answered", dimension=result.code, count=style.count(result.respondents))
        for result in case.assessment.dimensions
        if result.respondents
    ]
    if answered:
        yield say("principles.respondents", counts=", ".join(answered))


def _band(case: Material, grade: Grade) -> str:
    """Return a grade with its band, and what it asks of each dimension as far as that is certain."""
    key = "principles.band_every" if case.instrument.requires(grade) else "principles.band"
    places = {"grade": grade.grade, "band": band(case, grade)}
    return case.say(key, every=case.style.amount(grade.every or 0), **places)


def _sources(case: Material) -> Iterator[str]:
    """Yield who sets the scheme and what the agency takes part by; nothing of a scheme of the agency's own."""
    if case.agency.instrument_file:
        return
    yield case.say("principles.source")
    for basis in case.instrument.legal_basis[:1]:
        yield case.say("principles.basis", basis=case.style.text(basis[case.lang]))
