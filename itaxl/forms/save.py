"""Save a workbook so that equal content gives equal bytes."""

import io
import re
from datetime import datetime
from xml.etree.ElementTree import canonicalize, register_namespace

from openpyxl import Workbook
from openpyxl.xml.functions import tostring

from itaxl.reproducible import repacked

_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROGRAM = re.compile(rb"<Application>[^<]*</Application>|<AppVersion>[^<]*</AppVersion>")


def save(workbook: Workbook, modified: datetime) -> bytes:
    """Return the workbook as .xlsx, created and last modified at `modified` (UTC, without a zone).

    openpyxl writes the time of day into the core properties and into the zip; both are replaced here.
    """
    workbook.properties.created = modified
    raw = io.BytesIO()
    workbook.save(raw)
    workbook.properties.modified = modified
    return repacked(raw, lambda name, content: _part(name, content, workbook))


def _part(name: str, content: bytes, workbook: Workbook) -> bytes:
    if name == _CORE:
        content = tostring(workbook.properties.to_tree())
    if name == _APP:  # openpyxl claims to be Excel, in a version of its own
        content = _PROGRAM.sub(b"", content)
    if not name.endswith((".xml", ".rels")):
        return content
    # WeasyPrint, once imported, gives the blank namespace a blank prefix, which would be declared a second time.
    register_namespace("", "urn:itaxl:unused")
    # openpyxl writes through lxml where that is installed, and each of the two has ways of its own.
    return _DECLARATION + canonicalize(content.decode("utf-8")).encode("utf-8")
