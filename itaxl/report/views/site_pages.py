"""Pages of the site in their frame: title, links to the other pages, date, contact, licence."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from itaxl.report.views.addresses import ADDRESS
from itaxl.report.views.document import Entry, Section, View, Words
from itaxl.report.views.material import Material
from itaxl.report.views.parts import words
from itaxl.report.views.site import ACCESS, Download, Fact, IssuedReport, Link, Page, page_file, page_kinds
from itaxl.report.views.site_contents import contact, data_page, start_page
from itaxl.texts import Lang, Texts


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
    reach = contact(case)
    if reach:
        yield Fact(say("site.contact"), reach)
    if agency.public.licence:
        yield Fact(
            say("site.licence"), (Link(case.style.text(agency.public.licence), agency.public.licence_url),)
        )
    yield Fact(say("site.access"), (Link(say("site.access_title"), f"{page_file('index')}#{ACCESS}"),))


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
        return (say("site.title_index"),), (), tuple(start_page(case, downloads, issued, root))
    if kind == "data":
        data = tuple(data_page(case, downloads, root))
        licence = case.style.text(case.agency.public.licence)
        key = "site.licence_named" if licence else "site.licence_unnamed"
        lead = (*say.paragraphs("site.data_text", encoding="UTF-8"), say(key, licence=licence))
        return (say("site.title_data"),), lead, data
    report = reports[kind]
    first = (report.first,) if kind == "followup" and report.first else ()
    return report.report_title, (say(f"site.period_{kind}"),), (*first, *report.sections)
