"""Take single cells out of the ranges of validations and colours, so that they can have ones of their own."""

from collections.abc import Collection, Iterator, Mapping
from copy import copy

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.spreadsheets.book import address, column_letters

Position = tuple[int, int]  # row and column, from 1


def uncolour(sheet: Worksheet, cells: Collection[Position]) -> None:
    """Remove the rules that colour a cell by its value, which would cover its mark."""
    remaining = ConditionalFormattingList()
    for formatting in sheet.conditional_formatting:
        for range_ in formatting.sqref.ranges:
            for run in _runs(range_, cells):
                for rule in formatting.rules:
                    moved = copy(rule)
                    moved.formula = [_moved(formula, range_, run) for formula in rule.formula]
                    remaining.add(run.coord, moved)
    sheet.conditional_formatting = remaining


def prompts(sheet: Worksheet, notes: Mapping[Position, tuple[str, str]]) -> None:
    """Give cells a title and a text of their own that is shown when they are chosen; what they accept stays."""
    rules = list(sheet.data_validations.dataValidation)
    sheet.data_validations.dataValidation = []
    for rule in rules:
        for range_ in sorted(rule.sqref.ranges, key=lambda area: area.bounds):
            for run in _runs(range_, notes):
                sheet.add_data_validation(_on(rule, range_, run))
            for row, column in (cell for cell in notes if _within(range_, cell)):
                own = _on(rule, range_, CellRange(address(row, column)))
                own.promptTitle, own.prompt = notes[row, column]
                sheet.add_data_validation(own)
    ruled = [range_ for rule in rules for range_ in rule.sqref.ranges]
    for (row, column), (title, note) in notes.items():
        if not any(_within(area, (row, column)) for area in ruled):
            bare = DataValidation(promptTitle=title, prompt=note, showInputMessage=True, allow_blank=True)
            bare.add(address(row, column))
            sheet.add_data_validation(bare)


def _runs(area: CellRange, cells: Collection[Position]) -> Iterator[CellRange]:
    """Yield the rest of a column's range without the cells: the runs between them."""
    out = sorted(row for row, column in cells if _within(area, (row, column)))
    if not out:
        yield area
        return
    letter, start = column_letters(area.min_col), area.min_row
    for stop in (*out, area.max_row + 1):
        if start < stop:
            yield CellRange(f"{letter}{start}:{letter}{stop - 1}")
        start = stop + 1


def _within(area: CellRange, cell: Position) -> bool:
    row, column = cell
    return bool(area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col)


def _on(rule: DataValidation, area: CellRange, run: CellRange) -> DataValidation:
    """Return a rule of a range for a part of it."""
    moved = copy(rule)
    moved.sqref = type(rule.sqref)([CellRange(run.coord)])
    if rule.type == "custom":
        moved.formula1 = _moved(rule.formula1 or "", area, run)
    return moved


def _moved(formula: str, area: CellRange, run: CellRange) -> str:
    """Return a formula that speaks of the first cell of a range, speaking of the first cell of a part."""
    origin, target = (address(cells.min_row, cells.min_col) for cells in (area, run))
    return str(Translator(f"={formula}", origin).translate_formula(target)).removeprefix("=")
