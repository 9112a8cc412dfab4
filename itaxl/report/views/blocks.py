"""What the templates draw: plain, finished text in a few kinds of block. A template neither counts nor formats."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from itaxl.texts import Lang

Mark = Literal["", "ticked", "empty"]
SHORT = 14  # rows of a table of figures that fit on a page together


@dataclass(frozen=True)
class Prose:
    """Running text; `css`: `lead`, `quiet`, or blank."""

    kind: ClassVar[str] = "prose"
    paragraphs: tuple[str, ...]
    css: str = ""


@dataclass(frozen=True)
class Items:
    """A list; each item carries its own number or sign where it needs one."""

    kind: ClassVar[str] = "items"
    items: tuple[str, ...]
    css: str = ""


@dataclass(frozen=True)
class FillIn:
    """Dotted lines for a pen; `label` says what belongs there."""

    kind: ClassVar[str] = "fill-in"
    label: str = ""
    rows: int = 2


@dataclass(frozen=True)
class Heading:
    """A heading inside a section, below the section's own."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 3


@dataclass(frozen=True)
class Column:
    """`width` in percent of the table; neighbours with the same `group` stand under one head."""

    label: str
    width: float
    css: str = ""
    group: str = ""


@dataclass(frozen=True)
class Cell:
    """Paragraphs, smaller notes below, a tick box before. `label`: its column's head, for small screens."""

    paragraphs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    mark: Mark = ""
    link: str = ""
    css: str = ""
    label: str = ""
    rows: int = 1
    columns: int = 1
    head: Literal["", "row", "rowgroup"] = ""

    @property
    def classes(self) -> str:
        """`css`, and `blank` where nothing stands in the cell."""
        return self.css if self.paragraphs or self.mark else f"{self.css} blank".strip()


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    css: str = ""


@dataclass(frozen=True)
class Head:
    """One cell of a table's head: `span` columns wide, `deep` rows deep."""

    label: str
    span: int
    deep: int
    css: str = ""


@dataclass(frozen=True)
class Part:
    """A piece of a bar, `width` as CSS percent of the whole bar; `css` says what it stands for."""

    css: str
    width: str


@dataclass(frozen=True)
class Bars:
    """A column of bars that shows what the figures beside it say; a bar for each row, none where it is empty.

    It stands before the column number `place` and takes `width`, on the scale of the columns. `legend`: of its parts.
    """

    label: str
    width: float
    bars: tuple[tuple[Part, ...], ...]
    legend: tuple[tuple[str, str], ...]
    place: int = 1


@dataclass(frozen=True)
class Table:
    """`bodies` are groups of rows; `css`: `figures`, or `stacked`: text whose cells become cards on a phone.

    `pictured`: bars that may be drawn beside the figures; nothing is said by them that no cell says. `legend`: what
    the kinds of cells mean, by their css.
    """

    kind: ClassVar[str] = "table"
    id: str
    caption: str
    columns: tuple[Column, ...]
    bodies: tuple[tuple[Row, ...], ...]
    note: str = ""
    css: str = "figures"
    pictured: Bars | None = None
    legend: tuple[tuple[str, str], ...] = ()

    @property
    def short(self) -> bool:
        """Whether it is to stay on one page."""
        kinds = self.css.split()
        return "figures" in kinds and "running" not in kinds and sum(map(len, self.bodies)) <= SHORT

    @property
    def heads(self) -> tuple[tuple[Head, ...], ...]:
        """The rows of the head: two where some columns are grouped."""
        grouped = any(column.group for column in self.columns)
        top: list[Head] = []
        for column in self.columns:
            if column.group and top and top[-1].label == column.group and top[-1].deep == 1:
                top[-1] = Head(column.group, top[-1].span + 1, 1, "group")
            else:
                deep = 2 if grouped and not column.group else 1
                top.append(
                    Head(column.group or column.label, 1, deep, "group" if column.group else column.css)
                )
        below = tuple(Head(column.label, 1, 1, column.css) for column in self.columns if column.group)
        return (tuple(top), below) if grouped else (tuple(top),)


@dataclass(frozen=True)
class Bar:
    """`width` as CSS percent; blank: no score. `css`: `passed`, `under` or `weakest`.

    `before` is the CSS percent of the year before, `before_value` its figure; blank where it is not known.
    """

    number: str
    label: str
    value: str
    width: str
    css: str
    remark: str = ""
    before: str = ""
    before_value: str = ""


@dataclass(frozen=True)
class Spoke:
    """A spoke of a radar; `css` as of a bar."""

    number: str
    label: str
    value: str
    css: str


@dataclass(frozen=True)
class Radar:
    """Scores on spokes, as shapes of an SVG of the size `box`; labels stand beside it, text never inside.

    `says` names every score. `rings` are radii with the figure that each stands for, which `scale` sums up; `spokes`,
    `leaders`, `mark`, `now`, `before` are points of lines; `dots` have x, y and css. `left` and `right` are the labels
    from top to bottom, each `row` high, where a line of `leaders` ends.
    """

    id: str
    caption: str
    says: str
    box: str
    rings: tuple[tuple[str, str], ...]
    spokes: tuple[str, ...]
    leaders: tuple[str, ...]
    mark: str
    now: str
    dots: tuple[tuple[str, str, str], ...]
    before: str
    left: tuple[Spoke, ...]
    right: tuple[Spoke, ...]
    row: str
    legend: tuple[tuple[str, str], ...]
    scale: str


