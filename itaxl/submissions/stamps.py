"""Stamps of a workbook: its identity code on each sheet, in the hidden sheet and among the core properties.

All that are there must agree. Nobody sees the core property, and a workbook of ours has a code in its hidden sheet: one
that states its identity in the property alone, or whose hidden sheet lacks the code, was changed.
"""

from collections.abc import Iterator

from itaxl import thai
from itaxl.findings import Finding, Place, finding, shortened
from itaxl.forms import identity as codes_of
from itaxl.forms import layout, versions
from itaxl.forms.identity import Identity
from itaxl.spreadsheets.book import Book, Sheet, address
from itaxl.submissions.mended import shown
from itaxl.submissions.recognise import printed_agency

STAMP = "ITAXL-"
_SEARCH = 12  # rows in which the code is looked for
_SHOWN = 100  # characters of a wrong code; a right one is shorter
_NOT_OURS, _NEWER, _CONTRADICTION, _WRONG = "W201", "W202", "W204", "W205"
_NO_AGENCY, _NOT_IN_HIDDEN, _ONLY_PROPERTY = "W240", "W242", "W243"


def identity(book: Book, file: str) -> tuple[Identity | None, tuple[Finding, ...]]:
    """Return the identity that all stamps state; None with the reasons where they do not."""
    places: dict[Identity, Place] = {}
    problems: list[Finding] = []
    stated = list(stamps(book, file))
    if not stated:
        return None, (finding(_NOT_OURS, Place(file)),)
    for place, code in stated:
        parsed = codes_of.parse(code)
        if parsed is None:
            problems.append(finding(_WRONG, place, shortened(code, _SHOWN)))
        else:
            places.setdefault(parsed, place)
    if len(places) > 1:
        together = ", ".join(sorted(stamp.code for stamp in places))
        problems.append(finding(_CONTRADICTION, Place(file), together, codes=together))
    newer = [stamp for stamp in places if not versions.is_known(stamp.schema)]
    problems += [finding(_NEWER, places[stamp], stamp.schema, known=codes_of.NEWEST) for stamp in newer]
    if not problems:
        problems += _missing_stamps(book, file) or _contradicting_facts(book, file, next(iter(places)))
    return (None if problems else next(iter(places))), tuple(dict.fromkeys(problems))


def stamps(book: Book, file: str) -> Iterator[tuple[Place, str]]:
    """Yield every identity code that the workbook bears, where the person sees it."""
    if book.identifier.startswith(STAMP):
        yield Place(file), thai.clean(book.identifier)
    for sheet in book.sheets:
        for position, code in codes(sheet):
            yield Place(file, sheet.name, address(*position)), code


def codes(sheet: Sheet) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the identity codes on one sheet, by row and column."""
    for (row, column), cell in sheet.cells.items():
        near_top = row <= _SEARCH or sheet.name == layout.META
        if near_top and isinstance(cell.value, str) and cell.value.lstrip().startswith(STAMP):
            yield (row, column), thai.clean(cell.value)


def seen(book: Book, file: str) -> Place:
    """Return the place of the code that a person sees first."""
    visible = [place for place, _ in stamps(book, file) if place.sheet not in ("", layout.META)]
    return visible[0] if visible else Place(file)


def agency(book: Book) -> str:
    """Return the agency's name in the hidden sheet; where that sheet is gone, the one that is printed on the others."""
    return _facts(book).get("agency", "") if book.sheet(layout.META) else printed_agency(book)


def missing(book: Book, file: str) -> tuple[Finding, ...]:
    """Return what is to be said of a hidden sheet without a code."""
    hidden = book.sheet(layout.META)
    if hidden is None or any(codes(hidden)):
        return ()
    return (finding(_NOT_IN_HIDDEN, Place(file, layout.META)),)


def _missing_stamps(book: Book, file: str) -> list[Finding]:
    lacking = missing(book, file)
    if lacking:
        return list(lacking)
    if all(place.sheet == "" for place, _ in stamps(book, file)):
        return [finding(_ONLY_PROPERTY, Place(file), book.identifier)]
    return []


def _contradicting_facts(book: Book, file: str, stated: Identity) -> list[Finding]:
    """Return what the hidden sheet says otherwise than the codes, or does not say of whom the workbook is.

    The standard workbooks are nobody's: they have no agency, neither there nor on their other sheets.
    """
    facts = _facts(book)
    said = {"year": str(stated.year), "dimension": stated.dimension, "round": stated.round}
    said["division"] = stated.division
    for name, value in said.items():
        if facts.get(name) and thai.key(facts[name]) != thai.key(value):
            together = f"{stated.code}, {layout.META}: {facts[name]}"
            return [finding(_CONTRADICTION, Place(file), together, codes=together)]
    nobodys = not facts.get("agency") and book.sheet(layout.META) is not None
    if nobodys and (stated.division or printed_agency(book)):
        return [finding(_NO_AGENCY, Place(file, layout.META), printed_agency(book))]
    return []


def _facts(book: Book) -> dict[str, str]:
    """Return the keys and values of the hidden sheet; of a key that stands there twice the first."""
    sheet = book.sheet(layout.META)
    facts: dict[str, str] = {}
    for (row, column), cell in sorted(sheet.cells.items()) if sheet else ():
        value = sheet.cells.get((row, 2)) if sheet and column == 1 else None
        if value is not None:
            facts.setdefault(shown(cell).strip(), thai.clean(shown(value)))
    return facts
