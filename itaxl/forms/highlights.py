"""Colours that warn while a workbook is filled in: what is missing, low, or contradicts itself."""

from collections.abc import Iterator
from decimal import Decimal

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.forms.layout import (
    DONE,
    GRADE,
    MEASURES_KEY,
    MISSED,
    NOT_DONE,
    PASSED,
    UNDER_WAY,
    Part,
    SheetLayout,
)
from itaxl.forms.styles import BAD, GOOD, MIDDLE
from itaxl.spreadsheets.book import column_letters

# Key of the coloured column, formula, colour. `{score}` stands for that column's cell in the same row, `{last}` for the
# cell of the plan's last column.
_Rule = tuple[str, str, str]

_FOLLOWUP: tuple[_Rule, ...] = (
    ("status", f'{{status}}="{DONE}"', GOOD),
    ("status", f'{{status}}="{UNDER_WAY}"', MIDDLE),
    ("status", f'{{status}}="{NOT_DONE}"', BAD),
    ("status", '{status}=""', MIDDLE),
    ("percent", f'AND({{percent}}=100,{{status}}<>"",{{status}}<>"{DONE}")', BAD),
    ("percent", f'AND(ISNUMBER({{percent}}),{{percent}}<100,{{status}}="{DONE}")', BAD),
    ("percent", '{percent}=""', MIDDLE),
    ("done", f'AND({{done}}="",{{status}}="{DONE}")', MIDDLE),
    ("done", f'AND({{done}}<>"",{{status}}="{NOT_DONE}")', BAD),
    ("result", f'AND({{result}}="",{{status}}="{DONE}")', MIDDLE),
    ("evidence", f'AND({{evidence}}="",{{status}}="{DONE}")', MIDDLE),
)
_PLAN: tuple[_Rule, ...] = (
    ("indicator", 'AND({indicator}="",COUNTA({weakness}:{last})>0)', MIDDLE),
    ("measure", 'AND({measure}="",COUNTA({indicator}:{last})>0)', MIDDLE),
    ("end", "AND(ISNUMBER({start}),ISNUMBER({end}),{end}<{start})", BAD),
)
_ITEMS: tuple[_Rule, ...] = (
    ("result", f'{{result}}="{PASSED}"', GOOD),
    ("result", f'{{result}}="{MISSED}"', BAD),
    ("result", 'AND({result}="",{evidence}<>"")', MIDDLE),
    ("evidence", f'AND({{evidence}}="",{{result}}="{PASSED}")', MIDDLE),
)


def add(sheet: Worksheet, form: SheetLayout, rows: range, pass_mark: Decimal, followup: bool) -> None:
    """Put the form's rules on its rows; the first that holds for a cell decides."""
    letters = {column.key: f"${column_letters(form.number(column.key))}{rows[0]}" for column in form.columns}
    plan = form.of(Part.PLAN)
    letters |= {"last": letters[plan[-1].key]} if plan else {}
    grade = form.row(GRADE)
    last = grade - 1 if grade else rows[-1]
    for key, formula, colour in _rules(form, pass_mark, followup):
        letter = column_letters(form.number(key))
        look_of_match = DifferentialStyle(fill=PatternFill("solid", bgColor=colour))
        rule = Rule("expression", dxf=look_of_match, stopIfTrue=True, formula=[formula.format(**letters)])
        sheet.conditional_formatting.add(f"{letter}{rows[0]}:{letter}{last}", rule)


def _rules(form: SheetLayout, pass_mark: Decimal, followup: bool) -> Iterator[_Rule]:
    if form.key == MEASURES_KEY:
        yield from _FOLLOWUP if followup else _PLAN
        return
    if form.family == "items":
        yield from _ITEMS
        return
    if form.family == "answers":
        return
    yield "score", "AND(ISNUMBER({score}),{score}>0,{score}<=1)", MIDDLE  # 0.85 for 85?
    yield "score", f"AND(ISNUMBER({{score}}),{{score}}<{pass_mark})", BAD
    if any(column.key == "respondents" for column in form.columns):
        yield "respondents", 'AND({respondents}="",ISNUMBER({score}))', MIDDLE
