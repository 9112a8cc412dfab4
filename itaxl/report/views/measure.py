"""The table of measures of one dimension, as the analysis shows it: weakness, approach, measure, who, follow-up.

Equal neighbouring weaknesses, approaches and divisions are one cell; measures are numbered within an approach. A cell
that spans rows does not break well over pages, so a tall group is cut into pieces that each fit on one.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product

from itaxl.assessment import Measure
from itaxl.forms.layout import STATUSES
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views.finding import findings
from itaxl.report.views.material import STATUS_KEYS, Material
from itaxl.report.views.parts import after_table
from itaxl.report.views.row_height import HIGH, PIECE, height, room_below

# Percent; the first three give and take by how much they hold.
WIDTHS = (17.0, 24.0, 22.6, 14.4, 7.2, 7.6, 7.2)
NARROWEST, WIDEST, STEP = 15, 34, 3  # percent
SMALL = 1.1  # more letters of small print than of large go into a line
LISTED = 8  # divisions that are listed one below the other


def measure_table(case: Material, dimension: str) -> Table | None:
    """None where the dimension has no measure."""
    measures = case.measures(dimension)
    if not measures:
        return None
    say = case.say
    places = case.dimension_places(dimension)
    group = say("measure.followup")
    widths = _widths(case, measures)
    heads = [say(f"measure.{key}") for key in ("weakness", "approach", "measure", "responsible")]
    columns = (
        *(Column(head, width) for head, width in zip(heads, widths[:4], strict=True)),
        *(
            Column(say(STATUS_KEYS[each]), width, "tick", group)
            for each, width in zip(STATUSES, widths[4:], strict=True)
        ),
    )
    caption = say("section.table", **places)
    begins = not after_table(case, dimension)
    room = room_below(findings(case, dimension, "section"), begins=begins)
    bodies, note = _bodies(case, measures, columns, room), listed(case, measures)
    return Table(f"measures-{dimension}", caption, columns, bodies, note, "stacked measures")


def _widths(case: Material, measures: Sequence[Measure]) -> tuple[float, ...]:
    """The first three columns give and take, so that the table grows no higher than it must."""
    groups = [tuple(group) for _, group in groupby(measures, key=lambda each: each.weakness)]

    def cost(widths: tuple[float, ...]) -> tuple[int, float]:
        lines = sum(_height(tuple(_placed(case, group, widths)), widths) for group in groups)
        return lines, sum(abs(width - usual) for width, usual in zip(widths, WIDTHS, strict=True))

    room = sum(WIDTHS[:3])
    pairs = product(range(NARROWEST, WIDEST, STEP), repeat=2)
    tried = ((weakness, approach, round(room - weakness - approach, 1)) for weakness, approach in pairs)
    fitting = ((*three, *WIDTHS[3:]) for three in tried if three[2] >= NARROWEST)
    return min((WIDTHS, *fitting), key=cost)


def period(case: Material, measure: Measure) -> str:
    """From when to when; blank where neither is known."""
    start, end = (case.style.date(day) if day else "" for day in (measure.start, measure.end))
    if start and end:
        return case.say("measure.period", start=start, end=end)
    if end:
        return case.say("measure.until", end=end)
    return case.say("measure.from", start=start) if start else ""


def budget(case: Material, measure: Measure) -> str:
    """The budget in words; blank where nothing was said."""
    if measure.budget is None:
        return ""
    if measure.budget == "none":
        return case.say("measure.no_budget")
    return case.say("measure.budget", budget=case.style.amount(measure.budget))


def details(case: Material, measure: Measure) -> tuple[str, ...]:
    """Code, period, budget and target, as far as they are known."""
    target = " ".join(measure.target.split())
    parts = (
        case.say("measure.code", code=measure.code),
        period(case, measure),
        budget(case, measure),
        case.say("measure.target", target=target) if target else "",
    )
    return tuple(part for part in parts if part)


def responsible(case: Material, measure: Measure) -> tuple[str, ...]:
    """The divisions' names, numbered where they are several; of many, how many they are: `listed` names them."""
    names = [case.division(each) for each in measure.responsible]
    if len(names) < 2:
        return tuple(names)
    if len(names) > LISTED:
        whole = everyone(case, measure, measure.responsible)
        return (whole or case.say("measure.many", count=case.style.count(len(names))),)
    return tuple(
        case.say("word.numbered", n=case.style.count(number), text=name)
        for number, name in enumerate(names, start=1)
    )


def named(case: Material, measure: Measure, ids: Collection[str]) -> str:
    """Divisions in one line, or that they are all that the agency has for the measure's dimension."""
    return everyone(case, measure, ids) or ", ".join(map(case.division, ids))


def everyone(case: Material, measure: Measure, ids: Collection[str]) -> str:
    """That these many divisions are all for the measure's dimension; blank where they are not."""
    all_of_them = {
        division.id for division in case.agency.divisions if measure.dimension in division.dimensions
    }
    if len(ids) <= LISTED or not all_of_them <= set(ids):
        return ""
    return case.say("measure.everyone", count=case.style.count(len(ids)))


def listed(case: Material, measures: Iterable[Measure]) -> str:
    """The names of the divisions where they were too many for a cell, by measure; for the note below a table."""
    many = (
        measure
        for measure in measures
        if len(measure.responsible) > LISTED and not everyone(case, measure, measure.responsible)
    )
    return " · ".join(
        case.say("measure.listed", code=each.code, names=", ".join(map(case.division, each.responsible)))
        for each in many
    )


