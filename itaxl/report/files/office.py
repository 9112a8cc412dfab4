"""Files for the office alone: `merged.xlsx`, `findings.xlsx`, `manifest.json`."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from itaxl import program
from itaxl.agency import shown_before
from itaxl.assessment import Assessment, Source
from itaxl.files import digest
from itaxl.findings import Finding
from itaxl.forms import layout
from itaxl.forms.save import save
from itaxl.forms.sizes import set_height, text_height
from itaxl.instrument.model import Instrument
from itaxl.merging.merge import Merged
from itaxl.report.files import drawn, kept, up_to_date
from itaxl.texts import Lang, Texts, both
from itaxl.thai import storable

FONT = "TH Sarabun New"
CELL_LIMIT = 32_000  # Excel holds 32,767 characters in a cell
_COLOURS = {"error": "F8CBAD", "warning": "FFE699", "note": "DDEBF7"}
_SIZE = 14  # points, of letters
_BODY, _TOP = Font(name=FONT, size=_SIZE), Alignment(wrap_text=True, vertical="top")
_LEFT = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)  # off the number beside it
_WIDE, _NARROW, _ROOM = 44, 18, 5  # widths of columns, in letters; the last for the button of the filter
FIGURE_COLUMNS = ("code", "name", "score", "source")
_RUNNING = ("what", "fix")  # columns of findings that hold sentences
_THAI_TIME = timezone(timedelta(hours=7))


def findings_xlsx(findings: Sequence[Finding], lang: Lang, day: date) -> bytes:
    """Write the findings as a sheet, a row each, coloured by severity, with a filter on the heading."""
    texts = Texts("office", lang)
    names = ("severity", "code", "file", "sheet", "cell", "value", "what", "fix")
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = texts("findings.title")
    rows = [
        (
            both("terms", f"severity.{finding.severity.value}")[lang],
            *(finding.code, finding.place.file, finding.place.sheet, finding.place.cell, finding.value),
            *(finding.what(lang), finding.fix(lang)),
        )
        for finding in findings
    ]
    _table(sheet, {name: texts(f"findings.{name}") for name in names}, _RUNNING, rows)
    for number, finding in enumerate(findings, start=2):
        sheet.cell(number, 1).fill = PatternFill("solid", fgColor=_COLOURS[finding.severity.value])
    return save(workbook, _midnight(day))


def merged_xlsx(merged: Merged, lang: Lang, day: date, figures: Sequence[Sequence[object]] = ()) -> bytes:
    """Write all that was merged, a sheet for each frame, each row with its file, sheet and row.

    `figures`: rows of the first sheet, which shows what the documents print (see `figures`).
    """
    texts = Texts("office", lang)
    workbook = Workbook()
    assert workbook.active is not None
    workbook.remove(workbook.active)
    if figures:
        headings = {name: texts(f"figures.{name}") for name in FIGURE_COLUMNS}
        _table(workbook.create_sheet(texts("merged.figures")), headings, ("name",), figures)
    wide = {column.key for form in layout.headed() for column in form.columns if column.wide}
    budgets = [column.key for column in layout.MEASURES_LAYOUT.columns if column.type is layout.Type.BUDGET]
    for name, frame in (
        ("scores", merged.scores),
        *(
            (name, frame)
            for name, frame in (("counts", merged.counts), ("items", merged.items))
            if len(frame)
        ),
        ("results", merged.results),
        ("measures", merged.measures.replace({key: {"none": layout.NO_BUDGET} for key in budgets})),
    ):
        names = [str(column) for column in frame.columns]
        sheet = workbook.create_sheet(texts(f"merged.{name}"))
        rows = [tuple(_plain(value) for value in row) for row in frame.itertuples(index=False)]
        _table(sheet, {name: texts(f"column.{name}") for name in names}, wide, rows)
    return save(workbook, _midnight(day))


def figures(assessment: Assessment, instrument: Instrument, lang: Lang) -> list[tuple[object, ...]]:
    """Return a row for each indicator, dimension, the total and the grade: code, name, value, where it is from."""
    texts = Texts("office", lang)

    def row(code: str, name: str, value: object, source: Source) -> tuple[object, ...]:
        return code, name, _plain(value), texts(f"source.{source}") if source else ""

    return [
        *(
            row(str(part.no), instrument.indicator(part.no).name[lang], part.score, part.source)
            for part in assessment.indicators
        ),
        *(
            row(part.code, instrument.dimension(part.code).name[lang], part.score, part.source)
            for part in assessment.dimensions
        ),
        row(layout.TOTAL, texts("figures.total"), assessment.total, assessment.total_source),
        row(layout.GRADE, texts("figures.grade"), assessment.grade, assessment.grade_source),
    ]


def _table(
    sheet: Worksheet, headings: Mapping[str, str], wide: Collection[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Make a table. `headings` by the columns' names, `wide` the names of those with running text."""
    listed = list(rows)
    widths = [
        _WIDE if name in wide else _narrow([heading, *(row[number] for row in listed)])
        for number, (name, heading) in enumerate(headings.items())
    ]
    for number, heading in enumerate(headings.values(), start=1):
        cell = sheet.cell(1, number, heading)
        cell.font = Font(name=FONT, size=_SIZE, bold=True)
        cell.fill = PatternFill("solid", fgColor="E7E6E6")
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="left", indent=1)
        sheet.column_dimensions[get_column_letter(number)].width = widths[number - 1]
    _fit(sheet, 1, headings.values(), widths)
    plain, text = (_styled(sheet, alignment) for alignment in (_TOP, _LEFT))
    for row_number, row in enumerate(listed, start=2):
        for number, value in enumerate(row, start=1):
            _write(sheet.cell(row_number, number), value, text if isinstance(value, str) and value else plain)
        _fit(sheet, row_number, (value if isinstance(value, str) else "" for value in row), widths)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{max(sheet.max_row, 1)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _narrow(values: Iterable[object]) -> float:
    """Return the width of a column by its longest word, from that of a code to that of a name."""
    words = (word for value in values if value is not None for word in str(value).split())
    return min(max(map(len, words), default=0) + _ROOM, _NARROW)


def _fit(sheet: Worksheet, row: int, texts: Iterable[str], widths: Sequence[float]) -> None:
    """Make a row as high as its texts: LibreOffice shows a row without a height as one line."""
    cells = ((text[:CELL_LIMIT], width) for text, width in zip(texts, widths, strict=True))
    set_height(sheet, row, text_height(cells, _SIZE))


def _styled(sheet: Worksheet, alignment: Alignment) -> Any:
    """Return a cell that is in no row, for others to take their style from: to look one up by its parts is slow."""
    cell = Cell(sheet, row=1, column=1)
    cell.font, cell.alignment = _BODY, alignment
    return cell


def _write(cell: Any, value: object, like: Any) -> None:
    """Write a cell: text stays text, whatever it begins with; characters that no workbook can hold are left out."""
    cell._style = copy(like._style)
    if value is None or value == "":
        return
    if isinstance(value, str):
        cell.value = storable(value)[:CELL_LIMIT]
        cell.data_type = "s"
        return
    cell.value = value


def _plain(value: Any) -> object:
    """Return a value that a cell can hold; None for nothing."""
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, datetime) and not pd.isna(value):
        return value.astimezone(_THAI_TIME).replace(tzinfo=None)  # a cell holds no time zone
    if isinstance(value, str | bool) or type(value) is date:
        return value
    return None if pd.isna(value) else value


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a date of a document has no zone


