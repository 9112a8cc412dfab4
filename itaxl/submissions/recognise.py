"""Workbook of ours whose identity codes are all lost, known again by what its sheets say; never by a guess.

Sheets with all our headings make it ours. Its facts are those that we print into a workbook: titles, the row of who
and what, and the codes of the rows. Each fact must be there, and only once.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from itaxl import thai
from itaxl.findings import NOWHERE, Finding, Place, finding
from itaxl.forms import instrument_sheets, layout
from itaxl.forms.identity import ANNOUNCED, NEWEST, PLAN, SCHEMA, Identity
from itaxl.instrument.model import DIMENSIONS, Instrument
from itaxl.spreadsheets.book import Book, Kind, Sheet, address
from itaxl.submissions.headings import NOT_FILLED_IN, complete, headings
from itaxl.submissions.mended import shown
from itaxl.texts import LANGS, Text, both, catalogue

TOP = 12  # rows in which titles and the like are looked for
FACTS = ("year", "dimension", "round", "agency", "division")
_TEMPLATES = (
    *("title.scores", "title.questions", "title.answers", "title.items", "title.results"),
    *("title.measures.plan", "title.measures.followup"),
    *("who.division", "who.agency", "who.blank.division", "who.blank.agency"),
)
_SAYS = {
    "year": "[0-9]{4}",
    "next": "[0-9]{4}",
    "dimension": "|".join(code.lower() for code in DIMENSIONS),
    "months": "6|12",
}


@dataclass(frozen=True)
class Recognised:
    """Workbook of ours. `identity` None: not certain whose; `who`: the division's name, `place` where it stands."""

    identity: Identity | None
    findings: tuple[Finding, ...]
    agency: str = ""
    who: str = ""
    place: Place = NOWHERE


@dataclass
class _Statements:
    """Statements about each fact, in words, by their form for comparing."""

    facts: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in FACTS})
    place: Place = NOWHERE
    blank: bool = False
    schema: int = SCHEMA

    def add(self, name: str, value: str) -> None:
        if value:
            self.facts[name].setdefault(thai.key(value), value)

    def only(self, name: str) -> str:
        statements = self.facts[name]
        return next(iter(statements.values())) if len(statements) == 1 else ""


def recognise(book: Book, file: str, instrument: Callable[[int], Instrument | None]) -> Recognised | None:
    """Recognise a workbook without any identity code; None where it is not ours."""
    sheets = [sheet for sheet in book.sheets if sheet.name not in NOT_FILLED_IN]
    if not any(_is_ours(sheet) for sheet in sheets):
        return None
    statements = _Statements()
    for sheet in book.sheets:
        _hear(sheet, statements, file)
    if statements.only("year").isdigit():
        scheme = instrument(int(statements.only("year")))
        for dimension in _dimensions_of_codes(sheets, scheme) if scheme else ():
            statements.add("dimension", dimension)
        if scheme and _counts_answers(sheets, scheme):
            statements.schema = NEWEST
    return _decided(statements, file)


def printed_agency(book: Book) -> str:
    """Return the agency's name in the row of who and what; blank where none stands there, or several."""
    statements = _Statements()
    for sheet in book.sheets:
        _hear(sheet, statements, "")
    return statements.only("agency")


def _decided(statements: _Statements, file: str) -> Recognised:
    announced = statements.only("dimension") == ANNOUNCED
    if announced:
        statements.add("round", PLAN)
    needed = [name for name in FACTS if not (name == "division" and announced)]
    if statements.blank and not statements.facts["agency"]:  # a standard workbook never says of whom it is
        needed = [name for name in needed if name not in ("agency", "division")]
    unclear = [name for name in needed if not statements.only(name)]
    if unclear:
        return Recognised(None, (finding("W219", Place(file), which=_listed(unclear, statements)),))
    identity = Identity(
        int(statements.only("year")),
        statements.only("dimension"),
        "",
        statements.only("round"),
        statements.schema,
    )
    form = _listed(
        [name for name in ("division", "dimension", "year", "round") if statements.only(name)], statements
    )
    notice = finding("W218", statements.place if statements.place.file else Place(file), form=form)
    agency, who = statements.only("agency"), "" if announced else statements.only("division")
    return Recognised(identity, (notice,), agency, who, statements.place)