@dataclass(frozen=True)
class Chart:
    """Bars against one mark at `mark` (CSS percent); `heads` name the three columns for those who do not see it.

    `before`: the head of the figures of the year before, blank where none is known. `radar`: the same figures again.
    """

    kind: ClassVar[str] = "chart"
    id: str
    caption: str
    heads: tuple[str, str, str]
    bars: tuple[Bar, ...]
    mark: str
    mark_label: str
    legend: tuple[tuple[str, str], ...]
    before: str = ""
    radar: Radar | None = None


@dataclass(frozen=True)
class Figure:
    """One figure that stands out."""

    label: str
    value: str
    remark: str = ""


@dataclass(frozen=True)
class Figures:
    kind: ClassVar[str] = "figures"
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Line:
    """One figure over the years: `strokes` are points of lines, broken where a year is missing; `dots` have x and y.

    `says` names every figure; `figures` are those of all years.
    """

    label: str
    says: str
    strokes: tuple[str, ...]
    dots: tuple[tuple[str, ...], ...]
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Lines:
    """Small pictures of one size side by side, each with a mark at the height `mark` of its `box`.

    They show nothing that a table before them does not say; `css`: `few`, `more` or `many` years.
    """

    kind: ClassVar[str] = "lines"
    id: str
    caption: str
    box: str
    mark: str
    lines: tuple[Line, ...]
    years: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    css: str


Block = Prose | Items | FillIn | Heading | Table | Chart | Figures | Lines


@dataclass(frozen=True)
class Section:
    """A part with an anchor, `level` 2 or 3; `wide` parts stand on landscape pages, `fresh` ones begin a page."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    level: int = 2
    wide: bool = False
    fresh: bool = False


@dataclass(frozen=True)
class Field:
    """A line at the head of a memo; a blank value is a dotted line."""

    label: str
    value: str
    css: str = ""


@dataclass(frozen=True)
class Choice:
    """An empty tick box; `line`: a dotted line follows for the reason."""

    label: str
    line: bool


@dataclass(frozen=True)
class Signing:
    """One signatory's block; blank name or position: a dotted line."""

    lead: tuple[str, ...]
    choices: tuple[Choice, ...]
    name: str
    position: str

    @property
    def author(self) -> bool:
        """Whether it is no opinion, but signs what stands above."""
        return not (self.lead or self.choices)


@dataclass(frozen=True)
class Memo:
    heading: str
    fields: tuple[tuple[Field, ...], ...]
    salutation: tuple[str, str]  # label and addressee
    parts: tuple[Section, ...]
    closing: str
    signings: tuple[Signing, ...]

    @property
    def authors(self) -> tuple[Signing, ...]:
        """Those who sign right below the closing."""
        return tuple(each for each in self.signings if each.author)

    @property
    def rows(self) -> tuple[tuple[Signing, ...], ...]:
        """Signings as they stand on paper: in pairs; of an odd number an author stands alone, else the last."""
        alone = 1 if self.authors and len(self.signings) % 2 else 0
        firsts = range(alone, len(self.signings), 2)
        pairs = tuple(self.signings[first : first + 2] for first in firsts)
        return (self.signings[:1], *pairs) if alone else pairs


@dataclass(frozen=True)
class Cover:
    title: tuple[str, ...]
    agency: tuple[str, ...]
    remark: str = ""


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents; `front`: its page has a letter, not a number."""

    label: str
    anchor: str
    level: int
    front: bool = False


@dataclass(frozen=True)
class Contents:
    title: str
    page: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Words:
    """Small words around the text."""

    running_head: str
    page: str
    page_of: str
    skip: str
    draft: str
    draft_remark: str
    empty_line: str


@dataclass(frozen=True)
class Group:
    """Neighbouring sections on pages of one kind; `css`: `start`, `start wide`, `main` or `wide`."""

    css: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class View:
    """A whole document; a part that is None is left out."""

    kind: Literal["analysis", "followup"]
    lang: Lang
    thai_digits: bool
    title: str
    report_title: tuple[str, ...]
    agency: str
    words: Words
    memo: Memo | None
    cover: Cover | None
    preface: Section | None
    contents: Contents | None
    sections: tuple[Section, ...]
    signed: tuple[str, ...] = field(default=())

    @property
    def groups(self) -> tuple[Group, ...]:
        """The sections by kind of page; page numbers begin at the first."""
        found: list[list[Section]] = []
        for section in self.sections:
            if found and found[-1][-1].wide == section.wide:
                found[-1].append(section)
            else:
                found.append([section])
        return tuple(
            Group(_page(number == 0, each[0].wide), tuple(each)) for number, each in enumerate(found)
        )


def _page(first: bool, wide: bool) -> str:
    return f"start{'-wide' if wide else ''}" if first else ("wide" if wide else "main")
