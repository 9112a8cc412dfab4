"""View models of the agency's public pages about a year: start page, both reports, meaning of the open data."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from itaxl import texts
from itaxl.agency import addresses
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.items import Items
from itaxl.report.blocks.prose import Prose
from itaxl.report.blocks.table import Cell, Column, Row, Table
from itaxl.report.views import insight, progress, score
from itaxl.report.views.addresses import ADDRESS
from itaxl.report.views.analysis import headline
from itaxl.report.views.document import Entry, Section, View, Words
from itaxl.report.views.finding import weakest_sentences
from itaxl.report.views.headline import details_key
from itaxl.report.views.material import Material
from itaxl.report.views.parts import words
from itaxl.report.views.year import years_blocks
from itaxl.texts import Lang, Texts

ACCESS = "accessibility"  # anchor on the start page
FILES = "files"  # folder of the files to download
REPORTS = ("analysis", "followup-6", "followup")  # order of their pages; the middle one as it was issued
KILOBYTE = 1000


@dataclass(frozen=True)
class Download:
    """File to download; `description` is the key of the text on a file of open data, blank for any other file."""

    name: str
    content: bytes
    description: str = ""

    @property
    def stem(self) -> str:
        return self.name.rpartition(".")[0]

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2]


@dataclass(frozen=True)
class IssuedReport:
    """Report that is posted as it was issued. `page`: its page; `changed`: the current figures are others.

    `lang`: the language of the page, blank if that is not known.
    """

    kind: str
    date: date | None
    number: str
    changed: bool
    page: bytes
    lang: str = ""


@dataclass(frozen=True)
class Link:
    """Link; `current` if it leads to its own page, `lang` blank if in the language of the page."""

    label: str
    href: str
    current: bool = False
    lang: str = ""


@dataclass(frozen=True)
class Fact:
    """Line at the foot of each page: a label, and parts that may be links."""

    label: str
    parts: tuple[Link, ...]


@dataclass(frozen=True)
class Page:
    """Page of the site.

    `root` is the relative path to the site's folder; `contents` lists the sections, empty on the start page. `other` is
    the same page in the other language; `owner` is the agency, as a link if its website is known.
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
    facts: tuple[Fact, ...]
    description: str
    root: str
    words: Words


def page_kinds(reports: Iterable[str], issued: Iterable[IssuedReport] = ()) -> tuple[str, ...]:
    """Return the kinds of page in their order: start page, reports, open data."""
    kinds = {*reports, *(report.kind for report in issued)}
    return ("index", *sorted(kinds, key=REPORTS.index), "data")


def page_file(kind: str) -> str:
    """Return the file name of a page."""
    return f"{kind}.html"


def page(
    kind: str,
    case: Material,
    reports: Mapping[str, View],
    downloads: Sequence[Download],
    drafts: Collection[str] = (),
    issued: Sequence[IssuedReport] = (),
    *,
    own_language: bool,
) -> Page:
    """Return a page in the language of `case`.

    `reports` are the documents that have a page, by name; `drafts` the names of those that are drafts; `issued` those
    that have a page of their own, in the agency's language alone. If `own_language`, the language is the agency's own,
    whose pages stand in the site's folder itself; pages of the other language stand in a folder named after it.
    """
    say, website, root = case.say, case.agency.website, "" if own_language else "../"
    heading, lead, sections = _body(kind, case, reports, downloads, issued, root)
    other_lang: Lang = "en" if case.lang == "th" else "th"
    up = f"{root}{other_lang}/" if own_language else root
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
        nav=_nav(kind, case, reports, issued, root),
        other=Link(Texts("document", other_lang)("site.language"), f"{up}{page_file(kind)}", lang=other_lang),
        owner=Link(say("cover.agency"), website if ADDRESS.fullmatch(website) else ""),
        closing=say.paragraphs("site.closing"),
        facts=tuple(_facts(case, _day(kind, reports, issued))),
        description=say(f"site.description_{kind}"),
        root=root,
        words=_words(case, reports, drafts),
    )


