"""Validations: what a cell accepts, and the prompt that it shows while it is filled in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from itaxl import thai
from itaxl.forms.layout import ANSWERS, GRADE, NO_BUDGET, STATUSES, TEXT_LIMIT, Column, SheetLayout, Type
from itaxl.instrument.model import Instrument
from itaxl.spreadsheets.book import column_letters
from itaxl.texts import Texts
from itaxl.thai import ERA

_Kind = Literal["whole", "decimal", "list", "textLength", "custom"]
_Operator = Literal["greaterThanOrEqual", "lessThanOrEqual"]
PROMPT_LIMIT, TITLE_LIMIT = 255, 32  # of Excel


@dataclass(frozen=True)
class Speaker:
    """Texts of the workbooks with the values that this workbook puts into them."""

    texts: Texts
    values: Mapping[str, object]

    def say(self, key: str, **more: object) -> str:
        return self.texts(key, **{**self.values, **more})

    def prompt(self, form: SheetLayout, key: str) -> str:
        """Tell how a column is filled in; sheets of one family (`scores.IIT`) share theirs, and all that of the scores.

        The columns of a survey's levels (`level1`, `level2`) share one that names the level.
        """
        plain = key.rstrip("0123456789")
        own = f"column.{form.family}.{plain}"
        levels = sum(column.key.startswith("level") for column in form.columns)
        key, level = own if own in self.texts else f"column.scores.{plain}", key.removeprefix(plain)
        return self.say(key, level=level, levels=levels)

    def short(self, form: SheetLayout, key: str, heading: str) -> str:
        """Return a title for a prompt, of at most 32 characters."""
        own = f"short.{form.family}.{key}"
        return self.say(own) if own in self.texts else heading


@dataclass(frozen=True)
class Limits:
    """Limits of the values that a form's cells take. `ranges` hold what may be chosen in a column, by its key."""

    instrument: Instrument
    dimension: str
    speaker: Speaker
    ranges: Mapping[str, str] = field(default_factory=dict)

    def add(self, sheet: Worksheet, form: SheetLayout, column: Column, rows: range) -> None:
        """Put a column's validation on the rows that it is filled in in; the row of the grade gets its own."""
        letter = column_letters(form.number(column.key))
        grade = form.row(GRADE) if column.type is Type.SCORE else None
        closed = {form.row(code) for code, key in form.closed if key == column.key}
        runs = _runs(row for row in rows if row != grade and row not in closed)
        source = self.ranges.get(column.key)
        rule = _suggestion(source) if source else self._rule(column.type, f"{letter}{rows[0]}")
        cells = [f"{letter}{first}:{letter}{last}" for first, last in runs]
        self.put(sheet, rule, cells, *self._prompt(form, column.key, column.heading))
        if grade:
            grades = [grade.grade for grade in self.instrument.grades]
            choices = _choice(grades, self.speaker.say("error.grade"))
            self.put(sheet, choices, [f"{letter}{grade}"], *self._prompt(form, "grade", column.heading))

    def put(
        self, sheet: Worksheet, rule: DataValidation, cells: Iterable[str], title: str, prompt: str
    ) -> None:
        """Put a validation with its prompt on ranges of cells."""
        rule.errorTitle = self.speaker.say("error.title")
        rule.promptTitle, rule.prompt = title, prompt
        rule.showInputMessage = True
        rule.allow_blank = True
        for cell in cells:
            rule.add(cell)
        sheet.add_data_validation(rule)

    def _prompt(self, form: SheetLayout, key: str, heading: str) -> tuple[str, str]:
        return self.speaker.short(form, key, heading), self.speaker.prompt(form, key)

    def _rule(self, kind: Type, cell: str) -> DataValidation:
        """Return the validation of a type; `cell` is the first cell that it stands on."""
        say = self.speaker.say
        match kind:
            case Type.SCORE | Type.PERCENT:
                rule = _refusing(say(f"error.{kind.value}"), "decimal", "0", "100")
            case Type.COUNT:
                rule = _refusing(say("error.count"), "whole", "0", operator="greaterThanOrEqual")
            case Type.STATUS:
                rule = _choice(STATUSES, say("error.status"))
            case Type.RESULT:
                rule = _choice(ANSWERS, say("error.result"))
            case Type.INDICATOR:
                indicators = self.instrument.dimension(self.dimension).indicators
                rule = _choice([indicator.code for indicator in indicators], say("error.indicator"))
            case Type.DATE:
                rule = self._date(cell)
            case Type.BUDGET:
                rule = _suggestion(f'"{NO_BUDGET}"')
            case _:
                rule = text_limit(say("error.lines", limit=f"{TEXT_LIMIT:,}"))
        return rule

    def _date(self, cell: str) -> DataValidation:
        """Limit a date to the measures' fiscal year, whichever kind of year is typed; the sender may insist."""
        first, last = (
            thai.fiscal_year_start(self.instrument.year + 1),
            thai.fiscal_year_end(self.instrument.year + 1),
        )
        spans = (
            f"AND({cell}>=DATE({first.year + era},10,1),{cell}<=DATE({last.year + era},9,30))"
            for era in (0, ERA)
        )
        rule = _refusing(self.speaker.say("error.date"), "custom", f"OR({','.join(spans)})")
        rule.errorStyle = "warning"
        return rule


def _runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each run of rows without a gap."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = runs[-1][0], row
        else:
            runs.append((row, row))
    return runs


def text_limit(error: str) -> DataValidation:
    """Limit a cell of running text to the characters that it may hold."""
    return _refusing(error, "textLength", str(TEXT_LIMIT), operator="lessThanOrEqual")


def _refusing(
    error: str, kind: _Kind, first: str, second: str | None = None, operator: _Operator | None = None
) -> DataValidation:
    rule = DataValidation(kind, first, second, showErrorMessage=True, operator=operator)
    rule.errorStyle, rule.error = "stop", error
    return rule


def _choice(choices: Sequence[str], error: str) -> DataValidation:
    return _refusing(error, "list", '"' + ",".join(choices) + '"')


def _suggestion(source: str) -> DataValidation:
    """Return a list to choose from that lets anything else be typed too."""
    return DataValidation("list", source, showErrorMessage=False)
