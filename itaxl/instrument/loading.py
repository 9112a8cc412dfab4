"""Reading an instrument's file. The format is described at the head of `years/2562.toml`."""

import tomllib
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, get_args

from itaxl.errors import UnknownYearError, WrongUseError
from itaxl.instrument.model import (
    Dimension,
    Grade,
    Indicator,
    Instrument,
    Item,
    Question,
    ReportItem,
    Source,
    Status,
    Subindicator,
)
from itaxl.texts import Text

YEARS = Path(__file__).parent / "years"
STATUSES = get_args(Status)
ANSWERS = ("levels", "yes_no")
Table = dict[str, Any]


def known_years() -> tuple[int, ...]:
    """The fiscal years (Buddhist era) of the instruments that come with the program, oldest first."""
    return tuple(sorted(int(path.stem) for path in YEARS.glob("*.toml")))


def load(year: int, file: Path | None = None) -> Instrument:
    """The instrument of the fiscal year `year`, out of the agency's own `file` where one is given.

    Raises UnknownYearError where there is none for that year, WrongUseError where the file cannot be used.
    """
    if file is None:
        return _shipped(year)
    instrument = _instrument(file)
    if instrument.year != year:
        raise UnknownYearError("year.unknown", year=year, known=str(instrument.year))
    return instrument


def publication(year: int) -> Instrument | None:
    """The instrument under which the reports about `year` are published: that of the year after.

    None where it is not known, so that item codes and titles have to be filled in by hand.
    """
    return load(year + 1) if year + 1 in known_years() else None


@cache
def _shipped(year: int) -> Instrument:
    if year not in known_years():
        raise UnknownYearError("year.unknown", year=year, known=", ".join(map(str, known_years())))
    return _instrument(YEARS / f"{year}.toml")


def _instrument(file: Path) -> Instrument:
    try:
        return _build(_table(file))
    except FileNotFoundError as error:
        raise WrongUseError("file.missing", path=file) from error
    except OSError as error:
        raise WrongUseError("file.unreadable", path=file, reason=error.strerror) from error
    except KeyError as error:
        raise WrongUseError("settings.syntax", path=file, reason=f"{error.args[0]}: ?") from error
    except (ValueError, TypeError, AttributeError, InvalidOperation) as error:
        raise WrongUseError("settings.syntax", path=file, reason=error) from error


def _table(file: Path) -> Table:
    """The file's content, put over that of the year which it names as `base`."""
    own = tomllib.loads(file.read_text("utf-8"))
    base = own.pop("base", None)
    if base is None:
        return own
    if base not in known_years():
        raise ValueError(f"base = {base}")
    return _over(_table(YEARS / f"{base}.toml"), own)


def _over(base: Table, own: Table) -> Table:
    """Tables are joined key by key; any other value, lists too, takes the place of the base's."""
    joined = dict(base)
    for name, value in own.items():
        both = isinstance(value, dict) and isinstance(base.get(name), dict)
        joined[name] = {**base[name], **value} if both else value
    return joined


def _build(table: Table) -> Instrument:
    report = table.get("report", {})
    return Instrument(
        year=int(table["year"]),
        dimensions=tuple(map(_dimension, table["dimensions"])),
        grades=tuple(map(_grade, table["grades"])),
        pass_mark=_decimal(table["pass_mark"]),
        analysis_item=_item(report.get("analysis")),
        followup_item=_item(report.get("followup")),
        report_indicator=report.get("indicator"),
        report_subindicator=str(report.get("subindicator", "")),
        report_subject=_text(report["subject"]) if "subject" in report else None,
        legal_basis=_texts(table.get("legal_basis", [])),
        common_measures=tuple(map(str, table.get("common_measures", []))),
        sources={fact: _source(entry) for fact, entry in table.get("sources", {}).items()},
        questions=tuple(map(_question, table.get("questions", []))),
        subindicators=tuple(map(_subindicator, table.get("subindicators", []))),
    )


def _dimension(table: Table) -> Dimension:
    code = str(table["code"])
    indicators = tuple(_indicator(each, code) for each in table["indicators"])
    return Dimension(code, _text(table["name"]), _decimal(table["weight"]), indicators)


def _indicator(table: Table, dimension: str) -> Indicator:
    return Indicator(int(table["no"]), dimension, _text(table["name"]), _text(table["recommendation"]))


def _question(table: Table) -> Question:
    answers = table.get("answers", "levels")
    if answers not in ANSWERS:
        raise ValueError(f"answers = {answers}")
    reversed_parts = tuple(map(int, table.get("reversed", [])))
    return Question(
        str(table["code"]),
        int(table["indicator"]),
        _text(table),
        int(table["parts"]),
        answers,
        reversed_parts,
    )


def _subindicator(table: Table) -> Subindicator:
    items = tuple(Item(str(each["code"]), _text(each)) for each in table["items"])
    return Subindicator(str(table["code"]), int(table["indicator"]), _text(table["name"]), items)


def _grade(table: Table) -> Grade:
    return Grade(
        str(table["grade"]), _decimal(table["lower"]), _decimal(table["upper"]), _text(table["meaning"])
    )


def _item(table: Table | None) -> ReportItem | None:
    if table is None:
        return None
    return ReportItem(
        str(table["code"]), _text(table["title"]), _text(table["duty"]), _texts(table["elements"])
    )


def _source(table: Table) -> Source:
    if table["status"] not in STATUSES:
        raise ValueError(f"status = {table['status']}")
    return Source(table["status"], _text(table))


def _texts(tables: list[Table]) -> tuple[Text, ...]:
    return tuple(map(_text, tables))


def _text(table: Table) -> Text:
    return Text(str(table["th"]), str(table["en"]))


def _decimal(value: object) -> Decimal:
    """TOML's numbers are written as strings or whole numbers, so that none passes through a float."""
    return Decimal(str(value))
