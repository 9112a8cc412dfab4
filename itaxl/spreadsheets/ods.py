"""Reading .ods: bounded, sparse, in one pass, on the standard library alone.

Not through calamine, which hides percentages, errors and formulas without a result, and is ended by one far cell.
What the vocabulary means: OpenDocument 1.3 part 3, chapters 4 (meta), 9 (tables) and 19 (attributes).
"""

import re
from datetime import datetime, timedelta, timezone
from xml.etree.ElementTree import Element

from itaxl.spreadsheets import safe_xml
from itaxl.spreadsheets.book import Book
from itaxl.spreadsheets.bounds import SHEETS, beyond
from itaxl.spreadsheets.encrypted import OPEN_DOCUMENT, unopenable
from itaxl.spreadsheets.ods_content import DC, META, OFFICE, read_sheets
from itaxl.spreadsheets.ods_styles import named_styles
from itaxl.spreadsheets.package import Package, UnreadableError
from itaxl.spreadsheets.safe_xml import Attributes, text_of
from itaxl.spreadsheets.xlsx_values import moment, printable

# LibreOffice writes the time of saving as the clock on the wall shows it, and these clocks are in Thailand.
LOCAL_TIME = timezone(timedelta(hours=7))
_MANIFEST = ("urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",)
_FILE = re.compile(r"application/vnd\.oasis\.opendocument\.(?!chart|formula).+")
_NO_MACROS = ("script-lc.xml", "script-lb.xml")  # lists of libraries, which may be empty
_IDENTIFIER = (
    "OOXMLCorePropertyIdentifier"  # what LibreOffice calls the core property of an .xlsx that it opened
)
_CONFIG, _CALCULATES = "urn:oasis:names:tc:opendocument:xmlns:config:1.0", "AutoCalculate"
# Those of the user by names of their own.
_PROPERTIES, _PROPERTY_LENGTH = (("date", "creator", "user-defined"), 255)


def read_package(package: Package) -> Book:
    """Return all that the spreadsheet holds, formulas by their saved results.

    Raises UnreadableError: F157 with a password, F110 broken, F111 and F113 beyond the limits, F112 dangerous.
    """
    files, content = _files(package), package.read_xml("content.xml")
    if content is None:
        raise UnreadableError("F110")
    sheets = read_sheets(content, named_styles(package.read_xml("styles.xml") or b""), files)
    if not sheets:
        raise UnreadableError("F110")
    if len(sheets) > SHEETS:
        raise beyond("sheets", str(SHEETS))
    identifier, saved, by = _properties(package)
    return Book(
        sheets, identifier, saved, by, macros=_has_macros(package), stale=not _works_formulas_out(package)
    )


def _works_formulas_out(package: Package) -> bool:
    """Tell whether formulas are worked out by themselves; a broken part of settings is as good as none."""
    settings: dict[str, str] = {}

    def item(element: Element) -> None:
        settings[element.get(f"{_CONFIG} name", "")] = text_of(element).strip()

    content = package.read_xml("settings.xml") or b""
    try:
        if _CALCULATES.encode() in content:
            safe_xml.gather(content, {"config-item": item}, namespaces=(_CONFIG,))
    except UnreadableError as fault:
        if fault.code != "F110":
            raise
    return settings.get(_CALCULATES) != "false"


def _files(package: Package) -> frozenset[str]:
    """Return the names of the objects that are files of another program, by the manifest: neither chart nor formula.

    Raises UnreadableError F157 where it says of any part that it is encrypted.
    """
    names: set[str] = set()

    def encryption(_attributes: Attributes) -> None:
        raise unopenable(OPEN_DOCUMENT)

    def entry(attributes: Attributes) -> None:
        path, kind = (attributes.get(f"{_MANIFEST[0]} {key}", "") for key in ("full-path", "media-type"))
        if path.endswith("/") and path != "/" and _FILE.fullmatch(kind):
            names.add(path.rstrip("/"))

    content = package.read_xml("META-INF/manifest.xml")
    if content is not None:
        safe_xml.parse(content, {"encryption-data": encryption, "file-entry": entry}, namespaces=_MANIFEST)
    return frozenset(names)


def _has_macros(package: Package) -> bool:
    return any(
        name.startswith(("basic/", "scripts/")) and not name.endswith(_NO_MACROS) for name in package.names
    )


def _properties(package: Package) -> tuple[str, datetime | None, str]:
    """Identifier, time of saving in UTC, and by whom; a broken part is as good as none."""
    properties: dict[str, str] = {}

    def keep(element: Element) -> None:
        own = element.tag == "user-defined"
        name = element.get(f"{META} name", "") if own else element.tag
        properties[name] = printable(text_of(element)).strip()[:_PROPERTY_LENGTH]

    content = package.read_xml("meta.xml") or b""
    try:
        safe_xml.gather(content, dict.fromkeys(_PROPERTIES, keep), namespaces=(DC, META, OFFICE))
    except UnreadableError as fault:
        if fault.code != "F110":
            raise
    return (
        properties.get(_IDENTIFIER, ""),
        moment(properties.get("date", ""), LOCAL_TIME),
        properties.get("creator", ""),
    )
