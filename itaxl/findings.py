"""Findings: what is wrong, where a person sees it, and how to mend it, in Thai and English.

A code is a letter for the family and three digits, and is never reused: F file, W workbook, C cell, X across
workbooks, D documents. Severity and texts of each code are in `itaxl/texts/findings.toml`.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

import itaxl.texts
from itaxl.texts import Lang, Text, fill

LONGEST = 600  # characters of a value in a finding


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)


@dataclass(frozen=True)
class Entry:
    """Code of the catalogue, with its severity and its texts by language."""

    code: str
    severity: Severity
    what: dict[str, str]
    fix: dict[str, str]


SEPARATOR = " › "  # in the name of a file: what it came in, and what it is there


def innermost(name: str) -> str:
    """Return the last part of a name: that of the thing itself."""
    return name.rpartition(SEPARATOR)[2]


@dataclass(frozen=True)
class Place:
    """Place of a finding: the file's name in the inbox, sheet and cell as a spreadsheet program shows them."""

    file: str = ""
    sheet: str = ""
    cell: str = ""


NOWHERE = Place()


@dataclass(frozen=True)
class Finding:
    """Finding. `value`: content of the cell as a person sees it; `values`: fill the places in the catalogue's texts."""

    code: str
    place: Place = NOWHERE
    value: str = ""
    values: tuple[tuple[str, object], ...] = field(default=(), hash=False)

    @property
    def severity(self) -> Severity:
        return catalogue()[self.code].severity

    def what(self, lang: Lang) -> str:
        return self._text(catalogue()[self.code].what[lang], lang)

    def fix(self, lang: Lang) -> str:
        return self._text(catalogue()[self.code].fix[lang], lang)

    def _text(self, template: str, lang: Lang) -> str:
        values = {key: value[lang] if isinstance(value, Text) else value for key, value in self.values}
        return fill(template, {"value": self.value} | values)

    @property
    def order(self) -> tuple[object, ...]:
        """Return a key for sorting: severity, code, then place as a person reads: file, sheet, row, column."""
        column = "".join(char for char in self.place.cell if char.isalpha())
        row = int("".join(char for char in self.place.cell if char.isdigit()) or 0)
        return (
            self.severity.rank,
            self.code,
            self.place.file,
            self.place.sheet,
            row,
            len(column),
            column,
            self.value.rjust(4),  # indicator 6 before 10
        )


def finding(code: str, place: Place = NOWHERE, /, value: object = "", **values: object) -> Finding:
    """Return a finding: a short form of the constructor for checks. `value` fills the place `{value}` too.

    Texts come from strangers' files: what is longer than anyone reads is shortened.
    """
    bounded = tuple(sorted((key, _bounded(content)) for key, content in values.items()))
    return Finding(code, place, shortened(str(value)), bounded)


def shortened(text: str, most: int = LONGEST) -> str:
    """Return beginning and end of a text that is longer than `most`, with … between; a name's end says its kind."""
    end = min(most // 3, 24)
    return text if len(text) <= most else f"{text[: most - end - 1]}…{text[-end:]}"


def _bounded(value: object) -> object:
    if isinstance(value, Text):
        return Text(shortened(value.th), shortened(value.en))
    return shortened(value) if isinstance(value, str) else value


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings without repetitions, errors first."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.order))


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def families() -> dict[str, list[Entry]]:
    """Return the codes by their first letter."""
    return {
        family: [entry for code, entry in catalogue().items() if code.startswith(family)]
        for family in dict.fromkeys(code[0] for code in catalogue())
    }


@cache
def catalogue() -> dict[str, Entry]:
    """Return all codes, in the order of the file."""
    path = Path(itaxl.texts.__file__).parent / "findings.toml"
    table = tomllib.loads(path.read_text("utf-8"))
    return {
        code: Entry(
            code,
            Severity(entry["severity"]),
            {lang: entry[lang]["what"] for lang in itaxl.texts.LANGS},
            {lang: entry[lang]["fix"] for lang in itaxl.texts.LANGS},
        )
        for code, entry in table.items()
    }
