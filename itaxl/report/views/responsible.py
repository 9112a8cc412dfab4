"""Names of the divisions that answer for a measure, in a cell, in a line, or below a table."""

from collections.abc import Collection, Iterable

from itaxl.assessment import Measure
from itaxl.report.views.material import Material

LISTED = 8  # divisions at most that a cell lists by name


def responsible(case: Material, measure: Measure) -> tuple[str, ...]:
    """Return the names of the responsible divisions, numbered if there are several.

    Of more than `LISTED` divisions, return only how many they are; `divisions_note` names them.
    """
    names = [case.division(id) for id in measure.responsible]
    if len(names) < 2:
        return tuple(names)
    if len(names) > LISTED:
        everyone = all_divisions(case, measure, measure.responsible)
        return (everyone or case.say("measure.many", count=case.style.count(len(names))),)
    return tuple(
        case.say("word.numbered", n=case.style.count(number), text=name)
        for number, name in enumerate(names, start=1)
    )


def division_names(case: Material, measure: Measure, ids: Collection[str]) -> str:
    """Return the names of divisions in one line, or a phrase that says they are all divisions of the dimension."""
    return all_divisions(case, measure, ids) or ", ".join(map(case.division, ids))


def all_divisions(case: Material, measure: Measure, ids: Collection[str], listed: int = LISTED) -> str:
    """Return the phrase "all divisions" with their number; blank unless `ids` hold all divisions of the dimension.

    The phrase is used only for more divisions than may be `listed`.
    """
    dimension_ids = {
        division.id for division in case.agency.divisions if measure.dimension in division.dimensions
    }
    if len(ids) <= listed or not dimension_ids <= set(ids):
        return ""
    return case.say("measure.everyone", count=case.style.count(len(ids)))


def divisions_note(case: Material, measures: Iterable[Measure]) -> str:
    """Return a note for below a table that names, by measure, the divisions that were too many for a cell."""
    long_lists = (
        measure
        for measure in measures
        if len(measure.responsible) > LISTED and not all_divisions(case, measure, measure.responsible)
    )
    return " · ".join(
        case.say(
            "measure.listed", code=measure.code, names=", ".join(map(case.division, measure.responsible))
        )
        for measure in long_lists
    )
