"""Documents of a year that are signed apart, and what `itaxl.toml` says of each: `[report.2562.followup-6]`."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from itaxl.agency import rounds, signatories
from itaxl.agency.section import Section
from itaxl.errors import WrongUseError

ANALYSIS = "analysis"
FOLLOWUPS = rounds.FOLLOWUPS
DOCUMENTS = (ANALYSIS, *FOLLOWUPS)
SIGNED_APART = ("report_date", "report_number")  # fields that a follow-up takes from no other document

Values = Mapping[str, Any]  # by the fields of `Agency`


def values(report: Section) -> Values:
    """Return what a section says of documents; a key that it leaves out is left out."""
    read = {
        "date": ("report_date", report.day("date")),
        "number": ("report_number", report.text("number")),
        "place": ("place", report.text("place")),
        "threshold": ("threshold", report.number("threshold", 85, 0, 100)),
        "detail": ("detail", report.choice("detail", "indicators", ("indicators", "items"))),
        "small_group": ("small_group", report.whole("small_group", 5, 0, 1000)),
        "sections": ("sections", report.texts("sections")),
    }
    return {field: value for key, (field, value) in read.items() if key in report.table}


def own_values(
    report: Section, is_known: Callable[[str], bool], years: Callable[[], Collection[int]]
) -> Mapping[tuple[int, str], Values]:
    """Return what each document has of its own, by year and name. `is_known` tells whether a document can be of a year.

    `years`: all of those, to name them. Raises WrongUseError for a year, a document, a key or a value that cannot be.
    """
    return {
        (year, name): _own(in_year.section(name))
        for year, in_year in _years(report, is_known, years)
        for name in _names(in_year)
    }


def _years(
    report: Section, is_known: Callable[[str], bool], years: Callable[[], Collection[int]]
) -> Iterator[tuple[int, Section]]:
    for key, value in report.table.items():
        if not isinstance(value, dict):
            continue
        if not is_known(key):
            all_years = ", ".join(map(str, years()))
            raise WrongUseError("settings.unknown", key=report.path(key), known=all_years)
        yield int(key), report.section(key)


def _names(in_year: Section) -> Iterator[str]:
    for name in in_year.table:
        if name not in DOCUMENTS:
            raise WrongUseError("settings.unknown", key=in_year.path(name), known=", ".join(DOCUMENTS))
        yield name


def _own(section: Section) -> Values:
    people = signatories.read(section.sections("signatories"))
    own = {**values(section), **({"signatories": people} if "signatories" in section.table else {})}
    section.close()
    return own
