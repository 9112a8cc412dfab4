"""The agency's public pages about a year as plain data: start page, both reports, what the open data mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from itaxl import texts
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.prose import Prose
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views import insight, picture, progress, score
from itaxl.report.views.analysis import analysis_view, headline
from itaxl.report.views.document import Entry, Section, View, Words
from itaxl.report.views.finding import findings
from itaxl.report.views.followup import followup_view
from itaxl.report.views.material import Material
from itaxl.report.views.parts import words
from itaxl.report.views.progress import ADDRESS
from itaxl.report.views.year import years_blocks
from itaxl.texts import Lang, Texts

Kind = Literal["index", "analysis", "followup", "data"]
KINDS: tuple[Kind, ...] = ("index", "analysis", "followup", "data")
FILES = "files"  # folder of what can be downloaded
TEXTS = {
    "scores.csv": "site.scores_text",
    "measures.csv": "site.measures_text",
    "data.json": "site.data_file_text",
}
DATA_FILES = tuple(TEXTS)
KILOBYTE = 1000


@dataclass(frozen=True)
class Link:
    """`lang` blank: the language of the page; `current`: of the page itself."""

    label: str
    href: str
    current: bool = False
    lang: str = ""


@dataclass(frozen=True)
class Page:
    """One page. `root` is the way up to the folder of the site; `contents`: its sections, blank where they are few.

    `other`: the same page in the other language; `owner`: whose page it is, as far as the website is known a link.
    """

    kind: Kind
    lang: Lang
    title: str
    heading: tuple[str, ...]
    lead: tuple[str, ...]
    contents_title: str
    contents: tuple[Entry, ...]
    sections: tuple[Section, ...]
    nav_label: str
    nav: tuple[Link, ...]
    other: Link
    owner: Link
    closing: tuple[str, ...]
    root: str
    words: Words


def href(kind: Kind) -> str:
    """The file of a page."""
    return f"{kind}.html"


def page(kind: Kind, case: Material, sizes: Mapping[str, int], *, first: bool) -> Page:
    """One page in the language of `case`.

    `sizes`: bytes of the files that can be downloaded, by name; `first`: whether its language is the agency's own,
    whose pages stand in the folder of the site itself, those of the other language in a folder of its name.
    """
    say, website, root = case.say, case.agency.website, "" if first else "../"
    heading, lead, sections = _body(kind, case, sizes, root)
    other: Lang = "en" if case.lang == "th" else "th"
    up = f"{root}{other}/" if first else root
    return Page(
        kind=kind,
        lang=case.lang,
        title=say(f"site.title_{kind}"),
        heading=heading,
        lead=lead,
        contents_title=say("site.contents"),
        contents=tuple(Entry(each.title, each.id, each.level) for each in sections)
        if kind != "index"
        else (),
        sections=sections,
        nav_label=say("site.nav"),
        nav=tuple(Link(say(f"site.nav_{each}"), href(each), each == kind) for each in KINDS),
        other=Link(Texts("document", other)("site.language"), f"{up}{href(kind)}", lang=other),
        owner=Link(say("cover.agency"), website if ADDRESS.fullmatch(website) else ""),
        closing=say.paragraphs("site.closing"),
        root=root,
        words=words(case, "page.head"),
    )


def _body(
    kind: Kind, case: Material, sizes: Mapping[str, int], root: str
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Section, ...]]:
    """Heading, lead and sections. The reports leave memo, cover and preface to the files."""
    say = case.say
    if kind == "index":
        return (say("site.title_index"),), (), tuple(_index(case, sizes, root))
    if kind == "data":
        data = tuple(_dictionary(case, sizes, root))
        return (say("site.title_data"),), say.paragraphs("site.data_text", encoding="UTF-8"), data
    view: View = analysis_view(case) if kind == "analysis" else followup_view(case)
    return view.report_title, (say(f"site.period_{kind}"),), view.sections


def _index(case: Material, sizes: Mapping[str, int], root: str) -> Iterator[Section]:
    say = case.say
    yield Section("results", say("site.results"), tuple(_results(case)))
    said = tuple(insight.blocks(case))
    if said:
        yield Section("insights", say("insights.title"), said)
    yield Section("followup", say("site.followup"), tuple(_followup(case)))
    years = years_blocks(case)
    if years:
        yield Section("years", say("years.title"), years)
    yield Section("downloads", say("site.downloads"), (_downloads(case, sizes, root),))


def _results(case: Material) -> Iterator[Block]:
    here, say = case.assessment, case.say
    yield from headline(case)
    if any(each.score is not None for each in here.indicators):
        yield score.chart(case)
    details = tuple(line for each in here.dimensions for line in findings(case, each.code, "results"))
    yield Prose((*say.paragraphs("results.details"), *details))
    lost = picture.lost_table(case)
    if lost:
        yield lost


def _followup(case: Material) -> Iterator[Block]:
    here, say = case.assessment, case.say
    if not here.measures:
        yield Prose(say.paragraphs("followup.summary.no_measures"))
        return
    yield Prose(say.paragraphs(f"followup.summary.{'text' if here.followup_round else 'unreported'}"))
    yield progress.dimension_counts(case)


def _downloads(case: Material, sizes: Mapping[str, int], root: str) -> Table:
    """Every file of the site, with its kind and size."""
    say = case.say
    columns = (
        Column(say("site.file"), 56),
        Column(say("site.format"), 26),
        Column(say("site.size"), 18, "number"),
    )
    rows = []
    for name, size in sizes.items():
        stem, _, kind = name.rpartition(".")
        file = Cell(
            (say(f"site.file_{stem}"),), link=f"{root}{FILES}/{name}", head="row", label=columns[0].label
        )
        shown = case.style.count(max(1, round(size / KILOBYTE)))
        cells = (say(f"site.format_{kind}"), say("site.kilobytes", size=shown))
        rows.append(Row((file, *_labelled(cells, columns[1:]))))
    return Table(
        "files", say("site.files"), columns, (tuple(rows),), say("site.files_note"), "figures running"
    )


def _labelled(cells: Sequence[str], columns: Sequence[Column]) -> tuple[Cell, ...]:
    pairs = zip(cells, columns, strict=True)
    return tuple(Cell((text,), css=column.css, label=column.label) for text, column in pairs)


def _dictionary(case: Material, sizes: Mapping[str, int], root: str) -> Iterator[Section]:
    """The files of open data, and a section for each with what its columns mean."""
    say = case.say
    data = {name: size for name, size in sizes.items() if name in DATA_FILES}
    yield Section("downloads", say("site.downloads"), (_downloads(case, data, root),))
    for name in DATA_FILES:
        stem = name.partition(".")[0]
        kind = "key" if name.endswith("json") else "column"
        columns = (Column(say(f"site.{kind}"), 28), Column(say("site.meaning"), 72))
        rows = tuple(
            Row(
                (
                    Cell((key,), head="row", css="code", label=columns[0].label),
                    *_labelled((text,), columns[1:]),
                )
            )
            for key, text in _meanings(stem, case.lang)
        )
        table = Table(
            f"{stem}-columns", say("site.columns", file=name), columns, (rows,), css="figures running"
        )
        yield Section(stem, name, (Prose(say.paragraphs(TEXTS[name])), table))


def _meanings(stem: str, lang: Lang) -> Iterator[tuple[str, str]]:
    for path, text in texts.catalogue("columns").items():
        if path.startswith(f"{stem}."):
            yield path.removeprefix(f"{stem}."), text[lang].replace("`", "")
