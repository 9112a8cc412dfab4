"""Make `reports/<year>/site/`: pages and files for the agency's website, complete in themselves, without scripts.

Pages are in the agency's language; those in the other language are in a folder of its name.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from itaxl.report.views.document import View
from itaxl.report.views.material import Material
from itaxl.report.views.site import FILES, Download, IssuedReport, page_file
from itaxl.report.views.site_pages import page
from itaxl.report.web import html
from itaxl.texts import Lang

FOLDER = "site"
STYLE = "style.css"


def files(
    materials: Mapping[Lang, Material],
    reports: Mapping[Lang, Mapping[str, View]],
    downloads: Sequence[Download],
    drafts: Collection[str] = (),
    issued: Sequence[IssuedReport] = (),
    *,
    ready: bool = True,
    unsettled: bool = False,
    fill: Callable[[str, html.Source], bytes] = lambda _, source: source.page().encode(),
) -> dict[str, bytes]:
    """Return the files of the site by path below the year's folder.

    `reports`: those that have a page, by language and name; `drafts`: names of those that are drafts, whose pages get a
    watermark; so do the pages about all, and where all is issued if it is `unsettled` by an error. `issued`: those that
    were issued, whose pages are as they were. Unless `ready`, each page says that it is not to be posted yet. `fill`:
    returns a page as a file, by its path and all that it follows from. Raises WrongUseError for a fault in a template
    of the agency.
    """
    site = {f"{FOLDER}/{page_file(report.kind)}": report.page for report in issued}
    site |= {f"{FOLDER}/{FILES}/{download.name}": download.content for download in downloads}
    for lang, material in materials.items():
        own_language = lang == material.agency.lang
        for kind in ("index", *reports[lang], "data"):
            draft = kind in drafts if kind in reports[lang] else unsettled or bool(drafts)
            view = page(kind, material, reports[lang], downloads, drafts, issued, own_language=own_language)
            source = html.source(
                "site.html", material.agency, lang, doc=view, draft=draft, ready=ready, medium="screen"
            )
            place = f"{FOLDER}/{page_file(kind)}" if own_language else f"{FOLDER}/{lang}/{page_file(kind)}"
            site[place] = fill(place, source)
        if own_language:
            site[f"{FOLDER}/{STYLE}"] = fill(f"{FOLDER}/{STYLE}", html.source(STYLE, material.agency))
    return site
