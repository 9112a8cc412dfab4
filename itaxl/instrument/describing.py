"""Instrument as lines to read: in brief, and whole."""

from collections.abc import Iterable, Iterator

from itaxl.instrument import items
from itaxl.instrument.model import DIMENSIONS, Grade, Instrument, Item, Question, ReportItem
from itaxl.instrument.scoring import rounded
from itaxl.texts import Texts

NEEDED = ("dimensions", "grades", "pass_mark")  # for workbooks and reports


def unknown(instrument: Instrument) -> tuple[str, ...]:
    """Return the facts (`fact.<it>` of the catalogue) that an instrument leaves out."""
    given: dict[str, object] = {
        "dimensions": instrument.dimensions,
        "grades": instrument.grades,
        "pass_mark": instrument.passing is not None,
        "report_items": instrument.analysis_item or instrument.followup_item,
        "items": instrument.items,
        "questions": instrument.questions,
        "levels": instrument.levels,
        "legal_basis": instrument.legal_basis,
    }
    return tuple(fact for fact, value in given.items() if not value)


def named(facts: Iterable[str], texts: Texts) -> str:
    """Facts by name, in a row."""
    return ", ".join(texts(f"fact.{fact}") for fact in facts)


def use(instrument: Instrument, texts: Texts) -> str:
    """Say what can be done with an instrument, and if little, why."""
    lacking = [fact for fact in unknown(instrument) if fact in NEEDED]
    if lacking:
        return texts("unusable", unknown=named(lacking, texts))
    codes = tuple(dimension.code for dimension in instrument.dimensions)
    return texts("usable") if codes == DIMENSIONS else texts("other_dimensions", codes=", ".join(codes))


def brief(instrument: Instrument, texts: Texts) -> str:
    """Say in one line how much is known of items, questions and reports."""
    several = "at_least" if instrument.partial else "count"
    reports = [item.code for item in (instrument.analysis_item, instrument.followup_item) if item]
    return texts(
        "brief",
        items=_count(len(instrument.items), several, texts),
        questions=_count(len(instrument.questions), "count", texts),
        reports=", ".join(reports) or texts("unknown"),
    )


def _count(number: int, key: str, texts: Texts) -> str:
    return texts(key, n=number) if number else texts("unknown")


def lines(instrument: Instrument, texts: Texts) -> Iterator[tuple[int, str]]:
    """Yield each line with its depth: 0 a heading, 1 and 2 what stands under it."""
    yield 0, texts("title", year=instrument.year)
    yield 1, use(instrument, texts)
    for heading, part in (
        ("dimensions", _dimensions(instrument, texts)),
        ("grades", _grades(instrument, texts)),
        ("items", _items(instrument, texts)),
        ("questions", _questions(instrument, texts)),
        ("reports", _reports(instrument, texts)),
        ("legal_basis", ((1, legal_basi[texts.lang]) for legal_basi in instrument.legal_basis)),
        ("calendar", ((1, sentence[texts.lang]) for sentence in instrument.calendar)),
        ("sources", _sources(instrument, texts)),
    ):
        yield 0, texts(f"heading.{heading}")
        yield from list(part) or [(1, texts("unknown"))]


def _dimensions(instrument: Instrument, texts: Texts) -> Iterator[tuple[int, str]]:
    for dimension in instrument.dimensions:
        yield (
            1,
            texts(
                "show.dimension",
                code=dimension.code,
                name=dimension.name[texts.lang],
                weight=dimension.weight,
            ),
        )
        for indicator in dimension.indicators:
            yield 2, texts("show.indicator", no=indicator.no, name=indicator.name[texts.lang])


def _grades(instrument: Instrument, texts: Texts) -> Iterator[tuple[int, str]]:
    for grade in instrument.grades:
        yield 1, band(grade, texts)
    if instrument.grades and not instrument.conditions_certain:
        yield 1, texts("doubt.conditions")
    if instrument.passing is not None:
        yield 1, texts("show.pass_mark", pass_mark=instrument.passing)


def band(grade: Grade, texts: Texts) -> str:
    """Return a grade with its band, and its condition if it has one."""
    key = "show.grade" if grade.every is None else "show.every"
    return texts(key, grade=grade.grade, lower=grade.lower, upper=grade.upper, every=grade.every)


def _items(instrument: Instrument, texts: Texts) -> Iterator[tuple[int, str]]:
    for group in instrument.subindicators:
        gain = items.gain(group.items[0].code, instrument)
        values = {"code": group.code, "name": group.name[texts.lang], "indicator": group.indicator}
        if gain is None:
            yield 1, texts("show.group", **values)
        else:
            yield 1, texts("show.group_worth", **values, worth=rounded(gain))
        yield from ((2, _item(item, texts)) for item in group.items)
    if instrument.ungrouped:
        grouped = bool(instrument.subindicators)
        if grouped:
            yield 1, texts("show.ungrouped")
        yield from ((1 + grouped, _item(item, texts)) for item in instrument.ungrouped)
    if instrument.partial:
        yield 1, texts("show.partial")


def _item(item: Item, texts: Texts) -> str:
    key = "show.quarters" if item.quarters else "show.item"
    return texts(key, code=item.code, name=item.name[texts.lang], quarters=", ".join(map(str, item.quarters)))


def _questions(instrument: Instrument, texts: Texts) -> Iterator[tuple[int, str]]:
    for indicator in instrument.indicators:
        own = [question for question in instrument.questions if question.indicator == indicator.no]
        if own:
            yield 1, texts("show.indicator", no=indicator.no, name=indicator.name[texts.lang])
        yield from ((2, _question(question, texts)) for question in own)
    if instrument.levels:
        yield 1, texts("show.levels", levels=", ".join(map(str, instrument.levels)))


def _question(question: Question, texts: Texts) -> str:
    key = "show.yes_no" if question.answers == "yes_no" else "show.question"
    return texts(key, code=question.code, name=question.subject[texts.lang], parts=question.parts)


def _reports(instrument: Instrument, texts: Texts) -> Iterator[tuple[int, str]]:
    for item in (instrument.analysis_item, instrument.followup_item):
        if item:
            yield 1, report(item, instrument, texts)
            yield from ((2, texts("show.element", text=element[texts.lang])) for element in item.elements)


def report(item: ReportItem, instrument: Instrument, texts: Texts) -> str:
    """Return a report's item, title, and the year that it is of."""
    year = instrument.year + item.covers
    return texts("show.report", code=item.code, title=item.title[texts.lang], covers=year)


def _sources(instrument: Instrument, texts: Texts) -> Iterator[tuple[int, str]]:
    for fact, source in instrument.sources.items():
        name = texts(f"fact.{fact}") if f"fact.{fact}" in texts else fact
        status = texts(f"status.{source.status}")
        yield 1, texts("show.source", fact=name, status=status, text=source.text[texts.lang])
