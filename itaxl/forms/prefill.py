"""Prefill a measure's row before the division gets the workbook."""

from collections.abc import Mapping
from fractions import Fraction

from itaxl.agency.settings import Agency
from itaxl.assessment import Measure, Progress, Value
from itaxl.forms import layout
from itaxl.forms.identity import ROUNDS, Identity
from itaxl.forms.layout import NO_BUDGET, Part, Type
from itaxl.forms.styles import CellValue


def values(measure: Measure, identity: Identity, agency: Agency | None) -> Mapping[str, CellValue]:
    """Return values by the columns' keys: the plan, and the division's own report of an earlier round.

    A division sees its own plan, and where that is blank what the plans have in common.
    """
    names = {division.id: division.name for division in agency.divisions} if agency else {}
    own = _reported(measure, identity)
    by_key = {**measure.values, **_planned(measure, identity), **(own.values if own else {})}
    parts = (Part.FIXED, Part.PLAN, *((Part.FOLLOWUP,) if own else ()))
    columns = layout.MEASURES_LAYOUT.of(*parts)
    return {column.key: _cell(by_key.get(column.key), column.type, names) for column in columns}


def _planned(measure: Measure, identity: Identity) -> Mapping[str, Value]:
    """Return the division's own plan; a sum of others' budgets is nobody's plan."""
    own = measure.plan_of(identity.division)
    if own is not measure:
        filled_in = {key: value for key, value in own.values.items() if value not in (None, "")}
        return {"budget": None, **filled_in}
    budgets = {plan.budget for plan in measure.plans if plan.budget is not None}
    if not budgets:
        return {}
    return {"budget": budgets.pop() if len(budgets) == 1 else None}


def _reported(measure: Measure, identity: Identity) -> Progress | None:
    """Return the division's newest report from a round before this one."""
    earlier = ROUNDS[: ROUNDS.index(identity.round)]
    own = [
        report
        for report in measure.followup
        if report.division == identity.division and report.round in earlier
    ]
    return max(own, key=lambda report: ROUNDS.index(report.round), default=None)


def _cell(value: Value, kind: Type, names: Mapping[str, str]) -> CellValue:
    """Return a value as a person would type it; `names` of divisions by their ids."""
    if isinstance(value, tuple):
        return "\n".join(names.get(id, id) for id in value)
    if isinstance(value, Fraction):
        return float(value)
    if kind is Type.BUDGET and value == "none":
        return NO_BUDGET
    return str(value) if kind is Type.INDICATOR else value
