"""Checks of an instrument's file: against `schema.json` first, then for contradictions.

The schema is interpreted here, in the few words of JSON Schema that it uses, so that each problem can be said in plain
Thai and English with its place; a test holds this against a complete validator.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from math import isnan
from pathlib import Path
from typing import Any

from itaxl.instrument.model import Instrument, ReportItem

SCHEMA = Path(__file__).parent / "schema.json"
Schema = Mapping[str, Any]
_KINDS: Mapping[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
}


@dataclass(frozen=True)
class Problem:
    """Fault of a file. `place`: way to the value (`grades[2].lower`); `kind`: name of its text in `instruments`.

    `value` is what stands there, `wanted` what may stand there.
    """

    place: str
    kind: str
    value: object = ""
    wanted: str = ""


@cache
def schema() -> Schema:
    """Return the JSON Schema (2020-12) of an instrument's file."""
    loaded: Schema = json.loads(SCHEMA.read_text("utf-8"))
    return loaded


def shape(table: object) -> Iterator[Problem]:
    """Yield whatever the schema does not allow, in the order of the file."""
    yield from _faults(table, schema(), "")


def _faults(value: object, rule: Schema, place: str) -> Iterator[Problem]:
    if "$ref" in rule:
        rule = schema()["$defs"][rule["$ref"].rpartition("/")[2]]
    kinds = [rule["type"]] if isinstance(rule["type"], str) else rule["type"]
    types = tuple(kind for name in kinds for kind in _KINDS[name])
    if isinstance(value, bool) != (kinds == ["boolean"]) or not isinstance(value, types):
        yield Problem(place, "type", _shown(value), ",".join(kinds))
    elif isinstance(value, dict):
        yield from _faults_of_table(value, rule, place)
    elif isinstance(value, list):
        if len(value) < rule.get("minItems", 0):
            yield Problem(place, "few", len(value), str(rule["minItems"]))
        for number, item in enumerate(value, start=1):
            yield from _faults(item, rule["items"], f"{place}[{number}]")
    else:
        yield from _faults_of_value(value, rule, place)


def _faults_of_table(value: Mapping[str, object], rule: Schema, place: str) -> Iterator[Problem]:
    properties, more = rule.get("properties", {}), rule.get("additionalProperties", {})
    for key in rule.get("required", []):
        if key not in value:
            yield Problem(_at(place, key), "required")
    for key, item in value.items():
        if key in properties or more:
            yield from _faults(item, properties.get(key, more), _at(place, key))
        else:
            yield Problem(_at(place, key), "unknown", key, ", ".join(properties))


def _faults_of_value(value: object, rule: Schema, place: str) -> Iterator[Problem]:
    if "enum" in rule and value not in rule["enum"]:
        yield Problem(place, "choice", value, ", ".join(map(str, rule["enum"])))
    if isinstance(value, str):
        if "pattern" in rule and not re.search(rule["pattern"], value):
            yield Problem(place, "score" if "maximum" in rule else "blank", value)
    elif isinstance(value, int | float):
        low, high = rule.get("minimum"), rule.get("maximum")
        if (low is not None and value < low) or (high is not None and value > high) or isnan(value):
            yield Problem(place, "range", value, f"{low}–{high}")


def _at(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)[:60]


def contradictions(instrument: Instrument) -> Iterator[Problem]:
    """Yield faults that the schema cannot see: sums, bands, codes that stand twice or name nothing."""
    for check in CHECKS:
        yield from check(instrument)


def _weights(instrument: Instrument) -> Iterator[Problem]:
    whole = sum((dimension.weight for dimension in instrument.dimensions), Decimal())
    if instrument.dimensions and whole != 100:
        yield Problem("dimensions", "weights", whole, "100")


def _bands(instrument: Instrument) -> Iterator[Problem]:
    grades = instrument.grades
    if not grades:
        return
    if grades[-1].lower != 0 or grades[-1].every is not None:
        yield Problem(f"grades[{len(grades)}]", "last_band", grades[-1].grade)
    if grades[0].upper != 100:
        yield Problem("grades[1].upper", "first_band", grades[0].upper, "100")
    for number, (better, worse) in enumerate(pairwise(grades), start=2):
        if worse.lower > better.lower or (worse.lower == better.lower and better.every is None):
            yield Problem(f"grades[{number}].lower", "order", worse.lower, str(better.lower))


def _twice(instrument: Instrument) -> Iterator[Problem]:
    lists: dict[str, list[object]] = {
        "dimensions.code": [dimension.code for dimension in instrument.dimensions],
        "dimensions.indicators.no": [indicator.no for indicator in instrument.indicators],
        "grades.grade": [grade.grade for grade in instrument.grades],
        "questions.code": [question.code for question in instrument.questions],
        "subindicators.code": [subindicator.code for subindicator in instrument.subindicators],
        "items.code": [item.code for item in instrument.items],
    }
    for place, codes in lists.items():
        for code, count in Counter(codes).items():
            if count > 1:
                yield Problem(place, "twice", code, str(count))


def _indicators(instrument: Instrument) -> Iterator[Problem]:
    numbers = {indicator.no for indicator in instrument.indicators}
    named = [
        (f"questions[{n}].indicator", question.indicator)
        for n, question in enumerate(instrument.questions, 1)
    ]
    named += [
        (f"subindicators[{n}].indicator", subindicator.indicator)
        for n, subindicator in enumerate(instrument.subindicators, 1)
    ]
    if instrument.report_indicator is not None:
        named.append(("report.indicator", instrument.report_indicator))
    for place, no in named:
        if no not in numbers:
            yield Problem(place, "indicator", no, ", ".join(map(str, sorted(numbers))))


def _report_items(instrument: Instrument) -> Iterator[Problem]:
    codes = [item.code for item in instrument.items]
    both: Mapping[str, ReportItem | None] = {
        "analysis": instrument.analysis_item,
        "followup": instrument.followup_item,
    }
    for name, item in both.items():
        if codes and item and item.code not in codes:
            yield Problem(f"report.{name}.code", "report_item", item.code, f"{codes[0]} … {codes[-1]}")


def _parts(instrument: Instrument) -> Iterator[Problem]:
    for number, question in enumerate(instrument.questions, start=1):
        if any(part > question.parts for part in question.reversed):
            yield Problem(
                f"questions[{number}].reversed", "parts", max(question.reversed), str(question.parts)
            )


CHECKS: tuple[Callable[[Instrument], Iterator[Problem]], ...] = (
    _weights,
    _bands,
    _twice,
    _indicators,
    _report_items,
    _parts,
)
