"""Figures of a document that have changed since it was issued: two `data.json` compared, part by part."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Any

from itaxl import thai
from itaxl.agency.own_documents import ANALYSIS, FOLLOWUPS
from itaxl.findings import shortened
from itaxl.forms import layout
from itaxl.forms.layout import Part, Type
from itaxl.instrument.scoring import as_fraction, rounded
from itaxl.texts import LANGS, Lang, Text, both, filled

Data = Mapping[str, Any]
Key = tuple[object, ...]
LONGEST = 40  # characters of a value that is named
BEFORE = 6  # characters of a long text that are shown before those that differ
MEASURE = "measure"  # first part of the key of a measure's figure
_NOTHING: tuple[Any, ...] = (None, "", [], ())


@dataclass(frozen=True)
class Figure:
    """Figure of a document: its name, and its value as `data.json` has it."""

    name: Text
    value: Any
    type: Type = Type.TEXT

    def shown(self, lang: Lang, *, exact: bool = False) -> str:
        """Return the value for people; `exact`: with all decimals."""
        value = self.value
        if value in _NOTHING:
            return both("terms", "change.nothing")[lang]
        if isinstance(value, list):
            return ", ".join(map(str, value))
        if isinstance(value, float | int) and self.type in (Type.SCORE, Type.BUDGET, Type.PERCENT):
            return f"{value:,}" if exact else f"{rounded(as_fraction(value)):,}"
        if self.type is Type.DATE:
            return thai.short_date(date.fromisoformat(value), lang)
        return " ".join(str(value).split())


@dataclass(frozen=True)
class Change:
    """Figure that has another value now than when the document was issued. `of_measure`: it is one of a measure."""

    name: Text
    old: Text
    new: Text
    of_measure: bool = False

    def text(self, lang: Lang) -> str:
        return f"{self.name[lang]} {self.old[lang]} → {self.new[lang]}"


def changes(document: str, issued: Data, current: Data) -> tuple[Change, ...]:
    """Return what a document shows otherwise than the current figures, the most important first.

    The ticks in the tables of the analysis are no figures. A follow-up shows the rounds up to its own.
    """
    old, new = dict(_figures(document, issued)), dict(_figures(document, current))
    in_both = {key[1] for key in old if key[0] == MEASURE} & {key[1] for key in new if key[0] == MEASURE}
    keys = [key for key in dict.fromkeys((*new, *old)) if _is_named(key, in_both)]
    rows = ((key, _other(old.get(key), new.get(key)), _other(new.get(key), old.get(key))) for key in keys)
    return tuple(
        _change(before, now, of_measure=key[0] == MEASURE)
        for key, before, now in rows
        if _differ(before.value, now.value)
    )


def _is_named(key: Key, measures: Collection[object]) -> bool:
    """Return whether a figure is named by itself; a measure that is new or gone is named once, by its text."""
    return key[0] != MEASURE or key[1] in measures or key[2] == "measure"


def _other(figure: Figure | None, beside: Figure | None) -> Figure:
    """Return a figure, or one without a value under the name of the other."""
    if figure:
        return figure
    assert beside
    return Figure(beside.name, None, beside.type)


def _differ(old: Any, new: Any) -> bool:
    return bool(old != new and not (old in _NOTHING and new in _NOTHING))


def _change(old: Figure, new: Figure, *, of_measure: bool) -> Change:
    """Return the change; values that look alike when they are rounded are shown with all decimals."""
    exact = old.shown("en") == new.shown("en")
    pairs = [_cut(*(figure.shown(lang, exact=exact) for figure in (old, new))) for lang in LANGS]
    before, now = (Text(*shown) for shown in zip(*pairs, strict=True))
    return Change(new.name, before, now, of_measure)


def _cut(old: str, new: str) -> tuple[str, str]:
    """Shorten two texts so that both show where they begin to differ."""
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    start = alike - BEFORE
    if start > 0 and max(len(old), len(new)) > LONGEST:
        old, new = f"…{old[start:]}", f"…{new[start:]}"
    return shortened(old, LONGEST), shortened(new, LONGEST)


def _figures(document: str, data: Data) -> Iterator[tuple[Key, Figure]]:
    if document == ANALYSIS:
        yield from _results(data)
        yield from _divisions(data)
        yield from _plans(data)
    else:
        yield from _reports(data, FOLLOWUPS[: FOLLOWUPS.index(document) + 1])


def _results(data: Data) -> Iterator[tuple[Key, Figure]]:
    yield ("total",), Figure(both("terms", "change.total"), data["total"], Type.SCORE)
    for source in ("announced", "computed"):
        yield ("grade", source), Figure(both("terms", f"change.grade_{source}"), data["grade"][source])
    for dimension in data["dimensions"]:
        code = dimension["code"]
        name = filled("terms", "change.dimension", dimension=code)
        yield ("dimension", code), Figure(name, dimension["score"], Type.SCORE)
        lowest = filled("terms", "change.lowest", dimension=code)
        yield ("lowest", code), Figure(lowest, list(dimension["weakest"]))
    for indicator in data["indicators"]:
        no = indicator["no"]
        name = filled("terms", "change.indicator", no=no)
        yield ("indicator", no), Figure(name, indicator["score"], Type.SCORE)


def _divisions(data: Data) -> Iterator[tuple[Key, Figure]]:
    for division in data["divisions"]:
        id, name = division["id"], division["name"]
        for no, score in division["indicators"].items():
            label = filled("terms", "change.division_indicator", no=no, division=name)
            yield ("division", id, no), Figure(label, score, Type.SCORE)
        for key, type in (("total", Type.SCORE), ("grade", Type.TEXT)):
            label = filled("terms", f"change.division_{key}", division=name)
            yield ("division", id, key), Figure(label, division[key], type)


def _plans(data: Data, keys: Collection[str] = ()) -> Iterator[tuple[Key, Figure]]:
    """Yield the plans of the measures, of all columns or of these.

    Of a column that each division answers for itself, yield each division's answer.
    """
    columns = [column for column in layout.MEASURES_LAYOUT.of(Part.PLAN) if not keys or column.key in keys]
    own = [column for column in columns if column in layout.own_columns()]
    common = [column for column in columns if column not in own]
    names = _names(data)
    for measure in data["measures"]:
        code, plans = measure["code"], measure.get("plans", ())
        yield from _fields(code, (), measure, common if plans else [*common, *own])
        for plan in plans:
            division = plan["division"]
            yield from _fields(code, (division, names.get(division, division)), plan, own)


def _reports(data: Data, rounds: Sequence[str]) -> Iterator[tuple[Key, Figure]]:
    """Yield what a follow-up shows: each measure, when it ends, and what was reported in its rounds."""
    yield from _plans(data, ("measure", "end"))
    columns = layout.MEASURES_LAYOUT.of(Part.FOLLOWUP)
    names = _names(data)
    for measure in data["measures"]:
        for report in measure["followup"]:
            division, round = report["division"], report["round"]
            if round in rounds:
                owner = (division, names.get(division, division), round)
                yield from _fields(measure["code"], owner, report, columns)


def _names(data: Data) -> dict[str, str]:
    return {division["id"]: division["name"] for division in data["divisions"]}


def _fields(
    code: str, owner: tuple[str, ...], values: Data, columns: Sequence[layout.Column]
) -> Iterator[tuple[Key, Figure]]:
    """Yield the columns of a measure that are published. `owner`: id and name of a division, and the round."""
    for column in columns:
        if column.published and column.key in values:
            name = _name(code, column.key, owner)
            yield (
                (MEASURE, code, column.key, *owner[:1], *owner[2:]),
                Figure(name, values[column.key], column.type),
            )


def _name(code: str, key: str, owner: tuple[str, ...]) -> Text:
    column = both("office", f"column.{key}")
    parts = [Text(name, name) for name in owner[1:2]]
    parts += [both("terms", f"round.{round}") for round in owner[2:]]
    beside = [f" ({', '.join(part[lang] for part in parts)})" if parts else "" for lang in LANGS]
    return Text(f"{code} {column.th}{beside[0]}", f"{code} {column.en}{beside[1]}")