def _day(kind: str, reports: Mapping[str, View], issued: Iterable[IssuedReport]) -> date | None:
    """Return the date of a report's page, which is the report's; of a page about all, that of the newest report."""
    if kind in reports:
        return reports[kind].day
    days = (*(report.day for report in reports.values()), *(report.date for report in issued))
    return max(filter(None, days), default=None)


def _facts(case: Material, day: date | None) -> Iterator[Fact]:
    """Yield date, contact, licence of the data and accessibility statement, without what the agency does not name."""
    say, agency = case.say, case.agency
    if day:
        yield Fact(say("site.updated"), (Link(case.style.date(day), ""),))
    contact = _contact(case)
    if contact:
        yield Fact(say("site.contact"), contact)
    if agency.public.licence:
        yield Fact(
            say("site.licence"), (Link(case.style.text(agency.public.licence), agency.public.licence_url),)
        )
    yield Fact(say("site.access"), (Link(say("site.access_title"), f"{page_file('index')}#{ACCESS}"),))


def _contact(case: Material) -> tuple[Link, ...]:
    agency = case.agency
    mail = addresses.parsed(agency.email)
    website = agency.website if ADDRESS.fullmatch(agency.website) else ""
    parts = (
        Link(agency.email, f"mailto:{mail}" if mail else ""),
        Link(case.style.text(agency.public.contact), ""),
        Link(website, website),
    )
    return tuple(part for part in parts if part.label)


def _nav(
    kind: str, case: Material, reports: Iterable[str], issued: Sequence[IssuedReport], root: str
) -> tuple[Link, ...]:
    """Return the links to all pages; those that were issued stand in the site's folder alone."""
    langs = {report.kind: "" if report.lang == case.lang else report.lang for report in issued}
    return tuple(
        Link(case.say(f"site.nav_{target}"), f"{root}{page_file(target)}", lang=langs[target])
        if target in langs
        else Link(case.say(f"site.nav_{target}"), page_file(target), target == kind)
        for target in page_kinds(reports, issued)
    )


def _words(case: Material, reports: Iterable[str], drafts: Collection[str]) -> Words:
    """Return the short texts of a page; where only some reports are drafts, its remark names them."""
    page_words = words(case.say, case.say("page.head"))
    if not drafts or set(drafts) >= set(reports):
        return page_words
    names = ", ".join(case.say(f"site.nav_{name}") for name in drafts)
    return replace(page_words, draft_remark=case.say("draft.remark_some", documents=names))


def _body(
    kind: str,
    case: Material,
    reports: Mapping[str, View],
    downloads: Sequence[Download],
    issued: Sequence[IssuedReport],
    root: str,
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Section, ...]]:
    """Return heading, lead and sections; only the files have a report's memo, cover and preface.

    What a follow-up says in short stands on its first page alone.
    """
    say = case.say
    if kind == "index":
        return (say("site.title_index"),), (), tuple(_index(case, downloads, issued, root))
    if kind == "data":
        data = tuple(_dictionary(case, downloads, root))
        licence = case.style.text(case.agency.public.licence)
        key = "site.licence_named" if licence else "site.licence_unnamed"
        lead = (*say.paragraphs("site.data_text", encoding="UTF-8"), say(key, licence=licence))
        return (say("site.title_data"),), lead, data
    report = reports[kind]
    first = (report.first,) if kind == "followup" and report.first else ()
    return report.report_title, (say(f"site.period_{kind}"),), (*first, *report.sections)