def manifest_json(
    inputs: Iterable[tuple[str, str]],
    outputs: Mapping[str, bytes],
    year: int,
    register: str,
    published: Mapping[str, object] | None = None,
    documents: Sequence[Mapping[str, object]] = (),
    made_of: str = "",
    pages: Mapping[str, str] | None = None,
) -> str:
    """Inputs (name, SHA-256) and outputs by path, with the versions that made them.

    `documents`: what each of them bears, for whoever issues it (`drawn`); `published`: which divisions' scores the
    published figures are made of, for the next merge (`shown_before`); `made_of`: digest of all that was read
    (`up_to_date`); `pages`: digests of what pages follow from, by path (`kept`).
    """
    sources = pages or {}
    data = {
        "schema": 1,
        "year": year,
        **program.versions(),
        kept.PROGRAM: program.digest(),
        up_to_date.KEY: made_of,
        "register": {"sha256": digest(register.encode())},
        shown_before.KEY: dict(published or {}),
        drawn.KEY: list(documents),
        "inputs": [{"file": name, "sha256": sha256} for name, sha256 in inputs],
        "outputs": [
            {"file": name, "sha256": digest(outputs[name])}
            | ({kept.SOURCE: sources[name]} if name in sources else {})
            for name in sorted(outputs)
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
