"""Reading .xlsx and .xlsm: bounded, sparse, in one pass, on the standard library alone.

Neither openpyxl nor calamine can be this reader: the one believes a wrong extent and breaks on one far cell,
the other hides errors and formulas without a result. Nothing is computed, expanded or fetched here.
"""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from itaxl.spreadsheets import gate, safe_xml
from itaxl.spreadsheets.book import Book, Sheet
from itaxl.spreadsheets.bounds import NAME_LENGTH, SHEETS, beyond
from itaxl.spreadsheets.gate import UnreadableError
from itaxl.spreadsheets.package import Package
from itaxl.spreadsheets.safe_xml import Attributes
from itaxl.spreadsheets.xlsx_sheet import Shared, read_sheet
from itaxl.spreadsheets.xlsx_styles import number_formats
from itaxl.spreadsheets.xlsx_values import moment, plain, shared_strings, truth

_MAIN_PART, _CORE_PART = "xl/workbook.xml", "docProps/core.xml"
_RELATIONSHIPS = ("http://schemas.openxmlformats.org/package/2006/relationships",)
_CORE = (
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
)
_MACROS, _MACRO_SHEETS = "vbaproject.bin", ("xl/macrosheets/", "xl/intlmacrosheets/")
_PROPERTY_LENGTH = 255
_NO_CELLS = {"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"}


@dataclass(frozen=True)
class _Relation:
    type: str  # last word of the type's address, which differs in Strict Open XML
    target: str  # name of a part


@dataclass(frozen=True)
class _Entry:
    """A sheet as the workbook part names it."""

    name: str
    relation: str
    hidden: bool


def read_book(data: bytes) -> Book:
    """All that a workbook holds, formulas by their saved results.

    Raises UnreadableError, whose `code` tells why: F101–F109 and F114 another kind of file, F110 broken,
    F111 and F113 beyond the limits, F112 dangerous.
    """
    return read_package(gate.admit(data)[1])


def read_package(package: Package) -> Book:
    """The same from a package that the gate has admitted."""
    top = _relations(package, "")
    main = _of_type(top, "officeDocument") or _MAIN_PART
    relations = _relations(package, main)
    entries, date_1904 = _workbook(package, main)
    sheets, missing = _sheets(package, entries, relations, _shared(package, relations, date_1904))
    properties = _properties(package, _of_type(top, "core-properties") or _CORE_PART)
    return Book(
        sheets,
        properties.get("identifier", ""),
        moment(properties.get("modified", "")),
        properties.get("lastModifiedBy", ""),
        date_1904,
        any(name.startswith(_MACRO_SHEETS) or name.endswith(_MACROS) for name in package.names),
        missing,
    )


def _relations(package: Package, part: str) -> dict[str, _Relation]:
    """What a part (the package itself: "") refers to inside the package, by the reference's id."""
    folder, name = posixpath.split(part)
    content = package.read_xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    relations: dict[str, _Relation] = {}

    def relationship(attributes: Attributes) -> None:
        if attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = attributes.get("Target", "").replace("\\", "/")
            whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            relations[attributes.get("Id", "")] = _Relation(kind, whole)

    if content is not None:
        safe_xml.parse(content, {"Relationship": relationship}, namespaces=_RELATIONSHIPS)
    return relations


def _of_type(relations: dict[str, _Relation], kind: str) -> str | None:
    return next((relation.target for relation in relations.values() if relation.type == kind), None)


def _workbook(package: Package, main: str) -> tuple[list[_Entry], bool]:
    """The sheets in their order, and whether days are counted from 1904."""
    content = package.read_xml(main)
    entries: list[_Entry] = []
    date_1904 = False

    def sheet(attributes: Attributes) -> None:
        relation = next((attributes[key] for key in safe_xml.RELATIONSHIP_ID if key in attributes), "")
        hidden = attributes.get("state", "visible") != "visible"
        entries.append(_Entry(plain(attributes.get("name", ""))[:NAME_LENGTH], relation, hidden))

    def settings(attributes: Attributes) -> None:
        nonlocal date_1904
        date_1904 = truth(attributes.get("date1904", ""))

    if content is not None:
        safe_xml.parse(content, {"sheet": sheet, "workbookPr": settings})
    if not entries:
        raise UnreadableError("F110")
    if len(entries) > SHEETS:
        raise beyond("sheets", str(SHEETS))
    return entries, date_1904


def _shared(package: Package, relations: dict[str, _Relation], date_1904: bool) -> Shared:
    """Texts and number formats; a workbook in which either part is absent or blank is sound while no cell needs it."""
    strings = package.read_xml(_of_type(relations, "sharedStrings") or "xl/sharedStrings.xml")
    styles = package.read_xml(_of_type(relations, "styles") or "xl/styles.xml")
    return Shared(
        shared_strings(strings) if strings and not strings.isspace() else [],
        number_formats(styles) if styles and not styles.isspace() else {},
        date_1904,
    )


def _sheets(
    package: Package, entries: list[_Entry], relations: dict[str, _Relation], shared: Shared
) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """The sheets with cells, and the names of those that the package does not hold."""
    sheets: list[Sheet] = []
    missing: list[str] = []
    for entry in entries:
        relation = relations.get(entry.relation)
        if relation is not None and relation.type in _NO_CELLS:
            continue
        content = package.read_xml(relation.target) if relation else None
        if content is None:
            missing.append(entry.name)
        else:
            sheets.append(read_sheet(content, entry.name, entry.hidden, shared))
    if missing and not sheets:
        raise UnreadableError("F110")
    return tuple(sheets), tuple(missing)


def _properties(package: Package, part: str) -> dict[str, str]:
    """Core properties by local name; they say nothing of the cells, so a broken part is as good as none."""
    content = package.read_xml(part)
    properties: dict[str, str] = {}
    gathered: list[str] = []

    def begin(_attributes: Attributes) -> None:
        gathered.clear()

    def end(name: str) -> Callable[[], None]:
        def keep() -> None:
            properties[name] = plain("".join(gathered)).strip()[:_PROPERTY_LENGTH]

        return keep

    names = ("identifier", "modified", "lastModifiedBy")
    try:
        starts, ends = dict.fromkeys(names, begin), {name: end(name) for name in names}
        safe_xml.parse(content or b"", starts, ends, gathered.append, _CORE)
    except UnreadableError as fault:
        if fault.code != "F110":
            raise
    return properties