def _listed(names: list[str], statements: _Statements) -> Text:
    """Return the facts with the statements about each: "year (2562 / 2563)"."""

    def words(lang: str) -> Iterator[str]:
        for name in names:
            values = " / ".join(
                sorted(_worded(name, value, lang) for value in statements.facts[name].values())
            )
            fact = both("terms", f"fact.{name}")[lang]
            yield f"{fact} {values}" if values and name != "round" else values or fact

    return Text(*(", ".join(words(lang)) for lang in LANGS))


def _worded(name: str, value: str, lang: str) -> str:
    if name == "round":
        return both("terms", f"round.{value}")[lang]
    return both("terms", "announced")[lang] if value == ANNOUNCED else value


def _is_ours(sheet: Sheet) -> bool:
    return any(complete(sheet, form) for form in layout.headed())


def _hear(sheet: Sheet, statements: _Statements, file: str) -> None:
    """Collect what our own titles and the row of who and what say, on whichever sheet."""
    for position, cell in sorted(sheet.cells.items()):
        if position[0] > TOP:
            return
        if cell.kind is not Kind.TEXT or len(str(cell.value)) > layout.TEXT_LIMIT:
            continue
        for name, pattern in _patterns().items():
            match = pattern.fullmatch(_flat(str(cell.value)))
            if match:
                _hear_title(name, match.groupdict(), statements)
                if name == "who.division" and not statements.place.file:
                    statements.place = Place(file, sheet.name, address(*position))


def _hear_title(name: str, values: Mapping[str, str], statements: _Statements) -> None:
    for fact in ("agency", "division", "year"):
        statements.add(fact, values.get(fact, ""))
    statements.add("dimension", values.get("dimension", "").upper())
    if "next" in values:
        statements.add("year", str(int(values["next"]) - 1))
    if name == "title.measures.plan":
        statements.add("round", PLAN)
    if "months" in values:
        statements.add("round", f"followup-{values['months']}")
    if name in ("title.results", "who.agency", "who.blank.agency"):
        statements.add("dimension", ANNOUNCED)
    if name == "title.items":
        statements.add("dimension", "OIT")
    statements.blank = statements.blank or name.startswith("who.blank.")


def _dimensions_of_codes(sheets: list[Sheet], instrument: Instrument) -> Iterator[str]:
    """Yield the dimension whose codes stand in a sheet with given rows; nothing without any known code."""
    for dimension in (*DIMENSIONS, ANNOUNCED):
        for form in instrument_sheets.forms(instrument, dimension)[0]:
            for sheet in sheets:
                if complete(sheet, form) and _has_codes(sheet, form):
                    yield dimension


def _counts_answers(sheets: list[Sheet], instrument: Instrument) -> bool:
    """Tell whether there is a sheet of counted answers, which the first schema does not know."""
    forms = [instrument_sheets.counts_layout(instrument, dimension) for dimension in DIMENSIONS]
    return any(complete(sheet, form) for form in forms if form for sheet in sheets)


def _has_codes(sheet: Sheet, form: layout.SheetLayout) -> bool:
    heading_row, columns = headings(sheet, form)
    codes = {
        thai.key(shown(cell))
        for (row, column), cell in sheet.cells.items()
        if row > heading_row and columns.get(column) == "code"
    }
    return bool(codes & {thai.key(code) for code, _ in form.rows})


def _flat(text: str) -> str:
    return thai.arabic_digits(" ".join(thai.clean(text).split()))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Our titles with their places, of which a later sheet may lack none."""
    texts = catalogue("workbook")
    return {name: _pattern(texts[name]["th"]) for name in _TEMPLATES}


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{([a-z_]+)\}", template)
    places = (f"(?P<{name}>{_SAYS.get(name, '[^·]+?')})" for name in parts[1::2])
    texts = [re.escape(text) for text in parts[0::2]]
    joined = texts[0] + "".join(place + text for place, text in zip(places, texts[1:], strict=True))
    return re.compile(joined, re.IGNORECASE)
