"""Outlook after a follow-up: the next steps while a round is still to come, suggestions for the year after the last.

Everything comes from what the divisions reported; a sentence stands only where it has something to say.
"""

from collections.abc import Iterator
from typing import Literal

from itaxl.analysis import obstacles
from itaxl.analysis.measure_state import without_evidence
from itaxl.assessment import Measure
from itaxl.forms.identity import ROUNDS
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.items import Items
from itaxl.report.views.line_breaks import clipped
from itaxl.report.views.material import Material, count_states
from itaxl.report.views.plan import in_short, label

NAMED = 8  # measures with obstacles that are named, if there are no more
LONGEST = 150  # letters of an obstacle that is told

Ahead = Literal["next", "year"]  # what lies ahead: another round, or another year


def title(case: Material) -> str:
    """Return the heading."""
    return case.say(f"followup.{_ahead(case)}.title")


def blocks(case: Material) -> Iterator[Block]:
    """Yield what is to be done, in a list."""
    yield Items(tuple(_steps(case)))


def _ahead(case: Material) -> Ahead:
    return "year" if case.assessment.followup_round == ROUNDS[-1] else "next"


def _steps(case: Material) -> Iterator[str]:
    counts, ahead = count_states(case.assessment), _ahead(case)
    missing = len(without_evidence(case.assessment))
    unfinished = len(case.assessment.measures) - counts["done"]
    figures = {"open": unfinished, "missing": missing, **counts}
    printed = {key: case.style.count(figure) for key, figure in figures.items()}
    needed = {
        "open": unfinished,
        "late": counts["late"],
        "no_status": counts["no_status"],
        "unreported": counts["unreported"],
        "evidence": missing,
        "all_done": not unfinished,
    }
    for key, is_needed in needed.items():
        if is_needed:
            yield case.say(f"followup.{ahead}.{key}", **printed, **_years(case))
    yield from _obstacles(case)


def _obstacles(case: Material) -> Iterator[str]:
    """Yield the obstacles of each measure; how many measures had some where they are many."""
    hindered = [(measure, told) for measure in case.assessment.measures if (told := _told(case, measure))]
    ahead = _ahead(case)
    if len(hindered) > NAMED:
        yield case.say(f"followup.{ahead}.obstacles", count=case.style.count(len(hindered)), **_years(case))
        return
    for measure, told in hindered:
        yield case.say(
            f"followup.{ahead}.obstacle",
            **{"label": label(case, measure), "measure": in_short(case, measure), "obstacle": told},
            **_years(case),
        )


def _told(case: Material, measure: Measure) -> str:
    """Return the obstacles that were reported of a measure, equal ones once."""
    texts = (" ".join(report.obstacle.split()) for report in measure.latest())
    told = "; ".join(dict.fromkeys(filter(obstacles.is_obstacle, texts)))
    return clipped(case.style.text(told), LONGEST)


def _years(case: Material) -> dict[str, str]:
    return {"following_year": case.style.year(case.assessment.year + 2)}
