"""Measures and reports of them in a few words; what is not named is blank."""

from dataclasses import fields, replace
from typing import Any, TypeVar

from itaxl.assessment import Filled, Measure, Plan, Progress
from itaxl.forms import layout
from itaxl.forms.layout import Part

F = TypeVar("F", bound=Filled)


def measure(code: str, dimension: str, indicator: int, **more: Any) -> Measure:
    """A measure; `more` are values by the columns' keys, and `followup`."""
    columns = layout.MEASURES_LAYOUT.of(Part.FIXED, Part.PLAN)
    values = {column.key: column.blank for column in columns}
    whole = Measure({**values, "code": code, "indicator": indicator, "responsible": ()}, dimension)
    return changed(whole, **more)


def plan(division: str, **values: Any) -> Plan:
    """A division's own plan; values by the columns' keys."""
    return Plan({**{column.key: column.blank for column in layout.own_columns()}, **values}, division)


def progress(division: str, round: str, **values: Any) -> Progress:
    """A report; values by the columns' keys."""
    columns = layout.MEASURES_LAYOUT.of(Part.FOLLOWUP)
    return Progress({**{column.key: column.blank for column in columns}, **values}, division, round)


def changed(whole: F, **changes: Any) -> F:
    """The same with other fields, or other values by the columns' keys."""
    own = {field.name for field in fields(whole)} & set(changes)
    values = {key: value for key, value in changes.items() if key not in own}
    return replace(whole, **{name: changes[name] for name in own}).changed(**values)
