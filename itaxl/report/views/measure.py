"""Table of the measures of a dimension: weakness, approach, measure, responsible divisions, status.

Equal neighbouring weaknesses, approaches and divisions share a cell; measures are numbered through the table. Cells
that span rows break badly over pages, so a tall group is cut into pieces that each fit on a page, and a single row that
is too high into rows of its own.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product

from itaxl.analysis.measure_state import State
from itaxl.assessment import Measure
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views.finding import weakest_sentences
from itaxl.report.views.long_rows import LEAST, LOW, NOTE, PADDING, SMALL, Page, on_pages
from itaxl.report.views.material import Material
from itaxl.report.views.plan import details, number, with_own_texts
from itaxl.report.views.responsible import divisions_note, responsible
from itaxl.report.views.row_height import height, titled

# Percent; the first three trade width with each other, depending on their texts.
WIDTHS = (17.0, 24.0, 22.6, 14.4, 7.2, 7.6, 7.2)
NARROWEST, WIDEST, STEP = 15, 34, 3  # percent
FULL = 100  # percent
ALONE = 25  # lines that fit on a landscape page below the head of a table alone
HEAD = 5.3  # lines that caption and head of a table take
SECTION = 3.5  # lines that the title and lead of the section take above its first part
TICKED = (State.DONE, State.UNDER_WAY, State.NOT_DONE)  # states that have a box


def first_page() -> Page:
    """Return the page on which the tables begin, below the section's own title and lead."""
    return Page(ALONE, ALONE + HEAD - SECTION)


def measure_table(case: Material, dimension: str, page: Page | None = None) -> Table | None:
    """Return the table of measures of a dimension; None if it has no measure. `page` is the one that it begins on."""
    measures = tuple(with_own_texts(case, measure) for measure in case.measures(dimension))
    if not measures:
        return None
    say = case.say
    places = case.dimension_places(dimension)
    followup_head = say("measure.followup")
    widths = _widths(case, measures)
    heads = [say(f"measure.{key}") for key in ("weakness", "approach", "measure", "responsible")]
    columns = (
        *(Column(head, width) for head, width in zip(heads, widths[:4], strict=True)),
        *(
            Column(case.status(state), width, "tick", followup_head)
            for state, width in zip(TICKED, widths[4:], strict=True)
        ),
    )
    caption = say("section.table", **places)
    page = page or first_page()
    above = titled(weakest_sentences(case, dimension, "section"))
    page.begin(above + HEAD, above)
    bodies = tuple(_bodies(case, measures, columns, page))
    note = divisions_note(case, measures)
    page.left -= height(note, FULL * SMALL)
    return Table(f"measures-{dimension}", caption, columns, bodies, note, "stacked measures")


def _widths(case: Material, measures: Sequence[Measure]) -> tuple[float, ...]:
    """Return the column widths that need the fewest lines, and where no row is higher than a page if that can be.

    The first three columns trade width.
    """
    by_weakness = groupby(measures, key=lambda measure: measure.weakness)
    groups = [_with_texts(case, tuple(group)) for _, group in by_weakness]

    def cost(widths: tuple[float, ...]) -> tuple[float, float]:
        placed = [tuple(_placed_measures(group, widths)) for group in groups]
        lines = sum(_height(measures, widths) for measures in placed)
        over = sum(max(_height((measure,), widths) - ALONE, 0) for measures in placed for measure in measures)
        return lines + over, sum(abs(width - usual) for width, usual in zip(widths, WIDTHS, strict=True))

    total = sum(WIDTHS[:3])
    pairs = product(range(NARROWEST, WIDEST, STEP), repeat=2)
    candidates = ((weakness, approach, round(total - weakness - approach, 1)) for weakness, approach in pairs)
    fitting = ((*candidate, *WIDTHS[3:]) for candidate in candidates if candidate[2] >= NARROWEST)
    return min((WIDTHS, *fitting), key=cost)


def _bodies(
    case: Material, measures: Sequence[Measure], columns: Sequence[Column], page: Page
) -> Iterator[tuple[Row, ...]]:
    """Yield the pieces of the table in order, placed on pages from `page` on.

    If the table is about several indicators, a row above the measures of each names it.
    """
    widths = [column.width for column in columns]
    several = len({measure.indicator for measure in measures}) > 1
    continued = case.say("measure.continued")
    for indicator, of_indicator in groupby(measures, key=lambda measure: measure.indicator):
        lead = (_indicator_row(case, indicator, len(columns)),) if several else ()
        for _, group in groupby(of_indicator, key=lambda measure: measure.weakness):
            for piece in _pieces(case, tuple(group), widths, page, len(lead)):
                yield from on_pages([(*lead, *_rows(case, piece, columns))], columns, page, continued)
                lead = ()


@dataclass(frozen=True)
class _MeasureTexts:
    """Measure with its number in the table, its small print, and the lines that its divisions take."""

    measure: Measure
    number: str
    small: str
    responsible_height: int


@dataclass(frozen=True)
class _PlacedMeasure:
    """Measure with its place in the table.

    `number` counts through the table; `weakness_shown` and `approach_shown` say whether they stand in a row above.
    `height` and `responsible_height` are in lines.
    """

    measure: Measure
    number: str
    weakness_shown: bool
    approach_shown: bool
    height: float
    responsible_height: int