def _bodies(
    case: Material, measures: Sequence[Measure], columns: Sequence[Column], room: int
) -> tuple[tuple[Row, ...], ...]:
    """The pieces in order, of which the first has `room` lines.

    A row names the indicator where the table is not about one alone.
    """
    widths = [column.width for column in columns]
    several = len({measure.indicator for measure in measures}) > 1
    bodies: list[tuple[Row, ...]] = []
    for indicator, of_indicator in groupby(measures, key=lambda each: each.indicator):
        lead = (_indicator_row(case, indicator, len(columns)),) if several else ()
        for _, group in groupby(of_indicator, key=lambda each: each.weakness):
            for piece in _pieces(case, tuple(group), widths, PIECE if bodies else room):
                bodies.append((*lead, *_rows(case, piece, columns, PIECE if bodies else room)))
                lead = ()
    return tuple(bodies)


@dataclass(frozen=True)
class _Placed:
    """A measure with its number within its approach, and whether weakness and approach stand above it already.

    `height` and `people`: lines of the measure itself, and of who is responsible.
    """

    measure: Measure
    number: int
    old_weakness: bool
    old_approach: bool
    height: int
    people: int


def _pieces(
    case: Material, group: Sequence[Measure], widths: Sequence[float], room: int
) -> Iterator[tuple[_Placed, ...]]:
    """A group of one weakness, cut before it grows higher than a page; its first piece has `room` lines."""
    piece: list[_Placed] = []
    for placed in _placed(case, group, widths):
        if piece and _height([*piece, placed], widths) > room:
            yield tuple(piece)
            piece, room = [], PIECE
        piece.append(placed)
    yield tuple(piece)


def _height(piece: Sequence[_Placed], widths: Sequence[float]) -> int:
    """Of all rows, or of what spans them, whichever is higher."""
    weakness = 1 if piece[0].old_weakness else height(piece[0].measure.weakness, widths[0])
    approaches = (next(same) for _, same in groupby(piece, key=lambda each: each.measure.approach))
    ways = (
        1 if approach.old_approach else height(approach.measure.approach, widths[1])
        for approach in approaches
    )
    people = (next(same) for _, same in groupby(piece, key=_people))
    return max(sum(each.height for each in piece), sum(ways), sum(each.people for each in people), weakness)


def _people(placed: _Placed) -> tuple[str, tuple[str, ...]]:
    """What must be equal for neighbours to share the cell of who is responsible."""
    return placed.measure.approach, placed.measure.responsible


def _who_height(case: Material, measure: Measure) -> int:
    return sum(height(line, WIDTHS[3]) for line in responsible(case, measure))


def _placed(case: Material, group: Sequence[Measure], widths: Sequence[float]) -> Iterator[_Placed]:
    number = 0
    for position, measure in enumerate(group):
        same = position > 0 and group[position - 1].approach == measure.approach
        number = number + 1 if same else 1
        own = height(measure.measure, widths[2]) + height(
            " · ".join(details(case, measure)), widths[2] * SMALL
        )
        yield _Placed(measure, number, position > 0, same, own, _who_height(case, measure))


def _indicator_row(case: Material, no: int, width: int) -> Row:
    name = case.say("word.indicator_no", no=case.style.count(no), indicator=case.indicator(no))
    return Row((Cell((name,), head="rowgroup", columns=width),), "group")


def _rows(case: Material, piece: Sequence[_Placed], columns: Sequence[Column], room: int) -> Iterator[Row]:
    approaches = _spans(each.measure.approach for each in piece)
    people = _spans(map(_people, piece))
    weakness, approach, own, who = (column.label for column in columns[:4])
    for position, placed in enumerate(piece):
        measure, cells = placed.measure, []
        if not position:
            cells.append(_wide_cell(case, measure.weakness, placed.old_weakness, len(piece), weakness))
        if approaches[position]:
            cells.append(
                _wide_cell(case, measure.approach, placed.old_approach, approaches[position], approach)
            )
        cells.append(_measure_cell(case, measure, placed.number, own))
        if people[position]:
            cells.append(Cell(responsible(case, measure), rows=people[position], label=who))
        yield Row((*cells, *_ticks(measure, columns[4:])), _breaking(piece, position, columns, room))


def _breaking(piece: Sequence[_Placed], position: int, columns: Sequence[Column], room: int) -> str:
    """A piece of several rows is kept together; a row alone may break if it is high, or too high for its page."""
    if position < len(piece) - 1:
        return "keep"
    own = _height(piece, [column.width for column in columns])
    return "high" if len(piece) == 1 and own > min(HIGH, room) else ""


def _wide_cell(case: Material, text: str, old: bool, rows: int, label: str) -> Cell:
    if old:
        return Cell((case.say("measure.continued"),), css="quiet", rows=rows, label=label)
    return Cell(case.style.lines(text), rows=rows, label=label)


def _measure_cell(case: Material, measure: Measure, number: int, label: str) -> Cell:
    first, *rest = case.style.lines(measure.measure) or ("",)
    numbered = case.say("word.numbered", n=case.style.count(number), text=first)
    return Cell((numbered, *rest), (" · ".join(details(case, measure)),), label=label)


def _ticks(measure: Measure, columns: Sequence[Column]) -> tuple[Cell, ...]:
    status = measure.status()
    return tuple(
        Cell(mark="ticked" if each == status else "empty", css="tick", label=column.label)
        for each, column in zip(STATUSES, columns, strict=True)
    )


def _spans(keys: Iterable[Hashable]) -> tuple[int, ...]:
    """Length of each run of equal neighbours at its first place, 0 at the others: a a b gives 2 0 1."""
    spans: list[int] = []
    for _, run in groupby(keys):
        length = len(tuple(run))
        spans += [length, *([0] * (length - 1))]
    return tuple(spans)
