"""Changes between two instruments. Facts that are unknown of either are not compared."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from itaxl.instrument import describing
from itaxl.instrument.model import Instrument, ReportItem
from itaxl.texts import Texts

Line = tuple[int, str]  # depth, text
Parts = Mapping[str, str]  # what something is called, and what it is


@dataclass(frozen=True)
class _Pair:
    old: Instrument
    new: Instrument
    texts: Texts

    def lines(self, topic: str, parts: Callable[[Instrument], Parts]) -> Iterator[Line]:
        """Yield a topic whose parts have names that stay: what was added, dropped, changed."""
        before, after = parts(self.old), parts(self.new)
        if not (before and after):
            yield self.unknown(topic, bool(before), bool(after))
            return
        yield from self.under(topic, list(self._changes(before, after)))

    def under(self, topic: str, changes: list[Line]) -> Iterator[Line]:
        """Yield the topic with its changes, or that there are none."""
        yield 0, self.texts("diff.topic" if changes else "diff.same", topic=self.name(topic))
        yield from changes

    def _changes(self, before: Parts, after: Parts) -> Iterator[Line]:
        for name in before:
            if name not in after:
                yield 1, self.texts("diff.removed", what=_both(name, before[name]))
            elif before[name] != after[name]:
                yield 1, self.texts("diff.changed", what=name, before=before[name], after=after[name])
        for name in after:
            if name not in before:
                yield 1, self.texts("diff.added", what=_both(name, after[name]))

    def unknown(self, topic: str, old_known: bool, new_known: bool) -> Line:
        years = self.years(not old_known, not new_known)
        return 0, self.texts("diff.unknown", topic=self.name(topic), years=years)

    def years(self, old: bool, new: bool) -> str:
        both = ((self.old.year, old), (self.new.year, new))
        return ", ".join(str(year) for year, named in both if named)

    def name(self, topic: str) -> str:
        """Return the name of a topic, with the years in which it was taken over and not read."""
        name, (old, new) = (
            self.texts(f"fact.{topic}"),
            (_assumed(instrument, topic) for instrument in (self.old, self.new)),
        )
        return self.texts("diff.assumed", topic=name, years=self.years(old, new)) if old or new else name


def lines(old: Instrument, new: Instrument, texts: Texts) -> Iterator[Line]:
    """Yield each topic, and under it what changed; depth as in `describing.lines`."""
    pair, lang = _Pair(old, new, texts), texts.lang
    yield 0, texts("diff.title", old=old.year, new=new.year)
    yield from pair.lines(
        "indicators",
        lambda instrument: (
            {dimension.code: dimension.name[lang] for dimension in instrument.dimensions}
            | {
                texts("show.indicator", no=indicator.no, name="").strip(): indicator.name[lang]
                for indicator in instrument.indicators
            }
        ),
    )
    yield from pair.lines(
        "weights",
        lambda instrument: {dimension.code: str(dimension.weight) for dimension in instrument.dimensions},
    )
    yield from pair.lines("grades", lambda instrument: _grades(instrument, texts))
    yield from pair.lines(
        "pass_mark",
        lambda instrument: (
            {} if instrument.passing is None else {texts("fact.pass_mark"): str(instrument.passing)}
        ),
    )
    yield from _items(pair)
    yield from pair.lines(
        "questions",
        lambda instrument: {question.code: question.subject[lang] for question in instrument.questions},
    )
    yield from pair.lines("report_items", lambda instrument: _reports(instrument, texts))


def _assumed(instrument: Instrument, topic: str) -> bool:
    source = instrument.sources.get(topic)
    return source is not None and source.status == "assumed"


def _both(name: str, text: str) -> str:
    return text if name in text else f"{name} {text}"


def _grades(instrument: Instrument, texts: Texts) -> Parts:
    bands = {grade.grade: describing.band(grade, texts) for grade in instrument.grades}
    if any(grade.every is not None for grade in instrument.grades):
        taken = "taken" if _assumed(instrument, "grade_conditions") else "certain"
        force = taken if instrument.conditions_certain else "uncertain"
        bands[texts("fact.grade_conditions")] = texts(f"diff.{force}")
    return bands


def _reports(instrument: Instrument, texts: Texts) -> Parts:
    both: dict[str, ReportItem | None] = {
        "analysis": instrument.analysis_item,
        "followup": instrument.followup_item,
    }
    return {texts(f"diff.{name}"): _report(item, texts) for name, item in both.items() if item}


def _report(item: ReportItem, texts: Texts) -> str:
    return f"{item.code} {item.title[texts.lang]}"


def _items(pair: _Pair) -> Iterator[Line]:
    """Items by their names, since their numbers change nearly every year."""
    old, new, texts = pair.old, pair.new, pair.texts
    before = {item.name.th: item for item in old.items}
    after = {item.name.th: item for item in new.items}
    if not (before and after):
        yield pair.unknown("items", bool(before), bool(after))
        return
    changes: list[Line] = []
    if old.partial or new.partial:
        changes.append((1, texts("diff.partial", years=pair.years(old.partial, new.partial))))
    for name, item in before.items():
        there = after.get(name)
        if there is None:
            if not new.partial:
                changes.append((1, texts("diff.removed", what=f"{item.code} {item.name[texts.lang]}")))
        elif there.code != item.code:
            what = item.name[texts.lang]
            changes.append((1, texts("diff.moved", what=what, before=item.code, after=there.code)))
    if not old.partial:
        gained = (item for name, item in after.items() if name not in before)
        changes += [(1, texts("diff.added", what=f"{item.code} {item.name[texts.lang]}")) for item in gained]
    yield from pair.under("items", changes)
