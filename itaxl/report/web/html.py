"""Render view models as HTML with the templates of `html_templates`; the agency's own win, file by file.

Everything that comes out of a cell is escaped. A page needs no other file: style and images are inside it.
"""

import re
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Literal

import jinja2
from markupsafe import Markup

from itaxl import thai
from itaxl.agency import palette as colours
from itaxl.agency.settings import Agency
from itaxl.files import TEMPLATES, content, digest, shipped
from itaxl.report.pictures import usable
from itaxl.report.views.addresses import linked
from itaxl.report.views.document import View
from itaxl.report.views.line_breaks import no_break
from itaxl.report.web import languages
from itaxl.report.web.own_templates import Loader, Sandbox, fill
from itaxl.texts import Lang

Medium = Literal["print", "screen"]
Palette = tuple[tuple[str, str], ...]  # colours by name


@dataclass(frozen=True)
class Face:
    """Face of the agency whose page is being filled in: templates are compiled once for all agencies that replace none.

    `names` of offices, and `people`: no line should part them.
    """

    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    palette: Palette = ()


_NOBODY = Face()
_face: ContextVar[Face] = ContextVar("_face", default=_NOBODY)
_TITLE = re.compile("<title>(.*?)</title>", re.DOTALL)


@dataclass(frozen=True)
class Source:
    """All that a page follows from, beside the program: a template, and what it is filled with.

    `lang`: that of the page, whose passages in the other one are marked; None for what is no page. `own`: the agency's
    templates.
    """

    template: str
    lang: Lang | None
    own: Path | None
    face: Face
    values: Mapping[str, object]

    def digest(self) -> str:
        """Return a digest of it, with the agency's templates as they are. Raises OSError."""
        paths = sorted(path for path in self.own.rglob("*") if path.is_file()) if self.own else ()
        own = [(path.relative_to(self.own).as_posix(), digest(content(path))) for path in paths if self.own]
        return digest(repr((replace(self, own=None), own)).encode())

    def page(self) -> str:
        """Fill the template. Raises WrongUseError for a fault in one of the agency's."""
        before = _face.set(self.face)
        try:
            text = fill(environment(self.own), self.template, self.own, dict(self.values))
        finally:
            _face.reset(before)
        return languages.marked(text, self.lang) if self.lang else text


def source(template: str, agency: Agency, lang: Lang | None = None, /, **values: object) -> Source:
    """Return what a page follows from: these values, and what the agency puts into every page."""
    for name in ("emblem", "logo"):
        file = getattr(agency, name)
        values[name] = usable.url(agency.folder / file) if file else ""
    palette = tuple(colours.in_force(agency.folder, agency.colours).items())
    values["dark_colours"] = _dark_colours(palette)
    return Source(template, lang, agency.templates, Face(names(agency), people(agency), palette), values)


def rendered(template: str, agency: Agency, /, **values: object) -> str:
    """Return a template filled with values and the agency's pictures. Raises WrongUseError for a fault in it."""
    return source(template, agency, **values).page()


def page_source(template: str, view: View, agency: Agency, *, draft: bool, medium: Medium) -> Source:
    """Return what a document's page follows from, for the PDF (`print`) or for the website (`screen`).

    `draft`: put a watermark on each page.
    """
    return source(template, agency, view.lang, doc=view, draft=draft, medium=medium)


def page(template: str, view: View, agency: Agency, *, draft: bool, medium: Medium) -> str:
    """Return a document as one HTML page. Raises WrongUseError for a fault in a template of the agency."""
    return page_source(template, view, agency, draft=draft, medium=medium).page()


def title_of(page: str, otherwise: str) -> str:
    """Return the title of a page as text, or something else where a template of the agency gives none."""
    title = _TITLE.search(page)
    return unescape(title[1]) if title else otherwise


@lru_cache(maxsize=8)
def environment(own: Path | None) -> jinja2.Environment:
    """Return the templates, with those in the folder `own` first. An unknown name is an error, not a blank.

    Without templates of the agency (`own` None) nothing but ours is run, which need not be watched as they run.
    The filters `bind` and `bind_short` escape a text and keep on one line what belongs together; `bind` does so
    with the names of offices and people too, even if one is wider than a column; `linked` also makes links of web
    addresses.
    """
    loader = Loader([*([own] if own else []), shipped(TEMPLATES)])
    templates = (Sandbox if own else jinja2.Environment)(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    templates.filters["bind"] = _bind
    templates.filters["bind_short"] = no_break
    templates.filters["linked"] = linked

    def css(name: str) -> Markup:
        source = loader.get_source(templates, f"css/{name}.css")[0]
        return Markup(colours.completed(source, _colours()) if name == "colours" else source)

    templates.globals["css"] = css
    # For the shapes of an SVG, which the page's style sheets do not reach.
    templates.globals["colour"] = lambda name: _colours().get(name, colours.UNKNOWN)
    return templates


@jinja2.pass_context  # otherwise a text that stands in a template would be bound once, for all agencies
def _bind(_: jinja2.runtime.Context, text: str) -> Markup:
    return no_break(text, _face.get().names, _face.get().people)


def _colours() -> dict[str, str]:
    return dict(_face.get().palette)


@lru_cache(maxsize=8)
def _dark_colours(palette: Palette) -> Markup:
    return Markup(" ".join(f"--{name}: {value};" for name, value in colours.dark(dict(palette)).items()))


def names(agency: Agency) -> tuple[str, ...]:
    """Return the names of offices and positions, in both kinds of digits."""
    positions = (signatory.position for signatory in agency.signatories)
    return _forms(agency.name, agency.place, *positions, *(division.name for division in agency.divisions))


def people(agency: Agency) -> tuple[str, ...]:
    """Return the names of people: no line should end inside one."""
    return _forms(*(signatory.name for signatory in agency.signatories))


def _forms(*texts: str) -> tuple[str, ...]:
    forms = (form for text in texts if len(text) > 1 for form in (text, thai.thai_digits(text)))
    return tuple(dict.fromkeys(forms))
