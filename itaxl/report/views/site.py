"""The agency's public pages about a year as plain data: start page, both reports, what the open data mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from itaxl import texts
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.prose import Prose
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views import insight, picture, progress, score
from itaxl.report.views.analysis import headline
from itaxl.report.views.document import Entry, Section, View, Words
from itaxl.report.views.finding import findings
from itaxl.report.views.material import Material
from itaxl.report.views.parts import words
from itaxl.report.views.progress import ADDRESS
from itaxl.report.views.year import years_blocks
from itaxl.texts import Lang, Texts

FILES = "files"  # folder of what can be downloaded
KILOBYTE = 1000


@dataclass(frozen=True)
class Download:
    """A file to download. `about`: key of the text on a file of open data, whose columns are explained; else blank."""

    name: str
    content: bytes
    about: str = ""

    @property
    def stem(self) -> str:
        return self.name.rpartition(".")[0]

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2]


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

    kind: str
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


def kinds(reports: Iterable[str]) -> tuple[str, ...]:
    """Return the pages in their order: start page, reports, open data."""
    return ("index", *reports, "data")


def href(kind: str) -> str:
    """Return the file of a page."""
    return f"{kind}.html"


def page(
    kind: str, case: Material, reports: Mapping[str, View], downloads: Sequence[Download], *, first: bool
) -> Page:
    """Return one page in the language of `case`.

    `reports`: the documents that have a page, by name; `first`: whether its language is the agency's own, whose pages
    stand in the folder of the site itself, those of the other language in a folder of its name.
    """
    say, website, root = case.say, case.agency.website, "" if first else "../"
    heading, lead, sections = _body(kind, case, reports, downloads, root)
    other: Lang = "en" if case.lang == "th" else "th"
    up = f"{root}{other}/" if first else root
    return Page(
        kind=kind,
        lang=case.lang,
        title=say(f"site.title_{kind}"),
        heading=heading,
        lead=lead,
        contents_title=say("site.contents"),
        contents=tuple(Entry(section.title, section.id, section.level) for section in sections)
        if kind != "index"
        else (),
        sections=sections,
        nav_label=say("site.nav"),
        nav=tuple(Link(say(f"site.nav_{other}"), href(other), other == kind) for other in kinds(reports)),
        other=Link(Texts("document", other)("site.language"), f"{up}{href(kind)}", lang=other),
        owner=Link(say("cover.agency"), website if ADDRESS.fullmatch(website) else ""),
        closing=say.paragraphs("site.closing"),
        root=root,
        words=words(case, "page.head"),
    )


def _body(
    kind: str, case: Material, reports: Mapping[str, View], downloads: Sequence[Download], root: str
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Section, ...]]:
    """Return heading, lead and sections. The reports leave memo, cover and preface to the files."""
    say = case.say
    if kind == "index":
        return (say("site.title_index"),), (), tuple(_index(case, downloads, root))
    if kind == "data":
        data = tuple(_dictionary(case, downloads, root))
        return (say("site.title_data"),), say.paragraphs("site.data_text", encoding="UTF-8"), data
    report = reports[kind]
    return report.report_title, (say(f"site.period_{kind}"),), report.sections


def _index(case: Material, downloads: Sequence[Download], root: str) -> Iterator[Section]:
    say = case.say
    yield Section("results", say("site.results"), tuple(_results(case)))
    said = tuple(insight.blocks(case))
    if said:
        yield Section("insights", say("insights.title"), said)
    yield Section("followup", say("site.followup"), tuple(_followup(case)))
    years = years_blocks(case)
    if years:
        yield Section("years", say("years.title"), years)
    yield Section("downloads", say("site.downloads"), (_downloads(case, downloads, root),))


def _results(case: Material) -> Iterator[Block]:
    here, say = case.assessment, case.say
    yield from headline(case)
    if any(indicator.score is not None for indicator in here.indicators):
        yield score.chart(case)
    details = tuple(
        line for dimension in here.dimensions for line in findings(case, dimension.code, "results")
    )
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


def _downloads(case: Material, downloads: Sequence[Download], root: str) -> Table:
    """List the files to download, with their kinds and sizes."""
    say = case.say
    columns = (
        Column(say("site.file"), 56),
        Column(say("site.format"), 26),
        Column(say("site.size"), 18, "number"),
    )
    rows = []
    for download in downloads:
        file = Cell(
            (say(f"site.file_{download.stem}"),),
            link=f"{root}{FILES}/{download.name}",
            head="row",
            label=columns[0].label,
        )
        size = case.style.count(max(1, round(len(download.content) / KILOBYTE)))
        cells = (say(f"site.format_{download.ending}"), say("site.kilobytes", size=size))
        rows.append(Row((file, *_labelled(cells, columns[1:]))))
    return Table(
        "files", say("site.files"), columns, (tuple(rows),), say("site.files_note"), "figures running"
    )


def _labelled(cells: Sequence[str], columns: Sequence[Column]) -> tuple[Cell, ...]:
    pairs = zip(cells, columns, strict=True)
    return tuple(Cell((text,), css=column.css, label=column.label) for text, column in pairs)


def _dictionary(case: Material, downloads: Sequence[Download], root: str) -> Iterator[Section]:
    """List the files of open data, then explain the columns of each in a section."""
    say = case.say
    data = [download for download in downloads if download.about]
    yield Section("downloads", say("site.downloads"), (_downloads(case, data, root),))
    for file in data:
        kind = "key" if file.ending == "json" else "column"
        columns = (Column(say(f"site.{kind}"), 28), Column(say("site.meaning"), 72))
        rows = tuple(
            Row(
                (
                    Cell((key,), head="row", css="code", label=columns[0].label),
                    *_labelled((text,), columns[1:]),
                )
            )
            for key, text in _meanings(file.stem, case.lang)
        )
        table = Table(
            f"{file.stem}-columns",
            say("site.columns", file=file.name),
            columns,
            (rows,),
            css="figures running",
        )
        yield Section(file.stem, file.name, (Prose(say.paragraphs(file.about)), table))


def _meanings(stem: str, lang: Lang) -> Iterator[tuple[str, str]]:
    for path, text in texts.catalogue("columns").items():
        if path.startswith(f"{stem}."):
            yield path.removeprefix(f"{stem}."), text[lang].replace("`", "")
