"""`reports/<year>/site/`: pages and files for the agency's website, complete in themselves, without any script.

They stand in the agency's language, and in the other one in a folder of its name.
"""

import re
from collections.abc import Callable, Mapping

from itaxl.report.views.material import Material
from itaxl.report.views.site import FILES, KINDS, href, page
from itaxl.report.web import html
from itaxl.texts import LANGS, Lang

FOLDER = "site"
STYLE = "style.css"
# The memo stays inside the analysis: alone it is a letter within the office.
OFFERED = (
    *("analysis.pdf", "followup.pdf", "analysis.docx", "followup.docx"),
    *("scores.csv", "measures.csv", "data.json"),
)
_PIECE = re.compile(
    "(?P<kept><(?:title|svg|style)[ >].*?</(?:title|svg|style)>|<[^>]*>)|[ก-๛](?:[ก-๛\u00a0\u200b ]*[ก-๛])?",
    re.DOTALL,
)


def files(
    material: Callable[[Lang], Material], made: Mapping[str, bytes], *, draft: bool
) -> dict[str, bytes]:
    """The site by path below the year's folder. `made`: what else is made for the year, by path.

    `material` gives what pages in a language are made from; `draft`: a watermark on each page.
    Raises WrongUseError for a template of the agency that has a fault.
    """
    offered = {name: made[name] for name in OFFERED if name in made}
    sizes = {name: len(content) for name, content in offered.items()}
    found = {f"{FOLDER}/{FILES}/{name}": content for name, content in offered.items()}
    for lang in LANGS:
        case = material(lang)
        first = lang == case.agency.lang
        for kind in KINDS:
            shown = page(kind, case, sizes, first=first)
            text = html.rendered("site.html", case.agency, doc=shown, draft=draft, medium="screen")
            place = href(kind) if first else f"{lang}/{href(kind)}"
            found[f"{FOLDER}/{place}"] = spoken(text, lang).encode()
        if first:
            found[f"{FOLDER}/{STYLE}"] = html.rendered(STYLE, case.agency).encode()
    return found


def spoken(page: str, lang: Lang) -> str:
    """A page whose Thai words, where it is not a Thai page, say that they are Thai: screen readers heed it."""
    if lang == "th":
        return page
    return _PIECE.sub(lambda piece: piece["kept"] or f'<span lang="th">{piece[0]}</span>', page)
