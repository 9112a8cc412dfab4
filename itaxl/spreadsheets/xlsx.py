"""Reading .xlsx and .xlsm: bounded, sparse, in one pass, on the standard library alone.

Neither openpyxl nor calamine can be this reader: the one believes a wrong extent and breaks on one far cell,
the other hides errors and formulas without a result. Nothing is computed, expanded or fetched here.
"""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from itaxl.spreadsheets import safe_xml
from itaxl.spreadsheets.book import Book, Sheet
from itaxl.spreadsheets.bounds import NAME_LENGTH, SHEETS, beyond
from itaxl.spreadsheets.package import Package, UnreadableError
from itaxl.spreadsheets.safe_xml import Attributes, text_of
from itaxl.spreadsheets.xlsx_asides import with_asides
from itaxl.spreadsheets.xlsx_relations import Relation, of_type, relations
from itaxl.spreadsheets.xlsx_sheet import Shared, read_sheet
from itaxl.spreadsheets.xlsx_strings import Strings, shared_strings
from itaxl.spreadsheets.xlsx_styles import Styles, cell_styles
from itaxl.spreadsheets.xlsx_values import moment, plain, truth

_MAIN_PART, _CORE_PART = "xl/workbook.xml", "docProps/core.xml"
_CORE = (
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
)
_MACROS, _MACRO_SHEETS = "vbaproject.bin", ("xl/macrosheets/", "xl/intlmacrosheets/")
_CELL_PICTURES = "xl/richdata/richvaluerel.xml"  # names the pictures that lie in cells
_PROPERTIES, _PROPERTY_LENGTH = ("identifier", "modified", "lastModifiedBy"), 255
_NO_CELLS = {"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"}


@dataclass(frozen=True)
class _Entry:
    """Sheet as the workbook part names it."""

    name: str
    relation: str
    hidden: bool


@dataclass
class _Settings:
    """Settings: `date_1904`: days are counted from 1904; `stale`: formulas are not worked out by themselves."""

    date_1904: bool = False
    stale: bool = False


def read_package(package: Package) -> Book:
    """Return all that a package holds which the gate has examined, formulas by their saved results.

    Raises UnreadableError: F110 broken, F111 and F113 beyond the limits, F112 dangerous.
    """
    top = relations(package, "")
    main = of_type(top, "officeDocument") or _MAIN_PART
    parts = relations(package, main)
    entries, settings = _workbook(package, main)
    sheets, missing = _sheets(package, entries, parts, _shared(package, parts, settings.date_1904))
    properties = _properties(package, of_type(top, "core-properties") or _CORE_PART)
    return Book(
        sheets,
        properties.get("identifier", ""),
        moment(properties.get("modified", "")),
        properties.get("lastModifiedBy", ""),
        settings.date_1904,
        any(name.startswith(_MACRO_SHEETS) or name.endswith(_MACROS) for name in package.names),
        missing,
        stale=settings.stale,
    )


def _workbook(package: Package, main: str) -> tuple[list[_Entry], _Settings]:
    """Return the sheets in their order, and what the workbook says of all of them."""
    content = package.read_xml(main)
    entries: list[_Entry] = []
    workbook_settings = _Settings()

    def sheet(attributes: Attributes) -> None:
        relation = next((attributes[key] for key in safe_xml.RELATIONSHIP_ID if key in attributes), "")
        hidden = attributes.get("state", "visible") != "visible"
        entries.append(_Entry(plain(attributes.get("name", ""))[:NAME_LENGTH], relation, hidden))

    def settings(attributes: Attributes) -> None:
        workbook_settings.date_1904 = truth(attributes.get("date1904", ""))

    def calculation(attributes: Attributes) -> None:
        unfinished = not truth(attributes.get("calcCompleted", "1"))
        workbook_settings.stale = attributes.get("calcMode") == "manual" or unfinished

    if content is not None:
        safe_xml.parse(content, {"sheet": sheet, "workbookPr": settings, "calcPr": calculation})
    if not entries:
        raise UnreadableError("F110")
    if len(entries) > SHEETS:
        raise beyond("sheets", str(SHEETS))
    return entries, workbook_settings


def _shared(package: Package, relations: dict[str, Relation], date_1904: bool) -> Shared:
    """Texts and styles; a workbook in which either part is absent or blank is sound while no cell needs it."""
    strings = package.read_xml(of_type(relations, "sharedStrings") or "xl/sharedStrings.xml")
    styles = package.read_xml(of_type(relations, "styles") or "xl/styles.xml")
    texts = shared_strings(strings) if strings and not strings.isspace() else Strings()
    looks = cell_styles(styles) if styles and not styles.isspace() else Styles()
    return Shared(
        texts.texts,
        looks.formats,
        date_1904,
        crossed_out=looks.crossed_out,
        runs=texts.runs,
        cell_pictures=_CELL_PICTURES in package,
    )


def _sheets(
    package: Package, entries: list[_Entry], relations: dict[str, Relation], shared: Shared
) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Return the sheets with cells, and the names of those that the package does not hold."""
    sheets: list[Sheet] = []
    missing: list[str] = []
    for entry in entries:
        relation = relations.get(entry.relation)
        relation = None if relation and relation.external else relation
        if relation is not None and relation.type in _NO_CELLS:
            continue
        content = package.read_xml(relation.target) if relation else None
        if content is None:
            missing.append(entry.name)
        elif relation:
            sheet, hyperlinks = read_sheet(content, entry.name, entry.hidden, shared)
            sheets.append(with_asides(sheet, hyperlinks, package, relation.target, shared.bounds))
    if missing and not sheets:
        raise UnreadableError("F110")
    return tuple(sheets), tuple(missing)


def _properties(package: Package, part: str) -> dict[str, str]:
    """Core properties by local name; they say nothing of the cells, so a broken part is as good as none."""
    content = package.read_xml(part)
    properties: dict[str, str] = {}

    def keep(element: Element) -> None:
        properties[element.tag] = plain(text_of(element)).strip()[:_PROPERTY_LENGTH]

    try:
        safe_xml.gather(content or b"", dict.fromkeys(_PROPERTIES, keep), namespaces=_CORE)
    except UnreadableError as fault:
        if fault.code != "F110":
            raise
    return properties