def _index(
    case: Material, downloads: Sequence[Download], issued: Sequence[IssuedReport], root: str
) -> Iterator[Section]:
    say = case.say
    yield Section("results", say("site.results"), tuple(_results(case)))
    insights = tuple(insight.blocks(case))
    if insights:
        yield Section("insights", say("insights.title"), insights)
    yield Section("followup", say("site.followup"), tuple(_followup(case)))
    years = years_blocks(case)
    if years:
        yield Section("years", say("years.title"), years)
    yield Section(
        "downloads", say("site.downloads"), (*_issued(case, issued), _downloads(case, downloads, root))
    )
    contact = say.paragraphs("site.access_contact") if _contact(case) else ()
    yield Section(ACCESS, say("site.access_title"), (Prose((*say.paragraphs("site.access_text"), *contact)),))


def _issued(case: Material, issued: Sequence[IssuedReport]) -> Iterator[Block]:
    """Say which reports are as they were issued, when and under which number, and which figures are newer."""
    say, style = case.say, case.style
    if not issued:
        return
    sentences = []
    for report in issued:
        places = {"report": say(f"site.file_{report.kind}"), "number": style.text(report.number)}
        day = style.date(report.date) if report.date else ""
        sentences.append(say(f"site.issued{'' if report.number else '_unnumbered'}", date=day, **places))
    yield Items(tuple(sentences))
    changed = [say(f"site.file_{report.kind}") for report in issued if report.changed]
    if changed:
        yield Prose((say("site.issued_changed", reports=", ".join(changed)),), "quiet")


def _results(case: Material) -> Iterator[Block]:
    assessment, say = case.assessment, case.say
    yield from headline(case)
    if any(indicator.score is not None for indicator in assessment.indicators):
        yield score.chart(case)
    details = tuple(
        line
        for dimension in assessment.dimensions
        for line in weakest_sentences(case, dimension.code, "results")
    )
    yield Prose((*say.paragraphs(details_key(case, "results.details")), *details))


def _followup(case: Material) -> Iterator[Block]:
    assessment, say = case.assessment, case.say
    if not assessment.measures:
        yield Prose(say.paragraphs("followup.summary.no_measures"))
        return
    if not assessment.followup_round:
        yield Prose(say.paragraphs("site.followup_none"))
        return
    yield Prose(say.paragraphs("followup.summary.text"))
    yield progress.dimension_counts(case)


def _downloads(case: Material, downloads: Sequence[Download], root: str) -> Table:
    """Return the table of files to download, with their kinds and sizes."""
    say = case.say
    columns = (
        Column(say("site.file"), 56),
        Column(say("site.format"), 26),
        Column(say("site.size"), 18, "number"),
    )
    rows = []
    for download in downloads:
        form = say(f"site.format_{download.ending}")
        file = Cell(
            (say("site.file_named", file=say(f"site.file_{download.stem}"), format=form),),
            link=f"{root}{FILES}/{download.name}",
            head="row",
            label=columns[0].label,
        )
        size = case.style.count(max(1, round(len(download.content) / KILOBYTE)))
        cells = (form, say("site.kilobytes", size=size))
        rows.append(Row((file, *_labelled(cells, columns[1:]))))
    return Table(
        "files", say("site.files"), columns, (tuple(rows),), say("site.files_note"), "figures running"
    )


def _labelled(cells: Sequence[str], columns: Sequence[Column]) -> tuple[Cell, ...]:
    pairs = zip(cells, columns, strict=True)
    return tuple(Cell((text,), css=column.css, label=column.label) for text, column in pairs)


def _dictionary(case: Material, downloads: Sequence[Download], root: str) -> Iterator[Section]:
    """Yield the list of the open data files, then a section for each that explains its columns."""
    say = case.say
    data = [download for download in downloads if download.description]
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
        yield Section(file.stem, file.name, (Prose(say.paragraphs(file.description)), table))


def _meanings(stem: str, lang: Lang) -> Iterator[tuple[str, str]]:
    for key, text in texts.catalogue("columns").items():
        if key.startswith(f"{stem}."):
            yield key.removeprefix(f"{stem}."), text[lang].replace("`", "")
