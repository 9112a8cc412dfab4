"""The view models as HTML, by the templates of `html_templates`; the agency's own ones win, file by file.

Everything that comes out of a cell is escaped. The page needs no other file: style and images stand in it.
"""

import base64
import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import Literal

import jinja2
from markupsafe import Markup

from itaxl import thai
from itaxl.agency import palette as colours
from itaxl.agency.settings import Agency
from itaxl.errors import WrongUseError
from itaxl.files import shipped
from itaxl.report.views.document import View
from itaxl.report.views.line_breaks import no_break

Medium = Literal["print", "screen"]
TEMPLATES = "html_templates"
IMAGE_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")


def page(template: str, view: View, agency: Agency, *, draft: bool, medium: Medium) -> str:
    """Return a document as one HTML page, for the PDF (`print`) or for the website (`screen`).

    `draft`: a watermark on each page. Raises WrongUseError for a template of the agency that has a fault.
    """
    return rendered(template, agency, doc=view, draft=draft, medium=medium)


@lru_cache(maxsize=8)
def environment(
    own: Path, palette: tuple[tuple[str, str], ...], whole: tuple[str, ...] = ()
) -> jinja2.Environment:
    """The templates, those in the folder `own` first. A name that is not there is an error, not a blank.

    The filters `bind` and `bind_short` escape a text and keep on one line what belongs together; `bind` keeps what is
    `whole` too, which may be wider than a column. `palette` is of `palette()`.
    """
    loader = jinja2.FileSystemLoader([own, shipped(TEMPLATES)])
    made = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["bind"] = lambda text: no_break(text, whole)
    made.filters["bind_short"] = no_break
    in_force = dict(palette)

    def css(name: str) -> Markup:
        source = loader.get_source(made, f"css/{name}.css")[0].removeprefix(
            "\ufeff"
        )  # some editors put it there
        return Markup(colours.completed(source, in_force) if name == "colours" else source)

    made.globals["css"] = css
    # For the shapes of an SVG, which no style sheet of the page reaches.
    made.globals["colour"] = lambda name: in_force.get(name, colours.UNKNOWN)
    return made


def palette(agency: Agency) -> tuple[tuple[str, str], ...]:
    """The colours in force by name, for `environment`."""
    return tuple(colours.in_force(agency.folder, agency.colours).items())


def names(agency: Agency) -> tuple[str, ...]:
    """Of people and offices, which no line should end inside of, in both kinds of digits."""
    people = [text for signatory in agency.signatories for text in (signatory.name, signatory.position)]
    offices = [agency.name, agency.place, *(division.name for division in agency.divisions)]
    found = dict.fromkeys(text for text in (*people, *offices) if len(text) > 1)
    return tuple(dict.fromkeys(form for each in found for form in (each, thai.thai_digits(each))))


def image_url(path: Path) -> str:
    """A picture as a data URL; blank where there is none, or it is of a kind that pages cannot show."""
    kind = mimetypes.guess_type(path.name)[0]
    if kind not in IMAGE_TYPES or not path.is_file():
        return ""
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"


def rendered(template: str, agency: Agency, /, **values: object) -> str:
    """A template with its values and the agency's pictures. Raises WrongUseError for one that has a fault."""
    for name in ("emblem", "logo"):
        file = getattr(agency, name)
        values[name] = image_url(agency.folder / file) if file else ""
    try:
        made = environment(agency.folder / TEMPLATES, palette(agency), names(agency))
        return made.get_template(template).render(values)
    except jinja2.TemplateSyntaxError as error:
        raise WrongUseError(
            "template.broken", name=error.name, line=error.lineno, reason=error.message
        ) from error
    except jinja2.TemplateError as error:
        raise WrongUseError("template.broken", name=template, line="?", reason=error.message) from error
