"""Hidden sheet of a workbook: keys and values for the reader, and the lists that its cells offer."""

from collections.abc import Mapping

from openpyxl.worksheet.worksheet import Worksheet

from itaxl.agency.settings import Agency
from itaxl.forms import layout, styles
from itaxl.forms.styles import put
from itaxl.instrument.bank import Bank, Suggestions
from itaxl.instrument.model import Instrument

_DIVISION_KEY = "division_name."  # followed by a division's id


def write(
    sheet: Worksheet, facts: Mapping[str, str], lists: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    """Write the facts and then the lists, by key and value; returns the range of each list that holds anything."""
    rows, ranges = list(facts.items()), {}
    for name, values in lists.items():
        if values:
            ranges[name] = f"{layout.META}!$B${len(rows) + 1}:$B${len(rows) + len(values)}"
        rows += values.items()
    for number, pair in enumerate(rows, start=1):
        for column, text in enumerate(pair, start=1):
            put(sheet, number, column, text, "code")
    sheet.sheet_state = "hidden"
    styles.protect(sheet)
    return ranges


def divisions(agency: Agency | None) -> dict[str, str]:
    """Return the names that may be chosen among those responsible."""
    return {
        f"{_DIVISION_KEY}{division.id}": division.name for division in (agency.divisions if agency else ())
    }


def suggestions(instrument: Instrument, dimension: str, bank: Bank) -> dict[str, dict[str, str]]:
    """Return the choices for approach and measure: each once, by indicator, then those in common use."""
    offered = Suggestions()
    for indicator in instrument.dimension(dimension).indicators:
        offered += bank.get(indicator.no, Suggestions())
    offered += Suggestions(measures=instrument.common_measures)
    return {
        "approach": _numbered("approach", offered.approaches),
        "measure": _numbered("measure", offered.measures),
    }


def _numbered(key: str, texts: tuple[str, ...]) -> dict[str, str]:
    return {f"{key}.{number}": text for number, text in enumerate(texts, start=1)}
