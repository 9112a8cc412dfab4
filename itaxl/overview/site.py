"""Pages of the overview for a website: without scripts, so each order of the agencies has pages of its own."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from itaxl.overview import data, tables
from itaxl.overview.figures import ORDERS, Order, pages
from itaxl.overview.material import Material
from itaxl.overview.posted import Posted
from itaxl.overview.view import sections
from itaxl.report.blocks.prose import Prose
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views.cells import labelled
from itaxl.report.views.document import Entry, Section
from itaxl.report.views.parts import words
from itaxl.report.views.site import FILES, Download, Fact, Link, Page
from itaxl.report.views.wording import UNKNOWN
from itaxl.report.web import html, languages
from itaxl.report.web.site import FOLDER, STYLE
from itaxl.texts import LANGS, Lang, Texts

ROWS = 200  # agencies of a page
_ACCESS = "accessibility"


def files(
    cases: Mapping[Lang, Material], downloads: Sequence[Download], target: Path
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the site by path below the folder `target` of the year."""
    for download in downloads:
        yield f"{FOLDER}/{FILES}/{download.name}", download.content
    for lang, case in cases.items():
        own = lang == case.province.lang
        folder = FOLDER if own else f"{FOLDER}/{lang}"
        for name, page in _pages(case.linking(target / folder), downloads, own=own):
            text = html.rendered(
                "site.html", case.province, doc=page, draft=False, ready=True, medium="screen"
            )
            yield f"{folder}/{name}", languages.marked(text, lang).encode()
        if own:
            yield f"{FOLDER}/{STYLE}", html.rendered(STYLE, case.province).encode()


def _pages(case: Material, downloads: Sequence[Download], *, own: bool) -> Iterator[tuple[str, Page]]:
    """Yield all pages in one language by file name."""
    root = "" if own else "../"
    say = case.say
    index = (*sections(case), _access(case))
    yield _page(case, "index", 1, root, say.lines("report_title")[:2], (), index)
    for order in ORDERS:
        parts = pages(case.overview.listed(order), ROWS)
        for number, rows in enumerate(parts, start=1):
            content = tuple(_agencies(case, order, parts, number, rows))
            heading = (say(f"site.title_{order}"), *_numbered(case, number, len(parts)))
            yield _page(case, order, number, root, heading, say.paragraphs("site.agencies_text"), content)
    files = tuple(_data(case, downloads, root))
    yield _page(case, "data", 1, root, (say("site.title_data"),), say.paragraphs("site.data_text"), files)


def _numbered(case: Material, number: int, pages: int) -> Iterator[str]:
    """Yield which page it is, where there are several."""
    if pages > 1:
        yield case.say("site.page_of", page=case.style.count(number), pages=case.style.count(pages))


def _file(kind: str, number: int = 1) -> str:
    name = f"agencies-{kind}" if kind in ORDERS else kind
    return f"{name}-{number}.html" if number > 1 else f"{name}.html"


def _page(
    case: Material,
    kind: str,
    number: int,
    root: str,
    heading: tuple[str, ...],
    lead: tuple[str, ...],
    parts: tuple[Section, ...],
) -> tuple[str, Page]:
    say, common = case.say, case.common
    other: Lang = next(lang for lang in LANGS if lang != case.lang)
    name = _file(kind, number)
    up = "../" if root else f"{other}/"
    kinds = ("index", *ORDERS, "data")
    page = Page(
        kind=kind,
        lang=case.lang,
        title=" ".join(heading),
        heading=heading,
        lead=lead,
        contents_title=common("site.contents"),
        contents=tuple(Entry(part.title, part.id, part.level) for part in parts) if kind == "index" else (),
        sections=parts,
        nav_label=common("site.nav"),
        nav=tuple(Link(say(f"site.nav_{item}"), _file(item), item == kind) for item in kinds),
        other=Link(Texts("document", other)("site.language"), f"{up}{name}", lang=other),
        owner=Link(case.style.text(case.province.name), ""),
        closing=say.paragraphs("site.closing"),
        facts=(Fact(common("site.access"), (Link(common("site.access_title"), f"index.html#{_ACCESS}"),)),),
        description=say("site.description"),
        root=root,
        words=words(common, say("head")),
    )
    return name, page


def _access(case: Material) -> Section:
    text = case.common.paragraphs("site.access_text")
    return Section(_ACCESS, case.common("site.access_title"), (Prose(text),))


def _agencies(
    case: Material, order: Order, parts: Sequence[Sequence[Posted]], number: int, rows: Sequence[Posted]
) -> Iterator[Section]:
    """Yield one page of the agencies in an order, and where the others are."""
    say = case.say
    table = tables.agencies(case, "agencies-table", rows, say("table.agencies"), reasons=order == "need")
    yield Section("agencies", say("section.agencies"), (table,))
    if len(parts) > 1:
        yield Section("pages", case.say("section.pages"), (_overview(case, order, parts, number),))


def _overview(case: Material, order: Order, parts: Sequence[Sequence[Posted]], current: int) -> Table:
    """Return the table of the pages of an order, and from where to where each goes: names, totals or districts."""
    columns = tuple(
        Column(case.say(f"word.{key}"), width) for key, width in (("page", 20), ("first", 40), ("last", 40))
    )
    rows = []
    for number, part in enumerate(parts, start=1):
        link = "" if number == current else _file(order, number)
        head = Cell((case.style.count(number),), link=link, head="row")
        ends = [Cell((_place(case, order, row),)) for row in (part[0], part[-1])]
        rows.append(labelled((head, *ends), columns))
    return Table("pages-table", case.say("table.pages"), columns, (tuple(rows),), css="figures running")


def _place(case: Material, order: Order, row: Posted) -> str:
    """Return what decides where an agency stands in an order."""
    if order == "name":
        return case.style.text(row.name)
    if order == "district":
        return case.style.text(row.district) or UNKNOWN
    return case.style.score(row.total)


def _data(case: Material, downloads: Sequence[Download], root: str) -> Iterator[Section]:
    """Yield the files, and what the columns of the table of agencies mean."""
    say, common = case.say, case.common
    columns = (Column(common("site.file"), 56), Column(common("site.size"), 44, "number"))
    rows = []
    for download in downloads:
        size = case.style.count(download.kilobytes)
        file = Cell((download.name,), link=f"{root}{FILES}/{download.name}", head="row", css="code")
        rows.append(Row((file, Cell((common("site.kilobytes", size=size),), css="number"))))
    files_table = Table("files", common("site.files"), columns, (tuple(rows),), css="figures running")
    yield Section("downloads", common("site.downloads"), (files_table,))
    heads = (Column(common("site.column"), 28), Column(common("site.meaning"), 72))
    meanings = tuple(
        Row((Cell((name,), head="row", css="code"), Cell((_meaning(case, name),)))) for name in data.COLUMNS
    )
    table = Table("columns", say("table.columns"), heads, (meanings,), css="figures running")
    yield Section("columns-section", "agencies.csv, agencies.parquet", (table,))


def _meaning(case: Material, column: str) -> str:
    no = column.removeprefix("i")
    return case.say("column.indicator", no=no) if no.isdecimal() else case.say(f"column.{column}")
