"""Build the model of an instrument from the checked table of its file."""

from decimal import Decimal
from typing import Any

from itaxl.instrument.model import (
    Dimension,
    Grade,
    Indicator,
    Instrument,
    Item,
    Question,
    ReportItem,
    Source,
    Subindicator,
)
from itaxl.texts import Text

Table = dict[str, Any]


def build(table: Table) -> Instrument:
    """Return the instrument of a table that the schema allows; what it leaves out is unknown."""
    report = table.get("report", {})
    return Instrument(
        year=table["year"],
        dimensions=tuple(map(_dimension, table.get("dimensions", []))),
        grades=tuple(map(_grade, table.get("grades", []))),
        passing=_decimal(table["pass_mark"]) if "pass_mark" in table else None,
        analysis_item=_report_item(report.get("analysis")),
        followup_item=_report_item(report.get("followup")),
        report_indicator=report.get("indicator"),
        report_subindicator=report.get("subindicator", ""),
        report_subject=_text(report["subject"]) if "subject" in report else None,
        legal_basis=_texts(table.get("legal_basis", [])),
        common_measures=tuple(table.get("common_measures", [])),
        sources={
            fact: Source(source["status"], _text(source)) for fact, source in table.get("sources", {}).items()
        },
        questions=tuple(map(_question, table.get("questions", []))),
        subindicators=tuple(map(_subindicator, table.get("subindicators", []))),
        ungrouped=tuple(map(_item, table.get("items", []))),
        partial=table.get("partial", False),
        levels=tuple(map(_decimal, table.get("levels", []))),
        calendar=_texts(table.get("calendar", [])),
    )


def _dimension(table: Table) -> Dimension:
    code = table["code"]
    indicators = tuple(_indicator(row, code) for row in table["indicators"])
    return Dimension(code, _text(table["name"]), _decimal(table["weight"]), indicators)


def _indicator(table: Table, dimension: str) -> Indicator:
    name, recommendation = table["name"], table["recommendation"]
    good = _text(name | table.get("good", {}))
    return Indicator(table["no"], dimension, _text(name), _text(recommendation), good)


def _question(table: Table) -> Question:
    reversed_parts = tuple(table.get("reversed", []))
    answers = table.get("answers", "levels")
    return Question(table["code"], table["indicator"], _text(table), table["parts"], answers, reversed_parts)


def _subindicator(table: Table) -> Subindicator:
    items = tuple(map(_item, table["items"]))
    return Subindicator(table["code"], table["indicator"], _text(table["name"]), items)


def _item(table: Table) -> Item:
    return Item(table["code"], _text(table), tuple(table.get("quarters", [])))


def _grade(table: Table) -> Grade:
    every = _decimal(table["every"]) if "every" in table else None
    lower, upper = _decimal(table["lower"]), _decimal(table["upper"])
    certain = table.get("every_certain", True)
    return Grade(table["grade"], lower, upper, _text(table["meaning"]), every, certain)


def _report_item(table: Table | None) -> ReportItem | None:
    if table is None:
        return None
    duty, elements = _text(table["duty"]), _texts(table.get("elements", []))
    return ReportItem(table["code"], _text(table["title"]), duty, elements, table.get("covers", 0))


def _texts(tables: list[Table]) -> tuple[Text, ...]:
    return tuple(map(_text, tables))


def _text(table: Table) -> Text:
    """Return a text in both languages; Thai stands for both where an agency's own file has no English."""
    thai: str = table["th"]
    return Text(thai, table.get("en", thai))


def _decimal(value: object) -> Decimal:
    """Read a number, which our files write as a string or a whole number, so that none passes through a float."""
    return Decimal(str(value))