def _pieces(
    case: Material, group: Sequence[Measure], widths: Sequence[float], page: Page, lead: int
) -> Iterator[tuple[_PlacedMeasure, ...]]:
    """Yield a group of one weakness in pieces that each fit on their pages below `lead` more lines.

    A measure that must break is a piece of its own. Whoever takes a piece takes its lines from `page`.
    """
    placed = tuple(_placed_measures(_with_texts(case, group), widths))
    if _height(placed, widths) + lead > page.left:
        _make_room(page, _height(placed[:1], widths) + lead)
    piece: list[_PlacedMeasure] = []
    for measure in placed:
        if piece and _height([*piece, measure], widths) + lead > page.left:
            yield tuple(piece)
            piece, lead = [], 0
            _make_room(page, _height((measure,), widths))
        piece.append(measure)
    yield tuple(piece)


def _make_room(page: Page, lines: float) -> None:
    """Go to the next page, unless a row fits on this one or is high enough to begin here and to go on there."""
    if lines > page.left and (lines <= LOW or page.left < LEAST):
        page.turn()


def _height(piece: Sequence[_PlacedMeasure], widths: Sequence[float]) -> float:
    """Return the lines of all rows together, or of the highest column of spanning cells if that is higher."""
    weakness = 1 if piece[0].weakness_shown else height(piece[0].measure.weakness, widths[0])
    approach_runs = (next(run) for _, run in groupby(piece, key=lambda placed: placed.measure.approach))
    approaches = (
        1 if placed.approach_shown else height(placed.measure.approach, widths[1]) for placed in approach_runs
    )
    responsible_runs = (next(run) for _, run in groupby(piece, key=_responsible_key))
    highest = max(
        sum(placed.height for placed in piece),
        sum(approaches),
        sum(placed.responsible_height for placed in responsible_runs),
        weakness,
    )
    return highest + PADDING * len(piece)


def _responsible_key(placed: _PlacedMeasure) -> tuple[str, tuple[str, ...]]:
    """Return the key that must be equal for neighbouring measures to share the cell of responsible divisions."""
    return placed.measure.approach, placed.measure.responsible


def _with_texts(case: Material, group: Sequence[Measure]) -> tuple[_MeasureTexts, ...]:
    return tuple(
        _MeasureTexts(
            measure,
            number(case, measure),
            "\n".join(details(case, measure)),
            sum(height(line, WIDTHS[3]) for line in responsible(case, measure)),
        )
        for measure in group
    )


def _placed_measures(group: Sequence[_MeasureTexts], widths: Sequence[float]) -> Iterator[_PlacedMeasure]:
    for position, texts in enumerate(group):
        measure = texts.measure
        approach_shown = position > 0 and group[position - 1].measure.approach == measure.approach
        own_height = height(measure.measure, widths[2]) + NOTE * height(texts.small, widths[2] * SMALL)
        yield _PlacedMeasure(
            measure, texts.number, position > 0, approach_shown, own_height, texts.responsible_height
        )


def _indicator_row(case: Material, no: int, width: int) -> Row:
    name = case.say("word.indicator_no", no=case.style.count(no), indicator=case.indicator(no))
    return Row((Cell((name,), head="rowgroup", columns=width),), "group")


def _rows(case: Material, piece: Sequence[_PlacedMeasure], columns: Sequence[Column]) -> Iterator[Row]:
    approach_spans = _spans(placed.measure.approach for placed in piece)
    responsible_spans = _spans(map(_responsible_key, piece))
    weakness_label, approach_label, measure_label, responsible_label = (
        column.label for column in columns[:4]
    )
    for position, placed in enumerate(piece):
        measure, cells = placed.measure, []
        if not position:
            cells.append(
                _spanning_cell(case, measure.weakness, placed.weakness_shown, len(piece), weakness_label)
            )
        if approach_spans[position]:
            cells.append(
                _spanning_cell(
                    case, measure.approach, placed.approach_shown, approach_spans[position], approach_label
                )
            )
        cells.append(_measure_cell(case, measure, placed.number, measure_label))
        if responsible_spans[position]:
            cells.append(
                Cell(responsible(case, measure), rows=responsible_spans[position], label=responsible_label)
            )
        together = "keep" if position < len(piece) - 1 else ""
        yield Row((*cells, *_ticks(case, measure, columns[4:])), together)


def _spanning_cell(case: Material, text: str, shown_above: bool, rows: int, label: str) -> Cell:
    if shown_above:
        return Cell((case.say("measure.continued"),), css="quiet", rows=rows, label=label)
    return Cell(case.style.lines(text), rows=rows, label=label)


def _measure_cell(case: Material, measure: Measure, number: str, label: str) -> Cell:
    first_line, *other_lines = case.style.lines(measure.measure) or ("",)
    numbered = case.say("word.numbered", n=number, text=first_line)
    return Cell((numbered, *other_lines), details(case, measure), label=label)


def _ticks(case: Material, measure: Measure, columns: Sequence[Column]) -> tuple[Cell, ...]:
    whole = case.states[measure.code].whole
    return tuple(
        Cell(mark="ticked" if option is whole else "empty", css="tick", label=column.label)
        for option, column in zip(TICKED, columns, strict=True)
    )


def _spans(keys: Iterable[Hashable]) -> tuple[int, ...]:
    """Return the length of each run of equal neighbours at its first place, 0 elsewhere: a a b gives 2 0 1."""
    spans: list[int] = []
    for _, run in groupby(keys):
        length = len(tuple(run))
        spans += [length, *([0] * (length - 1))]
    return tuple(spans)
