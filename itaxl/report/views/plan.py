"""Words of a measure's plan: code, period, budget, target.

What all divisions plan alike is said once; where they differ, each answer stands beside the names of its divisions.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction

from itaxl import thai
from itaxl.assessment import Measure, Plan, Planned
from itaxl.report.views.line_breaks import clipped
from itaxl.report.views.material import Material
from itaxl.report.views.responsible import division_names
from itaxl.report.views.wording import NBSP

Answers = dict[str, tuple[str, ...]]  # divisions by what they answered
SHORT = 110  # letters at most of a measure that is named in short


def number(case: Material, measure: Measure) -> str:
    """Return the number of a measure, by which it goes in both documents: they are counted through a dimension."""
    codes = [other.code for other in case.measures(measure.dimension)]
    return case.style.count(codes.index(measure.code) + 1)


def label(case: Material, measure: Measure) -> str:
    """Return dimension and number of a measure, for tables about all dimensions."""
    return f"{measure.dimension} {number(case, measure)}"


def in_short(case: Material, measure: Measure) -> str:
    """Return the measure on one line, cut if it is long; the whole stands in the tables of measures."""
    return clipped(case.style.text(" ".join(measure.measure.split())), SHORT)


def details(case: Material, measure: Measure) -> tuple[str, ...]:
    """Return code, period, budget and target, as far as they are known."""
    target = target_of(case, measure)
    return (*plan_details(case, measure), *((target,) if target else ()))


def plan_details(case: Material, measure: Measure) -> tuple[str, ...]:
    """Return code, period and budget, as far as they are known."""
    parts = (
        case.say("measure.code", code=measure.code),
        _together(case, measure, _answers(measure, lambda plan: _period(case, plan))),
        _budget(case, measure),
    )
    return tuple(part for part in parts if part)


def target_of(case: Material, measure: Measure) -> str:
    """Return the target, each division's own where they differ; blank if none was set."""
    targets = _together(case, measure, _answers(measure, lambda plan: " ".join(plan.target.split())))
    return case.say("measure.target", target=targets) if targets else ""


def with_own_texts(case: Material, measure: Measure) -> Measure:
    """Return the measure with each division's weakness and approach in the texts of the whole."""
    texts = {key: _own_text(case, measure, key) for key in ("weakness", "approach")}
    return measure.changed(**texts)


def ends(case: Material, measure: Measure) -> tuple[str, ...]:
    """Return the last day in words; a line for each answer where divisions plan it differently."""
    answers = _answers(measure, lambda plan: in_lines(case.style.date(plan.end)) if plan.end else "")
    if len(answers) < 2:
        return tuple(answers) or ("",)
    return tuple(f"{_owners(case, measure, ids)} {day}" for day, ids in answers.items())


def in_lines(day: str) -> str:
    """Return a date that may take two lines of a narrow column."""
    return day.replace(NBSP, " ")


def _answers(measure: Measure, answer: Callable[[Planned], str]) -> Answers:
    """Return the divisions by what they answered, alike being what differs in blanks or digits alone."""
    texts: dict[str, str] = {}
    divisions: dict[str, list[str]] = {}
    for plan in measure.plans or (Plan(measure.values, ""),):
        text = answer(plan)
        if text:
            key = thai.key(text)
            texts.setdefault(key, text)
            divisions.setdefault(key, []).append(plan.division)
    return {texts[key]: tuple(ids) for key, ids in divisions.items()}


def _owners(case: Material, measure: Measure, ids: tuple[str, ...]) -> str:
    return case.say("measure.own", divisions=division_names(case, measure, ids))


def _together(case: Material, measure: Measure, answers: Answers) -> str:
    """Return the answers in one line; one that all have in common without names."""
    if len(answers) < 2:
        return "".join(answers)
    return "; ".join(f"{_owners(case, measure, ids)} {text}" for text, ids in answers.items())


def _own_text(case: Material, measure: Measure, key: str) -> str:
    """Return a text of several lines; each answer begins with its divisions, on a line of their own if it is long."""
    answers = _answers(measure, lambda plan: plan.text(key))
    if len(answers) < 2:
        return "".join(answers)
    parts = ((_owners(case, measure, ids), text.strip()) for text, ids in answers.items())
    return "\n".join(f"{lead}{chr(10) if chr(10) in text else ' '}{text}" for lead, text in parts)


def _period(case: Material, plan: Planned) -> str:
    """Return the dates of start and end in words; blank if neither is known."""
    start, end = (case.style.date(day) if day else "" for day in (plan.start, plan.end))
    if start and end:
        return case.say("measure.period", start=start, end=end)
    if end:
        return case.say("measure.until", end=end)
    return case.say("measure.from", start=start) if start else ""


def _budget(case: Material, measure: Measure) -> str:
    """Return the budget in words, with its parts where several divisions have one; blank if none was given."""
    plans = [plan for plan in measure.plans if plan.budget is not None]
    if measure.budget is None:
        return ""
    if measure.budget == "none":
        return case.say("measure.no_budget")
    whole = case.style.amount(measure.budget)
    if len(plans) < 2:
        return case.say("measure.budget", budget=whole)
    return case.say("measure.budget_sum", budget=whole, parts=", ".join(_shares(case, measure, plans)))


def _shares(case: Material, measure: Measure, plans: Iterable[Plan]) -> Iterable[str]:
    """Yield the budgets, each with the divisions that have it."""
    groups: dict[Fraction | str, list[str]] = {}
    for plan in plans:
        if plan.budget is not None:
            groups.setdefault(plan.budget, []).append(plan.division)
    for budget, ids in groups.items():
        names = division_names(case, measure, ids)
        if isinstance(budget, str):
            yield case.say("measure.no_budget_of", divisions=names)
        else:
            key = "measure.budget_each" if len(ids) > 1 else "measure.budget_of"
            yield case.say(key, divisions=names, budget=case.style.amount(budget))
