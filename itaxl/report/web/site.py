"""`reports/<year>/site/`: pages and files for the agency's website, complete in themselves, without any script.

They stand in the agency's language, and in the other one in a folder of its name.
"""

import re
from collections.abc import Mapping, Sequence

from itaxl.report.views.document import View
from itaxl.report.views.material import Material
from itaxl.report.views.site import FILES, Download, page, page_file, page_kinds
from itaxl.report.web import html
from itaxl.texts import Lang

FOLDER = "site"
STYLE = "style.css"
_PIECE = re.compile(
    "(?P<kept><(?:title|svg|style)[ >].*?</(?:title|svg|style)>|<[^>]*>)|[ก-๛](?:[ก-๛\u00a0\u200b ]*[ก-๛])?",
    re.DOTALL,
)


def files(
    materials: Mapping[Lang, Material],
    reports: Mapping[Lang, Mapping[str, View]],
    downloads: Sequence[Download],
    *,
    draft: bool,
) -> dict[str, bytes]:
    """Return the site by path below the year's folder.

    `reports`: those that have a page, by language and name; `draft`: a watermark on each page. Raises WrongUseError
    for a template of the agency that has a fault.
    """
    made = {f"{FOLDER}/{FILES}/{download.name}": download.content for download in downloads}
    for lang, case in materials.items():
        first = lang == case.agency.lang
        for kind in page_kinds(reports[lang]):
            shown = page(kind, case, reports[lang], downloads, own_language=first)
            text = html.rendered("site.html", case.agency, doc=shown, draft=draft, medium="screen")
            place = page_file(kind) if first else f"{lang}/{page_file(kind)}"
            made[f"{FOLDER}/{place}"] = spoken(text, lang).encode()
        if first:
            made[f"{FOLDER}/{STYLE}"] = html.rendered(STYLE, case.agency).encode()
    return made


def spoken(page: str, lang: Lang) -> str:
    """Return a page whose Thai words, where it is not a Thai page, say that they are Thai: screen readers heed it."""
    if lang == "th":
        return page
    return _PIECE.sub(lambda piece: piece["kept"] or f'<span lang="th">{piece[0]}</span>', page)
