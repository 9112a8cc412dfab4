"""What stands in a measure's row before the division gets the workbook."""

from collections.abc import Mapping
from fractions import Fraction

from itaxl.agency.settings import Agency
from itaxl.assessment import Measure, Progress
from itaxl.forms.identity import ROUNDS, Identity
from itaxl.forms.layout import NO_BUDGET
from itaxl.forms.styles import CellValue


def values(measure: Measure, identity: Identity, agency: Agency | None) -> Mapping[str, CellValue]:
    """By the columns' keys: the plan, and what the division itself reported in an earlier round."""
    names = {each.id: each.name for each in agency.divisions} if agency else {}
    plan: dict[str, CellValue] = {
        "code": measure.code,
        "indicator": str(measure.indicator),
        "weakness": measure.weakness,
        "approach": measure.approach,
        "measure": measure.measure,
        "responsible": "\n".join(names.get(id, id) for id in measure.responsible),
        "start": measure.start,
        "end": measure.end,
        "budget": NO_BUDGET if measure.budget == "none" else _number(measure.budget),
        "target": measure.target,
    }
    own = _reported(measure, identity)
    return {**plan, **_progress(own)} if own else plan


def _reported(measure: Measure, identity: Identity) -> Progress | None:
    """The division's newest report from a round before this one."""
    earlier = ROUNDS[: ROUNDS.index(identity.round)]
    own = [each for each in measure.followup if each.division == identity.division and each.round in earlier]
    return max(own, key=lambda each: ROUNDS.index(each.round), default=None)


def _progress(progress: Progress) -> dict[str, CellValue]:
    return {
        "status": progress.status,
        "percent": _number(progress.percent),
        "done": progress.done,
        "result": progress.result,
        "obstacle": progress.obstacle,
        "evidence": progress.evidence,
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
