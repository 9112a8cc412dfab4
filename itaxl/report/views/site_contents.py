"""Contents of the pages that only the site has: results in short, files to download, meaning of the open data."""

from collections.abc import Iterator, Sequence

from itaxl import texts
from itaxl.agency import addresses
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.items import Items
from itaxl.report.blocks.prose import Prose
from itaxl.report.blocks.table import Cell, Column, Table
from itaxl.report.views import insight, score
from itaxl.report.views.addresses import ADDRESS
from itaxl.report.views.analysis import headline
from itaxl.report.views.cells import labelled, number_cell
from itaxl.report.views.document import Section
from itaxl.report.views.finding import weakest_sentences
from itaxl.report.views.headline import details_key
from itaxl.report.views.material import Material
from itaxl.report.views.progress_counts import dimension_counts
from itaxl.report.views.site import ACCESS, FILES, Download, IssuedReport, Link
from itaxl.report.views.year import years_blocks
from itaxl.texts import Lang


def contact(case: Material) -> tuple[Link, ...]:
    """Return how to reach the agency: mail, words of its own and website, as far as they are named."""
    agency = case.agency
    mail = addresses.parsed(agency.email)
    website = agency.website if ADDRESS.fullmatch(agency.website) else ""
    parts = (
        Link(agency.email, f"mailto:{mail}" if mail else ""),
        Link(case.style.text(agency.public.contact), ""),
        Link(website, website),
    )
    return tuple(part for part in parts if part.label)


def start_page(
    case: Material, downloads: Sequence[Download], issued: Sequence[IssuedReport], root: str
) -> Iterator[Section]:
    """Yield the sections of the start page."""
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
    reach = say.paragraphs("site.access_contact") if contact(case) else ()
    yield Section(ACCESS, say("site.access_title"), (Prose((*say.paragraphs("site.access_text"), *reach)),))


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
    yield dimension_counts(case)


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
        )
        size = say("site.kilobytes", size=case.style.count(download.kilobytes))
        rows.append(labelled((file, Cell((form,)), number_cell(size)), columns))
    return Table(
        "files", say("site.files"), columns, (tuple(rows),), say("site.files_note"), "figures running"
    )


def data_page(case: Material, downloads: Sequence[Download], root: str) -> Iterator[Section]:
    """Yield the list of the open data files, then a section for each of them that explains its columns."""
    say = case.say
    data = [download for download in downloads if download.description]
    yield Section("downloads", say("site.downloads"), (_downloads(case, data, root),))
    for file in data:
        kind = "key" if file.ending == "json" else "column"
        columns = (Column(say(f"site.{kind}"), 28), Column(say("site.meaning"), 72))
        rows = tuple(
            labelled((Cell((key,), head="row", css="code"), Cell((text,))), columns)
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
